package webpage

import (
	"slices"
	"strings"
	"testing"
)

// hostile are pages made to take long. None of them takes a second by itself.
func hostile() map[string]string {
	n := 29_000
	return map[string]string{
		"b":      "<html><p>" + strings.Repeat("<b>文", 300) + strings.Repeat("</p><p>文", n/2),
		"a":      "<html>" + strings.Repeat("<a>文<div>", n/2),
		"ab":     "<html>" + strings.Repeat("<a><b>文", 200) + strings.Repeat("</a></b>网", n/2),
		"p":      "<html>" + strings.Repeat("<p>网络安全，工作。", n),
		"flat":   "<html><div>" + strings.Repeat("网络<br>", n) + "</div>",
		"table":  "<html>" + strings.Repeat("<table><tr><td>网络", 380),
		"foster": "<html><table>" + strings.Repeat("网<b>络", 300) + strings.Repeat("<i>网</i>", n/2),
		"text":   "<html><p>" + strings.Repeat("网络安全，工作。", 150_000),
		"li":     "<html><ul>" + strings.Repeat("<li><a href=x>网络安全工作</a>", n/2),
		"span":   "<html><div>" + strings.Repeat("<span>网络</span> ", n),
		"attrs":  "<html><p " + strings.Repeat("a=b ", 10) + strings.Repeat(" class='article content'", 10) + ">" + strings.Repeat("<div class='article content body' id=x>网</div>", n/2),
		"meta":   "<html>" + strings.Repeat("<meta name=author content=王>", n),
		"comma":  "<html>" + strings.Repeat("<p>"+strings.Repeat(",，", 1000), 500),
		"json":   "<html><script type='application/ld+json'>" + strings.Repeat(`[{"@type":"x","author":`, 20_000) + "</script><p>文",
		"deep":   "<html>" + strings.Repeat(strings.Repeat("<div>", 380)+"网络"+strings.Repeat("</div>", 380), 70),
		"empty":  "<html>" + strings.Repeat("<div></div>", n/2),
		"dates":  "<html>" + strings.Repeat("<p>2015-03-05 2015年3月5日", n),
	}
}

// TestHostile: reading ends, twice with the same.
func TestHostile(t *testing.T) {
	for name, page := range hostile() {
		one, err := Read(page)
		two, again := Read(page)
		if (err == nil) != (again == nil) || err == nil && !slices.Equal(one.Paragraphs, two.Paragraphs) {
			t.Errorf("%s: %v, then %v", name, err, again)
		}
	}
}

// FuzzRead: reading ends without a panic, with the same each time, and a paragraph is one line.
func FuzzRead(f *testing.F) {
	for name, page := range hostile() {
		if len(page) < 300<<10 || name == "meta" {
			f.Add(page[:min(len(page), 2000)])
		}
	}
	f.Add(`<html><head><title>题_网</title><meta name=pubdate content=2015-03-05></head><body><h1>题</h1>` +
		`<p>2015年3月5日08:00 来源：报</p><table><tr><td>一<br>二</table><ruby>网<rt>w</rt></ruby><pre>a` + "\n" + `b</pre>`)
	f.Fuzz(func(t *testing.T, page string) {
		p, err := Read(page)
		if err != nil {
			return
		}
		again, _ := Read(page)
		if !slices.Equal(p.Paragraphs, again.Paragraphs) || len(p.Paragraphs) == 0 {
			t.Fatalf("%q, then %q", p.Paragraphs, again.Paragraphs)
		}
		for _, text := range p.Paragraphs {
			if text == "" || strings.ContainsAny(text, "\n\r") {
				t.Fatalf("paragraph %q", text)
			}
		}
	})
}

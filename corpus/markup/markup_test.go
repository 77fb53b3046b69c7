package markup

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// show writes a text with its marks: ‹› around what joins, «» around what ends a paragraph.
func show(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start])
		if m.Joins {
			b.WriteString("‹" + text[m.Start:m.End] + "›")
		} else {
			b.WriteString("«" + text[m.Start:m.End] + "»")
		}
		at = m.End
	}
	return b.String() + text[at:]
}

func TestHTMLMarks(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"<p>网络</p>主权", "«<p>»网络«</p>»主权"},
		{"网络<b>主</b>权", "网络‹<b>›主‹</b>›权"},
		{"网络<br>主权<br/>", "网络«<br>»主权«<br/>»"},
		{"网络<!-- 不算 -->主权", "网络‹<!-- 不算 -->›主权"},
		{"<script>var 网络='<b>';</script>主权", "«<script>»«var 网络='<b>';»«</script>»主权"},
		{"<style>p{}</style>网", "«<style>»«p{}»«</style>»网"},
		{"网&nbsp;络&#8220;主&#x201D;权 AT&T & Co", "网‹&nbsp;›络‹&#8220;›主‹&#x201D;›权 AT&T & Co"},
		{"<ruby>网<rt>wǎng</rt>络<rt>luò</rt></ruby>主权", "‹<ruby>›网‹<rt>›‹wǎng›‹</rt>›络‹<rt>›‹luò›‹</rt>›‹</ruby>›主权"},
		{"<ruby>网<rp>(</rp><rt>wǎng<rp>)</rp></ruby>络", "‹<ruby>›网‹<rp>›‹(›‹</rp>›‹<rt>›‹wǎng›‹<rp>›‹)›‹</rp>›‹</ruby>›络"},
		{"<ruby><rb>网</rb><rt>wǎng<rb>络</ruby>", "‹<ruby>›‹<rb>›网‹</rb>›‹<rt>›‹wǎng›‹<rb>›络‹</ruby>›"},
		{"<rt>网络", "‹<rt>›网络"},
		{"网&foo;络&#xFFFFFFFF;&copy", "网&foo;络&#xFFFFFFFF;&copy"},
		{`<a href="x>y">网</a>`, `‹<a href="x>y">›网‹</a>›`},
		{"<figure>\n<img src=\"x\">\n<figcaption>图</figcaption>\n</figure>", "«<figure>»\n«<img src=\"x\">»\n«<figcaption>»图«</figcaption>»\n«</figure>»"},
		{"网络 <p", "网络 «<p»"},
		{"1 < 2 网 > 络", "1 < 2 网 > 络"},
		{"<o:p></o:p>网", "«<o:p>»«</o:p>»网"},
		{"网<noframes>络</noframes>主", "网«<noframes>»«络»«</noframes>»主"},
		// A tag without an end hides its line, an element without an end nothing.
		{"网<iframe src=\n络<b>主</b>权", "网«<iframe src=\n络<b>»主‹</b>›权"},
		{"网<iframe src=\n络主权", "网«<iframe src=»\n络主权"},
		{"网<a href=\"x>络\n主<b>权</b>", "网«<a href=\"x>络»\n主‹<b>›权‹</b>›"},
		{"网<iframe src=\"x\">络<b>主</b>权", "网«<iframe src=\"x\">»络‹<b>›主‹</b>›权"},
		{"<iframe>网</iframe>络<iframe>主", "«<iframe>»«网»«</iframe>»络«<iframe>»主"},
		{"<IFRAME>网</Iframe >络", "«<IFRAME>»«网»«</Iframe >»络"},
		{"<noscript>网<p>络", "«<noscript>»网«<p>»络"},
		{"<iframe src=\"x\"/>网<b>络</b>", "«<iframe src=\"x\"/>»网‹<b>›络‹</b>›"},
		{"<template>网<p>络</p></template>主", "«<template>»«网»«<p>»«络»«</p>»«</template>»主"},
	} {
		if got := show(row.in, Merge(HTML(row.in))); got != row.want {
			t.Errorf("%s\n got %s\nwant %s", row.in, got, row.want)
		}
	}
}

func TestLooksHTML(t *testing.T) {
	for text, want := range map[string]bool{
		"<p>网络</p>": true, "网络<BR>": true, "网&nbsp;络": true, "网<!-- -->": true, `<img src="x">`: true,
		"<人民日报>": false, "1<2": false, "AT&T": false, "<a": false, "网络主权": false, "<product>": false,
	} {
		if LooksHTML(text) != want {
			t.Errorf("LooksHTML(%q) is not %v", text, want)
		}
	}
}

func TestMarkdownMarks(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"## 一、总则", "«## »一、总则"},
		{"##\u3000总则 ##", "«##\u3000»总则 «##»"},
		{"#网络 不是标题", "#网络 不是标题"},
		{"**网络**主权", "‹**›网络‹**›主权"},
		{"网*络*主`权`", "网‹*›络‹*›主‹`›权‹`›"},
		{"snake_case __重__", "snake_case ‹__›重‹__›"},
		{"- 网\n* 络\n1. 主\n10) 权", "«- »网\n«* »络\n«1. »主\n«10) »权"},
		{"2015. 网", "2015. 网"},
		{"> 网络\n> 主权", "‹> ›网络\n‹> ›主权"},
		{"见[网络](http://a.b/c_(d)?e=f)主权", "见‹[›网络‹](http://a.b/c_(d)?e=f)›主权"},
		{"[**网**络][1]", "‹[›‹**›网‹**›络‹][1]›"},
		{"[1]: https://a.b/c", "«[1]: https://a.b/c»"},
		{"网络[^1]主权", "网络‹[^1]›主权"},
		{"[^1]: 注", "‹[^1]:› 注"},
		{"网![图 片](a.png)络", "网«![图 片](a.png)»络"},
		{"[![](a.png)网](b)", "‹[›«![](a.png)»网‹](b)›"},
		{"见 https://a.b/c?d=1，网络", "见 «https://a.b/c?d=1»，网络"},
		{"网络（http://a.b）主权", "网络（«http://a.b»）主权"},
		{"---\n网\n***\n- - -\n===", "«---»\n网\n«***»\n«- - -»\n«===»"},
		{"```go\n网\n```", "«```go»\n网\n«```»"},
		{"| 网 | 络 |\n|---|:-:|", "«|» 网 «|» 络 «|»\n«|---|:-:|»"},
		{"{{< video src=\"https://a\" >}}网", "«{{< video src=\"https://a\" >}}»网"},
		{"网\\*络", "网‹\\›*络"},
		{"<a href=\"https://a.b/_c_\">网</a>络", "‹<a href=\"https://a.b/_c_\">›网‹</a>›络"},
		{"<!-- **注** -->\n网&nbsp;络", "‹<!-- **注** -->›\n网‹&nbsp;›络"},
		{"[网络]主权（一）", "[网络]主权（一）"},
		{"# 题\r\n\r\n网\r\n", "«# »题\r\n\r\n网\r\n"},
	} {
		if got := show(row.in, Merge(Markdown(row.in))); got != row.want {
			t.Errorf("%q\n got %q\nwant %q", row.in, got, row.want)
		}
	}
}

// check states what holds of all marks: they are sorted, disjoint, not empty, and lie on whole
// characters.
func check(t *testing.T, text string, marks []Mark) {
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End <= m.Start || m.End > len(text) || !utf8.RuneStart(text[m.Start]) ||
			m.End < len(text) && !utf8.RuneStart(text[m.End]) {
			t.Fatalf("mark %v after %d is bad in %.100q", m, at, text)
		}
		at = m.End
	}
}

// FuzzMarks: marks are sound on any text, as any markup.
func FuzzMarks(f *testing.F) {
	f.Add("<p>网<b>络</b>&nbsp;<!-- x --><script>a</script>")
	f.Add("# 题\n> **网**[络](a) ![b](c) | https://a.b\n- x\n---\n{{< y >}}")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for _, marks := range [][]Mark{HTML(text), Markdown(text)} {
			check(t, text, Merge(marks))
		}
	})
}

// TestReferences: a reference is marked with the character it stands for.
func TestReferences(t *testing.T) {
	for text, want := range map[string]rune{"&#43;": '+', "&plus;": '+', "&#32593;": '网', "&#x7F51;": '网', "&amp;": '&', "&nbsp;": 0xA0,
		"&ldquo;": '“', "&#147;": '“', "&hellip;": '…', "&#0;": 0, "&NotEqualTilde;": 0} {
		if marks := HTML(text); len(marks) != 1 || marks[0] != (Mark{End: len(text), Joins: want != 0, Char: want}) {
			t.Errorf("%s: %+v, want %q", text, marks, want)
		}
	}
}

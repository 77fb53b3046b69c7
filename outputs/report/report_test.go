package report

import (
	"bytes"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func write(t testing.TB, dir string, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, dir, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wantAll checks that a page has every one of the texts.
func wantAll(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %q", s)
		}
	}
}

func TestOpening(t *testing.T) {
	page := write(t, invent().publish(t, withMeasures(t), withClaims(t, held(pairClaim("documents", "a"), 5, 2, 12, 0.01))), Options{})
	wantAll(t, plain2(page), "May 2015: 40 documents from all 2 sources; April 2015 had 40 documents and May 2014 had 40 documents.",
		"This is the latest complete month in which all groups that are compared have documents. The texts end on 27 May 2015.",
		"Documents of Source hawk mention 网络主权 (cybersovereignty) more often than those of Source moderate",
		"1 problem occurred while reading the files: encoding (1).")
	// Each group is one source, and the title says so.
	wantAll(t, page, `<h1>Documents of Source hawk mention`, `than those of Source moderate`, "tifa kwic RUN a --group stance=hawkish", `data-rows="claims?kind=documents&amp;`)
}

// An arrow stands where the table period_comparisons says that documents of two periods differ.
func TestArrows(t *testing.T) {
	table := between2(write(t, invent().publish(t), Options{}), `id="temperatures"`, "</table>")
	rows := regexp.MustCompile(`(?s)<tr>.*?</tr>`).FindAllString(table, -1)
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	wantAll(t, spaced(rows[1]), "1 网络主权 (cybersovereignty)", "15 / 40 38 % (24–53)", "▲ 0 of 40 → 15 of 40 +38 points (+22 to +48)")
	wantAll(t, spaced(rows[2]), "2 主权", "∼ 10 of 40 → 10 of 40")
}

// spaced is a row of a table as text, with a space between cells.
func spaced(row string) string { return plainOf(strings.ReplaceAll(row, "</t", " </t")) }

// plainOf is a piece of a page as text on one line.
func plainOf(s string) string { return strings.Join(strings.Fields(plain(template.HTML(s))), " ") }

func TestPeriod(t *testing.T) {
	dir := invent().publish(t)
	page := write(t, dir, Options{Period: "2014-12"})
	wantAll(t, plain2(page), "Report on December 2014.", "December 2013 had no documents", "Temperatures in December 2014")
	if strings.Contains(page, "latest complete") {
		t.Error("a period that was asked for is explained by being complete")
	}
	wantAll(t, plain2(write(t, dir, Options{Period: "2014"})), "2014: 320 documents")
	err := Write(new(bytes.Buffer), dir, Options{Period: "2015-13"})
	if err == nil || !strings.Contains(err.Error(), `period "2015-13": this run has no such period: it has 2014-05 to 2015-05 (month)`) {
		t.Errorf("a period that is not there: %v", err)
	}
	if err := Write(new(bytes.Buffer), dir, Options{Lang: "fr"}); err == nil {
		t.Error("French was written")
	}
	if err := Write(new(bytes.Buffer), t.TempDir(), Options{}); err == nil || !strings.Contains(err.Error(), "result folder") {
		t.Errorf("an empty folder: %v", err)
	}
}

// What texts, names and settings say may not become markup, script or addresses.
func TestEscaping(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		page := write(t, invent().publish(t, withMeasures(t)), Options{Lang: lang})
		if n := strings.Count(page, "<script"); n != 2 {
			t.Errorf("%s: %d script elements instead of the page's own two", lang, n)
		}
		if strings.Contains(page, "javascript:") {
			t.Errorf("%s: an address of javascript", lang)
		}
		if found := regexp.MustCompile(` style="| on[a-z]+="`).FindString(page); found != "" {
			t.Errorf("%s: inline%s is against the policy", lang, found)
		}
		wantAll(t, page, "=cmd() &lt;script&gt;", `href="https://example.org/a?b=1&amp;c=2"`)
	}
}

func TestNothingIsFetched(t *testing.T) {
	page := write(t, invent().publish(t, withMeasures(t)), Options{})
	wantAll(t, html.UnescapeString(page), `content="default-src 'none';`, "'"+hashSource(pageCSS)+"'", "'"+hashSource(pageJS)+"'")
	if found := regexp.MustCompile(`<(link|img|iframe|object|embed|base)\b| src=|@import|url\(`).FindString(page); found != "" {
		t.Errorf("the page has %q", found)
	}
	if !strings.Contains(page, "<style>"+pageCSS+"</style>") || !strings.Contains(page, "<script>"+pageJS+"</script>") {
		t.Error("style or script differ from what their hashes are of")
	}
}

// Every link within the page leads somewhere, and no ID stands twice: evidence opens without a
// script.
func TestAnchors(t *testing.T) {
	for _, measures := range [][]func(*testing.T) string{{func(t *testing.T) string { return invent().publish(t) }},
		{func(t *testing.T) string { return invent().publish(t, withMeasures(t)) }}} {
		page := write(t, measures[0](t), Options{})
		ids := map[string]bool{"close": true}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if ids[m[1]] {
				t.Errorf("id %q stands twice", m[1])
			}
			ids[m[1]] = true
		}
		links := regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(page, -1)
		if len(links) < 80 {
			t.Errorf("only %d links", len(links))
		}
		for _, m := range links {
			if !ids[m[1]] {
				t.Errorf("#%s leads nowhere", m[1])
			}
		}
	}
}

// A sample is bounded, says so, and has a line of each document before a second one of any.
func TestEvidence(t *testing.T) {
	page := write(t, invent().publish(t), Options{})
	article := regexp.MustCompile(`(?s)<article class="ev" id="e-a-2015-05".*?</article>`).FindString(page)
	wantAll(t, article, "8 of 15 shown.", "&lt;script&gt;alert(1)&lt;/script&gt;<mark>主权</mark>", "<time>2015-05-")
	if n := strings.Count(article, "<li>"); n != 8 {
		t.Errorf("%d lines", n)
	}
}

// What stands together is told as documents, which open a line of each concept.
func TestPairs(t *testing.T) {
	page := write(t, invent().publish(t, withMeasures(t)), Options{})
	article := regexp.MustCompile(`(?s)<article class="ev" id="e-pair.3aa.1fb".*?</article>`).FindString(page)
	wantAll(t, page, `<a href="#e-pair.3aa.1fb">9</a>`)
	wantAll(t, article, "One sentence with each concept in 4 of 4 documents.", "<code>tifa kwic RUN a</code> <code>tifa kwic RUN b</code>")
	if n := strings.Count(article, "<li>"); n != 8 {
		t.Errorf("%d lines", n)
	}
}

func TestSections(t *testing.T) {
	bare := write(t, invent().publish(t), Options{})
	full := write(t, invent().publish(t, withMeasures(t), withClaims(t, pairClaim("documents", "a"))), Options{})
	for _, table := range []string{"adoption", "collocates", "keyness", "claims", "stance_scores"} {
		line := "This run has no table " + table
		if !strings.Contains(bare, line) || strings.Contains(full, line) {
			t.Errorf("the line about table %s is missing, or stands where the table is", table)
		}
	}
	wantAll(t, full, `id="versus-stance-t"`, `id="adoption-table"`, `id="network-t"`, `id="stances-stance-chart-t"`, "2015 0.01<", "Some sources have no score")
	for _, page := range []string{bare, full} {
		if strings.Contains(page, "⟦") {
			t.Errorf("a text is missing: %s", page[strings.Index(page, "⟦"):][:60])
		}
	}
}

// A run from before the table was written has a report all the same, without arrows.
func TestWithoutComparisons(t *testing.T) {
	v := invent()
	v.old = true
	page := write(t, v.publish(t), Options{})
	wantAll(t, plain2(page), "May 2015: 40 documents", "0 of 40 → 15 of 40")
	if table := between2(page, `id="temperatures"`, "</table>"); strings.Contains(table, "▲") || strings.Contains(table, "∼") {
		t.Error("without the table there are arrows")
	}
}

func TestDeterminism(t *testing.T) {
	a, b := invent().publish(t, withMeasures(t)), invent().publish(t, withMeasures(t))
	if write(t, a, Options{}) != write(t, b, Options{}) {
		t.Error("equal runs give different reports")
	}
}

func TestFile(t *testing.T) {
	dir := invent().publish(t)
	made, err := File(dir, Options{})
	path := made.Path
	if err != nil || path != filepath.Join(dir, "report.html") {
		t.Fatal(path, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() > 1<<20 {
		t.Error(info.Size(), err)
	}
	other := filepath.Join(t.TempDir(), "other.html")
	if _, err := File(dir, Options{Output: other, Period: "1999"}); err == nil {
		t.Error("1999 was reported on")
	}
	if entries, _ := os.ReadDir(filepath.Dir(other)); len(entries) != 0 {
		t.Errorf("a failed report left %v", entries)
	}
}

package report

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
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
	page := write(t, invent().publish(t), Options{})
	wantAll(t, page, "<b>May 2015</b>: 40 documents from all 2 sources, compared with 40 in April 2015 and 40 in May 2014.",
		"Compared with <b>April 2015</b>, 1 concept clearly rose and no concept clearly fell.",
		`<a class="n" href="#e-a-2015-05">15 of 40 documents</a> (38 %; 24–53), compared with 0 of 40 in April 2015; difference within sources +38 points (+22 to +48), adjusted p &lt; 0.0001.`,
		"This is the latest complete month; the texts end on 27 May 2015.",
		"In <b>May 2015</b>, documents of hawkish and moderate sources differ on 1 concept: <b lang=\"zh\">网络主权</b>.",
		`<a class="n" href="#e-a-2015-05-stance.3dhawkish">15 of 20 documents</a>`,
		"in moderate sources; difference +75 points (+48 to +89), adjusted p &lt;\u00a00.0001. In April 2015: hawkish 0 of 20, moderate 0 of 20.",
		"First mentioned in these texts", "Their 480 documents from earlier periods do not mention these concepts.", "1 problem occurred while reading the files: encoding 1.", "tifa kwic RUN a --period 2015-05 --group stance=hawkish")
}

// Where nothing precedes a period everything in it would be new, which says nothing.
func TestFirstUses(t *testing.T) {
	dir := invent().publish(t)
	for period, told := range map[string]bool{"2014-05": false, "2014": false, "2015": true, "2015-05": true} {
		if got := strings.Contains(write(t, dir, Options{Period: period}), "First mentioned in these texts"); got != told {
			t.Errorf("%s: first uses told: %t", period, got)
		}
	}
	if strings.Contains(write(t, dir, Options{Period: "2015-05"}), "latest complete") {
		t.Error("a period that was asked for is explained by being complete")
	}
}

// What all periods have to say of two groups is told apart from what this one has.
func TestGroupsOverAllPeriods(t *testing.T) {
	wantAll(t, write(t, invent().publish(t, withMeasures(t)), Options{}),
		`</b>. Over all periods together, documents of the two groups <a href="#contrast">differ on 1 concept</a>.`)
}

// A wording with the numbers of a longer one that holds it is named beside that.
func TestParts(t *testing.T) {
	text, err := translate.For("en")
	if err != nil {
		t.Fatal(err)
	}
	p := &page{Texts: text, Result: &result.Result{Concept: map[string]*outputs.Concept{"long": {Zh: "外国敌对势力"}, "part": {Zh: "敌对势力"}, "other": {Zh: "势力"}}}}
	long, part, other := change{id: "long", now: rate{DocsMentioning: 9}}, change{id: "part", now: rate{DocsMentioning: 9}}, change{id: "other", now: rate{DocsMentioning: 10}}
	all := []change{long, part, other}
	if got := p.withParts(long, all, "x"); got != `x (also <b lang="zh">敌对势力</b>, which is part of this wording and has the same counts)` {
		t.Error(got)
	}
	if got := p.withParts(part, all, "x"); got != "x" || !p.partOfTold(part, all) || p.partOfTold(other, all) {
		t.Error(got)
	}
}

func TestPeriod(t *testing.T) {
	dir := invent().publish(t)
	page := write(t, dir, Options{Period: "2014-12"})
	wantAll(t, page, "<b>December 2014</b>", "In <b>December 2014</b>", "no documents in December 2013")
	wantAll(t, write(t, dir, Options{Period: "2014"}), "<b>2014</b>: 320 documents")
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
	wantAll(t, article, "8 of 15 shown.", "<mark>主权</mark>后文…", "<time>2015-05-")
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
	full := write(t, invent().publish(t, withMeasures(t), withSeriesClaims(t)), Options{})
	for _, table := range []string{"events", "adoption", "collocates", "emerging", "keyness", "trends", "changepoints", "bursts", "stance_scores"} {
		line := "This run has no table " + table
		if !strings.Contains(bare, line) || strings.Contains(full, line) {
			t.Errorf("the line about table %s is missing, or stands where the table is", table)
		}
	}
	wantAll(t, full, `id="versus-stance-t"`, `id="adoption-table"`, `id="network-t"`, `id="emerging-table"`, "hawkish, by 40 days", "Changepoints", "The texts end on 2015-05-27, within the window after the event.",
		`id="trends-table"`, `<a href="#e-a-stance.3dhawkish">15</a>`, "15 of 20 documents in May 2015 (75 %; over all periods 6.0 %)",
		`id="stances-stance-chart-t"`, "2015 0.01<", "Some sources have no score")
	for _, page := range []string{bare, full} {
		if strings.Contains(page, "⟦") {
			t.Errorf("a text is missing: %s", page[strings.Index(page, "⟦"):][:60])
		}
	}
}

// A run from before the table was written has a report that says so, and its other sections.
func TestWithoutComparisons(t *testing.T) {
	v := invent()
	v.old = true
	page := write(t, v.publish(t), Options{})
	wantAll(t, page, "This run has no table period_comparisons", "<b>May 2015</b>: 40 documents", "First mentioned in these texts")
	for _, told := range []string{"clearly rose", "documents of hawkish and moderate", "⟦"} {
		if strings.Contains(page, told) {
			t.Errorf("without the table the page says %q", told)
		}
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
	path, err := File(dir, Options{})
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

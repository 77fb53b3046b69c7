package report

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// Why no event was tested is what its claims say. It was once said that no event lies within the
// texts, beside a list of some.
func TestWhyNoEventWasTested(t *testing.T) {
	c := outputs.Claim{Kind: "event", Attribute: "all", PeriodType: "all", Period: "all",
		Unit: "date", ItemKind: "concept", Item: "b", Event: "law", Verdict: "cannot be said",
		Reason: "too_few_dates"}
	other := c
	other.Item = "a"
	page := write(t, invent().publish(t, withClaims(t, other, c)), Options{})
	wantAll(t, plain2(page),
		"No event could be tested: fewer than twenty dates to compare the event with.")
	if strings.Contains(page, "No event lies within") {
		t.Error("an event of which there is a claim is said to lie outside the texts")
	}
	wantAll(t, plain2(write(t, invent().publish(t, withClaims(t)), Options{})),
		"No event lies within these texts")
}

// An event before the first text is in no chart and no list.
func TestEventsLieWithinTheTexts(t *testing.T) {
	v := invent()
	p := newPageOf(t, v)
	day := p.FirstDay
	if got := p.eventsBetween(day, p.LastDay); len(got) != 1 {
		t.Fatalf("%d events, want the one of the run", len(got))
	}
	p.Manifest.Events[0].Date = "2014-02-01" // in the year of the first text, and before it
	v2, err := p.series()
	if err != nil {
		t.Fatal(err)
	}
	if got := v2.(seriesView).Events; len(got) != 0 {
		t.Errorf("an event before the texts is listed: %v", got)
	}
}

// Ratios of groups rest on the periods that both have, and the counts beside them on all.
func TestContrastSaysWhatItRestsOn(t *testing.T) {
	page := write(t, invent().publish(t, withMeasures(t), withClaims(t)), Options{})
	text := plainOf(between2(page, `id="contrast"`, `id="trends"`))
	wantAll(t, text, "In all periods, 260 documents from hawkish sources and 260 documents from "+
		"moderate sources. Statements on the two groups, and their ratios, rest only on the "+
		"months in which both groups have documents.")
	if strings.Contains(text, "sources, all periods") {
		t.Error("the heading says that all periods are compared")
	}
}

// The Chinese page counts in 篇 and 词, and has no Western stops between Chinese words.
func TestChineseOfCharts(t *testing.T) {
	page := write(t, invent().publish(t, withMeasures(t)), Options{Lang: "zh"})
	wantAll(t, plain2(page), "2014年：强硬来源 160 篇中 0 篇，0 %（0–2.3）；温和来源 160 篇中 0 篇",
		"。2015年：强硬来源 100 篇中 15 篇", "冷级（0.026 % 以下）")
	wantAll(t, page, `title="200 篇中 15 篇，区间`)
	text, err := translate.For("zh")
	if err != nil {
		t.Fatal(err)
	}
	months := string(text.Say("claim.changepoint", "甲", "乙", "", 24, text.Count("month", 24), "3 次",
		"0.01", ""))
	if strings.Contains(months, "（ ") || !strings.Contains(months, "（24 个月内") {
		t.Error(months)
	}
	if got := text.Plain("series.point.tokens", 3, 4000, "750", "1–2"); got !=
		"4,000 词中 3 次，每百万词 750 次（1–2）" {
		t.Error(got)
	}
}

// The counts of a page that measures by tokens are of mentions and tokens, not of documents.
func TestCountedByTokens(t *testing.T) {
	p := newPageOf(t, invent())
	r := rate{}
	r.Add(&outputs.Measures{Docs: 2, DocsMentioning: 1, Mentions: 3, Tokens: 4000})
	if got := p.counted("heat.cell", r, "1–2"); got != "1 of 2, interval 1–2" {
		t.Error(got)
	}
	p.tokens = true
	if got := p.counted("heat.cell", r, "1–2"); got != "3 mentions in 4,000 tokens, interval 1–2" {
		t.Error(got)
	}
}

// What a note says of all must hold of all: months, dates, tables and signs.
func TestNotesSayNoMoreThanTheyKnow(t *testing.T) {
	for key, wrong := range map[string][2]string{
		"limits.coarse":          {"The {0}s of this run have", "每{0}的文档过少"},
		"events.intro":           {"all other dates", "其他全部日期"},
		"heat.tiers":             {"here they are given for years", "本表仅对"},
		"contrast.pair":          {"all periods", "全部时期"},
		"brief.temperature.note": {"∼: not settled. ", "未能判定。"},
	} {
		for i, lang := range []string{"en", "zh"} {
			text, err := translate.For(lang)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := text.Lookup(key); !ok || strings.Contains(got, wrong[i]) {
				t.Errorf("%s %s: %q", lang, key, got)
			}
		}
	}
}

// newPageOf is a page on the invented run before its sections are made.
func newPageOf(t *testing.T, v *invented) *page {
	t.Helper()
	run, err := result.Load(v.publish(t), "")
	if err != nil {
		t.Fatal(err)
	}
	text, err := translate.For("en")
	if err != nil {
		t.Fatal(err)
	}
	return newPage(run, Options{}, text)
}

// Every theme of the shipped lexicons has a name on a Chinese page: 主题：attacks stood on one.
func TestThemesHaveChineseNames(t *testing.T) {
	text, err := translate.For("zh")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../segment/data/lexicons/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../../pipeline/config/data/init/lexicon.yaml") {
		lexicon, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range themeLine.FindAllSubmatch(lexicon, -1) {
			if _, ok := text.Lookup("theme:" + string(m[1])); !ok {
				t.Errorf("%s: theme %s has no Chinese name in texts.tsv", file, m[1])
			}
		}
	}
	wantAll(t, plain2(write(t, invent().publish(t), Options{Lang: "zh"})), "主题：主权")
}

var themeLine = regexp.MustCompile(`(?m)^\s*theme: *([a-z_0-9]+)`)

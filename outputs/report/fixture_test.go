package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tifa/outputs"
	"tifa/outputs/report/result"
	calendar "tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// hostile is what a text may try; it stands in titles, sentences, names and addresses of the
// invented run.
const hostile = `<script>alert(1)</script>`

// invented is a run of two sources over thirteen months, 40 documents each month. The phrase a is
// new in 2015-05 and hawkish; b is in every fourth document; c is in none.
type invented struct {
	docs     []outputs.Document
	mentions []outputs.Mention
	old      bool // of a program that did not write period_comparisons
}

func invent() *invented {
	v := &invented{}
	for _, source := range []string{"hawk", "moderate=1"} {
		for m := range 13 {
			for i := range 20 {
				date := calendar.DayOf(time.Date(2014, time.Month(5+m), 8+i, 0, 0, 0, 0, time.UTC))
				id := fmt.Sprintf("%s/%02d/%02d", source, m, i)
				v.docs = append(v.docs, outputs.Document{Source: source, Date: &date, DatePrecision: "day", ID: id, Title: "=cmd() " + hostile,
					URL: []string{"javascript:alert(1)", "https://example.org/a?b=1&c=2"}[i%2], Tokens: 100, HanChars: 150, Counted: true})
				if m == 12 && source == "hawk" && i < 15 {
					v.mention("a", id, source, date, int64(i))
				}
				if i%4 == 0 {
					v.mention("b", id, source, date, 50)
				}
			}
		}
	}
	return v
}

func (v *invented) mention(concept, id, source string, date int32, at int64) {
	v.mentions = append(v.mentions, outputs.Mention{Source: source, Date: &date, DatePrecision: "day", Document: id, StartByte: at, EndByte: at + 6,
		Concept: concept, Theme: "sovereignty", Keyword: "主权", Pre: hostile, Post: "\r\n后文", Sentence: hostile + "主权", InTheme: true, Counted: true})
}

// count counts mentions as a run does, for what a document or mention belongs to.
func (v *invented) count(kind, concept string, of func(source string) bool) (rows map[string]outputs.Measures) {
	rows = map[string]outputs.Measures{}
	for _, d := range v.docs {
		if of(d.Source) {
			p := result.At(kind, *d.Date).Name
			m := rows[p]
			m.Docs, m.Tokens = m.Docs+1, m.Tokens+d.Tokens
			rows[p] = m
		}
	}
	for _, x := range v.mentions {
		if of(x.Source) && (x.Concept == concept || concept == "") {
			p := result.At(kind, *x.Date).Name
			m := rows[p]
			m.Mentions, m.DocsMentioning = m.Mentions+1, m.DocsMentioning+1
			rows[p] = m
		}
	}
	for p, m := range rows {
		one := 1.0
		m.PerMToken, m.PerMTokenLo, m.PerMTokenHi, m.Few = &one, &one, &one, m.Mentions < 5
		rows[p] = m
	}
	return rows
}

func when(kind, name string) outputs.When {
	layout := map[string]string{"month": "2006-01", "year": "2006"}[kind]
	d, _ := time.Parse(layout, name)
	return outputs.When{PeriodType: kind, Period: name, PeriodStart: calendar.DayOf(d)}
}

// publish writes the run, and measures with it if asked, and gives its folder.
func (v *invented) publish(t testing.TB, measures ...func(*outputs.Folder)) string {
	t.Helper()
	to, err := outputs.Create(t.TempDir(), "run")
	if err != nil {
		t.Fatal(err)
	}
	defer to.Abandon()
	stances := map[string]string{"hawk": "hawkish", "moderate=1": "moderate"}
	var sources []outputs.Source
	first := calendar.DayOf(time.Date(2014, 5, 8, 0, 0, 0, 0, time.UTC))
	for _, id := range []string{"hawk", "moderate=1"} {
		sources = append(sources, outputs.Source{ID: id, Zh: hostile, En: "Source " + id, Stance: stances[id],
			Attributes: `{"stance":"` + stances[id] + `"}`, Documents: 260, FirstDate: &first})
	}
	put(t, to, sources)
	for i := range v.docs {
		if d := &v.docs[i]; d.Attributes == "" {
			d.Stance, d.StanceFrom, d.Attributes = stances[d.Source], "source", `{"stance":"`+stances[d.Source]+`"}`
		}
	}
	put(t, to, []outputs.Concept{{ID: "a", Theme: "sovereignty", Zh: "网络主权", Pinyin: "wǎngluò zhǔquán", En: "cybersovereignty", Mentions: 15},
		{ID: "b", Theme: "sovereignty", Zh: "主权", Pinyin: "zhǔquán", En: hostile, Mentions: 130}, {ID: "c", Theme: "threat", Zh: "无", Pinyin: "wú", En: "none"}})
	put(t, to, v.docs)
	slices.SortFunc(v.mentions, func(a, b outputs.Mention) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(*a.Date, *b.Date), cmp.Compare(a.Document, b.Document), cmp.Compare(a.StartByte, b.StartByte))
	})
	put(t, to, v.mentions)
	v.putCounts(t, to)
	if !v.old {
		v.putComparisons(t, to)
	}
	put(t, to, []outputs.Problem{{Path: "=x/" + hostile, Kind: "encoding", Reason: hostile, Action: "left out"}})
	for _, m := range measures {
		m(to)
	}
	v.putManifest(t, to)
	dir, err := to.Publish()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func (v *invented) putCounts(t testing.TB, to *outputs.Folder) {
	var counts []outputs.Count
	var groups []outputs.GroupCount
	var themes []outputs.ThemeCount
	var coverage []outputs.Coverage
	for _, kind := range []string{"month", "year"} {
		for source, stance := range map[string]string{"hawk": "hawkish", "moderate=1": "moderate"} {
			of := func(s string) bool { return s == source }
			for _, c := range []string{"a", "b", "c"} {
				for p, m := range v.count(kind, c, of) {
					counts = append(counts, outputs.Count{When: when(kind, p), Source: source, Concept: c, Measures: m})
					groups = append(groups, outputs.GroupCount{When: when(kind, p), Attribute: "stance", Value: stance, Concept: c, Measures: m})
				}
			}
			for p, m := range v.count(kind, "", of) {
				w := when(kind, p)
				themes = append(themes, outputs.ThemeCount{When: w, Source: source, Theme: "sovereignty", Measures: m})
				coverage = append(coverage, outputs.Coverage{PeriodType: kind, Period: &w.Period, PeriodStart: &w.PeriodStart, Source: source, Docs: m.Docs, Tokens: m.Tokens})
			}
		}
	}
	slices.SortFunc(counts, func(a, b outputs.Count) int {
		return cmp.Or(cmp.Compare(a.PeriodType, b.PeriodType), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Concept, b.Concept))
	})
	slices.SortFunc(groups, func(a, b outputs.GroupCount) int {
		return cmp.Or(cmp.Compare(a.PeriodType, b.PeriodType), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Concept, b.Concept))
	})
	slices.SortFunc(themes, func(a, b outputs.ThemeCount) int {
		return cmp.Or(cmp.Compare(a.PeriodType, b.PeriodType), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Source, b.Source))
	})
	slices.SortFunc(coverage, func(a, b outputs.Coverage) int {
		return cmp.Or(cmp.Compare(a.PeriodType, b.PeriodType), cmp.Compare(*a.Period, *b.Period), cmp.Compare(a.Source, b.Source))
	})
	put(t, to, counts)
	put(t, to, groups)
	put(t, to, themes)
	put(t, to, coverage)
}

// putComparisons writes the rows of period_comparisons that tests read: as a run does, but for
// sources with equally many documents, so that all strata weigh alike.
func (v *invented) putComparisons(t testing.TB, to *outputs.Folder) {
	sides := []string{"hawk", "moderate=1"}
	rates := map[[3]string]outputs.Rate{} // by source, period and concept
	var periods []period
	for _, kind := range []string{"month", "year"} {
		for _, source := range sides {
			for _, c := range []string{"a", "b", "c"} {
				for name, m := range v.count(kind, c, func(s string) bool { return s == source }) {
					var r outputs.Rate
					r.Add(&m)
					rates[[3]string{source, name, c}] = r
					periods = append(periods, period{Type: kind, Name: name, Start: when(kind, name).PeriodStart})
				}
			}
		}
	}
	slices.SortFunc(periods, func(a, b period) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Name, b.Name)) })
	var rows []outputs.PeriodComparison
	add := func(frame outputs.PeriodComparison, pairs func(concept string) [][2]outputs.Rate) {
		var family []outputs.PeriodComparison
		var p []float64
		for _, c := range []string{"a", "b", "c"} {
			row := frame
			row.Concept = c
			var strata []stats.Stratum
			var mentions int64
			for _, pair := range pairs(c) {
				x, okX := pair[0].DocShare()
				y, okY := pair[1].DocShare()
				if okX && okY {
					strata = append(strata, stats.Stratum{A: x, B: y, Weight: 1})
				}
				mentions += pair[0].Mentions + pair[1].Mentions
			}
			d, ok := stats.StratifiedDifference(strata)
			if !ok || mentions == 0 {
				continue
			}
			row.ShareDiff, row.ShareDiffLo, row.ShareDiffHi, row.ShareDiffers = d.Value, d.Lo, d.Hi, d.Excludes(0)
			family, p = append(family, row), append(p, pOf(d))
		}
		for i, q := range stats.QValues(p) {
			family[i].P, family[i].Q = &p[i], &q
		}
		rows = append(rows, family...)
	}
	all := outputs.PeriodComparison{PeriodType: "all", Period: "all", Comparison: "groups", Attribute: "stance", A: "hawkish", B: "moderate"}
	add(all, func(c string) [][2]outputs.Rate {
		sum := func(source string) (s outputs.Rate) {
			return rates[[3]string{source, "2014", c}].Plus(rates[[3]string{source, "2015", c}])
		}
		return [][2]outputs.Rate{{sum(sides[0]), sum(sides[1])}}
	})
	for _, now := range slices.Compact(periods) {
		groups := all
		groups.PeriodType, groups.Period = now.Type, now.Name
		add(groups, func(c string) [][2]outputs.Rate {
			return [][2]outputs.Rate{{rates[[3]string{sides[0], now.Name, c}], rates[[3]string{sides[1], now.Name, c}]}}
		})
		earlier := []period{now.Before()}
		if ago, ok := now.YearBefore(); ok {
			earlier = append(earlier, ago)
		}
		for i, then := range earlier {
			frame := outputs.PeriodComparison{PeriodType: now.Type, Period: now.Name, Comparison: []string{"previous", "year_before"}[i], A: now.Name, B: then.Name}
			add(frame, func(c string) (pairs [][2]outputs.Rate) {
				for _, s := range sides {
					pairs = append(pairs, [2]outputs.Rate{rates[[3]string{s, now.Name, c}], rates[[3]string{s, then.Name, c}]})
				}
				return pairs
			})
		}
	}
	put(t, to, rows)
}

// pOf is a p-value that goes with a difference: about that of a normal distribution with its
// interval.
func pOf(d stats.Estimate) float64 {
	return math.Erfc(math.Abs(d.Value) / (d.Hi - d.Lo) * 2 * 1.96 / math.Sqrt2)
}

func (v *invented) putManifest(t testing.TB, to *outputs.Folder) {
	text, err := json.Marshal(map[string]any{"title": "An invented run " + hostile, "fingerprint": "f00d", "settings": map[string]any{
		"compare": []map[string]string{{"by": "stance", "a": "hawkish", "b": "moderate"}}, "periods": []string{"month", "year"}, "duplicates": "drop"},
		"events": []map[string]string{{"id": "law", "date": "2014-11-19", "zh": "大会" + hostile, "en": "conference"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to.Path(), "run.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
}

func put[Row any](t testing.TB, to *outputs.Folder, rows []Row) {
	t.Helper()
	w, err := outputs.NewWriter[Row](to)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// withMeasures adds one row or two of every table that has a section.
func withMeasures(t testing.TB) func(*outputs.Folder) {
	q, two, doc := 0.01, 2.0, "hawk/12/00"
	day := calendar.DayOf(time.Date(2015, 5, 1, 0, 0, 0, 0, time.UTC))
	all := outputs.Group{Attribute: "all"}
	tested := outputs.TestStatus{Tested: true}
	return func(to *outputs.Folder) {
		key := outputs.Keyness{Attribute: "stance", A: "hawkish", B: "moderate", PeriodType: "all", Period: "all", MentionsA: 15, DocsMentioningA: 15,
			DocsA: 260, DocsB: 260, TokensA: 26000, TokensB: 26000, Ratio: &two, RatioLo: &two, RatioHi: &two, LogOddsZ: 3, Q: &q, TestStatus: tested}
		concept, word := key, key
		concept.Kind, concept.Item, word.Kind, word.Item = "concept", "a", "token", hostile
		put(t, to, []outputs.Keyness{concept, word})
		put(t, to, []outputs.EventEffect{{Event: "law", Date: day, En: hostile, Group: all, Concept: "a", Days: 180}})
		put(t, to, []outputs.StanceScore{{Attribute: "stance", A: "hawkish", B: "moderate", PeriodType: "all", Period: "all", Source: "hawk", InA: true, Words: 1000, Raw: &q, RawSE: &q, MV: &two, Theta: &q, ThetaSE: &q, TestStatus: tested},
			{Attribute: "stance", A: "hawkish", B: "moderate", PeriodType: "all", Period: "all", Source: "moderate=1", InB: true, TestStatus: outputs.TestStatus{Reason: hostile}},
			{Attribute: "stance", A: "hawkish", B: "moderate", PeriodType: "year", Period: "2015", Source: "hawk", InA: true, Words: 1000, Raw: &q, RawSE: &q, MV: &q, TestStatus: tested}})
		later := day + 40
		put(t, to, []outputs.Adoption{{Concept: "a", Source: "hawk", First: &day, Mentions: 9}, {Concept: "a", Source: "moderate=1", First: &later, LeftCensored: true},
			{Concept: "a", Source: "never", RightCensored: true}})
		put(t, to, []outputs.Collocate{{Group: outputs.Group{Attribute: "stance", Value: "hawkish"}, Concept: "a", Token: hostile, Class: "word", Together: 5, G2: 9, LogDice: 9}})
		put(t, to, []outputs.CoMention{{PeriodType: "all", Period: "all", Group: all, Unit: "document", ConceptA: "a", ConceptB: "b", Together: 9, CountA: 9, CountB: 9, NPMI: 0.5, G2: 9},
			{PeriodType: "all", Period: "all", Group: all, Unit: "document", ConceptA: "a", ConceptB: "c", Together: 9, CountA: 9, CountB: 9, NPMI: 0.5, G2: 9},
			{PeriodType: "all", Period: "all", Group: all, Unit: "document", ConceptA: "b", ConceptB: "c", Together: 9, CountA: 9, CountB: 9, NPMI: 0.5, G2: 9}})
		put(t, to, []outputs.Emerging{{Period: "2015", Rank: 1, Phrase: hostile, Count: 20, Documents: 9, ReferenceFrom: "2014", ReferenceTo: "2014", Example: &doc, Document: &doc}})
	}
}

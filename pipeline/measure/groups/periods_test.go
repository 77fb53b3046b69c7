package groups

import (
	"math"
	"slices"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// counted is a concept in one source or group in one month: its first documents mention it equally
// often. A document has 1,000 tokens, and there is one every few days.
type counted struct {
	month               string
	start               int32
	group               string
	mentions, use, docs int64
	concept             string
}

// dataOf makes the documents of the sources s1 and s2, which are groups of their own.
func dataOf(all []counted) *dataset.Dataset {
	s := config.DefaultMeasures()
	s.Compare = []config.Compare{{By: "camp", A: "s1", B: "s2"}}
	a := &dataset.Dataset{Settings: &s, Periods: []period.Type{period.Month},
		Sources:  []dataset.Source{{ID: "s1"}, {ID: "s2"}},
		Concepts: []outputs.Concept{{ID: "tea"}, {ID: "unused"}}, ByConcept: make([][]dataset.Posting, 2)}
	for _, c := range all {
		if c.concept != "tea" {
			continue
		}
		for i := range c.docs {
			if i < c.use {
				a.ByConcept[0] = append(a.ByConcept[0], dataset.Posting{
					Document: int32(len(a.Documents)), Mentions: int32(c.mentions / c.use)})
			}
			a.Documents = append(a.Documents, dataset.Document{Source: int32(c.group[1] - '1'), Tokens: 1000,
				Day: c.start + int32(i*28/c.docs), Precision: corpus.PrecisionDay})
		}
	}
	return a
}

// comparisonsOf runs the stage over the counts of these documents.
func comparisonsOf(t *testing.T, all []counted) []outputs.PeriodComparison {
	t.Helper()
	to, err := outputs.Create(t.TempDir(), "run")
	if err != nil {
		t.Fatal(err)
	}
	defer to.Abandon()
	var counts []outputs.Count
	var groups []outputs.GroupCount
	for _, c := range all {
		m := outputs.Measures{Mentions: c.mentions, DocsMentioning: c.use, Docs: c.docs,
			Tokens: 1000 * c.docs, MentionsTokens: 1000 * c.mentions, TokenSquares: 1_000_000 * c.docs}
		if c.use > 0 {
			m.Squares = c.mentions * c.mentions / c.use
		}
		when := outputs.When{PeriodType: "month", Period: c.month, PeriodStart: c.start}
		counts = append(counts, outputs.Count{When: when, Source: c.group, Concept: c.concept, Measures: m})
		groups = append(groups, outputs.GroupCount{When: when, Attribute: "camp", Value: c.group, Concept: c.concept, Measures: m})
	}
	writeRows(t, to, counts)
	writeRows(t, to, groups)
	a := dataOf(all)
	a.Dir = to.Path()
	if err := PeriodComparisons(t.Context(), a, to); err != nil {
		t.Fatal(err)
	}
	rows, err := outputs.ReadAll[outputs.PeriodComparison](to.Path())
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func writeRows[Row any](t *testing.T, to *outputs.Folder, rows []Row) {
	t.Helper()
	w, err := outputs.NewWriter[Row](to)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(rows...); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

var january, february, nextFebruary = epochMonth(2014, 1), epochMonth(2014, 2), epochMonth(2015, 2)

func epochMonth(year, month int) int32 {
	first := period.Month.Start(int32((year - 1970) * 365))
	for range month + 12 {
		if t := period.Time(first); t.Year() == year && int(t.Month()) == month {
			break
		}
		first = period.Month.Next(first)
	}
	return first
}

// A source without documents in the earlier period takes no part in the comparison, whatever it
// writes; a concept without a mention on either side has no row.
func TestPeriodsAreComparedOverSourcesInCommon(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 1, 1, 4, "tea"}, {"2014-01", january, "s1", 0, 0, 4, "unused"},
		{"2014-02", february, "s1", 3, 3, 4, "tea"}, {"2014-02", february, "s1", 0, 0, 4, "unused"},
		{"2014-02", february, "s2", 90, 90, 100, "tea"}, {"2014-02", february, "s2", 0, 0, 100, "unused"},
		{"2015-02", nextFebruary, "s2", 10, 10, 100, "tea"}, {"2015-02", nextFebruary, "s2", 0, 0, 100, "unused"},
	})
	var got []string
	for _, r := range rows {
		got = append(got, r.Period+" "+r.Comparison+" "+r.A+" "+r.B+" "+r.Concept)
	}
	want := []string{"all groups s1 s2 tea", "2014-02 groups s1 s2 tea",
		"2014-02 previous 2014-02 2014-01 tea", "2015-02 year_before 2015-02 2014-02 tea"}
	if !slices.Equal(got, want) {
		t.Fatalf("rows %q, want %q", got, want)
	}
	r := rows[2]
	if *r.SourcesInCommon != 1 || r.DocsA != 4 || r.DocsMentioningA != 3 || r.DocsB != 4 || r.DocsMentioningB != 1 {
		t.Errorf("sums: %+v", r)
	}
	// Four of eight weeks have a mention. Of the 70 ways to choose four weeks, 36 take two of
	// these; all others are at least as far from even as 3 and 1. 3/4 − 1/4 by method 10 of
	// Newcombe: computed by hand from the intervals of Wilson, 0.3006–0.9544 and 0.0456–0.6994.
	half := math.Hypot(0.75-0.30064, 0.69936-0.25)
	if math.Abs(*r.P-34.0/70) > 1e-9 || r.UnitsA != 4 || r.UnitsB != 4 || math.Abs(*r.Ratio-3) > 1e-9 ||
		math.Abs(r.ShareDiff-0.5) > 1e-9 || math.Abs(r.ShareDiffLo-(0.5-half)) > 1e-4 || r.ShareDiffers {
		t.Errorf("p %v, difference %v (%v to %v), differs: %t", *r.P, r.ShareDiff, r.ShareDiffLo, r.ShareDiffHi, r.ShareDiffers)
	}
	if ago := rows[3]; !ago.ShareDiffers || !ago.RateDiffers || *ago.RatioHi >= 1 || math.Abs(*ago.Ratio-1.0/9) > 1e-9 {
		t.Errorf("90 of 100 documents, then 10: %+v", ago)
	}
	if all := rows[0]; all.P != nil || all.Q != nil || all.DocsA != 8 || all.DocsB != 200 ||
		all.DocsMentioningB != 100 || all.SourcesInCommon != nil {
		t.Errorf("over all periods: %+v", all)
	}
}

// A row of groups has a ratio with its interval, and no p: claims tests groups. One row, one test.
func TestGroupsAreNotTestedTwice(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 80, 40, 100, "tea"}, {"2014-01", january, "s2", 2, 2, 100, "tea"}})
	for _, r := range rows {
		if r.Comparison == "groups" && (r.P != nil || r.Q != nil || r.Tested || r.Reason == "" ||
			r.ShareDiffers || r.RateDiffers || *r.Ratio != 40 || *r.RatioLo <= 1) {
			t.Errorf("groups: %+v", r)
		}
	}
	if len(rows) != 2 {
		t.Errorf("%d rows, want the groups of a month and of all", len(rows))
	}
}

// The month before has no mention: nothing bounds the ratio, so that there is no upper end, and no
// ratio.
func TestNothingBefore(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 0, 0, 40, "tea"}, {"2014-02", february, "s1", 30, 30, 40, "tea"}})
	r := rows[len(rows)-1]
	if r.Comparison != "previous" || r.Ratio != nil || r.RatioHi != nil || *r.RatioLo <= 1 || *r.P > 0.05 {
		t.Errorf("%+v", r)
	}
}

// One week against one week: no outcome could reach .05, so there is neither p nor interval.
func TestDaysHaveTooFewWeeks(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 1, 1, 1, "tea"}, {"2014-02", february, "s1", 9, 1, 1, "tea"}})
	r := rows[len(rows)-1]
	if r.Comparison != "previous" || r.Tested || r.P != nil || r.Ratio != nil || r.Reason != "no_outcome_could_reach" {
		t.Errorf("%+v", r)
	}
}

// Of two sources of which each writes as before, none changes, however their numbers shift.
func TestMixOfSourcesIsNoChange(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 90, 90, 100, "tea"}, {"2014-01", january, "s2", 1, 1, 10, "tea"},
		{"2014-02", february, "s1", 9, 9, 10, "tea"}, {"2014-02", february, "s2", 10, 10, 100, "tea"},
	})
	for _, r := range rows {
		if r.Comparison == "previous" && (math.Abs(r.ShareDiff) > 1e-9 || r.ShareDiffers || *r.P < 0.99 || math.Abs(*r.Ratio-1) > 1e-9) {
			t.Errorf("a change of the mix is told as a change: %+v", r)
		}
	}
	if len(rows) != 4 {
		t.Errorf("%d rows, want groups of two months and of all, and a change", len(rows))
	}
}

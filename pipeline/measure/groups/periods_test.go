package groups

import (
	"math"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// counted is a concept in one source or group in one month.
type counted struct {
	month               string
	start               int32
	group               string
	mentions, use, docs int64
	concept             string
	bounded             bool
}

// comparisonsOf runs the stage over counts of the sources s1 and s2, which are groups of their own.
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
		m := outputs.Measures{Mentions: c.mentions, DocsMentioning: c.use, Docs: c.docs, Tokens: 1000 * c.docs}
		rate := 1e6 * float64(c.mentions) / float64(m.Tokens)
		hi := rate + 100
		if m.PerMToken = &rate; c.bounded {
			m.PerMTokenHi = &hi
		}
		when := outputs.When{PeriodType: "month", Period: c.month, PeriodStart: c.start}
		counts = append(counts, outputs.Count{When: when, Source: c.group, Concept: c.concept, Measures: m})
		groups = append(groups, outputs.GroupCount{When: when, Attribute: "camp", Value: c.group, Concept: c.concept, Measures: m})
	}
	writeRows(t, to, counts)
	writeRows(t, to, groups)
	s := config.DefaultMeasures()
	s.Compare = []config.Compare{{By: "camp", A: "s1", B: "s2"}}
	a := &dataset.Dataset{Dir: to.Path(), Settings: &s, Periods: []period.Type{period.Month},
		Sources: []dataset.Source{{ID: "s1"}, {ID: "s2"}}, Concepts: []outputs.Concept{{ID: "tea"}, {ID: "unused"}}}
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
		{"2014-01", january, "s1", 1, 1, 4, "tea", true}, {"2014-01", january, "s1", 0, 0, 4, "unused", true},
		{"2014-02", february, "s1", 3, 3, 4, "tea", true}, {"2014-02", february, "s1", 0, 0, 4, "unused", true},
		{"2014-02", february, "s2", 90, 90, 100, "tea", true}, {"2014-02", february, "s2", 0, 0, 100, "unused", true},
		{"2015-02", nextFebruary, "s2", 10, 10, 100, "tea", false}, {"2015-02", nextFebruary, "s2", 0, 0, 100, "unused", true},
	})
	var got []string
	for _, r := range rows {
		got = append(got, r.Period+" "+r.Comparison+" "+r.A+" "+r.B+" "+r.Concept)
	}
	want := []string{"all groups s1 s2 tea", "2014-02 groups s1 s2 tea",
		"2014-02 previous 2014-02 2014-01 tea", "2015-02 year_before 2015-02 2014-02 tea"}
	if len(got) != len(want) {
		t.Fatalf("rows %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("row %d is %q, want %q", i, got[i], want[i])
		}
	}
	r := rows[2]
	if *r.SourcesInCommon != 1 || r.DocsA != 4 || r.DocsMentioningA != 3 || r.DocsB != 4 || r.DocsMentioningB != 1 {
		t.Errorf("sums: %+v", r)
	}
	// Fisher's tea: 34 of 70 outcomes. 3/4 − 1/4 by method 10 of Newcombe: computed by hand from
	// the intervals of Wilson, 0.3006–0.9544 and 0.0456–0.6994.
	half := math.Hypot(0.75-0.30064, 0.69936-0.25)
	if math.Abs(*r.P-34.0/70) > 1e-9 || math.Abs(r.ShareDiff-0.5) > 1e-9 ||
		math.Abs(r.ShareDiffLo-(0.5-half)) > 1e-4 || r.ShareDiffers {
		t.Errorf("p %v, difference %v (%v to %v), differs: %t", *r.P, r.ShareDiff, r.ShareDiffLo, r.ShareDiffHi, r.ShareDiffers)
	}
	// 500 per million more, ±100 on both sides.
	if *r.RateDiff != 500 || math.Abs(*r.RateDiffLo-(500-100*math.Sqrt2)) > 1e-6 || !r.RateDiffers {
		t.Errorf("rates: %v (%v to %v), differ: %t", *r.RateDiff, *r.RateDiffLo, *r.RateDiffHi, r.RateDiffers)
	}
	if ago := rows[3]; ago.RateDiff == nil || ago.RateDiffLo != nil || ago.PerMAHi != nil || ago.PerMBHi == nil ||
		ago.RateDiffers || !ago.ShareDiffers || ago.Q == nil {
		t.Errorf("one side without an interval: %+v", ago)
	}
	if all := rows[0]; all.P != nil || all.Q != nil || all.DocsA != 8 || all.DocsB != 200 ||
		all.DocsMentioningB != 100 || all.SourcesInCommon != nil {
		t.Errorf("over all periods: %+v", all)
	}
}

// Of two sources of which each writes as before, none changes, however their numbers shift.
func TestMixOfSourcesIsNoChange(t *testing.T) {
	rows := comparisonsOf(t, []counted{
		{"2014-01", january, "s1", 90, 90, 100, "tea", true}, {"2014-01", january, "s2", 1, 1, 10, "tea", true},
		{"2014-02", february, "s1", 9, 9, 10, "tea", true}, {"2014-02", february, "s2", 10, 10, 100, "tea", true},
	})
	for _, r := range rows {
		if r.Comparison == "previous" && (math.Abs(r.ShareDiff) > 1e-9 || r.ShareDiffers || *r.P < 0.99) {
			t.Errorf("a change of the mix is told as a change: %+v", r)
		}
	}
	if len(rows) != 4 {
		t.Errorf("%d rows, want groups of two months and of all, and a change", len(rows))
	}
}

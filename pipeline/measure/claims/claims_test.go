package claims

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/parallel"
	"tifa/pipeline/period"
)

// madeOf is a dataset of documents of one source each a period: sizes and, for each concept,
// mentions, by source and period. A size of 0 is no document.
func madeOf(sources []dataset.Source, start func(period int) int32, sizes [][]int64, concepts ...[][]int64) data {
	s := config.DefaultMeasures()
	a := data{&dataset.Dataset{Settings: &s, Periods: []period.Type{period.Month, period.Year}, Sources: sources,
		ByConcept: make([][]dataset.Posting, len(concepts))}}
	for c := range concepts {
		a.Concepts = append(a.Concepts, outputs.Concept{ID: fmt.Sprintf("c%d", c)})
	}
	for i := range sources {
		for p, size := range sizes[i] {
			if size == 0 {
				continue
			}
			for c := range concepts {
				if y := concepts[c][i][p]; y > 0 {
					a.ByConcept[c] = append(a.ByConcept[c], dataset.Posting{Document: int32(len(a.Documents)), Mentions: int32(y)})
				}
			}
			a.Documents = append(a.Documents, dataset.Document{ID: fmt.Sprint(i, " ", p), Source: int32(i),
				Day: start(p), Precision: corpus.PrecisionDay, Tokens: size})
		}
	}
	return a
}

// inMonth is the first day of a month counted from January 2010.
func inMonth(p int) int32 {
	return period.DayOf(time.Date(2010, time.Month(1+p), 1, 0, 0, 0, 0, time.UTC))
}

// camps are na sources of camp a, then nb of camp b.
func camps(na, nb int) (out []dataset.Source) {
	for i := range na + nb {
		camp := "a"
		if i >= na {
			camp = "b"
		}
		out = append(out, dataset.Source{ID: fmt.Sprintf("s%d", i+1), Attributes: map[string]string{"camp": camp}})
	}
	return out
}

// inColumns puts each value into a list of its own.
func inColumns(values ...int64) (out [][]int64) {
	for _, v := range values {
		out = append(out, []int64{v})
	}
	return out
}

func (a data) comparing() data {
	a.Settings.Compare = []config.Compare{{By: "camp", A: "a", B: "b"}}
	return a
}

// claimOf is the one claim of a kind on a concept.
func claimOf(t *testing.T, rows []outputs.Claim, want outputs.Claim) outputs.Claim {
	t.Helper()
	var found []outputs.Claim
	for _, r := range rows {
		if r.Kind == want.Kind && r.Item == want.Item && r.PeriodType == want.PeriodType &&
			(want.Attribute == "" || r.Attribute == want.Attribute) && r.Event == want.Event {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d claims like %+v: %+v", len(found), want, found)
	}
	return found[0]
}

func rowsOf(t *testing.T, a data) []outputs.Claim { return findingsOf(t, a).claims }

func findingsOf(t *testing.T, a data) findings {
	t.Helper()
	all, err := collect(t.Context(), a.Workers, a.tasks())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func near(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 5e-5*max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, deref(got), want)
	}
}

func deref(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// The values are those of the published example: four sources against five.
func TestClaimsOfGroups(t *testing.T) {
	sizes := inColumns(190741, 176268, 198598, 128868, 98276, 110645, 240500, 61200, 35400)
	a := madeOf(camps(4, 5), inMonth, sizes, inColumns(120, 45, 70, 60, 30, 22, 41, 9, 3)).comparing()
	r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "groups", Item: "c0", PeriodType: "year"})
	near(t, "estimate", r.Estimate, 2.3388)
	near(t, "lo", r.Lo, 1.1859)
	near(t, "hi", r.Hi, 4.6122)
	near(t, "p", r.P, 3./126)
	near(t, "p_adjusted", r.PAdjusted, 3./126)
	near(t, "least_p", &r.LeastP, 1./126)
	near(t, "loo_lo", r.LooLo, 2.0144)
	near(t, "loo_hi", r.LooHi, 2.7186)
	if r.Verdict != supported || r.UnitsA != 4 || r.UnitsB != 5 || r.MentionsA != 295 || r.MentionsB != 105 ||
		r.Period != "2010" || r.Evidence != "c0 --group camp=a --period 2010" || r.EvidenceB != "c0 --group camp=b --period 2010" {
		t.Errorf("%+v", r)
	}
	if !strings.HasPrefix(r.HangsOn, "s") {
		t.Errorf("hangs on %q", r.HangsOn)
	}
}

// Half a mention stands for none: no end of an interval rests on it, whichever group has none.
func TestNothingBoundsARatioToNoMention(t *testing.T) {
	sizes := inColumns(190741, 176268, 198598, 128868, 98276, 110645, 240500, 61200, 35400)
	for _, side := range []string{"a", "b"} {
		mentions := inColumns(120, 0, 70, 60, 0, 0, 0, 0, 0)
		if side == "a" {
			mentions = inColumns(0, 0, 0, 0, 30, 22, 41, 0, 3)
		}
		a := madeOf(camps(4, 5), inMonth, sizes, mentions).comparing()
		r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "groups", Item: "c0", PeriodType: "year"})
		if r.Estimate == nil || (r.Lo == nil) != (side == "a") || (r.Hi == nil) != (side == "b") {
			t.Errorf("%s: estimate %v from %v to %v", side, deref(r.Estimate), deref(r.Lo), deref(r.Hi))
		}
		want := [4]int64{3, 4, 0, 5}
		if side == "a" {
			want = [4]int64{0, 4, 4, 5}
		}
		if got := [4]int64{r.WithA, r.OfA, r.WithB, r.OfB}; got != want {
			t.Errorf("%s: with a mention %v, want %v", side, got, want)
		}
	}
}

func TestClaimsOfFewSources(t *testing.T) {
	for _, c := range []struct {
		a, b   int
		reason string
	}{{3, 3, "no_outcome_could_reach"}, {2, 5, "too_few_units"}, {1, 5, "one_source"}, {0, 5, "no_documents"}} {
		var sizes, y []int64
		for i := range c.a + c.b {
			sizes, y = append(sizes, 1000), append(y, int64(10*i+1))
		}
		a := madeOf(camps(c.a, c.b), inMonth, inColumns(sizes...), inColumns(y...)).comparing()
		r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "groups", Item: "c0", PeriodType: dataset.AllTime})
		if r.Verdict != cannotBeSaid || r.Reason != c.reason || r.P != nil || r.PAdjusted != nil {
			t.Errorf("%d against %d: %+v", c.a, c.b, r)
		}
	}
}

// Only months in which both groups have documents are compared: what one group wrote before the
// other begins is no difference.
func TestClaimsUseSharedMonths(t *testing.T) {
	sizes, y := make([][]int64, 7), make([][]int64, 7)
	for i := range 7 {
		sizes[i], y[i] = []int64{1000, 1000, 0}, []int64{50, 2, 0}
		if i >= 4 {
			sizes[i], y[i] = []int64{0, 1000, 1000}, []int64{0, 2, 70}
		}
	}
	a := madeOf(camps(4, 3), inMonth, sizes, y).comparing()
	r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "groups", Item: "c0", PeriodType: dataset.AllTime})
	if r.MentionsA != 8 || r.MentionsB != 6 || r.Verdict != notSupported {
		t.Errorf("%+v", r)
	}
	for i := range 4 {
		sizes[i][1] = 0
	}
	rows := rowsOf(t, madeOf(camps(4, 3), inMonth, sizes, y).comparing())
	for _, kind := range []string{"groups", "documents"} {
		if r := claimOf(t, rows, outputs.Claim{Kind: kind, Item: "c0", PeriodType: dataset.AllTime}); r.Reason != "no_overlap" {
			t.Errorf("%+v", r)
		}
	}
}

// A year or a run in which one group has no document, or none has that was asked for: of it nothing
// can be said, and it is said.
func TestClaimsOfAbsentGroups(t *testing.T) {
	inYear := func(p int) int32 { return period.Year.Start(inMonth(12 * p)) }
	sizes, y := make([][]int64, 6), make([][]int64, 6)
	for i := range 6 {
		sizes[i], y[i] = []int64{1000, 1000}, []int64{9, 9}
		if i < 3 {
			sizes[i][1], y[i][1] = 0, 0
		}
	}
	a := madeOf(camps(3, 3), inYear, sizes, y).comparing()
	rows := rowsOf(t, a)
	absent := func(kind, value, period string) {
		t.Helper()
		for _, r := range rows {
			if r.Kind == kind && r.B == value && r.Period == period {
				if r.Verdict != cannotBeSaid || r.Reason != "no_documents" {
					t.Errorf("%+v", r)
				}
				return
			}
		}
		t.Errorf("no claim of %s with %s in %s", kind, value, period)
	}
	absent("groups", "b", "2011")
	absent("documents", "b", "2011")
	a.Settings.Compare = []config.Compare{{By: "camp", A: "a", B: "nobody"}, {By: "stance", A: "official", B: "party"},
		{By: "stance", A: "hawkish", B: "moderate"}}
	rows = rowsOf(t, a)
	for _, kind := range []string{"groups", "documents", "lead"} {
		absent(kind, "nobody", dataset.AllTime)
		absent(kind, "party", dataset.AllTime)
	}
	for _, r := range rows {
		if r.B == "moderate" { // which is compared where nobody asks for anything
			t.Errorf("%+v", r)
		}
	}
}

// One mention in the group with the much shorter documents is no difference of documents.
func TestClaimsOfDocuments(t *testing.T) {
	sizes, once, often := make([][]int64, 2), make([][]int64, 2), make([][]int64, 2)
	for p := range 30 {
		sizes[0], sizes[1] = append(sizes[0], 100), append(sizes[1], 4000)
		once[0], once[1] = append(once[0], int64(p/29)), append(once[1], 0)
		often[0], often[1] = append(often[0], 3), append(often[1], int64(p%2))
	}
	a := madeOf(camps(1, 1), inMonth, sizes, once, often).comparing()
	rows := rowsOf(t, a)
	r := claimOf(t, rows, outputs.Claim{Kind: "documents", Item: "c0", PeriodType: dataset.AllTime})
	if r.Verdict != cannotBeSaid || r.Reason != "too_few_units" {
		t.Errorf("one mention: %+v", r)
	}
	r = claimOf(t, rows, outputs.Claim{Kind: "documents", Item: "c1", PeriodType: dataset.AllTime})
	if r.Verdict != supported || *r.Estimate < 200 || r.UnitsA != 30 || r.UnitsB != 30 {
		t.Errorf("%+v", r)
	}
	if r := claimOf(t, rows, outputs.Claim{Kind: "groups", Item: "c1", PeriodType: dataset.AllTime}); r.Reason != "one_source" {
		t.Errorf("%+v", r)
	}
	if r := claimOf(t, rows, outputs.Claim{Kind: "lead", Item: "c1", PeriodType: "month"}); r.Reason != "too_short" {
		t.Errorf("%+v", r)
	}
}

// Sums that leave the range of integers are no numbers.
func TestClaimsOfTooLargeSums(t *testing.T) {
	sizes, y := make([][]int64, 2), make([][]int64, 2)
	for i := range 2 {
		sizes[i], y[i] = same(10, 4e9), same(10, 2)
	}
	a := madeOf(camps(1, 1), inMonth, sizes, y).comparing()
	r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "documents", Item: "c0", PeriodType: dataset.AllTime})
	if r.Reason != "too_large" {
		t.Errorf("%+v", r)
	}
}

// followedSource is a dataset of one source, with the sizes of its periods and the mentions of each
// concept.
func followedSource(start func(int) int32, sizes []int64, concepts ...[]int64) data {
	var of [][][]int64
	for _, y := range concepts {
		of = append(of, [][]int64{y})
	}
	return madeOf([]dataset.Source{{ID: "s"}}, start, [][]int64{sizes}, of...)
}

func same(n int, v int64) []int64 { return slices.Repeat([]int64{v}, n) }

func TestClaimsOfTrends(t *testing.T) {
	walk := make([]int64, 60)
	for i := range walk {
		walk[i] = int64(30 + i%30)
	}
	a := followedSource(inMonth, same(12, 1e6), []int64{2, 4, 3, 5, 7, 6, 5, 9, 8, 11, 10, 12}, same(12, 0), same(12, 4))
	rows := rowsOf(t, a)
	r := claimOf(t, rows, outputs.Claim{Kind: "trend", Item: "c0", PeriodType: "month"})
	near(t, "p", r.P, 1./72)
	near(t, "tau", r.Estimate, 53/math.Sqrt(66*65))
	near(t, "p_adjusted", r.PAdjusted, 1./72) // the others are not tested
	if r.Verdict != supported || r.Unit != "month" || r.UnitsA != 12 || r.Evidence != "c0" {
		t.Errorf("%+v", r)
	}
	for item, reason := range map[string]string{"c1": "no_mentions", "c2": "no_variation"} {
		if r := claimOf(t, rows, outputs.Claim{Kind: "trend", Item: item, PeriodType: "month"}); r.Reason != reason {
			t.Errorf("%+v", r)
		}
	}
	rows = rowsOf(t, followedSource(inMonth, same(60, 1e6), walk))
	if r := claimOf(t, rows, outputs.Claim{Kind: "trend", Item: "c0", PeriodType: "month"}); r.Reason != "too_persistent" {
		t.Errorf("%+v", r)
	}
	rows = rowsOf(t, followedSource(inMonth, same(9, 1e6), same(9, 2)))
	for _, kind := range []string{"trend", "changepoint"} {
		if r := claimOf(t, rows, outputs.Claim{Kind: kind, Item: "c0", PeriodType: "month"}); r.Reason != "too_short" {
			t.Errorf("%+v", r)
		}
	}
}

// A source that enters changes nothing: the series are of sources that are there all the time.
func TestClaimsOfSteadySources(t *testing.T) {
	n := 24
	early, late := same(n, 1000), append(same(12, 0), same(12, 1000)...)
	y := [][]int64{same(n, 1), append(same(12, 0), same(12, 90)...)}
	y[0][3], y[0][20] = 2, 2
	a := madeOf([]dataset.Source{{ID: "s1"}, {ID: "s2"}}, inMonth, [][]int64{early, late}, y)
	for _, r := range rowsOf(t, a) {
		if r.Verdict == supported || r.MentionsA > 26 {
			t.Errorf("a source that enters is a finding: %+v", r)
		}
	}
	swap := [][]int64{append(same(12, 1000), same(12, 0)...), late}
	rows := rowsOf(t, madeOf([]dataset.Source{{ID: "s1"}, {ID: "s2"}}, inMonth, swap, y))
	if r := claimOf(t, rows, outputs.Claim{Kind: "trend", Item: "c0", PeriodType: "month"}); r.Reason != "no_overlap" {
		t.Errorf("%+v", r)
	}
}

// A series is tested once, whatever it is called: here all, one camp and one source are the same.
func TestClaimsOfASeriesOnce(t *testing.T) {
	a := followedSource(inMonth, same(12, 1000), same(12, 1))
	a.Sources[0].Attributes = map[string]string{"camp": "a", "stance": "hawkish"}
	a.comparing()
	for _, r := range rowsOf(t, a) {
		if r.B == "" && r.Attribute != "all" {
			t.Errorf("tested again: %+v", r)
		}
	}
}

func TestClaimsOfChangesAndBursts(t *testing.T) {
	x := []int64{50, 40, 60, 55, 45, 50, 52, 48, 61, 39, 44, 56, 50, 47, 53, 58}
	y := []int64{3, 2, 4, 3, 2, 3, 4, 2, 9, 6, 7, 9, 8, 6, 8, 10}
	a := followedSource(inMonth, x, y, same(16, 1))
	all := findingsOf(t, a)
	rows := all.claims
	r := claimOf(t, rows, outputs.Claim{Kind: "changepoint", Item: "c0", PeriodType: "month"})
	if r.Verdict != supported || r.Place != "2010-09" || *r.Estimate != 1 || r.UnitsA != 16 || r.MentionsA != 86 {
		t.Errorf("%+v", r)
	}
	if len(all.changes) != 1 { // c1 never changes
		t.Fatalf("levels: %+v", all.changes)
	}
	level := all.changes[0] // 23 mentions in 400 tokens, then 63 in 408
	if level.Concept != "c0" || level.Period != "2010-09" || level.Before != 23 || level.After != 63 ||
		level.Since != inMonth(0) || level.Until != inMonth(16) {
		t.Errorf("level: %+v", level)
	}
	near(t, "ratio", level.Ratio, 63./408/(23./400))
	if r := claimOf(t, rows, outputs.Claim{Kind: "burst", Item: "c1", PeriodType: "month"}); r.Reason != "too_frequent" {
		t.Errorf("%+v", r)
	}
	days, dense := same(12*28, 100), same(12*28, 0) // a document a day and three of four in months 5 to 7
	for i := range dense {
		if month := i / 28; month >= 4 && month < 7 && i%4 > 0 || i%28 == 3 {
			dense[i] = 1
		}
	}
	daily := func(p int) int32 { return inMonth(p/28) + int32(p%28) }
	all = findingsOf(t, followedSource(daily, days, dense))
	if len(all.bursts) != 1 || all.bursts[0].Period != "2010-05" || all.bursts[0].Last != "2010-07" || all.bursts[0].P > 0.05 {
		t.Errorf("bursts: %+v", all.bursts)
	}
	r = claimOf(t, all.claims, outputs.Claim{Kind: "burst", Item: "c0", PeriodType: "month"})
	if r.Verdict != supported || r.Place != "2010-05 2010-07" || r.Unit != "source_week" || *r.Estimate <= 0 {
		t.Errorf("%+v", r)
	}
	// 63 of the 84 days of the burst and one in each of the nine other months of 28 days.
	if b := all.bursts[0]; r.WithA != b.Documents || r.OfA != b.Docs || r.WithA+r.WithB != 63+9 ||
		r.OfA+r.OfB != 12*28 || r.WithB > 12 {
		t.Errorf("%d of %d against %d of %d", r.WithA, r.OfA, r.WithB, r.OfB)
	}
}

// Weeks that make one block are shuffled into themselves: that is no test.
func TestNoBurstInOneBlock(t *testing.T) {
	daily := func(p int) int32 { return inMonth(0) + int32(p) }
	used := same(20, 0)
	used[3] = 1
	r := claimOf(t, rowsOf(t, followedSource(daily, same(20, 100), used)),
		outputs.Claim{Kind: "burst", Item: "c0", PeriodType: "month"})
	if r.Verdict != cannotBeSaid || r.Reason != "no_outcome_could_reach" || r.LeastP != 1 {
		t.Errorf("%+v", r)
	}
}

// The values are those of the published example: the step at period 15 of 30 is the largest of 25.
func TestClaimsOfEvents(t *testing.T) {
	x := []int64{52, 48, 55, 60, 47, 51, 58, 49, 53, 50, 62, 57, 54, 46, 51, 59, 48, 55, 53, 50, 61, 56, 47, 52, 58, 49, 54, 60, 51, 57}
	y := []int64{6, 4, 5, 8, 3, 5, 7, 4, 6, 5, 7, 6, 5, 4, 6, 19, 14, 18, 17, 15, 20, 16, 13, 17, 18, 14, 16, 19, 15, 18}
	a := followedSource(func(p int) int32 { return int32(15000 + 30*p) }, x, y, same(30, 0))
	a.Settings.EventDays = 90
	a.Events = []config.Event{{ID: "turn", Day: 15000 + 450}, {ID: "early", Day: 15000 + 60}, {ID: "before", Day: 10000}}
	all := findingsOf(t, a)
	rows := all.claims
	if len(all.events) != 3 { // turn has one of c0: nobody mentions c1; before the texts there are none
		t.Fatalf("%+v", all.events)
	}
	early, turn := all.events[0], all.events[2]
	if turn.MentionsBefore != 15 || turn.MentionsAfter != 51 || turn.DocsBefore != 3 || turn.DocsAfter != 3 ||
		turn.Days != 90 || turn.CutShort || turn.Ratio == nil || !early.CutShort || early.Ratio != nil {
		t.Errorf("windows: %+v, %+v", early, turn)
	}
	near(t, "rate before", turn.RateBefore, 1e6*15/151)
	near(t, "rate after", turn.RateAfter, 1e6*51/162)
	r := claimOf(t, rows, outputs.Claim{Kind: "event", Item: "c0", PeriodType: "day", Event: "turn"})
	near(t, "p", r.P, 1./25)
	near(t, "estimate", r.Estimate, math.Exp(1.130425))
	if r.Verdict != supported || r.UnitsA != 25 || r.MentionsA != 51 || r.MentionsB != 15 || r.Unit != "date" {
		t.Errorf("%+v", r)
	}
	if r := claimOf(t, rows, outputs.Claim{Kind: "event", Item: "c0", PeriodType: "day", Event: "early"}); r.Reason != "no_documents" {
		t.Errorf("%+v", r)
	}
	if slices.ContainsFunc(rows, func(r outputs.Claim) bool { return r.Event == "before" }) {
		t.Error("an event outside the texts has rows")
	}
	a = followedSource(func(p int) int32 { return int32(15000 + 30*p) }, x[:20], y[:20])
	a.Settings.EventDays, a.Events = 90, []config.Event{{ID: "turn", Day: 15000 + 300}}
	if r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "event", Item: "c0", PeriodType: "day", Event: "turn"}); r.Reason != "too_few_dates" {
		t.Errorf("%+v", r)
	}
}

func TestClaimsOfLeads(t *testing.T) {
	x := []int64{11, 18, 16, 15, 16, 6, 12, 11, 35, 29, 22, 19, 16, 12, 13, 20, 18, 25, 21, 21, 30, 28, 21, 19, 23, 33, 25, 21, 27, 18, 17, 24, 25, 23, 26, 6}
	y := []int64{24, 28, 7, 15, 18, 13, 10, 5, 8, 14, 35, 33, 31, 22, 13, 13, 14, 17, 14, 24, 12, 21, 31, 24, 22, 16, 25, 25, 22, 24, 32, 13, 13, 23, 23, 31}
	a := madeOf(camps(1, 1), inMonth, [][]int64{same(36, 1000), same(36, 1000)}, [][]int64{x, y}).comparing()
	r := claimOf(t, rowsOf(t, a), outputs.Claim{Kind: "lead", Item: "c0", PeriodType: "month"})
	if r.Verdict != supported || *r.Estimate != 2 || *r.P > 0.001 || r.UnitsA != 36 {
		t.Errorf("%+v", r)
	}
}

// The table doesn't depend on the number of workers, and is written in its order.
func TestClaimsAreTheSame(t *testing.T) {
	a := dealSources(manyWeeks(rand.New(rand.NewPCG(3, 3))), rand.New(rand.NewPCG(1, 2)))
	a.Events = []config.Event{{ID: "e", Day: 17000}}
	one := rowsOf(t, a)
	a.Workers = parallel.New(3)
	if two := rowsOf(t, a); !reflect.DeepEqual(one, two) || len(one) < 100 {
		t.Errorf("%d and %d rows", len(one), len(two))
	}
	to, err := outputs.Create(t.TempDir(), "run")
	if err != nil {
		t.Fatal(err)
	}
	defer to.Abandon()
	if err := outputs.WriteAll(to, slices.Values(one)); err != nil {
		t.Error(err)
	}
}

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{"it's a b": `'it'\''s a b'`, "stance=hawkish": "stance=hawkish", "": "''"} {
		if got := quoted(s); got != want {
			t.Errorf("%s is quoted %s", s, got)
		}
	}
}

package inference

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/pipeline/stats"
)

// periodWeeks makes one document of each source's week: sizes and mentions of the earlier period
// and then of the later one.
func periodWeeks(sources ...[2][][2]int64) (documents []Document, mentions []stats.Occurrence) {
	for id, periods := range sources {
		week := 0
		for i, period := range periods {
			for _, d := range period {
				if d[1] > 0 {
					mentions = append(mentions, stats.Occurrence{Document: len(documents), Mentions: d[1]})
				}
				documents = append(documents, Document{Source: id, Week: week, InA: i == 1, Size: d[0]})
				week++
			}
		}
	}
	return documents, mentions
}

// comparedPeriods tests one item.
func comparedPeriods(t *testing.T, documents []Document, mentions []stats.Occurrence) PeriodComparison {
	t.Helper()
	out, err := ComparePeriods(t.Context(), Draw{Rounds: 999}, documents,
		[][]stats.Occurrence{mentions}, []Clumping{{DesignEffect: 1, PerDocument: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return out[0]
}

// TestPeriodsByHand: weeks of equal size, 0 1 1 2 mentions and then 7 6 5 8. Of the 70 ways to
// choose four of eight weeks, only the observed one and its mirror are as extreme.
func TestPeriodsByHand(t *testing.T) {
	r := equalWeeks(t, []int64{0, 1, 1, 2}, []int64{7, 6, 5, 8})
	if r.P != max(2.0/70, ratioP(4, 26, 1, r.DesignEffect)) || r.Hits != 2 || r.Permutations != 70 || !r.Exact {
		t.Errorf("%+v", r)
	}
	if math.Abs(r.Ratio-6.5) > 1e-12 || r.Interval.Lo <= 1 || r.A != 4 || r.B != 4 {
		t.Errorf("ratio %v, interval %v, blocks %d and %d", r.Ratio, r.Interval, r.A, r.B)
	}
}

func equalWeeks(t *testing.T, before, after []int64) PeriodComparison {
	t.Helper()
	var source [2][][2]int64
	for i, period := range [][]int64{before, after} {
		for _, y := range period {
			source[i] = append(source[i], [2]int64{1000, y})
		}
	}
	documents, mentions := periodWeeks(source)
	return comparedPeriods(t, documents, mentions)
}

// TestPeriodsOfBothSourcesByHand enumerates two sources by brute force, each choice of weeks of the
// one with each of the other.
func TestPeriodsOfBothSourcesByHand(t *testing.T) {
	first := [2][][2]int64{{{500, 1}, {900, 0}, {700, 2}}, {{800, 4}, {600, 3}}}
	second := [2][][2]int64{{{300, 0}, {350, 1}}, {{200, 2}, {900, 6}, {400, 1}}}
	documents, mentions := periodWeeks(first, second)
	r := comparedPeriods(t, documents, mentions)
	a, b := excesses(first), excesses(second)
	observed := math.Abs(a[len(a)-1] + b[len(b)-1])
	hits, squares := 0, 0.0
	for _, x := range a[:len(a)-1] {
		for _, y := range b[:len(b)-1] {
			squares += (x + y) * (x + y)
			if math.Abs(x+y) >= observed-1e-9 {
				hits++
			}
		}
	}
	if r.Hits != hits || r.Permutations != 100 {
		t.Errorf("%d of %d permutations, want %d of 100", r.Hits, r.Permutations, hits)
	}
	p, _ := newPeriodBlocks(documents)
	s, _ := p.sums(0, mentions)
	if math.Abs(s.variance-squares/100) > 1e-9 || math.Abs(math.Abs(s.excess)-observed) > 1e-9 {
		t.Errorf("variance %v, excess %v; want %v, %v", s.variance, s.excess, squares/100, observed)
	}
}

// excesses are the mentions of the later weeks less those expected, for every choice of as many
// weeks as the later period has, and last the observed one.
func excesses(source [2][][2]int64) (out []float64) {
	weeks := slices.Concat(source[0], source[1])
	var size, mentions float64
	for _, w := range weeks {
		size, mentions = size+float64(w[0]), mentions+float64(w[1])
	}
	of := func(in func(i int) bool) (excess float64) {
		for i, w := range weeks {
			if in(i) {
				excess += float64(w[1]) - mentions/size*float64(w[0])
			}
		}
		return excess
	}
	for choice := range 1 << len(weeks) {
		n := 0
		for i := range weeks {
			n += choice >> i & 1
		}
		if n == len(source[1]) {
			out = append(out, of(func(i int) bool { return choice>>i&1 == 1 }))
		}
	}
	return append(out, of(func(i int) bool { return i >= len(source[0]) }))
}

// TestMixOfSourcesIsNoChangeOfPeriods: each of two sources writes as before, but the one that
// mentions the item writes much more.
func TestMixOfSourcesIsNoChangeOfPeriods(t *testing.T) {
	week := func(size, y int64) [][2]int64 { return slices.Repeat([][2]int64{{size, y}}, 5) }
	documents, mentions := periodWeeks([2][][2]int64{week(100, 1), week(1000, 10)},
		[2][][2]int64{week(1000, 0), week(100, 0)})
	r := comparedPeriods(t, documents, mentions)
	if r.P < 0.99 || math.Abs(r.Ratio-1) > 1e-9 {
		t.Errorf("a change of the mix is taken for a change: %+v", r)
	}
}

// TestPeriodsAgree: on random clumped weeks p is at most .05 exactly where the interval leaves out
// 1, with one source and with three, and where a side has no mention.
func TestPeriodsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	out := 0
	for range 300 {
		var sources [][2][][2]int64
		rate := math.Exp(3 * random.NormFloat64())
		for range 1 + 2*random.IntN(2) {
			var s [2][][2]int64
			for i := range s {
				for range 3 + random.IntN(3) {
					y := int64(random.ExpFloat64() * rate * math.Exp(float64(i)))
					s[i] = append(s[i], [2]int64{200 + random.Int64N(800), y})
				}
			}
			sources = append(sources, s)
		}
		documents, mentions := periodWeeks(sources...)
		r := comparedPeriods(t, documents, mentions)
		if r.Reason != Answered {
			continue
		}
		if r.Interval.Excludes(1) != (r.P <= Alpha) || r.PAdjusted < r.P-1e-12 {
			t.Errorf("p %v (adjusted %v), interval %v of %v", r.P, r.PAdjusted, r.Interval, sources)
		}
		if r.Interval.Excludes(1) {
			out++
		}
	}
	if out < 20 || out > 280 {
		t.Errorf("%d of 300 intervals leave out 1: the test sees one case only", out)
	}
}

func TestPeriodsUnanswered(t *testing.T) {
	one := [][2]int64{{100, 3}}
	documents, mentions := periodWeeks([2][][2]int64{one, one})
	if r := comparedPeriods(t, documents, mentions); r.Reason != NoOutcomeCouldReach || r.P != 1 {
		t.Errorf("one week against one: %+v", r)
	}
	if r := comparedPeriods(t, documents, nil); r.Reason != NoMentions {
		t.Errorf("no mention: %+v", r)
	}
	if r := comparedPeriods(t, documents[:1], mentions[:1]); r.Reason != NoDocuments {
		t.Errorf("one period: %+v", r)
	}
	bad := []stats.Occurrence{{Document: 7, Mentions: 1}}
	if _, err := ComparePeriods(t.Context(), Draw{}, documents, [][]stats.Occurrence{bad},
		make([]Clumping, 1)); err == nil {
		t.Error("mentions of a document that is not there are taken")
	}
}

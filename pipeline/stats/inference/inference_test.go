package inference

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/pipeline/stats"
)

func finite(t interface{ Fatalf(string, ...any) }, values ...float64) {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("value %d is %v", i, v)
		}
	}
}

// drawGroups are sources of any size, some without texts, and concepts.
func drawGroups(t *rapid.T, most int) (g SourceGroups, mentions [][]int64) {
	n := rapid.IntRange(0, 2*most).Draw(t, "sources")
	if n > most { // mostly as many as can be told apart
		n = most
	}
	mentions = make([][]int64, rapid.IntRange(1, 4).Draw(t, "concepts"))
	for range n {
		size := rapid.SampledFrom([]int64{0, 1, 90, 300, 1000, 1000, 1000, 2000, 3000, 5000, 5e8}).Draw(t, "size")
		g.Sizes = append(g.Sizes, size)
		g.InA = append(g.InA, len(g.InA)%2 == 0 != (rapid.IntRange(0, 5).Draw(t, "in A") == 0))
		for i := range mentions {
			y := int64(0)
			if size > 0 {
				y = rapid.SampledFrom([]int64{0, 0, 1, 1, 2, 7, 300}).Draw(t, "mentions")
			}
			mentions[i] = append(mentions[i], y)
		}
	}
	for i := range mentions {
		if mentions[i] == nil {
			mentions[i] = []int64{}
		}
	}
	return g, mentions
}

// TestGroupsByHand computes T and maxT of every round anew, from the sources, for groups small
// enough to enumerate.
func TestGroupsByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, mentions := drawGroups(t, 9)
		results, err := g.Compare(context.Background(), draw(1, 0), mentions)
		if err != nil {
			t.Fatal(err)
		}
		units, a, b := g.units()
		var tested []int
		for i, r := range results {
			l, iv := r.LeftOut, r.Interval
			finite(t, r.P, r.PAdjusted, r.Ratio, r.Pooled, r.D, r.V, r.T, r.WelchP, r.WelchDF,
				iv.Lo, iv.Hi, l.Least, l.Greatest, r.Critical)
			if r.PAdjusted < r.P || r.P < r.LeastP-1e-15 && a > 0 && b > 0 || r.Supported() &&
				r.Reason != Answered {
				t.Fatalf("%+v", r)
			}
			if r.Reason == Answered {
				tested = append(tested, i)
				if both := r.P <= Alpha && r.WelchP <= Alpha; iv.Excludes(1) != both {
					t.Fatalf("p %v, Welch %v, interval %+v", r.P, r.WelchP, iv)
				}
			}
		}
		hits, permutations := make([]int, len(mentions)), 0
		adjusted := make([]int, len(mentions))
		slices.SortStableFunc(tested, func(i, j int) int {
			return -cmpFloat(results[i].T,
				results[j].T)
		})
		for set := range 1 << len(units) {
			inA := make([]bool, len(units))
			members := 0
			for place := range units {
				if set>>place&1 == 1 {
					inA[place], members = true, members+1
				}
			}
			if members != a {
				continue
			}
			permutations++
			largest := 0.0
			for k := len(tested) - 1; k >= 0; k-- {
				i := tested[k]
				s := statisticByHand(g, mentions[i], units, inA)
				largest = max(largest, s)
				bound := results[i].T*(1-1e-9) - 1e-12
				if s >= bound {
					hits[i]++
				}
				if largest >= bound {
					adjusted[i]++
				}
			}
		}
		before := 0
		for _, i := range tested {
			before = max(before, adjusted[i])
			r := results[i]
			if r.Hits != hits[i] || r.Permutations != permutations ||
				r.PAdjusted != float64(before)/float64(permutations) {
				t.Fatalf("%d hits of %d, adjusted %v; by hand %d of %d, %d", r.Hits, r.Permutations,
					r.PAdjusted, hits[i], permutations, before)
			}
		}
	})
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// statisticByHand is T by the formula, in two passes.
func statisticByHand(g SourceGroups, y []int64, units []int, inA []bool) float64 {
	var sx, sy float64
	for _, u := range units {
		sx, sy = sx+float64(g.Sizes[u]), sy+float64(y[u])
	}
	var mean, n, v [2]float64
	logRate := func(u int) float64 {
		return math.Log((float64(y[u]) + 0.5) / (float64(g.Sizes[u]) + 0.5*sx/sy))
	}
	side := func(place int) int {
		if inA[place] {
			return 0
		}
		return 1
	}
	for place, u := range units {
		n[side(place)]++
		mean[side(place)] += logRate(u)
	}
	mean[0], mean[1] = mean[0]/n[0], mean[1]/n[1]
	for place, u := range units {
		s := side(place)
		v[s] += (logRate(u) - mean[s]) * (logRate(u) - mean[s]) / (n[s] - 1) / n[s]
	}
	return math.Abs(mean[0]-mean[1]) / math.Sqrt(v[0]+v[1]+0.05)
}

// TestGroupsTurnedRound: with the groups exchanged the ratio is the inverse, and the tests are the
// same.
func TestGroupsTurnedRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, mentions := drawGroups(t, 10)
		turned := SourceGroups{Sizes: g.Sizes}
		for _, in := range g.InA {
			turned.InA = append(turned.InA, !in)
		}
		one, _ := g.Compare(context.Background(), draw(1, 0), mentions)
		two, _ := turned.Compare(context.Background(), draw(1, 0), mentions)
		for i := range one {
			if one[i].P != two[i].P || one[i].PAdjusted != two[i].PAdjusted ||
				one[i].Reason != two[i].Reason || math.Abs(one[i].D+two[i].D) > 1e-9 {
				t.Fatalf("%+v\n%+v", one[i], two[i])
			}
		}
	})
}

// TestGroupsDrawn: beyond 10,000 permutations they are drawn, from the seed alone, and agree with
// the exact p of fewer sources.
func TestGroupsDrawn(t *testing.T) {
	g := SourceGroups{InA: firstOf(8, 16)}
	mentions := make([][]int64, 2)
	for i := range 16 {
		g.Sizes = append(g.Sizes, int64(1000+i*37))
		mentions[0], mentions[1] = append(mentions[0], int64(40-i+i*i%7)),
			append(mentions[1], int64(i*i%11))
	}
	one, _ := g.Compare(context.Background(), draw(3, 0), mentions)
	two, _ := g.Compare(context.Background(), draw(3, 0), mentions)
	if one[0] != two[0] || one[0].Exact || one[0].Permutations != 9999 || !one[0].Supported() ||
		one[1].Supported() {
		t.Errorf("%+v\n%+v", one, two)
	}
	other, _ := g.Compare(context.Background(), draw(4, 0), mentions)
	if other[1].P == one[1].P || math.Abs(other[1].P-one[1].P) > 0.03 {
		t.Errorf("p %v with another seed, %v", other[1].P, one[1].P)
	}
	// the drawn p of four against five is near 3 of 126
	small := SourceGroups{Sizes: []int64{190741, 176268, 198598, 128868, 98276, 110645, 240500,
		61200, 35400}, InA: firstOf(4, 9)}
	units, a, b := small.units()
	logs, r := small.compareOne(units, a, b, []int64{120, 45, 70, 60, 30, 22, 41, 9, 3})
	members, _ := permuteSplits(context.Background(), Permutations{N: 50000}, 9, 4,
		draw(1, 0).Random)
	values := make([]float64, 50000)
	logs.null(members, values)
	if share := float64(Reaching(values, r.T)) / 50000; math.Abs(share-3.0/126) > 0.003 {
		t.Errorf("drawn share %v", share)
	}
}

func TestGroupsOfLittle(t *testing.T) {
	ctx := context.Background()
	none, err := SourceGroups{}.Compare(ctx, draw(1, 0), nil)
	if err != nil || len(none) != 0 {
		t.Errorf("nothing: %v %v", none, err)
	}
	nine := SourceGroups{Sizes: []int64{10, 20, 30, 40, 50, 60, 70, 80, 90}, InA: firstOf(4, 9)}
	results, err := nine.Compare(ctx, draw(1, 0),
		[][]int64{make([]int64, 9), {0, 0, 0, 0, 0, 0, 0, 0, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9}})
	if err != nil || results[0].Reason != NoMentions || results[0].P != 1 ||
		results[0].LeftOut.HangsOn != -1 {
		t.Errorf("no mention: %v %+v", err, results[0])
	}
	if l := results[1].LeftOut; l.HangsOn != 8 || !l.IncludesOne() || l.Greatest != 1 ||
		results[1].Ratio >= 1 || results[1].Supported() {
		t.Errorf("one mention: %+v", results[1])
	}
	if r := results[2]; r.P != 1 || r.D > 1e-9 || r.D < -1e-9 || math.Abs(r.Pooled-1) > 1e-12 ||
		r.WelchP < 0.99 {
		t.Errorf("one rate: %+v", r)
	}
	for what, bad := range map[string]struct {
		g SourceGroups
		y []int64
	}{
		"a source without a group": {SourceGroups{Sizes: []int64{1, 2}, InA: []bool{true}},
			[]int64{0, 0}},
		"a source without a count": {SourceGroups{Sizes: []int64{1, 2}, InA: []bool{true, false}},
			[]int64{0}},
		"less than none": {SourceGroups{Sizes: []int64{1, 2}, InA: []bool{true, false}},
			[]int64{-1, 0}},
		"mentions in no text": {SourceGroups{Sizes: []int64{0, 2}, InA: []bool{true, false}},
			[]int64{1, 0}},
	} {
		if _, err := bad.g.Compare(ctx, draw(1, 0), [][]int64{bad.y}); err == nil {
			t.Errorf("%s passes", what)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := nine.Compare(stopped, draw(1, 0),
		[][]int64{{1, 2, 3, 4, 5, 6, 7, 8, 9}}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	sixteen := SourceGroups{Sizes: make16(1000), InA: firstOf(8, 16)}
	if _, err := sixteen.Compare(ctx, Draw{}, [][]int64{make16(3)}); err != nil {
		t.Errorf("without a generator: %v", err)
	}
	few, _ := SourceGroups{Sizes: make16(1000), InA: firstOf(8, 16)}.Compare(ctx, draw(1, 9),
		[][]int64{make16(3)})
	if few[0].Reason != NoOutcomeCouldReach {
		t.Errorf("nine permutations: %+v", few[0])
	}
}

func make16(v int64) []int64 { return slices.Repeat([]int64{v}, 16) }

// TestRateIsWide: the interval holds the estimate and Poisson's, and no cell yields NaN.
func TestRateIsWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func() (c Cell) {
			for range rapid.IntRange(0, 20).Draw(t, "documents") {
				x := rapid.SampledFrom([]int64{0, 1, 400, 30000}).Draw(t, "size")
				y := rapid.SampledFrom([]int64{0, 0, 0, 1, 2, 50}).Draw(t, "mentions")
				c.Add(x, y)
			}
			return c
		}
		a, b := draw(), draw()
		all := a
		all.Merge(b)
		concept := MedianClumping([]Cell{a, b, all}).Of(all)
		r := Rate(a, concept)
		finite(t, r.PerMillion, r.Interval.Lo, r.Interval.Hi, r.DesignEffect, concept.DesignEffect,
			concept.PerDocument)
		if (r.Reason == Answered) != (a.X > 0) {
			t.Fatalf("%+v of %+v", r, a)
		}
		lo, hi := stats.PoissonExact(a.Y, 0.95)
		if r.Reason == Answered && (r.Mentions.Lo > lo || r.Mentions.Hi < hi ||
			r.Interval.Excludes(r.PerMillion)) {
			t.Fatalf("%+v of %+v", r, a)
		}
		q := RateRatio(a, b, concept)
		finite(t, q.Ratio, q.Interval.Lo, q.Interval.Hi)
		if q.Reason == Answered && (q.Interval.Open != (a.Y == 0) || !q.Interval.Open &&
			q.Interval.Excludes(q.Ratio) || b.Y == 0 && q.Interval.Lo != 0) {
			t.Fatalf("%+v of %+v and %+v", q, a, b)
		}
		if back := RateRatio(b, a, concept); q.Ratio > 0 && back.Ratio > 0 &&
			math.Abs(q.Interval.Lo*back.Interval.Hi-1) > 1e-6 {
			t.Fatalf("%+v, turned round %+v", q, back)
		}
	})
}

func TestRateOfLittle(t *testing.T) {
	concept := Clumping{2, 1.5}
	if r := Rate(Cell{}, concept); r.Reason != NoDocuments || r.Interval != (Interval{}) {
		t.Errorf("no documents: %+v", r)
	}
	huge := Cell{Ratio: stats.Ratio{N: 2, X: 10, Y: 3, XX: math.MaxInt64}}
	if r := Rate(huge, concept); r.Reason != TooLarge {
		t.Errorf("saturated: %+v", r)
	}
	some := cell([3]int64{3, 100, 1})
	for reason, r := range map[Reason]RatioEstimate{
		NoDocuments: RateRatio(Cell{}, some, concept), TooLarge: RateRatio(huge, some, concept),
		NoMentions: RateRatio(cell([3]int64{3, 100, 0}), cell([3]int64{1, 100, 0}), concept),
	} {
		if r.Reason != reason {
			t.Errorf("%q: %+v", reason, r)
		}
	}
	if got := MedianClumping(nil); got != (Clumping{1, 1}) {
		t.Errorf("no concepts: %+v", got)
	}
}

// TestQuantiles compares with tables and with stats.ClopperPearson, whose lower bound is a quantile
// of the beta distribution with parameters k and n-k+1.
func TestQuantiles(t *testing.T) {
	for _, c := range []struct {
		df   float64
		want string
	}{{1, "12.706205"}, {2, "4.302653"}, {10, "2.228139"}, {120, "1.979930"}, {1e7, "1.959964"}} {
		printed(t, "t", studentQuantile(c.df), c.want)
		printed(t, "p", studentP(studentQuantile(c.df), c.df), "0.0500000")
	}
	for _, c := range [][2]int64{{1, 10}, {3, 50}, {50, 50}, {1, 100000}, {70000, 100000}} {
		lo, _ := stats.ClopperPearson(c[0], c[1], 0.95)
		if got := betaOdds(0.025, float64(c[0]),
			float64(c[1]-c[0])+1); math.Abs(got*(1-lo)/lo-1) > 1e-9 {
			t.Errorf("%v: odds %v, want %v", c, got, lo/(1-lo))
		}
	}
}

func TestReasons(t *testing.T) {
	seen := map[string]bool{}
	for r := Answered; r <= TooLarge; r++ {
		seen[r.String()] = true
	}
	if len(seen) != int(TooLarge)+1 || Answered.String() != "" ||
		NoOverlap.String() != "no_overlap" || TooLarge.String() != "too_large" {
		t.Errorf("%v", seen)
	}
}

// TestDocumentsAreBlocks: documents of one source's week are one unit, however many; and the ratio
// is that of A to B.
func TestDocumentsAreBlocks(t *testing.T) {
	var documents []Document
	var concept []stats.Occurrence
	for week := range 12 {
		for i := range 20 { // an event of three weeks on one side
			documents = append(documents, Document{Source: 0, Week: week, InA: true, Size: 100},
				Document{Source: 1, Week: week, Size: 100})
			if week < 3 {
				concept = append(concept, stats.Occurrence{Document: len(documents) - 2,
					Mentions: 1})
			}
			if i%10 == 0 {
				concept = append(concept, stats.Occurrence{Document: len(documents) - 1,
					Mentions: 1})
			}
		}
	}
	results, err := CompareDocuments(context.Background(), draw(1, 999), documents,
		[][]stats.Occurrence{concept, nil})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	if r.A != 12 || r.B != 12 || math.Abs(r.Ratio-2.5) > 1e-12 || r.P < 0.05 ||
		r.Interval.Excludes(1) || r.Interval.Excludes(2.5) {
		t.Errorf("%+v", r)
	}
	if results[1].Reason != NoMentions || results[1].P != 1 || results[1].PAdjusted != 1 {
		t.Errorf("%+v", results[1])
	}
	single := slices.Clone(documents)
	for i := range single {
		single[i].Week = i // every document a unit of its own
	}
	alone, _ := CompareDocuments(context.Background(), draw(1, 999), single,
		[][]stats.Occurrence{concept})
	if alone[0].P > 0.01 || alone[0].A != 240 {
		t.Errorf("documents as units: %+v", alone[0])
	}
	empty, err := CompareDocuments(context.Background(), draw(1, 999), documents[:1],
		[][]stats.Occurrence{{{Document: 0, Mentions: 1}}})
	if err != nil || empty[0].Reason != NoDocuments {
		t.Errorf("one side: %v %+v", err, empty)
	}
	if _, err := CompareDocuments(context.Background(), draw(1, 999), documents[:1],
		[][]stats.Occurrence{{{Document: 7, Mentions: 1}}}); err == nil {
		t.Error("a document that does not exist passes")
	}
	blank := []Document{{Week: 1, InA: true, Size: 9}, {Week: 2}, {Week: 3}}
	sizeless, err := CompareDocuments(context.Background(), draw(1, 999), blank,
		[][]stats.Occurrence{{{Document: 0, Mentions: 1}}})
	if err != nil || sizeless[0].Reason != NoDocuments {
		t.Errorf("a side without size: %v %+v", err, sizeless)
	}
	few, _ := CompareDocuments(context.Background(), draw(1, 999), documents[:2],
		[][]stats.Occurrence{{{Document: 0, Mentions: 1}}})
	if few[0].Reason != NoOutcomeCouldReach {
		t.Errorf("one block against one: %+v", few[0])
	}
}

func BenchmarkSourceGroups(b *testing.B) {
	g := SourceGroups{InA: firstOf(8, 16)}
	mentions := make([][]int64, 90)
	for i := range 16 {
		g.Sizes = append(g.Sizes, int64(100000+i*i*977))
		for c := range mentions {
			mentions[c] = append(mentions[c], int64((i*7919+c*104729)%60))
		}
	}
	for b.Loop() {
		if _, err := g.Compare(context.Background(), draw(1, 0), mentions); err != nil {
			b.Fatal(err)
		}
	}
}

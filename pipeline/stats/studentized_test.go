package stats

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/pipeline/parallel"
)

// plainRatioTest takes every split of few documents, one by one.
func plainRatioTest(p Permutation, concept []Occurrence) (hits, splits int64, distances []float64) {
	distanceOf := func(in func(document int) bool) float64 {
		var a, b Ratio
		for i, size := range p.Sizes {
			y := int64(0)
			for _, o := range concept {
				if o.Document == i {
					y += o.Mentions
				}
			}
			if in(i) {
				a.Add(size, y)
			} else {
				b.Add(size, y)
			}
		}
		ratio, lo, _, ok := RateRatio(b, a, 0.95)
		if !ok {
			return math.Inf(1)
		}
		v1, df1 := a.logVariance()
		v2, df2 := b.logVariance()
		df := (v1 + v2) * (v1 + v2) / (v1*v1/df1 + v2*v2/df2)
		return math.Abs(math.Log(ratio)) / (math.Log(ratio/lo) / studentQuantile(0.95, df))
	}
	observed := distanceOf(func(i int) bool { return p.First[i] })
	first := 0
	for _, f := range p.First {
		if f {
			first++
		}
	}
	chosen := make([]int, first)
	for i := range chosen {
		chosen[i] = i
	}
	for more := true; more; more = NextCombination(chosen, len(p.Sizes)) {
		far := distanceOf(func(i int) bool { return slices.Contains(chosen, i) })
		if far >= observed*(1-1e-9) {
			hits++
		}
		splits++
		distances = append(distances, far)
	}
	return hits, splits, distances
}

func TestRatiosOfAllSplits(t *testing.T) {
	for _, concept := range [][]Occurrence{smallConcept, {{0, 3}, {1, 2}, {2, 5}}, {{5, 4}}, {{0, 1}, {3, 2}, {4, 2}, {5, 1}, {6, 2}, {7, 2}}} {
		hits, splits, distances := plainRatioTest(small, concept)
		results, ok, _ := small.Ratios(context.Background(), [][]Occurrence{concept}, 0.95)
		r := results[0]
		if !ok || !r.OK || r.P != float64(hits)/float64(splits) {
			t.Errorf("%v: got %+v, want p %d/%d", concept, r, hits, splits)
		}
		slices.Sort(distances)
		slices.Reverse(distances)
		a, b := Ratio{}, Ratio{}
		for i, size := range small.Sizes {
			sum := &b
			if small.First[i] {
				sum = &a
			}
			sum.Add(size, 0)
			for _, o := range concept {
				if o.Document == i {
					sum.mention(size, o.Mentions)
				}
			}
		}
		log, se := logRatio(b, a)
		ratio, _, _, _ := RateRatio(b, a, 0.95)
		far := distances[splits/20] // no more than a twentieth of the splits lie further out
		if math.Abs(r.Ratio/ratio-1) > 1e-12 || math.Abs(r.Lo/math.Exp(log-far*se)-1) > 1e-6 || math.Abs(r.Hi/math.Exp(log+far*se)-1) > 1e-6 {
			t.Errorf("%v: got %+v, want %g and an interval of %g standard errors of %g", concept, r, ratio, far, se)
		}
	}
}

// The interval and the p-value never contradict each other.
func TestRatiosAgreeWithThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Permutation{Rounds: 199, Seed: rapid.Uint64().Draw(t, "seed")}
		n := rapid.IntRange(2, 40).Draw(t, "documents")
		first := rapid.IntRange(1, n-1).Draw(t, "first")
		var concept []Occurrence
		for i := range n {
			p.Sizes = append(p.Sizes, rapid.Int64Range(0, 1000).Draw(t, "size"))
			p.First = append(p.First, i < first)
			if m := rapid.Int64Range(0, 3).Draw(t, "mentions"); m > 0 && p.Sizes[i] > 0 {
				concept = append(concept, Occurrence{i, m * m * m})
			}
		}
		results, ok, _ := p.Ratios(context.Background(), [][]Occurrence{concept, nil}, 0.95)
		if !ok || results[1].OK {
			t.Fatalf("%v %+v", ok, results)
		}
		r := results[0]
		outside := r.Lo > 1+1e-9 || r.Hi < 1-1e-9
		if r.OK && (r.P <= 0.05) != outside {
			t.Fatalf("p %g with an interval from %g to %g", r.P, r.Lo, r.Hi)
		}
	})
}

// In corpora without a difference 5 % ± 1 of the concepts have p < 0.05. Where one group uses all
// of them three times as often, 95 % of the intervals have 3 inside.
func TestRatiosKeepTheirLevel(t *testing.T) {
	below, inside, tests := 0, 0, 0
	for seed := range uint64(20) {
		p, concepts := nullCorpus(150, 100, seed+1)
		p.Rounds = 999
		null, _, _ := p.Ratios(context.Background(), concepts, 0.95)
		for c := range concepts {
			concepts[c] = slices.Clone(concepts[c])
			for i, o := range concepts[c] {
				if p.First[o.Document] {
					concepts[c][i].Mentions *= 3
				}
			}
		}
		threefold, _, _ := p.Ratios(context.Background(), concepts, 0.95)
		for c := range concepts {
			tests++
			if null[c].P < 0.05 {
				below++
			}
			if threefold[c].Lo <= 3 && 3 <= threefold[c].Hi {
				inside++
			}
		}
	}
	level, cover := float64(below)/float64(tests), float64(inside)/float64(tests)
	t.Logf("p < 0.05 under the null: %.3f; 3 is in %.3f of the intervals", level, cover)
	if level > 0.06 || level < 0.035 || cover < 0.92 {
		t.Errorf("p < 0.05 under the null: %.3f; 3 is in %.3f of the intervals", level, cover)
	}
}

func TestNthLargest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 4), 1, 60).Draw(t, "values")
		for i := range values {
			values[i] = math.Round(values[i])
		}
		n := rapid.IntRange(0, len(values)-1).Draw(t, "n")
		want := slices.Clone(values)
		slices.Sort(want)
		if got := nthLargest(values, n); got != want[len(want)-1-n] {
			t.Fatalf("got %g of %v", got, want)
		}
	})
}

func BenchmarkRatios(b *testing.B) {
	p, concepts := nullCorpus(5000, 40, 1)
	for b.Loop() {
		p.Ratios(context.Background(), concepts, 0.95)
	}
}

func TestPermutationsStop(t *testing.T) {
	p, concepts := nullCorpus(100, 3, 1)
	for _, p.Workers = range []*parallel.Workers{nil, parallel.New(1), parallel.New(3)} {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, _, err := p.Run(ctx, concepts); !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
		if _, _, err := p.Ratios(ctx, concepts, 0.95); !errors.Is(err, context.Canceled) {
			t.Errorf("Ratios: %v", err)
		}
	}
}

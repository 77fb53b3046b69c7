package inference

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
)

// enumerable is the largest number of permutations that are enumerated instead of drawn.
const enumerable = 10_000

// Slack is the relative difference within which two statistics are tied: other sums of equal
// numbers may differ in the last digits. Tiny does the same for statistics that are 0 but for
// rounding.
const (
	Slack = 1e-9
	Tiny  = 1e-12
)

// Draw says how permutations are drawn where there are too many to enumerate.
type Draw struct {
	Rounds int // how many; 0 stands for 9,999
	// Random is advanced by every call; nil stands for a new generator with a fixed seed. Give
	// calls that run at the same time generators of their own.
	Random *rand.PCG
}

// Source is the generator to draw from.
func (d Draw) Source() *rand.PCG {
	if d.Random == nil {
		return rand.NewPCG(1, 0x7469_6661)
	}
	return d.Random
}

// Count is the number of permutations to draw.
func (d Draw) Count() int {
	if d.Rounds > 0 {
		return d.Rounds
	}
	return 9_999
}

// Test is a permutation p-value and what it was made of.
type Test struct {
	P            float64 // share of the permutations whose statistic is at least the observed one
	PAdjusted    float64 // adjusted in the family of the call, by step-down maxT as a rule
	LeastP       float64 // the smallest P that any outcome could have had
	Hits         int     // permutations that reach the observed statistic
	Permutations int     // permutations compared
	Exact        bool    // Permutations are all there are, the observed one among them
}

// Supported reports whether the adjusted p-value is at most Alpha; never where a question has no
// answer.
func (t Test) Supported() bool { return t.PAdjusted <= Alpha }

// Permutations are what a statistic is compared over.
type Permutations struct {
	N     int
	Exact bool // all there are, the observed one among them; else drawn at random
}

// Untested is the test of a question that has no answer.
func (a Permutations) Untested(leastP float64) Test {
	return Test{P: 1, PAdjusted: 1, LeastP: leastP, Permutations: a.N, Exact: a.Exact}
}

// Test is that of a statistic which so many permutations reach.
func (a Permutations) Test(hits int, leastP float64) Test {
	p := a.P(hits)
	return Test{P: p, PAdjusted: p, LeastP: leastP, Hits: hits, Permutations: a.N, Exact: a.Exact}
}

// P is the p-value of a statistic that so many permutations reach.
func (a Permutations) P(hits int) float64 {
	if a.Exact {
		return float64(hits) / float64(a.N)
	}
	return float64(hits+1) / float64(a.N+1)
}

// LeastP is the smallest p-value there is, where the observed permutation is the only one of its
// kind.
func (a Permutations) LeastP() float64 {
	if a.Exact {
		return a.P(1)
	}
	return a.P(0)
}

// Critical is the value above which a statistic has p ≤ Alpha: the (k+1)th largest of null, where k
// is the most hits with p ≤ Alpha. It sorts null.
func (a Permutations) Critical(null []float64) float64 {
	if len(null) == 0 {
		return 0
	}
	k := 0
	for a.P(k+1) <= Alpha {
		k++
	}
	slices.Sort(null)
	return null[max(0, len(null)-1-k)] * (1 + Slack)
}

// Reaching counts the values that are at least bound, ties included.
func Reaching(values []float64, bound float64) (hits int) {
	bound -= bound*Slack + Tiny
	for _, v := range values {
		if v >= bound {
			hits++
		}
	}
	return hits
}

// Family tests statistics, none negative, on the same permutations and adjusts their p-values by
// step-down maxT (Westfall & Young 1993, algorithm 4.1): the statistics are taken from the largest
// down, and the adjusted p-value of one is the share of permutations in which the largest of it and
// all smaller ones reaches it, or the adjusted p-value before it if that is larger.
//
// null fills values with the statistic of test i in each permutation. after, which may be nil, is
// then given them and may sort them.
func (a Permutations) Family(ctx context.Context, leastP float64, observed []float64,
	null func(i int, values []float64) error, after func(i int, values []float64)) ([]Test, error) {
	order := descending(observed)
	tests := make([]Test, len(observed))
	values, largest := make([]float64, a.N), make([]float64, a.N)
	for rank := len(order) - 1; rank >= 0; rank-- {
		i := order[rank]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := null(i, values); err != nil {
			return nil, err
		}
		for round, v := range values {
			largest[round] = max(largest[round], v)
		}
		tests[i] = a.Test(Reaching(values, observed[i]), leastP)
		tests[i].PAdjusted = a.P(Reaching(largest, observed[i]))
		if after != nil {
			after(i, values)
		}
	}
	before := 0.0
	for _, i := range order {
		before = max(before, tests[i].PAdjusted)
		tests[i].PAdjusted = before
	}
	return tests, nil
}

// descending are the places of values, the largest value first, equal ones in their order.
func descending(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	return order
}

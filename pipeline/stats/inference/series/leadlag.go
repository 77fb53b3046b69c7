package series

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"tifa/pipeline/stats/inference"
)

const (
	leadPeriods = 36 // shared, at least
	mostLag     = 12 // periods
	mostOrder   = 3  // of an autoregression
)

// LeadLag is the lag at which two series go together most.
type LeadLag struct {
	inference.Test
	Reason   inference.Reason
	From, To int // the periods used, half-open: the longest run without a gap in either series
	Orders   [2]int
	Lag      int     // at the peak; positive where x comes first
	R        float64 // correlation of the residuals at the peak
	Peak     float64 // √pairs·|R|, the statistic
}

// LeadLags tests for each pair of series whether they go together at any lag up to 12 periods, as
// one family. The unit is a prewhitened period: a line is removed from each series, an
// autoregression of order 0 to 3 is fitted to each by Yule-Walker and chosen by AICc, and the
// residuals are correlated (Haugh 1976). The statistic is the maximum over lags of √(pairs)·|r|; it
// is compared with the same maximum when the residuals of y are shuffled. Only the peak is tested:
// how sure its lag is, is not known.
//
// x[i] and y[i] hold the values of both sides of pair i in consecutive periods, all of one length;
// NaN is a period without documents. The reason is NoOverlap without a shared period, TooShort
// below 36 in a row, NoVariation where a series follows a line.
func LeadLags(ctx context.Context, draw inference.Draw, x, y [][]float64) ([]LeadLag, error) {
	if err := checkPairs(x, y); err != nil {
		return nil, err
	}
	perms := inference.Permutations{N: draw.Count()}
	results := make([]LeadLag, len(x))
	var tested []int
	var pairs []*lagPair
	var observed []float64
	for i := range x {
		r, pair := newLeadLag(x[i], y[i])
		r.Test = perms.Untested(perms.LeastP())
		if r.Reason == inference.Answered && perms.LeastP() > inference.Alpha {
			r.Reason = inference.NoOutcomeCouldReach
		}
		if r.Reason == inference.Answered {
			tested, pairs, observed = append(tested, i), append(pairs, pair),
				append(observed, r.Peak)
		}
		results[i] = r
	}
	if len(tested) == 0 {
		return results, ctx.Err()
	}
	source := draw.Source()
	high, low := source.Uint64(), source.Uint64()
	null := func(i int, values []float64) error { // the same shuffles for all pairs
		return pairs[i].null(ctx, rand.New(rand.NewPCG(high, low)), values)
	}
	tests, err := perms.Family(ctx, perms.LeastP(), observed, null, nil)
	for i, t := range tests {
		results[tested[i]].Test = t
	}
	return results, err
}

func checkPairs(x, y [][]float64) error {
	if len(x) != len(y) {
		return fmt.Errorf("%d series of x and %d of y: give pairs", len(x), len(y))
	}
	for i := range x {
		if len(x[i]) != len(y[i]) || len(x[i]) != len(x[0]) {
			return fmt.Errorf("pair %d: %d and %d periods, the first pair %d: give one length", i,
				len(x[i]), len(y[i]), len(x[0]))
		}
		for t := range x[i] {
			if math.IsInf(x[i][t], 0) || math.IsInf(y[i][t], 0) {
				return fmt.Errorf("pair %d, period %d: infinite: give NaN for no documents", i, t)
			}
		}
	}
	return nil
}

func newLeadLag(x, y []float64) (r LeadLag, pair *lagPair) {
	r.From, r.To = sharedRun(x, y)
	switch n := r.To - r.From; {
	case n == 0:
		r.Reason = inference.NoOverlap
		return r, nil
	case n < leadPeriods:
		r.Reason = inference.TooShort
		return r, nil
	}
	a, orderA, okA := prewhiten(x[r.From:r.To])
	b, orderB, okB := prewhiten(y[r.From:r.To])
	if !okA || !okB {
		r.Reason = inference.NoVariation
		return r, nil
	}
	pair = newLagPair(a, b)
	r.Orders = [2]int{orderA, orderB}
	r.Peak, r.Lag, r.R = pair.peak(b)
	return r, pair
}

// sharedRun is the longest run of periods in which both have a value, the first of equals.
func sharedRun(x, y []float64) (from, to int) {
	start := 0
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) {
			start = i + 1
		} else if i+1-start > to-from {
			from, to = start, i+1
		}
	}
	return from, to
}

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

// LeadLags tests for each pair of series whether they go together at any lag up to 12 periods, as one family. The unit is
// a prewhitened period: a line is removed from each series, an autoregression of order 0 to 3 is fitted to each by
// Yule-Walker and chosen by AICc, and the residuals are correlated (Haugh 1976). The statistic is the maximum over lags of
// √(pairs)·|r|; it is compared with the same maximum when the residuals of y are shuffled. Only the peak is tested: how
// sure its lag is, is not known.
//
// x[i] and y[i] hold the values of both sides of pair i in consecutive periods, all of one length; NaN is a period
// without documents. The reason is NoOverlap without a shared period, TooShort below 36 in a row, NoVariation where a
// series follows a line.
func LeadLags(ctx context.Context, draw inference.Draw, x, y [][]float64) ([]LeadLag, error) {
	if err := checkPairs(x, y); err != nil {
		return nil, err
	}
	arr := inference.Arrangements{N: draw.Count()}
	results := make([]LeadLag, len(x))
	var tested []int
	var pairs []*lagPair
	var observed []float64
	for i := range x {
		r, pair := newLeadLag(x[i], y[i])
		r.Test = arr.Untested(arr.LeastP())
		if r.Reason == inference.Answered && arr.LeastP() > inference.Alpha {
			r.Reason = inference.NoOutcomeCouldReach
		}
		if r.Reason == inference.Answered {
			tested, pairs, observed = append(tested, i), append(pairs, pair), append(observed, r.Peak)
		}
		results[i] = r
	}
	if len(tested) == 0 {
		return results, ctx.Err()
	}
	high, low := draw.Random.Uint64(), draw.Random.Uint64()
	null := func(i int, values []float64) error { // the same shuffles for all pairs
		return pairs[i].null(ctx, rand.New(rand.NewPCG(high, low)), values)
	}
	tests, err := arr.Family(ctx, arr.LeastP(), observed, null, nil)
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
			return fmt.Errorf("pair %d: %d and %d periods, the first pair %d: give one length", i, len(x[i]), len(y[i]), len(x[0]))
		}
		for t := range x[i] {
			if math.IsInf(x[i][t], 0) || math.IsInf(y[i][t], 0) {
				return fmt.Errorf("pair %d, period %d: the value is infinite: give NaN for no documents", i, t)
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

// prewhiten yields the residuals of an autoregression from the fourth period on; false where a line is all there is.
func prewhiten(values []float64) (residuals []float64, order int, ok bool) {
	rest := detrend(values)
	n := float64(len(rest))
	var covariance [mostOrder + 1]float64
	largest := 0.0
	for lag := range covariance {
		for t := lag; t < len(rest); t++ {
			covariance[lag] += rest[t] * rest[t-lag] / n
		}
	}
	for _, v := range values {
		largest = max(largest, math.Abs(v))
	}
	if covariance[0] <= inference.Slack*inference.Slack*largest*largest {
		return nil, 0, false
	}
	phi := chooseOrder(covariance, n)
	for t := mostOrder; t < len(rest); t++ {
		e := rest[t]
		for k, f := range phi {
			e -= f * rest[t-1-k]
		}
		residuals = append(residuals, e)
	}
	return residuals, len(phi), true
}

// detrend takes the least-squares line from values.
func detrend(values []float64) []float64 {
	n := float64(len(values))
	mean, middle := 0.0, (n-1)/2
	for _, v := range values {
		mean += v / n
	}
	var products, squares float64
	for t, v := range values {
		products += (float64(t) - middle) * (v - mean)
		squares += (float64(t) - middle) * (float64(t) - middle)
	}
	out := make([]float64, len(values))
	for t, v := range values {
		out[t] = v - mean - products/squares*(float64(t)-middle)
	}
	return out
}

// chooseOrder fits autoregressions of order 0 to 3 by the Levinson-Durbin recursion and takes the one with the least AICc,
// n ln σ² + 2(p+1)n/(n-p-2), the lower of equals.
func chooseOrder(covariance [mostOrder + 1]float64, n float64) (best []float64) {
	var phi []float64
	variance, least := covariance[0], math.Inf(1)
	for p := 0; ; p++ {
		if aicc := n*math.Log(variance) + 2*float64(p+1)*n/(n-float64(p)-2); aicc < least {
			least, best = aicc, phi
		}
		if p == mostOrder {
			return best
		}
		reflection := covariance[p+1]
		for k, f := range phi {
			reflection -= f * covariance[p-k]
		}
		reflection /= variance
		next := make([]float64, p+1)
		for k, f := range phi {
			next[k] = f - reflection*phi[p-1-k]
		}
		next[p] = reflection
		phi = next
		variance *= 1 - reflection*reflection
		if variance <= 0 { // foretold without an error
			return best
		}
	}
}

// lagPair holds the residuals of both series and what the sums over lags need.
type lagPair struct {
	x, y         []float64
	sumX, sumXX  []float64 // of the first values of x, and of their squares
	sumY, sumYY  []float64 // the same of a shuffled y; overwritten
	shuffledCopy []float64
}

func newLagPair(x, y []float64) *lagPair {
	standardize(x)
	standardize(y)
	m := len(x)
	p := &lagPair{x: x, y: y, sumX: make([]float64, m+1), sumXX: make([]float64, m+1),
		sumY: make([]float64, m+1), sumYY: make([]float64, m+1), shuffledCopy: make([]float64, m)}
	cumulate(x, p.sumX, p.sumXX)
	return p
}

// standardize gives values mean 0 and mean square 1, which changes no correlation.
func standardize(values []float64) {
	mean, squares := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for i := range values {
		values[i] -= mean
		squares += values[i] * values[i] / float64(len(values))
	}
	for i := range values {
		if squares > 0 {
			values[i] /= math.Sqrt(squares)
		}
	}
}

func cumulate(values, sums, squares []float64) {
	for i, v := range values {
		sums[i+1], squares[i+1] = sums[i]+v, squares[i]+v*v
	}
}

// peak is the largest √pairs·|r| over the lags, for x with another order of y.
func (p *lagPair) peak(y []float64) (peak float64, lag int, r float64) {
	cumulate(y, p.sumY, p.sumYY)
	m := len(p.x)
	for k := -mostLag; k <= mostLag; k++ {
		from, to := max(0, -k), m-max(0, k) // of x
		at := p.correlation(y, from, to, k)
		if height := math.Sqrt(float64(to-from)) * math.Abs(at); height > peak {
			peak, lag, r = height, k, at
		}
	}
	return peak, lag, r
}

// correlation is Pearson's of x[from:to] and y k periods later, 0 without variance.
func (p *lagPair) correlation(y []float64, from, to, k int) float64 {
	n := float64(to - from)
	later := y[from+k : to+k]
	products := 0.0
	for i, v := range p.x[from:to] {
		products += v * later[i]
	}
	sx, sy := p.sumX[to]-p.sumX[from], p.sumY[to+k]-p.sumY[from+k]
	xx := p.sumXX[to] - p.sumXX[from] - sx*sx/n
	yy := p.sumYY[to+k] - p.sumYY[from+k] - sy*sy/n
	if xx < inference.Tiny || yy < inference.Tiny {
		return 0
	}
	return min(1, max(-1, (products-sx*sy/n)/math.Sqrt(xx*yy)))
}

func (p *lagPair) null(ctx context.Context, random *rand.Rand, values []float64) error {
	y := p.shuffledCopy
	copy(y, p.y)
	for deal := range values {
		if deal%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		for i := len(y) - 1; i > 0; i-- {
			j := random.IntN(i + 1)
			y[i], y[j] = y[j], y[i]
		}
		values[deal], _, _ = p.peak(y)
	}
	return nil
}

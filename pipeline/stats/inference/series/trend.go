package series

import (
	"context"
	"fmt"
	"math"
	"slices"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// A trend needs this many periods, and an autocorrelation below this: above it, no test tells drift
// from trend.
const (
	trendPeriods  = 12
	persistent    = 0.8
	mostPersisted = 0.95
)

// Trend is a test of a monotone change that allows for autocorrelation.
type Trend struct {
	// Test is the permutation of blocks, by |S|, except that P and PAdjusted are the larger of
	// PBlocks and PVariance.
	inference.Test
	Reason     inference.Reason
	Kendall    stats.Trend // its P takes periods as independent: do not report it
	Slope      float64     // Sen's, in units of value per unit of time
	SlopeRange inference.Interval
	R1         float64 // lag-1 autocorrelation of the values less Sen's line
	Rho        float64 // R1 less its bias, within 0..0.95
	F          float64 // factor of the variance of S
	PVariance  float64 // normal, with that variance
	PBlocks    float64 // permuting blocks of √n periods
}

// MonotoneTrend tests whether a series rises or falls. The unit is a block of round(√n) periods.
//
// P is the larger of two. (a) Kendall's S with the variance Var(S)·f, f = 1+2Σ(1-k/n)ρᵏ (the form
// of Yue & Wang 2004 with an AR(1) correlation), ρ = (n·r₁+2)/(n-4) being the lag-1 autocorrelation
// of the values less Sen's line, freed of its bias -(2+4ρ)/n. (b) |S| when blocks are permuted: all
// ways up to 10,000, else Draw.Rounds.
//
// Points ascend in time and times differ; leave out periods without documents. The reason is
// TooShort below 12 periods, NoVariation where all values are equal, TooPersistent from ρ = 0.8 on.
// PAdjusted is P.
func MonotoneTrend(ctx context.Context, draw inference.Draw, points []stats.Point) (t Trend,
	err error) {
	if err := checkPoints(points); err != nil {
		return t, err
	}
	t.Test, t.PVariance, t.PBlocks, t.F = inference.Permutations{}.Untested(1), 1, 1, 1
	n := len(points)
	if n < trendPeriods {
		t.Reason = inference.TooShort
		return t, nil
	}
	t.Kendall, _ = stats.MannKendall(points)
	if t.Kendall.Variance == 0 {
		t.Reason = inference.NoVariation
		return t, nil
	}
	t.Slope, t.SlopeRange.Lo, t.SlopeRange.Hi, _ = stats.SenSlope(points, 1-inference.Alpha)
	t.persistence(points)
	t.PVariance = math.Erfc(math.Abs(t.Kendall.Z) / math.Sqrt(2*t.F))
	if t.Rho >= persistent {
		t.Reason = inference.TooPersistent
		return t, nil
	}
	b := inference.Blocks{N: n, Length: int(math.Round(math.Sqrt(float64(n))))}
	perms := b.Permutations(draw.Count())
	hits, err := newKendallBlocks(points, b).reaching(ctx, perms, draw, t.Kendall.S)
	t.Test = perms.Test(hits, perms.LeastP())
	t.PBlocks = t.P
	t.P = max(t.PBlocks, t.PVariance)
	t.PAdjusted = t.P
	return t, err
}

func checkPoints(points []stats.Point) error {
	for i, p := range points {
		if v := p.Value - p.Value + p.Time - p.Time; v != 0 {
			return fmt.Errorf("period %d: %v at %v is no number: leave the period out", i, p.Value,
				p.Time)
		}
		if i > 0 && p.Time <= points[i-1].Time {
			return fmt.Errorf("period %d: time %v does not come after %v: sort the periods", i,
				p.Time, points[i-1].Time)
		}
	}
	return nil
}

// persistence fills in R1, Rho and F.
func (t *Trend) persistence(points []stats.Point) {
	n := float64(len(points))
	rest := make([]float64, len(points))
	for i, p := range points {
		rest[i] = p.Value - t.Slope*p.Time
	}
	t.R1 = autocorrelation(rest)
	t.Rho = unbiased(t.R1, n)
	t.F = 1
	power := 1.0
	for k := 1.0; k < n; k++ {
		power *= t.Rho
		t.F += 2 * (1 - k/n) * power
	}
}

// unbiased frees the autocorrelation of n residuals of its bias, -(2+4ρ)/n, and keeps it within
// 0..0.95.
func unbiased(r1, n float64) float64 { return min(max((n*r1+2)/(n-4), 0), mostPersisted) }

// autocorrelation is that of neighbours, 0 without variance.
func autocorrelation(values []float64) float64 {
	mean, largest := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
		largest = max(largest, math.Abs(v))
	}
	var products, squares float64
	for i, v := range values {
		squares += (v - mean) * (v - mean)
		if i > 0 {
			products += (v - mean) * (values[i-1] - mean)
		}
	}
	if squares <= inference.Slack*inference.Slack*largest*largest {
		return 0
	}
	return products / squares
}

// kendallBlocks computes Kendall's S of a permutation from sums over blocks. Putting block c after
// block b adds between[b][c]. A shift moves the last positions to the front, which turns round
// their pairs with all others.
type kendallBlocks struct {
	inference.Blocks
	within  int64
	between [][]int64 // pairs that rise from a block to another less pairs that fall
	turned  []int64   // of each period, the periods below it less those above it
}

func newKendallBlocks(points []stats.Point, b inference.Blocks) *kendallBlocks {
	k := &kendallBlocks{Blocks: b, turned: make([]int64, b.N), between: make([][]int64, b.Count())}
	for i := range k.between {
		k.between[i] = make([]int64, b.Count())
	}
	for i, p := range points {
		for j, q := range points {
			rises := int64(0)
			if p.Value < q.Value {
				rises = 1
			} else if p.Value > q.Value {
				rises = -1
			}
			k.turned[j] += rises
			if from, to := i/b.Length, j/b.Length; from != to {
				k.between[from][to] += rises
			} else if i < j {
				k.within += rises
			}
		}
	}
	return k
}

// reaching counts the permutations whose |S| is at least |s|. All sums are integers.
func (k *kendallBlocks) reaching(ctx context.Context, perms inference.Permutations,
	draw inference.Draw, s int64) (hits int, err error) {
	err = k.Each(ctx, perms, draw.Source(), func(_ int, order []int, shift int) {
		if max(k.s(order, shift), -k.s(order, shift)) >= max(s, -s) {
			hits++
		}
	})
	return hits, err
}

func (k *kendallBlocks) s(order []int, shift int) int64 {
	s := k.within
	for i, from := range order {
		for _, to := range order[i+1:] {
			s += k.between[from][to]
		}
	}
	for _, block := range slices.Backward(order) {
		for i := k.Size(block) - 1; i >= 0 && shift > 0; i-- {
			s -= 2 * k.turned[block*k.Length+i]
			shift--
		}
	}
	return s
}

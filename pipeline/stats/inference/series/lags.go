package series

import (
	"context"
	"math"
	"math/rand/v2"

	"tifa/pipeline/stats/inference"
)

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
	for round := range values {
		if round%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		for i := len(y) - 1; i > 0; i-- {
			j := random.IntN(i + 1)
			y[i], y[j] = y[j], y[i]
		}
		values[round], _, _ = p.peak(y)
	}
	return nil
}

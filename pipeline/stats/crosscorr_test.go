package stats

import (
	"math"
	"slices"
	"testing"
)

func TestCrossCorrelationFindsTheLead(t *testing.T) {
	random := newRandom(2)
	x, y := make([]float64, 120), make([]float64, 120)
	for i := range x {
		x[i] = random.NormFloat64()
		y[i] = 0.7 * random.NormFloat64()
		if i >= 4 {
			y[i] += x[i-4]
		}
	}
	x[50], y[70] = math.NaN(), math.NaN()
	lags, band := CrossCorrelation(x, y, 12, 999, 1, 0.95)
	for _, l := range lags {
		if (math.Abs(l.R) > band) != (l.Lag == 4) {
			t.Errorf("lag %d: r %g, band %g", l.Lag, l.R, band)
		}
	}
	if lags[12].N != 118 || lags[0].Lag != -12 || lags[16].Lag != 4 || lags[16].R < 0.6 {
		t.Errorf("%+v", lags)
	}
	back, _ := CrossCorrelation(y, x, 12, 0, 1, 0.95)
	slices.Reverse(back)
	for i := range lags {
		if !near(lags[i].R, back[i].R, 1e-12) {
			t.Errorf("lag %d: %g one way, %g the other", lags[i].Lag, lags[i].R, back[i].R)
		}
	}
}

// TestCrossCorrelationBand: over unrelated series some lag passes the 95 % band in about 5 % of the
// cases.
func TestCrossCorrelationBand(t *testing.T) {
	random := newRandom(9)
	passed := 0
	for range 400 {
		x, y := make([]float64, 40), make([]float64, 40)
		for i := range x {
			x[i], y[i] = random.ExpFloat64(), random.ExpFloat64()
		}
		lags, band := CrossCorrelation(x, y, 6, 199, 1, 0.95)
		if slices.ContainsFunc(lags, func(l LagCorrelation) bool { return math.Abs(l.R) > band }) {
			passed++
		}
	}
	if share := float64(passed) / 400; share < 0.02 || share > 0.085 {
		t.Errorf("%g passed", share)
	}
}

func TestCrossCorrelationOfLittle(t *testing.T) {
	lags, band := CrossCorrelation([]float64{1, 1, 1, 1}, []float64{1, 2, 3, 4}, 6, 19, 1, 0.95)
	for _, l := range lags {
		if l.R != 0 {
			t.Errorf("%+v", l)
		}
	}
	finite(t, band)
	// computed with numpy, corrcoef
	r, n := correlate([]float64{1, 2, 4, 3, math.NaN()}, []float64{2, 1, 5, 5, 1})
	if check(t, "r", r, 0.8140915784106943, 1e-12); n != 4 {
		t.Errorf("%d pairs", n)
	}
	if got := Differences([]float64{1, 4, 2}); !slices.Equal(got, []float64{3, -2}) || Differences(nil) != nil {
		t.Errorf("differences %v", got)
	}
}

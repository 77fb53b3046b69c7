package stats

import (
	"math"
	"slices"
)

// LagCorrelation is how far x at a time goes with y Lag steps later: a peak at a positive lag says
// that x leads.
type LagCorrelation struct {
	Lag int
	R   float64 // -1..1
	N   int     // pairs of periods
}

// CrossCorrelation correlates two series over the same evenly spaced periods at lags
// -maxLag..maxLag. NaN marks a period without a value, and pairs with one are left out. R is
// Pearson's of the pairs of that lag; 0 with fewer than three pairs or without variance.
//
// band is what the largest |R| over all lags stays below with probability confidence when y is
// shuffled in time, rounds times from seed: one band for all lags, because one looks for the peak
// among them. Shuffling breaks the trend and inertia of a series, and two series that both rise
// correlate at every lag: difference them first (Differences), or the band is too narrow.
func CrossCorrelation(x, y []float64, maxLag, rounds int, seed uint64, confidence float64) (lags []LagCorrelation, band float64) {
	lags = correlateLags(x, y, maxLag)
	shuffled, places := slices.Clone(y), []int{}
	for i, v := range y {
		if !math.IsNaN(v) {
			places = append(places, i)
		}
	}
	random := newRandom(seed)
	largest := make([]float64, rounds)
	for round := range largest {
		random.Shuffle(len(places), func(i, j int) {
			i, j = places[i], places[j]
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		for _, l := range correlateLags(x, shuffled, maxLag) {
			largest[round] = max(largest[round], math.Abs(l.R))
		}
	}
	if rounds == 0 {
		return lags, 1
	}
	slices.Sort(largest)
	// The observed series counts as one of the rounds, hence the +1.
	return lags, append(largest, 1)[min(rounds, int(math.Ceil(confidence*float64(rounds+1)))-1)]
}

func correlateLags(x, y []float64, maxLag int) []LagCorrelation {
	var lags []LagCorrelation
	for lag := -maxLag; lag <= maxLag; lag++ {
		from, to := max(0, -lag), min(len(x), len(y)-lag)
		c := LagCorrelation{Lag: lag}
		if from < to {
			c.R, c.N = correlate(x[from:to], y[from+lag:to+lag])
		}
		lags = append(lags, c)
	}
	return lags
}

// correlate is Pearson's r of the pairs of which neither is NaN, and their number.
func correlate(x, y []float64) (r float64, n int) {
	var sx, sy float64
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			sx, sy, n = sx+x[i], sy+y[i], n+1
		}
	}
	if n < 3 {
		return 0, n
	}
	mx, my := sx/float64(n), sy/float64(n)
	var xx, xy, yy float64
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			dx, dy := x[i]-mx, y[i]-my
			xx, xy, yy = xx+dx*dx, xy+dx*dy, yy+dy*dy
		}
	}
	if spread := math.Sqrt(xx) * math.Sqrt(yy); spread > 1e-12*float64(n)*math.Abs(mx*my) && spread > 0 {
		return min(1, max(-1, xy/spread)), n
	}
	return 0, n
}

// Differences are the changes from period to period, one fewer than values; NaN beside a NaN.
func Differences(values []float64) []float64 {
	if len(values) < 2 {
		return nil
	}
	changes := make([]float64, len(values)-1)
	for i := range changes {
		changes[i] = values[i+1] - values[i]
	}
	return changes
}

package series

import (
	"math"

	"tifa/pipeline/stats/inference"
)

// prewhiten yields the residuals of an autoregression from the fourth period on; false where a line
// is all there is.
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

// chooseOrder fits autoregressions of order 0 to 3 by the Levinson-Durbin recursion and takes the
// one with the least AICc, n ln σ² + 2(p+1)n/(n-p-2), the lower of equals.
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

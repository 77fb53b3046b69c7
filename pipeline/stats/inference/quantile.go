package inference

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Median sorts values, of which there is at least one.
func Median(values []float64) float64 {
	slices.Sort(values)
	last := len(values) - 1
	return (values[last/2] + values[(last+1)/2]) / 2
}

func gammaQuantile(p, shape float64) float64 { return mathext.GammaIncRegInv(shape, p) }

// betaOdds is q/(1-q) where q is the quantile p of the beta distribution with parameters a and b,
// found by bisection of its logarithm. gonum's InvRegIncBeta is wrong for some parameters (see
// stats).
func betaOdds(p, a, b float64) float64 {
	below := func(u float64) float64 {
		if u > 0 { // near 1 the complement has the digits
			return 1 - mathext.RegIncBeta(b, a, 1/(1+math.Exp(u)))
		}
		return mathext.RegIncBeta(a, b, 1/(1+math.Exp(-u)))
	}
	lo, hi := -700.0, 700.0
	for hi-lo > 1e-13*max(1, math.Abs(lo)) {
		middle := lo + (hi-lo)/2
		if middle == lo || middle == hi {
			break
		}
		if below(middle) < p {
			lo = middle
		} else {
			hi = middle
		}
	}
	return math.Exp(lo + (hi-lo)/2)
}

// studentP is the two-sided p-value of Student's t.
func studentP(t, df float64) float64 { return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t)) }

// studentQuantile is what |t| stays below with probability 1-Alpha.
func studentQuantile(df float64) float64 { return math.Sqrt(df / betaOdds(Alpha, df/2, 0.5)) }

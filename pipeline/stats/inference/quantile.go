package inference

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"tifa/pipeline/stats"
)

// Median sorts values, of which there is at least one.
func Median(values []float64) float64 {
	slices.Sort(values)
	last := len(values) - 1
	return (values[last/2] + values[(last+1)/2]) / 2
}

func gammaQuantile(p, shape float64) float64 { return mathext.GammaIncRegInv(shape, p) }

// betaOdds is q/(1-q) where q is the quantile p of the beta distribution with parameters a and b,
// found by its logarithm. gonum's InvRegIncBeta is wrong for some parameters (see stats).
func betaOdds(p, a, b float64) float64 {
	excess := func(u float64) float64 {
		if u > 0 { // near 1 the complement has the digits
			return 1 - p - mathext.RegIncBeta(b, a, 1/(1+math.Exp(u)))
		}
		return mathext.RegIncBeta(a, b, 1/(1+math.Exp(-u))) - p
	}
	mean, step := math.Log(a/b), 2*math.Sqrt(1/a+1/b)
	lo, hi := mean-step, mean+step
	for excess(lo) > 0 && lo > -700 {
		hi, lo, step = lo, lo-step, 2*step
	}
	for excess(hi) < 0 && hi < 700 {
		lo, hi, step = hi, hi+step, 2*step
	}
	return math.Exp(stats.Root(excess, max(lo, -700), min(hi, 700), 1e-13))
}

// studentP is the two-sided p-value of Student's t.
func studentP(t, df float64) float64 { return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t)) }

// studentQuantile is what |t| stays below with probability 1-Alpha.
func studentQuantile(df float64) float64 { return math.Sqrt(df / betaOdds(Alpha, df/2, 0.5)) }

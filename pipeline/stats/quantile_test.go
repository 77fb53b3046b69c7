package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// TestQuantilesInvert: the distribution function of a quantile is the probability it was asked for.
func TestQuantilesInvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tail := math.Pow(10, -rapid.Float64Range(0.31, 8).Draw(t, "log tail"))
		a := math.Pow(10, rapid.Float64Range(0, 6).Draw(t, "log a"))
		b := math.Pow(10, rapid.Float64Range(0, 6).Draw(t, "log b"))
		for _, p := range []float64{tail, 1 - tail} {
			precision := 1e-7 * min(p, 1-p)
			if got := mathext.GammaIncReg(a, gammaQuantile(p, a)); math.Abs(got-p) > precision {
				t.Fatalf("gamma %g at %g: %g", a, p, got)
			}
			if got := mathext.RegIncBeta(a, b, betaQuantile(p, a, b)); math.Abs(got-p) > precision+1e-15*(a+b) { // x itself has 16 digits
				t.Fatalf("beta %g, %g at %g: %g", a, b, p, got)
			}
		}
		if got := studentP(studentQuantile(1-2*tail, a), a); math.Abs(got-2*tail) > 1e-6*tail {
			t.Fatalf("Student %g at %g: %g", a, tail, got)
		}
	})
}

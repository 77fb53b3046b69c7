package inference

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// TestBetaOdds takes the quantile back: the distribution function there is p again, from its
// complement where that has the digits.
func TestBetaOdds(t *testing.T) {
	shapes := []float64{0.5, 0.6, 1, 2, 5.5, 30, 300, 5000, 1e6}
	for _, a := range shapes {
		for _, b := range shapes {
			for _, p := range []float64{0.025, 0.05, 0.5, 0.95, 0.975} {
				odds := betaOdds(p, a, b)
				if odds == 0 || math.IsInf(odds, 1) {
					t.Errorf("quantile %g of beta(%g, %g): odds %g", p, a, b, odds)
				}
				back := mathext.RegIncBeta(a, b, odds/(1+odds))
				if odds > 1 {
					back = 1 - mathext.RegIncBeta(b, a, 1/(1+odds))
				}
				if math.Abs(back-p) > 1e-7 {
					t.Errorf("quantile %g of beta(%g, %g): odds %g, whose probability is %g", p, a, b, odds, back)
				}
			}
		}
	}
}

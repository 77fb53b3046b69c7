package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// normalQuantile is z such that a standard normal lies within ±z with probability confidence.
func normalQuantile(confidence float64) float64 {
	return distuv.UnitNormal.Quantile((1 + confidence) / 2)
}

// normalP is the two-sided p-value of a standard normal z.
func normalP(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// studentP is the two-sided p-value of Student's t with df degrees of freedom.
func studentP(t, df float64) float64 { return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t)) }

// studentQuantile is t such that Student's t with df > 0 degrees of freedom lies within ±t with
// probability confidence. From 200 degrees of freedom on it is the expansion of Abramowitz & Stegun
// 1964, 26.7.5, good to nine digits there.
func studentQuantile(confidence, df float64) float64 {
	z := normalQuantile(confidence)
	if df >= 200 {
		zz := z * z
		g1 := (zz + 1) * z / 4
		g2 := ((5*zz+16)*zz + 3) * z / 96
		g3 := (((3*zz+19)*zz+17)*zz - 15) * z / 384
		g4 := ((((79*zz+776)*zz+1482)*zz-1920)*zz - 945) * z / 92160
		return z + (g1+(g2+(g3+g4/df)/df)/df)/df
	}
	excess := func(t float64) float64 { return 1 - confidence - studentP(t, df) }
	hi := 2 * z
	for excess(hi) < 0 && hi < 1e300 {
		hi *= 2
	}
	return Root(excess, 0, hi, 1e-13)
}

// betaQuantile is x such that a beta variable with parameters a, b ≥ 1 lies below x with
// probability p. gonum's InvRegIncBeta is not used: for a = 1, b = 57, p = 0.9999995 it yields
// 0.9999987 in place of 0.2247.
func betaQuantile(p, a, b float64) float64 {
	logistic := func(u float64) float64 { return 1 / (1 + math.Exp(-u)) }
	excess := func(u float64) float64 { return mathext.RegIncBeta(a, b, logistic(u)) - p }
	mean, step := math.Log(a/b), 2*math.Sqrt(1/a+1/b)
	lo, hi := mean-step, mean+step
	for ; excess(lo) > 0 && lo > -700; lo -= step {
		step *= 2
	}
	for ; excess(hi) < 0 && hi < 700; hi += step {
		step *= 2
	}
	return logistic(Root(excess, lo, hi, 1e-13))
}

func gammaQuantile(p, shape float64) float64 { return mathext.GammaIncRegInv(shape, p) }

// Root finds where f changes sign between lo and hi, to within tolerance of its argument relative
// to its size (Chandrupatla 1997: bisection, and inverse quadratic interpolation where that is
// safe).
func Root(f func(float64) float64, lo, hi, tolerance float64) float64 {
	a, b := hi, lo
	fa, fb := f(a), f(b)
	t := 0.5
	for range 200 {
		x := a + t*(b-a)
		fx := f(x)
		c, fc := b, fb
		if (fx < 0) == (fa < 0) {
			c, fc = a, fa
		} else {
			b, fb = a, fa
		}
		a, fa = x, fx
		best, small := a, fa
		if math.Abs(fb) < math.Abs(fa) {
			best, small = b, fb
		}
		near := (tolerance*max(1e-3, math.Abs(best)) + 1e-300) / math.Abs(b-a)
		if near > 0.5 || small == 0 {
			return best
		}
		xi, phi := (a-b)/(c-b), (fa-fb)/(fc-fb)
		t = 0.5
		if phi*phi < xi && (1-phi)*(1-phi) < 1-xi {
			t = fa/(fb-fa)*fc/(fb-fc) + (c-a)/(b-a)*fa/(fc-fa)*fb/(fc-fb)
		}
		t = min(max(t, near), 1-near)
	}
	return a
}

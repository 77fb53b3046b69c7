package stats

import "math"

// Estimate is a value with its interval. Where Bounded is false the interval does not exist, as for
// the rate of a single document, and Lo and Hi say nothing.
type Estimate struct {
	Value, Lo, Hi float64
	Bounded       bool
}

// Excludes reports whether the interval exists and does not hold v.
func (e Estimate) Excludes(v float64) bool { return e.Bounded && (e.Lo > v || e.Hi < v) }

// Share is the share k of n with its interval of Wilson. ok is false without trials.
func Share(k, n int64, confidence float64) (e Estimate, ok bool) {
	if n <= 0 {
		return Estimate{}, false
	}
	lo, hi := Wilson(k, n, confidence)
	return Estimate{Value: float64(k) / float64(n), Lo: lo, Hi: hi, Bounded: true}, true
}

// Stratum holds the two estimates of one stratum, such as one source in two periods, and the weight
// of their difference, at least 0. Weights need not sum to 1.
type Stratum struct {
	A, B   Estimate
	Weight float64
}

// Difference is a − b. Its interval is put together from those of the two by the method of variance
// estimates recovery (MOVER; Zou & Donner 2008). Between two shares with intervals of Wilson it is
// method 10 of Newcombe (1998, Statistics in Medicine 17, 873–890).
func Difference(a, b Estimate) Estimate {
	d, _ := StratifiedDifference([]Stratum{{a, b, 1}})
	return d
}

// StratifiedDifference is the weighted mean of the differences a − b within strata, with the
// interval of MOVER for a weighted sum of independent estimates (Zou, Huang & Zhang 2009,
// Computational Statistics & Data Analysis 53, 1080–1085). Were it the difference of sums over
// strata, a change of the mix of strata would look like a change within them.
// The interval exists where it does in every stratum. ok is false where no stratum has weight.
func StratifiedDifference(strata []Stratum) (d Estimate, ok bool) {
	var total, below, above float64
	for _, s := range strata {
		total += s.Weight
	}
	if total <= 0 {
		return Estimate{}, false
	}
	d.Bounded = true
	for _, s := range strata {
		w := s.Weight / total
		d.Value += w * (s.A.Value - s.B.Value)
		d.Bounded = d.Bounded && s.A.Bounded && s.B.Bounded
		below += w * w * (square(s.A.Value-s.A.Lo) + square(s.B.Hi-s.B.Value))
		above += w * w * (square(s.A.Hi-s.A.Value) + square(s.B.Value-s.B.Lo))
	}
	d.Lo, d.Hi = d.Value-math.Sqrt(below), d.Value+math.Sqrt(above)
	return d, true
}

// HarmonicWeight is the weight ab/(a+b) that Mantel & Haenszel (1959) give to a stratum of sizes a
// and b, such as documents in two periods. It is 0 where one side is empty.
func HarmonicWeight(a, b int64) float64 {
	if a+b == 0 {
		return 0
	}
	return float64(a) * float64(b) / float64(a+b)
}

func square(v float64) float64 { return v * v }

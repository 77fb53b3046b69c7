package stats

import "math"

// Wilson is the score interval for a share k of n, such as the share of documents that mention a
// concept (Wilson 1927; recommended by Brown, Cai & DasGupta 2001). lo and hi are shares in 0..1.
// Without trials nothing is known: 0 and 1. k lies in 0..n.
func Wilson(k, n int64, confidence float64) (lo, hi float64) {
	if n <= 0 {
		return 0, 1
	}
	z := normalQuantile(confidence)
	p, size, zz := float64(k)/float64(n), float64(n), z*z
	centre := (p + zz/(2*size)) / (1 + zz/size)
	half := z / (1 + zz/size) * math.Sqrt(p*(1-p)/size+zz/(4*size*size))
	lo, hi = max(0, centre-half), min(1, centre+half)
	if k <= 0 {
		lo = 0 // exactly, not by luck of rounding
	}
	if k >= n {
		hi = 1
	}
	return lo, hi
}

// ClopperPearson is the exact interval for a share k of n (Clopper & Pearson 1934): it covers the
// true share at least as often as confidence says, mostly oftener. lo and hi are shares in 0..1;
// without trials 0 and 1. k lies in 0..n, n up to 100 million: beyond that the incomplete beta
// function it rests on loses its digits.
func ClopperPearson(k, n int64, confidence float64) (lo, hi float64) {
	lo, hi = 0, 1
	tail := (1 - confidence) / 2
	if k > 0 && n > 0 {
		lo = betaQuantile(tail, float64(k), float64(n-k)+1)
	}
	if k < n {
		hi = betaQuantile(1-tail, float64(k)+1, float64(n-k))
	}
	return lo, hi
}

// PoissonExact is the exact interval for the expectation behind a count k (Garwood 1936), in
// mentions; divide by the exposure for a rate. It takes mentions as independent, which they are
// not: use it where there is nothing better.
func PoissonExact(k int64, confidence float64) (lo, hi float64) {
	if k > 0 {
		lo = gammaQuantile((1-confidence)/2, float64(k))
	}
	return lo, PoissonUpper(k, confidence)
}

// PoissonUpper is the upper bound of PoissonExact. For k = 0 it is -ln((1-confidence)/2): 3.689
// mentions at 95 %.
func PoissonUpper(k int64, confidence float64) float64 {
	tail := (1 - confidence) / 2
	if k <= 0 {
		return -math.Log(tail)
	}
	return gammaQuantile(1-tail, float64(k)+1)
}

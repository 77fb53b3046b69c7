package report

import "math"

// stratum is one source in two periods. A change is told within sources: were it that of sums, more documents of one source
// would look like a change of what all sources write.
type stratum struct {
	now, then estimate
	weight    float64
}

// within is the mean difference of the strata, now less then. Its interval puts together those of all rates (the method of
// variance estimates recovery, Zou, Huang & Zhang 2009); for one stratum it is Newcombe's.
func within(strata []stratum) estimate {
	var total, d, down, up float64
	e := estimate{bounded: true}
	for _, s := range strata {
		if s.now.ok && s.then.ok {
			total += s.weight
		}
	}
	for _, s := range strata {
		if !s.now.ok || !s.then.ok || total == 0 {
			continue
		}
		w := s.weight / total
		e.ok, e.bounded = true, e.bounded && s.now.bounded && s.then.bounded
		d += w * (s.now.V - s.then.V)
		down += w * w * (square(s.now.V-s.now.Lo) + square(s.then.Hi-s.then.V))
		up += w * w * (square(s.now.Hi-s.now.V) + square(s.then.V-s.then.Lo))
	}
	if !e.ok {
		return estimate{}
	}
	e.V, e.Lo, e.Hi = d, d-math.Sqrt(down), d+math.Sqrt(up)
	return e
}

func square(v float64) float64 { return v * v }

// harmonic weighs a stratum by its size in both periods, as Mantel and Haenszel do.
func harmonic(a, b int64) float64 {
	if a+b == 0 {
		return 0
	}
	return float64(a) * float64(b) / float64(a+b)
}

// exact is the two-sided p-value of the exact test that in each stratum documents of now and then use a concept equally
// often, margins of every stratum fixed: the probability of all outcomes no likelier than the one seen. For one stratum it
// is Fisher's test.
func exact(now, then []rate) float64 {
	all, from, seen := []float64{1}, int64(0), int64(0)
	for i := range now {
		p, least := hypergeometric(now[i], then[i])
		all, from = convolve(all, p), from+least
		seen += now[i].Using
	}
	p := 0.0
	for _, v := range all {
		if v <= all[seen-from]*(1+1e-7) {
			p += v
		}
	}
	return min(p, 1)
}

// hypergeometric gives the probability of each number of using documents that a could have, from least on.
func hypergeometric(a, b rate) (p []float64, least int64) {
	use, n := a.Using+b.Using, a.Docs+b.Docs
	least = max(0, use-b.Docs)
	for x := least; x <= min(use, a.Docs); x++ {
		p = append(p, math.Exp(logChoose(a.Docs, x)+logChoose(b.Docs, use-x)-logChoose(n, use)))
	}
	return p, least
}

// convolve is the distribution of the sum of two counts.
func convolve(a, b []float64) []float64 {
	out := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		if x < 1e-18 {
			continue
		}
		for j, y := range b {
			out[i+j] += x * y
		}
	}
	return out
}

func logChoose(n, k int64) float64 {
	lgamma := func(x int64) float64 { v, _ := math.Lgamma(float64(x + 1)); return v }
	return lgamma(n) - lgamma(k) - lgamma(n-k)
}

package stats

import "math"

const (
	// negligible is the probability below which an outcome is left out of an exact distribution.
	negligible = 1e-60
	// leastExactP is the least p-value of an exact test: what is left out is smaller.
	leastExactP = 1e-50
)

// Trials are a number of successes among trials, such as documents that mention a concept among
// all.
type Trials struct{ Successes, Trials int64 }

// FisherP is the two-sided p-value of Fisher's exact test that a and b have the same probability of
// success (Fisher 1935): the probability, all margins fixed, of every outcome that is no likelier
// than the one observed. Without successes or failures on either side it is 1.
func FisherP(a, b Trials) float64 { return StratifiedFisherP([]Trials{a}, []Trials{b}) }

// StratifiedFisherP is the two-sided p-value of the exact conditional test that a and b have the
// same probability of success in every stratum (Mehta, Patel & Gray 1985, Journal of the American
// Statistical Association 80, 969–973, for a common odds ratio of 1). The margins of each stratum
// are fixed; the statistic is the sum of a's successes. a and b have one entry per stratum, in the
// same order. With one stratum it is Fisher's test. A p-value is at least 1e-50.
func StratifiedFisherP(a, b []Trials) float64 {
	all := distribution{p: []float64{1}}
	observed := int64(0)
	for i := range a {
		all = all.plus(hypergeometric(a[i], b[i]))
		observed += a[i].Successes
	}
	return min(max(all.upTo(all.at(observed)), leastExactP), 1)
}

// distribution holds the probabilities of the whole numbers from least on.
type distribution struct {
	least int64
	p     []float64
}

func (d distribution) at(x int64) float64 {
	if x < d.least || x >= d.least+int64(len(d.p)) {
		return 0
	}
	return d.p[x-d.least]
}

// upTo is the probability of all outcomes that are no likelier than p. Outcomes that are equally
// likely may differ by rounding.
func (d distribution) upTo(p float64) (sum float64) {
	for _, v := range d.p {
		if v <= p*(1+1e-7) {
			sum += v
		}
	}
	return sum
}

// plus is the distribution of the sum of two independent counts.
func (d distribution) plus(o distribution) distribution {
	p := make([]float64, len(d.p)+len(o.p)-1)
	for i, x := range d.p {
		for j, y := range o.p {
			p[i+j] += x * y
		}
	}
	return distribution{d.least + o.least, p}.trimmed()
}

// trimmed leaves out the ends that are negligible, so that sums over many strata stay short.
func (d distribution) trimmed() distribution {
	for len(d.p) > 1 && d.p[0] < negligible {
		d.least, d.p = d.least+1, d.p[1:]
	}
	for len(d.p) > 1 && d.p[len(d.p)-1] < negligible {
		d.p = d.p[:len(d.p)-1]
	}
	return d
}

// hypergeometric is the distribution of a's successes where both sides together have theirs. It
// goes outward from the mode by the ratio of neighbouring probabilities.
func hypergeometric(a, b Trials) distribution {
	k, n := a.Successes+b.Successes, a.Trials+b.Trials
	least, most := max(0, k-b.Trials), min(k, a.Trials)
	ratio := func(x int64) float64 { // of the probabilities of x+1 and x
		return float64(a.Trials-x) * float64(k-x) / (float64(x+1) * float64(b.Trials-k+x+1))
	}
	mode := min(max(int64(float64(a.Trials+1)*float64(k+1)/float64(n+2)), least), most)
	d := distribution{least, make([]float64, most-least+1)}
	d.p[mode-least] = math.Exp(logChoose(a.Trials, mode) + logChoose(b.Trials, k-mode) - logChoose(n, k))
	for x := mode; x < most && d.p[x-least] >= negligible; x++ {
		d.p[x+1-least] = d.p[x-least] * ratio(x)
	}
	for x := mode; x > least && d.p[x-least] >= negligible; x-- {
		d.p[x-1-least] = d.p[x-least] / ratio(x-1)
	}
	return d.trimmed()
}

// logChoose is the logarithm of the number of ways to choose k of n.
func logChoose(n, k int64) float64 {
	logFactorial := func(x int64) float64 { v, _ := math.Lgamma(float64(x + 1)); return v }
	return logFactorial(n) - logFactorial(k) - logFactorial(n-k)
}

package report

import (
	"math"

	"tifa/outputs"
)

// z is the quantile of the normal distribution for 95 %, two-sided.
const z = 1.959963984540054

// rate is what the tables count of one concept or theme in one period, over one source or several.
type rate struct {
	Mentions, Using, Docs, Tokens int64

	spread  float64 // sum of the squared half widths of the sources' intervals, in mentions
	unknown bool    // a source's interval doesn't exist, as one document alone allows none
}

// add adds the counts of another source; documents belong to one source, so shares stay exact.
func (r *rate) add(m *outputs.Measures) {
	r.Mentions += m.Mentions
	r.Using += m.DocsMentioning
	r.Docs += m.Docs
	r.Tokens += m.Tokens
	switch {
	case m.Mentions == 0:
	case m.PerMToken == nil || m.PerMTokenHi == nil:
		r.unknown = true
	default:
		half := (*m.PerMTokenHi - *m.PerMToken) * float64(m.Tokens) / 1e6
		r.spread += half * half
	}
}

// plus is the sum of two rates of different periods.
func (r rate) plus(o rate) rate {
	return rate{r.Mentions + o.Mentions, r.Using + o.Using, r.Docs + o.Docs, r.Tokens + o.Tokens,
		r.spread + o.spread, r.unknown || o.unknown}
}

// estimate is a value with its 95 % interval. Without ok there is no value, without bounded no interval.
type estimate struct {
	V, Lo, Hi   float64
	ok, bounded bool
}

// share is the share of documents that use a concept, with Wilson's interval.
func (r rate) share() estimate {
	if r.Docs == 0 {
		return estimate{}
	}
	n, x := float64(r.Docs), float64(r.Using)
	p := x / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	e := estimate{p, max(middle-half, 0), min(middle+half, 1), true, true}
	if r.Using == 0 {
		e.Lo = 0
	}
	if r.Using == r.Docs {
		e.Hi = 1
	}
	return e
}

// perMillion is mentions per million tokens. Its interval adds up those of the sources, as strata; without a mention it
// is the exact Poisson bound.
func (r rate) perMillion() estimate {
	if r.Tokens == 0 {
		return estimate{}
	}
	t := float64(r.Tokens) / 1e6
	e := estimate{V: float64(r.Mentions) / t, ok: true, bounded: !r.unknown}
	if r.Mentions == 0 {
		e.Hi = -math.Log(0.025) / t
		return e
	}
	half := math.Sqrt(r.spread) / t
	e.Lo, e.Hi = max(e.V-half, 0), e.V+half
	return e
}

// difference is a − b with Newcombe's interval (1998, method 10) made of the intervals of the two.
func difference(a, b estimate) estimate { return within([]stratum{{a, b, 1}}) }

// clear tells whether an interval leaves out 0.
func (e estimate) clear() bool { return e.ok && e.bounded && (e.Lo > 0 || e.Hi < 0) }

// falseDiscovery turns p-values into Benjamini–Hochberg q-values. Order is by p, ties by place.
func falseDiscovery(p []float64) []float64 {
	q := make([]float64, len(p))
	least := 1.0
	for rank, i := range descending(p) {
		least = min(least, p[i]*float64(len(p))/float64(len(p)-rank))
		q[i] = least
	}
	return q
}

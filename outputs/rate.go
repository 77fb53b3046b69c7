package outputs

import (
	"math"

	"tifa/pipeline/stats"
)

// Confidence is the level of every interval in the tables.
const Confidence = 0.95

// Rate is what the tables count of one concept or theme, over one or several sources, groups or
// periods. The zero Rate has no documents.
type Rate struct {
	Mentions       int64
	DocsMentioning int64
	Docs           int64
	Tokens         int64

	// squares is the sum of the squared half widths of the intervals of the rates that were added,
	// in mentions.
	squares   float64
	unbounded bool // one of these intervals does not exist, as of a single document
}

// Add adds the counts of documents that were not added before, as of another source.
func (r *Rate) Add(m *Measures) {
	r.Mentions += m.Mentions
	r.DocsMentioning += m.DocsMentioning
	r.Docs += m.Docs
	r.Tokens += m.Tokens
	switch {
	case m.Mentions == 0:
	case m.PerMToken == nil || m.PerMTokenHi == nil:
		r.unbounded = true
	default:
		half := (*m.PerMTokenHi - *m.PerMToken) * float64(m.Tokens) / 1e6
		r.squares += half * half
	}
}

// Plus is the sum of the rates of different documents.
func (r Rate) Plus(o Rate) Rate {
	return Rate{r.Mentions + o.Mentions, r.DocsMentioning + o.DocsMentioning, r.Docs + o.Docs, r.Tokens + o.Tokens,
		r.squares + o.squares, r.unbounded || o.unbounded}
}

// DocShare is the share of documents with a mention, with the interval of Wilson. ok is false
// without documents.
func (r Rate) DocShare() (e stats.Estimate, ok bool) {
	return stats.Share(r.DocsMentioning, r.Docs, Confidence)
}

// PerMillion is mentions per million tokens. Its interval combines those of the rates that were
// added, as independent strata; without a mention it ends at the exact Poisson bound. ok is false
// without tokens.
func (r Rate) PerMillion() (e stats.Estimate, ok bool) {
	if r.Tokens == 0 {
		return e, false
	}
	millions := float64(r.Tokens) / 1e6
	e = stats.Estimate{Value: float64(r.Mentions) / millions, Bounded: !r.unbounded}
	if r.Mentions == 0 {
		e.Hi = stats.PoissonUpper(0, Confidence) / millions
		return e, true
	}
	half := math.Sqrt(r.squares) / millions
	e.Lo, e.Hi = max(e.Value-half, 0), e.Value+half
	return e, true
}

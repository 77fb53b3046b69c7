package outputs

import (
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
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

	// Clumping is how mentions of the item cluster in documents (table design_effects), on which
	// the interval of PerMillion rests. The zero value takes mentions as independent.
	Clumping inference.Clumping

	squares, mentionsTokens, tokenSquares int64 // as in Measures
}

// Add adds the counts of documents that were not added before, as of another source.
func (r *Rate) Add(m *Measures) { *r = r.Plus(m.Rate()) }

// Rate is the counts of one row, without clumping.
func (m *Measures) Rate() Rate {
	return Rate{Mentions: m.Mentions, DocsMentioning: m.DocsMentioning, Docs: m.Docs,
		Tokens: m.Tokens, squares: m.Squares, mentionsTokens: m.MentionsTokens,
		tokenSquares: m.TokenSquares}
}

// WithoutMentions is the rate of an item that the documents of r do not mention.
func (r Rate) WithoutMentions() Rate {
	return Rate{Docs: r.Docs, Tokens: r.Tokens, tokenSquares: r.tokenSquares}
}

// Plus is the rate of an item in different documents together.
func (r Rate) Plus(o Rate) Rate {
	if r.Clumping == (inference.Clumping{}) {
		r.Clumping = o.Clumping
	}
	return Rate{Mentions: r.Mentions + o.Mentions,
		DocsMentioning: r.DocsMentioning + o.DocsMentioning, Docs: r.Docs + o.Docs,
		Tokens: r.Tokens + o.Tokens, Clumping: r.Clumping,
		squares: r.squares + o.squares, mentionsTokens: r.mentionsTokens + o.mentionsTokens,
		tokenSquares: r.tokenSquares + o.tokenSquares}
}

// SameCounts reports whether two items are counted alike, as where one is part of the other.
func (r Rate) SameCounts(o Rate) bool {
	r.Clumping, o.Clumping = inference.Clumping{}, inference.Clumping{}
	return r == o
}

// DocShare is the share of documents with a mention, with the interval of Wilson. ok is false
// without documents.
func (r Rate) DocShare() (e stats.Estimate, ok bool) {
	return stats.Share(r.DocsMentioning, r.Docs, Confidence)
}

// Cell is the rate as sums over documents, their tokens being their sizes.
func (r Rate) Cell() inference.Cell {
	return inference.Cell{Mentioning: r.DocsMentioning, Ratio: stats.Ratio{N: r.Docs, X: r.Tokens,
		Y: r.Mentions, XX: r.tokenSquares, XY: r.mentionsTokens, YY: r.squares}}
}

// PerMillion is mentions per million tokens, with the interval of inference.Rate: that of one row
// of the same documents. ok is false without tokens.
func (r Rate) PerMillion() (e stats.Estimate, ok bool) {
	c := r.Clumping
	c.DesignEffect, c.PerDocument = max(c.DesignEffect, 1), max(c.PerDocument, 1)
	rate := inference.Rate(r.Cell(), c)
	if rate.Reason != inference.Answered {
		return e, false
	}
	return stats.Estimate{Value: rate.PerMillion, Lo: rate.Interval.Lo, Hi: rate.Interval.Hi,
		Bounded: true}, true
}

// Clumping is how the mentions of the item cluster, for rates per token.
func (d *DesignEffect) Clumping() inference.Clumping {
	return inference.Clumping{DesignEffect: d.Tokens, PerDocument: d.PerDocument}
}

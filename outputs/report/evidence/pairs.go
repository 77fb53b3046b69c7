package evidence

import (
	"slices"

	"tifa/outputs"
)

// Pair tells whether the evidence is documents with two concepts: a line of each concept stands for
// a document.
func (e *Piece) Pair() bool { _, _, ok := PairIn(e.Key.What); return ok }

// Documents are how many documents the lines of a pair are from.
func (e *Piece) Documents() int { return len(e.Lines) / 2 }

// pairs gathers the evidence of the pairs that were asked for, from the mentions of one document at
// a time.
type pairs struct {
	asked    []*Piece
	concepts map[string]bool // of them
	in       []outputs.Mention
}

func (b *Book) pairs() *pairs {
	p := &pairs{concepts: map[string]bool{}}
	for _, e := range b.Pieces {
		if x, y, ok := PairIn(e.Key.What); ok {
			p.asked = append(p.asked, e)
			p.concepts[x], p.concepts[y] = true, true
		}
	}
	return p
}

// add takes the next mention, in the order of the table, which has the mentions of a document
// together.
func (p *pairs) add(m *outputs.Mention) {
	if len(p.in) > 0 && p.in[0].Document != m.Document {
		p.flush()
	}
	if p.concepts[m.Concept] {
		p.in = append(p.in, *m)
	}
}

func (p *pairs) flush() {
	for _, e := range p.asked {
		a, b, _ := PairIn(e.Key.What)
		if x, y := together(p.in, a, b); x != nil {
			e.offerPair(x, y)
		}
	}
	p.in = p.in[:0]
}

// together finds a mention of each of two concepts that are two pieces of text: in one sentence, or
// else anywhere.
func together(in []outputs.Mention, a, b string) (x, y *outputs.Mention) {
	var first, second []*outputs.Mention
	bySentence := map[sentenceKey][]*outputs.Mention{} // of second
	for i := range in {
		switch m := &in[i]; m.Concept {
		case a:
			first = append(first, m)
		case b:
			second = append(second, m)
			bySentence[sentenceOf(m)] = append(bySentence[sentenceOf(m)], m)
		}
	}
	for _, m := range first {
		if n := apart(m, bySentence[sentenceOf(m)]); n != nil {
			return m, n
		}
	}
	for _, m := range first {
		if n := apart(m, second); n != nil {
			return m, n
		}
	}
	return nil, nil
}

// sentenceKey names a sentence of a document.
type sentenceKey struct {
	inTitle bool
	start   int64
}

func sentenceOf(m *outputs.Mention) sentenceKey { return sentenceKey{m.InTitle, m.SentenceByte} }

// apart is the first of others that does not overlap a mention, nil where all do.
func apart(m *outputs.Mention, others []*outputs.Mention) *outputs.Mention {
	for _, n := range others {
		if m.InTitle != n.InTitle || m.StartByte >= n.EndByte || n.StartByte >= m.EndByte {
			return n
		}
	}
	return nil
}

// offerPair counts a document, and keeps its two lines if it ranks among the least by hash.
func (e *Piece) offerPair(x, y *outputs.Mention) {
	e.All++
	at := rank{hash: hashOf(x)}
	place, _ := slices.BinarySearchFunc(e.rank, at, func(have, at rank) int {
		if have.less(at) {
			return -1
		}
		return 1
	})
	e.rank = slices.Insert(e.rank, place, at)
	e.Lines = slices.Insert(e.Lines, 2*place, Line{Mention: *x}, Line{Mention: *y})
	if len(e.rank) > e.most {
		e.rank, e.Lines = e.rank[:e.most], e.Lines[:2*e.most]
	}
}

package count

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// A tally counts subjects (concepts, or themes) in cells. All sums are of integers, so no order of
// documents changes a bit.

// cellKey names a cell: a period of a type, and a source (by is empty) or a group of sources (by is
// an attribute).
type cellKey struct {
	period period.Type
	start  int32
	by     string
	value  string
}

func compareCells(a, b cellKey) int {
	return cmp.Or(strings.Compare(string(a.period), string(b.period)), cmp.Compare(a.start, b.start),
		strings.Compare(a.by, b.by), strings.Compare(a.value, b.value))
}

// size sums one denominator over the documents of a cell: Σ x and Σ x².
type size struct{ sum, square int64 }

func (s *size) add(n int64) { s.sum += n; s.square += n * n }

type cell struct {
	docs        int64
	tokens, han size
	subjects    map[int32]*subjectSums
}

// subjectSums are the sums over the documents of a cell for one subject.
type subjectSums struct {
	mentions, docs       int64
	squares              int64 // Σ mentions²
	byTokens, byHanChars int64 // Σ mentions × size
}

type tally map[cellKey]*cell

// add counts one document in one cell: its size, and how often it mentions each subject.
func (t tally) add(k cellKey, tokens, han int64, mentions map[int32]int64) {
	c := t[k]
	if c == nil {
		c = &cell{subjects: map[int32]*subjectSums{}}
		t[k] = c
	}
	c.docs++
	c.tokens.add(tokens)
	c.han.add(han)
	for subject, n := range mentions {
		s := c.subjects[subject]
		if s == nil {
			s = &subjectSums{}
			c.subjects[subject] = s
		}
		s.mentions += n
		s.docs++
		s.squares += n * n
		s.byTokens += n * tokens
		s.byHanChars += n * han
	}
}

// keys lists the cells in the order of the tables.
func (t tally) keys() []cellKey { return slices.SortedFunc(maps.Keys(t), compareCells) }

func (k cellKey) when() outputs.When {
	return outputs.When{PeriodType: string(k.period), Period: k.period.Name(k.start), PeriodStart: k.start}
}

// measures are the numbers of one subject in a cell; a subject without mentions has its zeros and
// their bounds.
func (c *cell) measures(subject int32) outputs.Measures {
	s := c.subjects[subject]
	if s == nil {
		s = &subjectSums{}
	}
	m := outputs.Measures{Mentions: s.mentions, DocsMentioning: s.docs, Docs: c.docs, Tokens: c.tokens.sum, HanChars: c.han.sum,
		Few: s.mentions < config.LowMentions}
	m.DocShare = float64(s.docs) / float64(c.docs)
	m.DocShareLo, m.DocShareHi = stats.Wilson(s.docs, c.docs, config.Confidence)
	m.PerMToken, m.PerMTokenLo, m.PerMTokenHi = perMillion(c.ratio(s, c.tokens, s.byTokens))
	m.PerMHan, m.PerMHanLo, m.PerMHanHi = perMillion(c.ratio(s, c.han, s.byHanChars))
	return m
}

func (c *cell) ratio(s *subjectSums, x size, xy int64) stats.Ratio {
	return stats.Ratio{N: c.docs, X: x.sum, Y: s.mentions, XX: x.square, XY: xy, YY: s.squares}
}

// perMillion is a rate with its interval; null where there is no denominator, and without an
// interval where there is none.
func perMillion(r stats.Ratio) (rate, lo, hi *float64) {
	if r.X == 0 {
		return nil, nil, nil
	}
	scaled := func(v float64) *float64 { v *= 1e6; return &v }
	rate = scaled(r.Estimate())
	if l, h, ok := r.Interval(config.Confidence); ok {
		lo, hi = scaled(l), scaled(h)
	}
	return rate, lo, hi
}

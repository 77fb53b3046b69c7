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
	"tifa/pipeline/stats/inference"
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

func newCell() *cell { return &cell{subjects: map[int32]*subjectSums{}} }

// add counts one document in one cell.
func (t tally) add(k cellKey, tokens, han int64, mentions map[int32]int64) {
	c := t[k]
	if c == nil {
		c = newCell()
		t[k] = c
	}
	c.add(tokens, han, mentions)
}

// add counts one document: its size, and how often it mentions each subject.
func (c *cell) add(tokens, han int64, mentions map[int32]int64) {
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

// sums are those of a subject, zeros where there are none.
func (c *cell) sums(subject int32) *subjectSums {
	if s := c.subjects[subject]; s != nil {
		return s
	}
	return &subjectSums{}
}

// measures are the numbers of one subject in a cell; a subject without mentions has its zeros and
// their bounds.
func (c *cell) measures(subject int32, of clumping) outputs.Measures {
	s := c.sums(subject)
	m := outputs.Measures{Mentions: s.mentions, DocsMentioning: s.docs, Docs: c.docs,
		Tokens: c.tokens.sum, HanChars: c.han.sum, Few: s.mentions < config.LowMentions,
		Squares: s.squares, MentionsTokens: s.byTokens, TokenSquares: c.tokens.square}
	m.DocShare = float64(s.docs) / float64(c.docs)
	m.DocShareLo, m.DocShareHi = stats.Wilson(s.docs, c.docs, config.Confidence)
	tokens, han := inference.Rate(c.byTokens(s), of.tokens), inference.Rate(c.byHanChars(s), of.han)
	m.PerMToken, m.PerMTokenLo, m.PerMTokenHi = columns(tokens)
	m.PerMHan, m.PerMHanLo, m.PerMHanHi = columns(han)
	return m
}

// byTokens are the sums of a subject as inference has them, the size of a document being its
// tokens.
func (c *cell) byTokens(s *subjectSums) inference.Cell { return c.inference(s, c.tokens, s.byTokens) }

func (c *cell) byHanChars(s *subjectSums) inference.Cell { return c.inference(s, c.han, s.byHanChars) }

func (c *cell) inference(s *subjectSums, x size, xy int64) inference.Cell {
	return inference.Cell{Mentioning: s.docs, Ratio: stats.Ratio{N: c.docs, X: x.sum, Y: s.mentions,
		XX: x.square, XY: xy, YY: s.squares}}
}

// columns are a rate with its interval; null where there is no denominator.
func columns(r inference.RateEstimate) (rate, lo, hi *float64) {
	if r.Reason != inference.Answered {
		return nil, nil, nil
	}
	return &r.PerMillion, &r.Interval.Lo, &r.Interval.Hi
}

package neighbours

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
	"tifa/segment"
)

// windows segments the sentences of the mentions again. Mentions of a sentence come together, and a
// sentence is cut as it was in its document, except across inline tags.
func windows(ctx context.Context, a *dataset.Dataset) (*collocationWindows, error) {
	segmenter, err := a.Open()
	if err != nil {
		return nil, err
	}
	near := &collocationWindows{map[neighbourKey]*neighbourSums{}, map[neighbourKey]int64{}}
	w := windowReader{Dataset: a, near: near, reader: segmenter.Reader(), concepts: a.ConceptNumbers(), doc: -1, counted: map[spanStart]bool{}}
	for m, err := range dataset.Table[outputs.Mention](ctx, a, "document", "in_title", "start_byte", "end_byte", "sentence_byte", "concept", "sentence", "counted") {
		if err != nil {
			return nil, err
		}
		if m.Counted {
			w.add(&m)
		}
	}
	w.flush()
	return near, nil
}

// windowReader collects the mentions of one sentence and then looks around each.
type windowReader struct {
	*dataset.Dataset
	near     *collocationWindows
	reader   *segment.Splitter
	concepts map[string]int
	doc      int
	first    outputs.Mention    // of the sentence
	in       []mentionSpan      // with bytes from the start of the sentence
	counted  map[spanStart]bool // of the sentence
}

// spanStart is a unit of a sentence near a concept.
type spanStart struct {
	concept    int32
	start, end int64
}

func (w *windowReader) add(m *outputs.Mention) {
	same := len(w.in) > 0 && w.first.Document == m.Document && w.first.InTitle == m.InTitle && w.first.SentenceByte == m.SentenceByte
	if !same {
		w.flush()
		if w.doc < 0 || w.Documents[w.doc].ID != m.Document {
			w.doc = w.Find(w.doc+1, m.Document)
		}
		w.first = *m
	}
	w.in = append(w.in, mentionSpan{int32(w.concepts[m.Concept]), m.StartByte - m.SentenceByte, m.EndByte - m.SentenceByte})
}

// tokenSpan is a unit of a sentence in bytes of the original: a token, or a mention in place of its
// tokens.
type tokenSpan struct {
	text, class string
	start, end  int64
	mention     bool // text and class are empty
	concept     int32
}

func (w *windowReader) flush() {
	if len(w.in) == 0 {
		return
	}
	var tokens []tokenSpan
	for s := range w.reader.Sentences(w.first.Sentence, nil) {
		for _, t := range s.Tokens {
			if class := s.Class(t); class != segment.Punctuation {
				at := s.Original(t.Start, t.End)
				tokens = append(tokens, tokenSpan{text: string(s.Fold[t.Start:t.End]), class: class.String(), start: int64(at.Start), end: int64(at.End)})
			}
		}
	}
	near := newNeighbourhood(w.in, tokens, w.Settings.Window)
	for _, m := range w.in {
		for _, u := range near.left(m) {
			w.count(m.concept, u, true)
		}
		for _, u := range near.right(m) {
			w.count(m.concept, u, false)
		}
	}
	w.in = w.in[:0]
	clear(w.counted)
}

// count counts a unit once for each concept, however many mentions of it are near, and none of the
// concept itself.
func (w *windowReader) count(concept int32, u tokenSpan, left bool) {
	at := spanStart{concept, u.start, u.end}
	if w.counted[at] || u.mention && u.concept == concept {
		return
	}
	w.counted[at] = true
	key := neighbourKey{part: w.Part(&w.Documents[w.doc]), concept: concept}
	w.near.windows[key]++
	key.token = u.text
	if u.mention {
		key.token, u.class = "{"+w.Dataset.Concepts[u.concept].ID+"}", "concept"
	}
	s := w.near.places[key]
	if s == nil {
		s = &neighbourSums{last: -1, class: u.class}
		w.near.places[key] = s
	}
	s.coOccurrences++
	if left {
		s.left++
	}
	if s.last != int32(w.doc) {
		s.documents++
		s.last = int32(w.doc)
	}
}

// neighbourhood finds the units on both sides of the mentions of one sentence: every mention that
// does not overlap is one unit, of overlapping ones the first and longest; so is every token
// outside of these. A side takes no longer than its window, however many mentions the sentence has.
type neighbourhood struct {
	in     []mentionSpan // sorted
	chain  []int32       // of in those that are units in a sentence where nothing else stands in the way
	tokens []tokenSpan
	window int
}

// newNeighbourhood sorts the mentions.
func newNeighbourhood(in []mentionSpan, tokens []tokenSpan, window int) *neighbourhood {
	slices.SortFunc(in, func(x, y mentionSpan) int { // the longest first of those that overlap
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end), cmp.Compare(x.concept, y.concept))
	})
	n := &neighbourhood{in: in, tokens: tokens, window: window}
	end := int64(0)
	for i, m := range in {
		if m.start >= end {
			n.chain, end = append(n.chain, int32(i)), m.end
		}
	}
	return n
}

// left are the units before a mention, nearest last.
func (n *neighbourhood) left(m mentionSpan) []tokenSpan {
	known, _ := slices.BinarySearchFunc(n.chain, m.start, func(i int32, at int64) int { return cmp.Compare(n.in[i].end, at+1) })
	var units []tokenSpan
	end := int64(0)
	for _, i := range n.chain[max(0, known-n.window):known] {
		units, end = append(units, asUnit(n.in[i])), n.in[i].end
	}
	if known < len(n.chain) { // it reaches into the mention or stands behind: another may fit in its place
		for _, o := range n.in[n.chain[known]:] {
			if o.start >= m.start {
				break
			}
			if o.start >= end && o.end <= m.start {
				units, end = append(units, asUnit(o)), o.end
			}
		}
	}
	units = units[max(0, len(units)-n.window):]
	mentions := units
	from, _ := slices.BinarySearchFunc(n.tokens, m.start, func(t tokenSpan, at int64) int { return cmp.Compare(t.start, at) })
	next := len(mentions) - 1 // the mention at or before a token
	for free := 0; free < n.window && from > 0; from-- {
		t := n.tokens[from-1]
		if len(mentions) == n.window && t.start < mentions[0].start {
			break
		}
		for next >= 0 && mentions[next].start >= t.end {
			next--
		}
		if t.end <= m.start && (next < 0 || mentions[next].end <= t.start) {
			units = append(units, t)
			free++
		}
	}
	sortUnits(units)
	return units[max(0, len(units)-n.window):]
}

// right are the units behind a mention, nearest first.
func (n *neighbourhood) right(m mentionSpan) []tokenSpan {
	from, _ := slices.BinarySearchFunc(n.in, m.end, func(o mentionSpan, at int64) int { return cmp.Compare(o.start, at) })
	var units []tokenSpan
	end := m.end
	for _, o := range n.in[from:] {
		if len(units) == n.window {
			break
		}
		if o.start >= end {
			units, end = append(units, asUnit(o)), o.end
		}
	}
	mentions := units
	from, _ = slices.BinarySearchFunc(n.tokens, m.end, func(t tokenSpan, at int64) int { return cmp.Compare(t.start, at) })
	next := 0 // the mention at or behind a token
	for free := 0; free < n.window && from < len(n.tokens); from++ {
		t := n.tokens[from]
		if len(mentions) == n.window && t.start >= end {
			break
		}
		for next < len(mentions) && mentions[next].end <= t.start {
			next++
		}
		if next == len(mentions) || mentions[next].start >= t.end {
			units = append(units, t)
			free++
		}
	}
	sortUnits(units)
	return units[:min(len(units), n.window)]
}

func asUnit(m mentionSpan) tokenSpan {
	return tokenSpan{start: m.start, end: m.end, mention: true, concept: m.concept}
}

func sortUnits(units []tokenSpan) {
	slices.SortFunc(units, func(x, y tokenSpan) int { return cmp.Compare(x.start, y.start) })
}

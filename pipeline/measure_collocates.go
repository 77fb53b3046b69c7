package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/stats"
	"tifa/segment"
)

// collocates counts the tokens within a window of each mention, in its sentence. The sentences of the mentions are segmented
// again; a mention, and any other concept's mention that does not overlap it, is one token there.
func collocates(a *material, to *outputs.Folder) error {
	near, err := a.windows()
	if err != nil {
		return err
	}
	tokens, err := a.tokenTotals()
	if err != nil {
		return err
	}
	var rows []outputs.Collocate
	for _, c := range sortedClusters(append(a.clusters(), a.everything())...) {
		rows = append(rows, a.collocatesOf(c, near, tokens)...)
	}
	return write(to, slices.Values(rows))
}

// nearKey names a token near a concept in a source.
type nearKey struct {
	source, concept int32
	token           string
}

// nearSums count the places of a token in windows.
type nearSums struct {
	together, left, documents int64
	last                      int32
	class                     string
}

// nearby is what stands in the windows of each concept in each source.
type nearby struct {
	places  map[nearKey]*nearSums
	windows map[nearKey]int64 // tokens in all windows; token is empty
}

// windows segments the sentences of the mentions again. Mentions of a sentence come together, and a sentence is cut as it
// was in its document, except across inline tags.
func (a *material) windows() (*nearby, error) {
	segmenter, err := segmenterOf(a.manifest)
	if err != nil {
		return nil, err
	}
	near := &nearby{map[nearKey]*nearSums{}, map[nearKey]int64{}}
	w := windower{material: a, near: near, reader: segmenter.Reader(), concepts: a.conceptNumbers(), doc: -1}
	for m, err := range outputs.Read[outputs.Mention](a.dir) {
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

// windower collects the mentions of one sentence and then looks around each.
type windower struct {
	*material
	near     *nearby
	reader   *segment.Reader
	concepts map[string]int
	doc      int
	first    outputs.Mention // of the sentence
	in       []standing      // with bytes from the start of the sentence
}

func (w *windower) add(m *outputs.Mention) {
	same := len(w.in) > 0 && w.first.Document == m.Document && w.first.InTitle == m.InTitle && w.first.SentenceByte == m.SentenceByte
	if !same {
		w.flush()
		if w.doc < 0 || w.documents[w.doc].id != m.Document {
			w.doc = w.find(w.doc+1, m.Document)
		}
		w.first = *m
	}
	w.in = append(w.in, standing{int32(w.concepts[m.Concept]), m.StartByte - m.SentenceByte, m.EndByte - m.SentenceByte})
}

// placed is a token of a sentence in bytes of the original.
type placed struct {
	text, class string
	start, end  int64
}

func (w *windower) flush() {
	if len(w.in) == 0 {
		return
	}
	var tokens []placed
	for s := range w.reader.Sentences(w.first.Sentence, nil) {
		for _, t := range s.Tokens {
			if class := s.Class(t); class != segment.Punctuation {
				at := s.Original(t.Start, t.End)
				tokens = append(tokens, placed{string(s.Fold[t.Start:t.End]), class.String(), int64(at.Start), int64(at.End)})
			}
		}
	}
	slices.SortFunc(w.in, func(x, y standing) int { // the longest first of those that overlap
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end), cmp.Compare(x.concept, y.concept))
	})
	for _, m := range w.in {
		w.around(m, tokens)
	}
	w.in = w.in[:0]
}

// around counts the window of one mention: whole tokens left and right of it.
func (w *windower) around(m standing, tokens []placed) {
	var units []placed // the other mentions as one unit each, then the tokens outside of them
	for _, o := range w.in {
		free := o.end <= m.start || o.start >= m.end
		if free && (len(units) == 0 || o.start >= units[len(units)-1].end) {
			units = append(units, placed{"{" + w.material.concepts[o.concept].ID + "}", "concept", o.start, o.end})
		}
	}
	compounds := units
	for _, t := range tokens {
		next, _ := slices.BinarySearchFunc(compounds, t.start, func(o placed, at int64) int { return cmp.Compare(o.end, at+1) })
		inside := next < len(compounds) && compounds[next].start < t.end
		if !inside && !(t.start < m.end && m.start < t.end) {
			units = append(units, t)
		}
	}
	slices.SortFunc(units, func(x, y placed) int { return cmp.Compare(x.start, y.start) })
	split, _ := slices.BinarySearchFunc(units, m.start, func(u placed, at int64) int { return cmp.Compare(u.start, at) })
	from, to := max(0, split-w.settings.Window), min(len(units), split+w.settings.Window)
	for i, u := range units[from:to] {
		w.count(m.concept, u, from+i < split)
	}
}

func (w *windower) count(concept int32, u placed, left bool) {
	key := nearKey{source: w.documents[w.doc].source, concept: concept}
	w.near.windows[key]++
	key.token = u.text
	s := w.near.places[key]
	if s == nil {
		s = &nearSums{last: -1, class: u.class}
		w.near.places[key] = s
	}
	s.together++
	if left {
		s.left++
	}
	if s.last != int32(w.doc) {
		s.documents++
		s.last = int32(w.doc)
	}
}

// sourceToken names a token in a source.
type sourceToken struct {
	source int32
	token  string
}

// tokenTotals are how often each source uses each token, from the longest periods; concepts count by their mentions.
func (a *material) tokenTotals() (map[sourceToken]int64, error) {
	numbers := map[string]int32{}
	for i, s := range a.sources {
		numbers[s.id] = int32(i)
	}
	out := map[sourceToken]int64{}
	longest := string(a.periods[len(a.periods)-1])
	for t, err := range outputs.Read[outputs.TokenCount](a.dir) {
		if err != nil {
			return nil, err
		}
		if t.PeriodType == longest {
			out[sourceToken{numbers[t.Source], t.Token}] += t.Count
		}
	}
	for i, uses := range a.byConcept {
		for _, u := range uses {
			out[sourceToken{a.documents[u.document].source, "{" + a.concepts[i].ID + "}"}] += int64(u.mentions)
		}
	}
	return out, nil
}

func (a *material) collocatesOf(c cluster, near *nearby, tokens map[sourceToken]int64) (rows []outputs.Collocate) {
	size := int64(0)
	for i := range a.documents {
		if d := &a.documents[i]; c.in(d) {
			size += d.tokens
		}
	}
	sums, windows, counts := map[nearKey]nearSums{}, map[int32]int64{}, map[string]int64{}
	for k, s := range near.places {
		if c.has[k.source] {
			k.source = 0
			sum := sums[k]
			sum.class, sum.together, sum.left, sum.documents = s.class, sum.together+s.together, sum.left+s.left, sum.documents+s.documents
			sums[k] = sum
		}
	}
	for k, n := range near.windows {
		if c.has[k.source] {
			windows[k.concept] += n
		}
	}
	for k, n := range tokens {
		if c.has[k.source] {
			counts[k.token] += n
		}
	}
	for k, s := range sums {
		if s.together >= a.settings.MinTogether {
			rows = append(rows, a.collocate(c.Group, k, s, windows[k.concept], counts[k.token], size))
		}
	}
	slices.SortFunc(rows, func(x, y outputs.Collocate) int {
		return cmp.Or(strings.Compare(x.Concept, y.Concept), strings.Compare(x.Token, y.Token))
	})
	return rows
}

// collocate measures one token. The places in windows are the one event, the token's occurrences the other. Windows of
// neighbouring mentions overlap, and undated documents have windows but no row in tokens, so a token's places in windows may be
// more than its occurrences: then they are taken as many.
func (a *material) collocate(g outputs.Group, k nearKey, s nearSums, windows, count, size int64) outputs.Collocate {
	c := stats.Cooccurrence{XY: s.together, X: windows, Y: max(count, s.together), N: max(size, windows)}
	yx, xy := c.DeltaP()
	return outputs.Collocate{Group: g, Concept: a.concepts[k.concept].ID, Token: k.token, Class: s.class, Together: s.together,
		Left: s.left, Documents: s.documents, Windows: windows, Count: c.Y, Tokens: c.N, LogDice: rounded(c.LogDice()),
		MI: rounded(c.MI()), T: rounded(c.T()), G2: rounded(c.G2()), DeltaPYX: rounded(yx), DeltaPXY: rounded(xy),
		Few: s.together < fewMentions, FewDocs: s.documents < fewMentions}
}

package match

import (
	"cmp"
	"slices"

	"tifa/segment/sentence"
)

// Finder finds mentions. It keeps its working memory from sentence to sentence, so one Finder
// serves one goroutine.
type Finder struct {
	m           *Matcher
	occurrences []occurrence
	candidates  []candidate
	excepts     []exceptSpan
	pieces      []pieceSpan
	ends, next  []int32 // see longest
	mentions    []Mention
}

// candidate is a stretch that a phrase of a concept matches, and later a mention.
type candidate struct {
	concept, pattern, theme int32
	start, end              int32
	inTheme                 bool
}

// exceptSpan is an occurrence of a concept's except string. After sorting, reach is the largest end
// of all spans of the concept up to this one.
type exceptSpan struct{ concept, start, end, reach int32 }

// pieceSpan is an occurrence of a literal of a gapped phrase.
type pieceSpan struct{ gapped, piece, start, end int32 }

// Finder returns a new Finder, for one goroutine.
func (m *Matcher) Finder() *Finder { return &Finder{m: m} }

// Find returns the mentions in s, sorted by Start, End and Concept. The slice is valid until the
// next call.
//
//  1. A phrase matches a stretch of the folded text. The match is dropped if its concept says boundary: token and an edge is
//     no edge of a token, or if it lies inside an occurrence of one of its concept's except strings.
//  2. Of the matches left to one concept, the leftmost is a mention, of those the longest; then the leftmost that begins
//     at its end or later, and so on. Concepts know nothing of each other. Where several phrases of a concept match
//     the same stretch, the mention's Pattern is the first of them.
//  3. Of the mentions of a theme's concepts, InTheme is set in the same way: leftmost, longest, never overlapping. Where
//     several concepts have the same stretch it is the one whose ID sorts first.
func (f *Finder) Find(s *sentence.Sentence) []Mention {
	f.occurrences = f.m.literals.find(s.Fold, f.m.length, f.occurrences[:0])
	f.mentions = f.mentions[:0]
	if len(f.occurrences) == 0 {
		return f.mentions
	}
	f.candidates, f.excepts, f.pieces = f.candidates[:0], f.excepts[:0], f.pieces[:0]
	for _, o := range f.occurrences {
		f.classify(o)
	}
	f.sortExcepts()
	kept := f.candidates[:0]
	for _, c := range f.candidates {
		if f.counts(s, c) {
			kept = append(kept, c)
		}
	}
	f.candidates = kept
	f.matchGapped(s)
	if len(f.candidates) == 0 {
		return f.mentions
	}
	f.chooseMentions()
	f.chooseInTheme()
	for _, c := range f.candidates {
		f.mentions = append(f.mentions, Mention{
			Concept: c.concept, Pattern: c.pattern, Start: c.start, End: c.end, InTheme: c.inTheme,
			Aligned: s.Edge(c.start) && s.Edge(c.end),
		})
	}
	slices.SortFunc(f.mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Concept, b.Concept))
	})
	return f.mentions
}

// classify takes note of what an occurrence of a literal means.
func (f *Finder) classify(o occurrence) {
	for _, u := range f.m.uses[o.literal] {
		switch u.kind {
		case whole:
			f.candidates = append(f.candidates, candidate{concept: u.concept, pattern: u.number, start: o.start, end: o.end})
		case except:
			f.excepts = append(f.excepts, exceptSpan{concept: u.concept, start: o.start, end: o.end})
		case piece:
			f.pieces = append(f.pieces, pieceSpan{u.number, u.piece, o.start, o.end})
		}
	}
}

// sortExcepts makes counts fast: a stretch lies inside one of a concept's spans if the reach of the
// last span that starts no later than it is no smaller than its end.
func (f *Finder) sortExcepts() {
	slices.SortFunc(f.excepts, func(a, b exceptSpan) int {
		return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(a.start, b.start))
	})
	for i := range f.excepts {
		e := &f.excepts[i]
		e.reach = e.end
		if i > 0 && f.excepts[i-1].concept == e.concept {
			e.reach = max(e.reach, f.excepts[i-1].reach)
		}
	}
}

// counts says whether a match passes its concept's boundary and excepts.
func (f *Finder) counts(s *sentence.Sentence, c candidate) bool {
	if f.m.tokens[c.concept] && (!s.Edge(c.start) || !s.Edge(c.end)) {
		return false
	}
	after, _ := slices.BinarySearchFunc(f.excepts, c, func(e exceptSpan, c candidate) int {
		if e.concept < c.concept || e.concept == c.concept && e.start <= c.start {
			return -1
		}
		return 1
	})
	if after == 0 {
		return true
	}
	e := f.excepts[after-1]
	return e.concept != c.concept || e.reach < c.end
}

// chooseMentions keeps the leftmost-longest candidates of each concept.
func (f *Finder) chooseMentions() {
	slices.SortFunc(f.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end),
			cmp.Compare(a.pattern, b.pattern))
	})
	kept := f.candidates[:0]
	for _, c := range f.candidates {
		if n := len(kept); n > 0 && kept[n-1].concept == c.concept && c.start < kept[n-1].end {
			continue
		}
		c.theme = f.m.themes[c.concept]
		kept = append(kept, c)
	}
	f.candidates = kept
}

// chooseInTheme marks the leftmost-longest mentions of each theme.
func (f *Finder) chooseInTheme() {
	slices.SortFunc(f.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.theme, b.theme), cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end),
			cmp.Compare(a.concept, b.concept))
	})
	theme, end := int32(-1), int32(0)
	for i := range f.candidates {
		c := &f.candidates[i]
		if c.theme != theme {
			theme, end = c.theme, 0
		}
		if c.inTheme = theme >= 0 && c.start >= end; c.inTheme {
			end = c.end
		}
	}
}

package match

import (
	"cmp"
	"slices"

	"tifa/segment/lexicon"
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
	only        *candidate // what Matches asks for

	// of the sentence: where the strings of each list stand, and which lists have one
	here    []spread
	touched []int32
	// of the document: see Begin
	document        Document
	date            lexicon.Date
	known, surveyed bool
	inTitle         bool
	title, body     survey
	voices          voices
	folder          *sentence.Splitter
	wideFound       []occurrence
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
func (m *Matcher) Finder() *Finder {
	return &Finder{m: m, here: slices.Repeat([]spread{nowhere}, len(m.lists))}
}

// FindInTitle is Find for a sentence of the title of the document, see Begin.
func (f *Finder) FindInTitle(s *sentence.Sentence) []Mention {
	f.inTitle = true
	defer func() { f.inTitle = false }()
	return f.Find(s)
}

// Find returns the mentions in s, sorted by Start, End and Concept. The slice is valid until the
// next call.
//
//  1. A phrase matches a stretch of the folded text. The match is dropped if its concept says
//     boundary: token and an edge is no edge of a token, or if it lies inside an occurrence of one
//     of its concept's except strings, or if one of its conditions does not hold.
//  2. Of the matches left to one concept, the leftmost is a mention, of those the longest; then the
//     leftmost that begins at its end or later, and so on. Concepts know nothing of each other.
//     Where several phrases of a concept match the same stretch, the mention's Pattern is the first
//     of them.
//  3. Of the mentions of a theme's concepts, InTheme is set in the same way: leftmost, longest,
//     never overlapping. Where several concepts have the same stretch it is the one whose ID sorts
//     first.
func (f *Finder) Find(s *sentence.Sentence) []Mention {
	f.mentions = f.mentions[:0]
	if f.match(s); len(f.candidates) == 0 {
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
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
			cmp.Compare(a.Concept, b.Concept))
	})
	return f.mentions
}

// Matches reports whether a phrase of a concept matches Fold[start:end] and passes its boundary
// and excepts, whatever its conditions say.
func (f *Finder) Matches(s *sentence.Sentence, concept, start, end int32) bool {
	f.only = &candidate{concept: concept, start: start, end: end}
	defer func() { f.only = nil }()
	f.match(s)
	return len(f.candidates) > 0
}

// match finds the candidates in s that count.
func (f *Finder) match(s *sentence.Sentence) {
	f.candidates, f.excepts, f.pieces = f.candidates[:0], f.excepts[:0], f.pieces[:0]
	f.occurrences = f.m.find(s.Fold, f.occurrences[:0])
	if len(f.occurrences) == 0 {
		return
	}
	f.forget()
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
}

// classify takes note of what an occurrence of a literal means.
func (f *Finder) classify(o occurrence) {
	for _, u := range f.m.uses[o.literal] {
		switch u.kind {
		case whole:
			f.candidates = append(f.candidates,
				candidate{concept: u.concept, pattern: u.number, start: o.start, end: o.end})
		case except:
			f.excepts = append(f.excepts,
				exceptSpan{concept: u.concept, start: o.start, end: o.end})
		case piece:
			f.pieces = append(f.pieces, pieceSpan{u.number, u.piece, o.start, o.end})
		case beside:
			f.note(u.number, o)
		}
	}
}

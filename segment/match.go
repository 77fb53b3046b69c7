package segment

import (
	"cmp"
	"errors"
	"slices"
)

// Matcher knows the concepts to look for. It is safe for concurrent use; each goroutine looks
// through its own Finder.
type Matcher struct {
	Concepts []MatchConcept // by ID, so that the order of the lexicons and of their concepts changes nothing

	themes   []int32 // number of each concept's theme, -1 for none
	tokens   []bool  // whether each concept wants boundary: token
	literals *automaton
	length   []int32 // of each literal, in runes
	uses     [][]use // of each literal
	gapped   []gappedPhrase
}

// MatchConcept is a concept and the title of the lexicon it comes from.
type MatchConcept struct {
	Concept
	Lexicon string
}

// use is what it means to find a literal.
type use struct {
	kind    useKind
	concept int32
	number  int32 // whole: index into Concept.Phrases; piece: index into Matcher.gapped
	piece   int32 // which literal of the gapped phrase
}

type useKind uint8

const (
	whole  useKind = iota // a phrase without gaps
	except                // a string inside which the concept is not mentioned
	piece                 // a literal of a phrase with gaps
)

// gappedPhrase is one sequence with gaps; gaps[i] stands between its literals i and i+1.
type gappedPhrase struct {
	concept, pattern int32
	gaps             []gap
}

// NewMatcher prepares the concepts of all lexicons. It reports every concept that is wrong, and an
// ID used twice.
func NewMatcher(lexicons ...*Lexicon) (*Matcher, error) {
	all, err := compileAll(lexicons)
	if err != nil {
		return nil, err
	}
	titles := map[*Concept]string{}
	for _, l := range lexicons {
		for i := range l.Concepts {
			titles[&l.Concepts[i]] = l.Title
		}
	}
	slices.SortFunc(all, func(a, b compiled) int { return cmp.Compare(a.ID, b.ID) })
	m := &Matcher{}
	b := builder{Matcher: m, numbers: map[string]int32{}, themes: map[string]int32{"": -1}}
	for i, c := range all {
		m.Concepts = append(m.Concepts, MatchConcept{*c.Concept, titles[c.Concept]})
		b.add(int32(i), c)
	}
	if m.literals = newAutomaton(b.literals); m.literals == nil {
		return nil, errors.New("lexicons: more than 65535 different characters: use fewer at once")
	}
	return m, nil
}

// builder collects the literals of a Matcher.
type builder struct {
	*Matcher
	literals [][]rune
	numbers  map[string]int32
	themes   map[string]int32
}

func (b *builder) add(concept int32, c compiled) {
	theme, ok := b.themes[c.Theme]
	if !ok {
		theme = int32(len(b.themes)) - 1
		b.themes[c.Theme] = theme
	}
	b.Matcher.themes = append(b.Matcher.themes, theme)
	b.tokens = append(b.tokens, c.Boundary == BoundaryToken)
	for pattern, sequences := range c.phrases {
		for _, s := range sequences {
			b.phrase(concept, int32(pattern), s)
		}
	}
	for _, sequences := range c.excepts {
		for _, s := range sequences {
			b.use(s.literals[0], use{kind: except, concept: concept})
		}
	}
}

func (b *builder) phrase(concept, pattern int32, s sequence) {
	if len(s.gaps) == 0 {
		b.use(s.literals[0], use{kind: whole, concept: concept, number: pattern})
		return
	}
	number := int32(len(b.gapped))
	b.gapped = append(b.gapped, gappedPhrase{concept, pattern, s.gaps})
	for i, l := range s.literals {
		b.use(l, use{piece, concept, number, int32(i)})
	}
}

func (b *builder) use(literal string, u use) {
	n, ok := b.numbers[literal]
	if !ok {
		n = int32(len(b.literals))
		b.numbers[literal] = n
		runes := []rune(literal)
		b.literals = append(b.literals, runes)
		b.length = append(b.length, int32(len(runes)))
		b.uses = append(b.uses, nil)
	}
	b.uses[n] = append(b.uses[n], u)
}

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
func (f *Finder) Find(s *Sentence) []Mention {
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
			Aligned: s.edge(c.start) && s.edge(c.end),
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
func (f *Finder) counts(s *Sentence, c candidate) bool {
	if f.m.tokens[c.concept] && (!s.edge(c.start) || !s.edge(c.end)) {
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

// edge says whether a token starts or ends at Fold[at:].
func (s *Sentence) edge(at int32) bool {
	if at == 0 || int(at) == len(s.Fold) {
		return true
	}
	_, ok := slices.BinarySearchFunc(s.Tokens, at, func(t Token, at int32) int { return cmp.Compare(t.Start, at) })
	return ok
}

// tokenAt is the index of the token that Fold[at] belongs to.
func (s *Sentence) tokenAt(at int32) int {
	n, ok := slices.BinarySearchFunc(s.Tokens, at, func(t Token, at int32) int { return cmp.Compare(t.Start, at) })
	if !ok {
		n--
	}
	return n
}

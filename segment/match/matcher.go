// Package match finds the concepts of lexicons in sentences. NewMatcher prepares them, a Finder
// returns the mentions in a sentence, Check says what is odd about lexicons, and Usage gathers how
// their phrases occur in a corpus.
package match

import (
	"cmp"
	"errors"
	"slices"

	"tifa/segment/lexicon"
)

// Matcher knows the concepts to look for. It is safe for concurrent use; each goroutine looks
// through its own Finder.
type Matcher struct {
	// by ID, so that the order of the lexicons and of their concepts changes nothing
	Concepts []Concept

	themes []int32 // number of each concept's theme, -1 for none
	tokens []bool  // whether each concept wants boundary: token
	literals
	gapped []gappedPhrase

	conditions  []condition // of each concept
	conditional bool        // whether a concept has one
	lists       []list      // of near and not_near
	wide        literals    // the strings of the lists that look beyond a sentence
}

// Concept is a concept and the title of the lexicon it comes from.
type Concept struct {
	lexicon.Concept
	Lexicon string
}

// Mention is one occurrence of a concept in a sentence.
type Mention struct {
	Concept    int32 // index into Matcher.Concepts
	Pattern    int32 // index into the Concept's Phrases
	Start, End int32 // half-open indexes into Sentence.Fold
	Aligned    bool  // both edges fall on token edges
	InTheme    bool  // counted for the concept's theme, which counts each stretch of text once
}

// use is what it means to find a literal.
type use struct {
	kind    useKind
	concept int32
	// whole: index into Concept.Phrases; piece: index into Matcher.gapped; beside: into lists
	number int32
	piece  int32 // which literal of the gapped phrase
}

type useKind uint8

const (
	whole  useKind = iota // a phrase without gaps
	except                // a string inside which the concept is not mentioned
	piece                 // a literal of a phrase with gaps
	beside                // a string of near or not_near
)

// gappedPhrase is one sequence with gaps; gaps[i] stands between its literals i and i+1.
type gappedPhrase struct {
	concept, pattern int32
	gaps             []lexicon.Gap
}

// NewMatcher prepares the concepts of all lexicons. It reports every concept that is wrong, and an
// ID used twice.
func NewMatcher(lexicons ...*lexicon.Lexicon) (*Matcher, error) {
	all, err := lexicon.CompileAll(lexicons)
	if err != nil {
		return nil, err
	}
	titles := map[*lexicon.Concept]string{}
	for _, l := range lexicons {
		for i := range l.Concepts {
			titles[&l.Concepts[i]] = l.Title
		}
	}
	slices.SortFunc(all, func(a, b lexicon.Compiled) int { return cmp.Compare(a.ID, b.ID) })
	m := &Matcher{}
	b := builder{Matcher: m, themes: map[string]int32{"": -1}}
	for i, c := range all {
		m.Concepts = append(m.Concepts, Concept{*c.Concept, titles[c.Concept]})
		b.add(int32(i), c)
	}
	if !m.compile() || !m.wide.compile() {
		return nil, errors.New("lexicons: more than 65535 different characters: use fewer at once")
	}
	return m, nil
}

// builder adds concepts to a Matcher.
type builder struct {
	*Matcher
	themes map[string]int32
}

func (b *builder) add(concept int32, c lexicon.Compiled) {
	theme, ok := b.themes[c.Theme]
	if !ok {
		theme = int32(len(b.themes)) - 1
		b.themes[c.Theme] = theme
	}
	b.Matcher.themes = append(b.Matcher.themes, theme)
	b.tokens = append(b.tokens, c.Boundary == lexicon.BoundaryToken)
	b.conditions = append(b.conditions, b.newCondition(c))
	for pattern, sequences := range c.PhraseSequences {
		for _, s := range sequences {
			b.phrase(concept, int32(pattern), s)
		}
	}
	for _, sequences := range c.ExceptSequences {
		for _, s := range sequences {
			b.use(s.Literals[0], use{kind: except, concept: concept})
		}
	}
}

func (b *builder) phrase(concept, pattern int32, s lexicon.Sequence) {
	if len(s.Gaps) == 0 {
		b.use(s.Literals[0], use{kind: whole, concept: concept, number: pattern})
		return
	}
	number := int32(len(b.gapped))
	b.gapped = append(b.gapped, gappedPhrase{concept, pattern, s.Gaps})
	for i, l := range s.Literals {
		b.use(l, use{piece, concept, number, int32(i)})
	}
}

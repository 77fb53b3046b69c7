package segment

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Finding is something about a lexicon that its author may want to know. None of them keeps the
// lexicon from working: what does is an error of ParseLexicon or NewMatcher.
type Finding struct {
	Place   string // "lexicon.yaml:12", or the concept where it comes from no file
	Concept string // ID
	Level   Level
	Message string
}

// Level says how serious a Finding is.
type Level string

// The levels, the most serious first.
const (
	Warning Level = "warning" // something that has no effect
	Hint    Level = "hint"    // something that may count what it should not, or that readers will miss
	Note    Level = "note"    // something to know, as it should be
)

// String is the finding as one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s", f.Place, f.Level, f.Message)
}

// Check says what is odd about valid lexicons, by concept in their order: phrases that add nothing
// or can never match, excepts without effect, short phrases without boundary: token, missing
// descriptions, and phrases that lie inside the phrases of other concepts. Lexicons that are not
// valid it reports like NewMatcher.
func Check(lexicons ...*Lexicon) ([]Finding, error) {
	m, err := NewMatcher(lexicons...)
	if err != nil {
		return nil, err
	}
	all, err := compileAll(lexicons)
	if err != nil {
		return nil, err
	}
	var k checker
	for i := range all {
		k.concept = &all[i]
		k.descriptions()
		k.repetitions()
		k.excepts()
		k.short()
		k.inside(m)
	}
	return k.findings, nil
}

type checker struct {
	concept  *compiled
	findings []Finding
}

func (k *checker) add(place string, level Level, format string, args ...any) {
	k.findings = append(k.findings, Finding{place, k.concept.ID, level, fmt.Sprintf(format, args...)})
}

func (k *checker) descriptions() {
	c := k.concept
	var missing []string
	for _, d := range []struct{ key, value string }{
		{"theme", c.Theme}, {"zh", c.Zh}, {"pinyin", c.Pinyin}, {"en", c.En}, {"cite", c.Cite},
	} {
		if strings.TrimSpace(d.value) == "" {
			missing = append(missing, d.key)
		}
	}
	if len(missing) > 0 {
		k.add(c.place(c.line), Hint, "concept %q has no %s: readers of the tables will look for it", c.ID, strings.Join(missing, ", "))
	}
}

// repetitions finds phrases that stand for nothing an earlier or wider one of the concept does not
// stand for.
func (k *checker) repetitions() {
	c := k.concept
	for i, sequences := range c.phrases {
		for j, others := range c.phrases {
			if i == j || !subsumed(sequences, others) || i < j && subsumed(others, sequences) {
				continue
			}
			k.add(c.phrasePlace(i), Warning, "phrase %q is redundant: %q matches all that it matches", c.Phrases[i], c.Phrases[j])
			break
		}
	}
}

// subsumed says whether others match whatever sequences match.
func subsumed(sequences, others []sequence) bool {
	wider := map[string][]sequence{}
	for _, o := range others {
		key := strings.Join(o.literals, "\n")
		wider[key] = append(wider[key], o)
	}
	return !slices.ContainsFunc(sequences, func(s sequence) bool {
		return !slices.ContainsFunc(wider[strings.Join(s.literals, "\n")], func(o sequence) bool { return within(s.gaps, o.gaps) })
	})
}

func within(gaps, wider []gap) bool {
	for i, g := range gaps {
		if g.min < wider[i].min || g.max > wider[i].max {
			return false
		}
	}
	return true
}

// excepts finds phrases that are excepted as a whole, and excepts that contain no phrase. What an
// except contains is found by matching it: a phrase with a gap may lie in it too.
func (k *checker) excepts() {
	c := k.concept
	excepted := map[string]bool{}
	plain := Concept{ID: "c", Phrases: c.Phrases}
	m, err := NewMatcher(&Lexicon{Concepts: []Concept{plain}})
	if err != nil {
		return // the phrases are valid, so there are too many characters: no case for a check
	}
	f := m.Finder()
	for i, sequences := range c.excepts {
		useful := false
		for _, s := range sequences {
			excepted[s.literals[0]] = true
			useful = useful || len(f.Find(oneTokenEach(s.literals[0]))) > 0
		}
		if !useful {
			k.add(c.exceptPlace(i), Warning, "except %q has no effect: no phrase of the concept lies in it", c.Except[i])
		}
	}
	for i, sequences := range c.phrases {
		if !slices.ContainsFunc(sequences, func(s sequence) bool { return len(s.gaps) > 0 || !excepted[s.literals[0]] }) {
			k.add(c.phrasePlace(i), Warning, "phrase %q can never match: except has the same string", c.Phrases[i])
		}
	}
}

// oneTokenEach is a sentence in which every character is a token.
func oneTokenEach(folded string) *Sentence {
	s := &Sentence{Fold: []rune(folded)}
	for i := range s.Fold {
		s.Tokens = append(s.Tokens, Token{int32(i), int32(i) + 1, -1})
	}
	return s
}

// shortPhrase is the length, in Han characters, up to which a phrase is easily part of something
// else.
const shortPhrase = 2

func (k *checker) short() {
	c := k.concept
	if c.Boundary == BoundaryToken {
		return
	}
	for i, sequences := range c.phrases {
		for _, s := range sequences {
			runes := []rune(s.literals[0])
			if len(s.gaps) > 0 || len(runes) > shortPhrase || !onlyHan(runes) {
				continue
			}
			k.add(c.phrasePlace(i), Hint, "%q is short: it may be part of other words; try --corpus, and boundary: token or except",
				s.literals[0])
		}
	}
}

func onlyHan(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// inside notes, once each, the other concepts of which a phrase without gaps lies inside a phrase
// of this one.
func (k *checker) inside(m *Matcher) {
	c := k.concept
	noted := map[string]bool{c.ID: true}
	for i, sequences := range c.phrases {
		for _, s := range sequences {
			for _, literal := range s.literals {
				for _, o := range m.literals.find([]rune(literal), m.length, nil) {
					k.insideOthers(m, noted, i, literal, o)
				}
			}
		}
	}
}

func (k *checker) insideOthers(m *Matcher, noted map[string]bool, phrase int, literal string, o occurrence) {
	for _, u := range m.uses[o.literal] {
		other := &m.Concepts[u.concept]
		if u.kind != whole || noted[other.ID] {
			continue
		}
		noted[other.ID] = true
		inner := string([]rune(literal)[o.start:o.end])
		k.add(k.concept.phrasePlace(phrase), Note, "where %q counts for %s, %q counts for %s", literal, k.concept.ID, inner, other.ID)
	}
}

package match

import (
	"fmt"
	"slices"
	"strings"

	"tifa/segment/engine"
	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// Finding is something about a lexicon that its author may want to know. None of them keeps the
// lexicon from working: what does is an error of lexicon.Parse or NewMatcher.
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
	// something that may count what it should not, or that readers will miss
	Hint Level = "hint"
	Note Level = "note" // something to know, as it should be
)

// String is the finding as one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s", f.Place, f.Level, f.Message)
}

// Check says what is odd about valid lexicons, by concept in their order: phrases that add nothing
// or can never match, excepts without effect, short phrases without boundary: token, missing
// descriptions, conditions that add nothing or can never hold, and phrases of other concepts that
// count inside phrases of this one. Lexicons that are not
// valid it reports like NewMatcher.
func Check(lexicons ...*lexicon.Lexicon) ([]Finding, error) {
	all, err := lexicon.CompileAll(lexicons)
	if err != nil {
		return nil, err
	}
	k := checker{all: map[string]*lexicon.Compiled{}}
	if k.anywhere, err = anywhere(all); err != nil {
		return nil, err
	}
	for i := range all {
		k.all[all[i].ID] = &all[i]
	}
	for i := range all {
		k.concept = &all[i]
		k.descriptions()
		k.repetitions()
		k.excepts()
		k.short()
		k.conditions()
		k.inside()
	}
	return k.findings, nil
}

type checker struct {
	all      map[string]*lexicon.Compiled // by ID
	anywhere *Finder                      // of all, without what a phrase alone cannot tell
	concept  *lexicon.Compiled
	findings []Finding
}

func (k *checker) add(place string, level Level, format string, args ...any) {
	k.findings = append(k.findings,
		Finding{place, k.concept.ID, level, fmt.Sprintf(format, args...)})
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
		k.add(c.Place(), Hint, "concept %q has no %s: readers of the tables will look for it", c.ID,
			strings.Join(missing, ", "))
	}
}

// repetitions finds phrases that stand for nothing an earlier or wider one of the concept does not
// stand for.
func (k *checker) repetitions() {
	c := k.concept
	for i, sequences := range c.PhraseSequences {
		for j, others := range c.PhraseSequences {
			if i == j || !subsumed(sequences, others) || i < j && subsumed(others, sequences) {
				continue
			}
			k.add(c.PhrasePlace(i), Warning, "phrase %q is redundant: %q matches all that it matches",
				c.Phrases[i], c.Phrases[j])
			break
		}
	}
}

// subsumed says whether others match whatever sequences match.
func subsumed(sequences, others []lexicon.Sequence) bool {
	wider := map[string][]lexicon.Sequence{}
	for _, o := range others {
		key := strings.Join(o.Literals, "\n")
		wider[key] = append(wider[key], o)
	}
	return !slices.ContainsFunc(sequences, func(s lexicon.Sequence) bool {
		return !slices.ContainsFunc(wider[strings.Join(s.Literals, "\n")], func(o lexicon.Sequence) bool {
			return within(s.Gaps, o.Gaps)
		})
	})
}

func within(gaps, wider []lexicon.Gap) bool {
	for i, g := range gaps {
		if g.Min < wider[i].Min || g.Max > wider[i].Max {
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
	plain := lexicon.Concept{ID: "c", Phrases: c.Phrases}
	m, err := NewMatcher(&lexicon.Lexicon{Concepts: []lexicon.Concept{plain}})
	if err != nil {
		return // the phrases are valid, so there are too many characters: no case for a check
	}
	f := m.Finder()
	for i, sequences := range c.ExceptSequences {
		useful := false
		for _, s := range sequences {
			excepted[s.Literals[0]] = true
			useful = useful || len(f.Find(oneTokenEach(s.Literals[0]))) > 0
		}
		if !useful {
			k.add(c.ExceptPlace(i), Warning,
				"except %q has no effect: no phrase of the concept lies in it", c.Except[i])
		}
	}
	for i, sequences := range c.PhraseSequences {
		if !slices.ContainsFunc(sequences, func(s lexicon.Sequence) bool {
			return len(s.Gaps) > 0 || !excepted[s.Literals[0]]
		}) {
			k.add(c.PhrasePlace(i), Warning,
				"phrase %q can never match: except has the same string", c.Phrases[i])
		}
	}
}

// oneTokenEach is a sentence in which every character is a token.
func oneTokenEach(folded string) *sentence.Sentence {
	s := &sentence.Sentence{Fold: []rune(folded)}
	for i := range s.Fold {
		s.Tokens = append(s.Tokens, engine.Token{Start: int32(i), End: int32(i) + 1, Word: -1})
	}
	return s
}

package lexicon

import (
	"errors"
	"fmt"
	"regexp"
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Compiled is a concept ready for the matcher and the check.
type Compiled struct {
	*Concept
	PhraseSequences [][]Sequence // per pattern of Concept.Phrases, what it expands to
	ExceptSequences [][]Sequence // per Concept.Except; sequences of one literal
	CompiledConditions
}

// compileConcept reports everything that is wrong with a concept. What its patterns stand for is
// taken from room; a concept that needs more is an error, and the rest of it is not expanded.
func compileConcept(c *Concept, room *int) (Compiled, error) {
	var errs []error
	fail := func(place, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: "+format, append([]any{place}, args...)...))
	}
	here := c.Place()
	switch {
	case c.ID == "":
		fail(here, "concept without id: add one, such as foreign_hostile_forces")
	case !idPattern.MatchString(c.ID):
		fail(here, "id %q: use lower-case letters, digits and _, beginning with a letter", c.ID)
	}
	if c.Theme != "" && !idPattern.MatchString(c.Theme) {
		fail(here, "theme %q: use lower-case letters, digits and _, beginning with a letter",
			c.Theme)
	}
	if c.Boundary != "" && c.Boundary != BoundaryNone && c.Boundary != BoundaryToken {
		fail(here, "boundary %q: write none or token", c.Boundary)
	}
	if len(c.Phrases) == 0 {
		fail(here, "concept %q has no phrases: add at least one", c.ID)
	}
	out := Compiled{Concept: c}
	for i, p := range c.Phrases {
		sequences, err := expand(p)
		if err != nil {
			fail(c.PhrasePlace(i), "phrase %q: %w", p, err)
		}
		out.PhraseSequences = append(out.PhraseSequences, sequences)
		if *room -= len(sequences); *room < 0 {
			fail(c.PhrasePlace(i), "phrase %q of concept %q: %s", p, c.ID, tooManyStrings)
			return out, errors.Join(errs...)
		}
	}
	for i, p := range c.Except {
		sequences, err := expand(p)
		if err == nil && hasGap(sequences) {
			err = errors.New("a gap is not possible here: write the string out")
		}
		if err != nil {
			fail(c.ExceptPlace(i), "except %q: %w", p, err)
		}
		out.ExceptSequences = append(out.ExceptSequences, sequences)
		if *room -= len(sequences); *room < 0 {
			fail(c.ExceptPlace(i), "except %q of concept %q: %s", p, c.ID, tooManyStrings)
			return out, errors.Join(errs...)
		}
	}
	out.CompiledConditions, _ = c.conditions(room, fail)
	return out, errors.Join(errs...)
}

func hasGap(sequences []Sequence) bool {
	for _, s := range sequences {
		if len(s.Gaps) > 0 {
			return true
		}
	}
	return false
}

// maxStrings bounds what all patterns of a run may stand for together: a million strings take
// half a minute to compile. The built-in lexicon has some 600.
const maxStrings = 100_000

const tooManyStrings = "with it all patterns stand for more than 100,000 strings: write gaps such as {0,2} in place of" +
	" many alternatives, or use fewer lexicons at once"

// CompileAll compiles every concept of the lexicons, refuses an ID used twice, and reports all
// errors.
func CompileAll(lexicons []*Lexicon) ([]Compiled, error) {
	var all []Compiled
	var errs []error
	room := maxStrings // strings that patterns may still stand for
	first := map[string]*Concept{}
	for _, l := range lexicons {
		for i := range l.Concepts {
			c := &l.Concepts[i]
			one, err := compileConcept(c, &room)
			if err != nil {
				errs = append(errs, err)
			}
			if room < 0 {
				return nil, errors.Join(errs...)
			}
			if earlier := first[c.ID]; earlier != nil && c.ID != "" {
				errs = append(errs,
					fmt.Errorf("%s: concept %q is already defined (%s): give one of them another id,"+
						" or write override: true where one lexicon extends the other",
						c.Place(), c.ID, earlier.Place()))
			} else {
				first[c.ID] = c
			}
			all = append(all, one)
		}
	}
	return all, errors.Join(errs...)
}

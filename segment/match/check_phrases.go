package match

import (
	"slices"
	"unicode"

	"tifa/segment/lexicon"
)

// shortPhrase is the length, in Han characters, up to which a phrase is easily part of something
// else.
const shortPhrase = 2

func (k *checker) short() {
	c := k.concept
	if c.Boundary == lexicon.BoundaryToken {
		return
	}
	for i, sequences := range c.PhraseSequences {
		for _, s := range sequences {
			runes := []rune(s.Literals[0])
			if len(s.Gaps) > 0 || len(runes) > shortPhrase || !onlyHan(runes) {
				continue
			}
			k.add(c.PhrasePlace(i), Hint,
				"%q is short: it may be part of other words; try --corpus, and boundary: token or except",
				s.Literals[0])
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
	for i, sequences := range c.PhraseSequences {
		for _, s := range sequences {
			for _, literal := range s.Literals {
				for _, o := range m.literals.find([]rune(literal), nil) {
					k.insideOthers(m, noted, i, literal, o)
				}
			}
		}
	}
}

func (k *checker) insideOthers(m *Matcher, noted map[string]bool, phrase int, literal string,
	o occurrence) {
	for _, u := range m.uses[o.literal] {
		other := &m.Concepts[u.concept]
		if u.kind != whole || noted[other.ID] {
			continue
		}
		noted[other.ID] = true
		inner := string([]rune(literal)[o.start:o.end])
		k.add(k.concept.PhrasePlace(phrase), Note, "where %q counts for %s, %q counts for %s",
			literal, k.concept.ID, inner, other.ID)
	}
}

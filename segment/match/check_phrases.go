package match

import (
	"slices"
	"strings"
	"unicode"

	"tifa/segment/lexicon"
	"tifa/segment/sentence"
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

// inside notes, once each, the other concepts that may be mentioned inside a phrase of this one.
// The phrase is matched as a text would be: what an except of either leaves out is no mention.
func (k *checker) inside() {
	c := k.concept
	noted := map[string]bool{c.ID: true}
	for i, sequences := range c.PhraseSequences {
		for _, s := range sequences {
			text := oneTokenEach(filled(s))
			mentions := k.anywhere.Find(text)
			if !k.counts(mentions, len(text.Fold)) {
				continue
			}
			for _, x := range mentions {
				k.insideOthers(noted, i, s, text, x)
			}
		}
	}
}

// filled is the shortest text that a sequence matches: with one character for each token that a
// gap must have. No phrase has that character.
func filled(s lexicon.Sequence) string {
	text := s.Literals[0]
	for i, g := range s.Gaps {
		text += strings.Repeat("\ufffc", int(g.Min)) + s.Literals[i+1]
	}
	return text
}

// counts reports whether the concept itself is mentioned in all of a text.
func (k *checker) counts(mentions []Mention, length int) bool {
	return slices.ContainsFunc(mentions, func(x Mention) bool {
		return k.anywhere.m.Concepts[x.Concept].ID == k.concept.ID &&
			x.Start == 0 && int(x.End) == length
	})
}

func (k *checker) insideOthers(noted map[string]bool, phrase int, s lexicon.Sequence,
	text *sentence.Sentence, x Mention) {
	other := &k.anywhere.m.Concepts[x.Concept]
	if noted[other.ID] || k.apart(k.all[other.ID], text.Quoted(x.Start, x.End)) {
		return
	}
	noted[other.ID] = true
	k.add(k.concept.PhrasePlace(phrase), Note, "where %q counts for %s, %q %s for %s",
		s.String(), k.concept.ID, string(text.Fold[x.Start:x.End]), counting(k.all[other.ID]),
		other.ID)
}

// counting is the verb for a concept: conditions on more than the phrase may not hold.
func counting(c *lexicon.Compiled) string {
	if c.Any() {
		return "may count"
	}
	return "counts"
}

// apart reports whether conditions keep another concept from being mentioned inside a mention of
// this one: no date fits both, or one wants quotation marks around it and the other none.
func (k *checker) apart(other *lexicon.Compiled, quotedInside bool) bool {
	c := k.concept
	switch {
	case c.Quoted == lexicon.QuotedOnly && other.Quoted == lexicon.QuotedNever,
		c.Quoted == lexicon.QuotedNever && other.Quoted == lexicon.QuotedOnly && !quotedInside,
		before(c.To, other.From),
		before(other.To, c.From):
		return true
	}
	return false
}

// before reports whether a last date lies before a first one. A zero date is no bound.
func before(last, first lexicon.Date) bool {
	return last.Year > 0 && first.Year > 0 && last.Last() < first.First()
}

// anywhere returns a Finder of concepts that are free of the conditions that a phrase alone cannot
// tell: where it stands, and when it was written.
func anywhere(all []lexicon.Compiled) (*Finder, error) {
	var l lexicon.Lexicon
	for _, c := range all {
		free := *c.Concept
		free.Conditions = lexicon.Conditions{NotNear: c.Concept.NotNear}
		if len(free.NotNear) > 0 {
			free.Within = c.Within
		}
		l.Concepts = append(l.Concepts, free)
	}
	m, err := NewMatcher(&l)
	if err != nil {
		return nil, err
	}
	return m.Finder(), nil
}

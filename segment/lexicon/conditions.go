package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Conditions say where a phrase of a concept counts. All of them must hold; the zero value holds
// everywhere.
type Conditions struct {
	// Near lists strings of which one must stand in the same place as the mention, and NotNear
	// strings of which none may: patterns without gaps. A string that overlaps the mention stands
	// beside nothing, so it does not matter.
	Near, NotNear []string
	// Within is that place: "sentence" (also where empty), "paragraph" or "document". A sentence
	// and a paragraph lie in the title or in the body, a document is both.
	Within string
	// Quoted is "only" where a mention must stand inside quotation marks that open and close in
	// its sentence, "never" where it must not, and empty where it may.
	Quoted string
	// Speaker lists parts of names of which one must be in the name of whoever says the mention
	// (外交部: 外交部发言人耿爽), and NotSpeaker parts of which none may: patterns without gaps. With ^
	// before it the name must begin with a part (^外交部: not 俄罗斯外交部). Where
	// nobody is known to say it, Speaker does not hold and NotSpeaker does. See room attribution.
	Speaker, NotSpeaker []string
	// From and To are the first and the last day, month or year of the documents that count:
	// 2013, 2013-05 or 2013-05-20. A document counts if its whole date lies between them, so one
	// without a date does not, nor one whose date is too coarse to tell.
	From, To string
}

// The values of Conditions.Within and Conditions.Quoted.
const (
	WithinSentence  = "sentence"
	WithinParagraph = "paragraph"
	WithinDocument  = "document"

	QuotedOnly  = "only"
	QuotedNever = "never"
)

// Any reports whether there is a condition.
func (c *Conditions) Any() bool {
	return len(c.Near)+len(c.NotNear) > 0 || c.Within != "" || c.Quoted != "" || c.Dated() ||
		c.Spoken()
}

// Spoken reports whether it matters whose words a mention stands in.
func (c *Conditions) Spoken() bool { return len(c.Speaker)+len(c.NotSpeaker) > 0 }

// Dated reports whether the date of a document matters.
func (c *Conditions) Dated() bool { return c.From != "" || c.To != "" }

// Scope returns where Near and NotNear look, empty where there is neither.
func (c *Conditions) Scope() string {
	if len(c.Near)+len(c.NotNear) == 0 {
		return ""
	}
	return cmp.Or(c.Within, WithinSentence)
}

// Wide reports whether a condition looks beyond the sentence of a mention, into its paragraph or
// its document.
func (c *Conditions) Wide() bool {
	return c.Scope() == WithinParagraph || c.Scope() == WithinDocument
}

// CompiledConditions are conditions ready for the matcher: the strings that the lists stand for,
// per pattern, and the days.
type CompiledConditions struct {
	Near, NotNear       [][]string
	Speaker, NotSpeaker [][]string
	From, To            Date
}

// conditions compiles the conditions of a concept, and hands everything wrong with them to fail.
// It reports false where there is no room for their strings.
func (c *Concept) conditions(room *int, fail failing) (out CompiledConditions, ok bool) {
	for _, list := range []struct {
		key      string
		patterns []string
		to       *[][]string
	}{
		{"near", c.Near, &out.Near}, {"not_near", c.NotNear, &out.NotNear},
		{"speaker", c.Speaker, &out.Speaker}, {"not_speaker", c.NotSpeaker, &out.NotSpeaker},
	} {
		if *list.to, ok = c.beside(list.key, list.patterns, room, fail); !ok {
			return out, false
		}
	}
	c.checkWords(fail)
	out.From, out.To = c.dates(fail)
	return out, true
}

// beside expands the patterns of a list of strings.
func (c *Concept) beside(key string, patterns []string, room *int, fail failing) (all [][]string,
	ok bool) {
	for i, p := range patterns {
		place := c.keyPlace(key, i)
		sequences, err := expand(p)
		if err == nil && hasGap(sequences) {
			err = errors.New("a gap is not possible here: write the string out")
		}
		if err != nil {
			fail(place, "%s %q: %w", key, p, err)
		}
		var texts []string
		for _, s := range sequences {
			texts = append(texts, s.Literals[0])
		}
		all = append(all, texts)
		if *room -= len(texts); *room < 0 {
			fail(place, "%s %q of concept %q: %s", key, p, c.ID, tooManyStrings)
			return nil, false
		}
	}
	return all, true
}

// checkWords checks the conditions that are one of a few words.
func (c *Concept) checkWords(fail failing) {
	places := []string{"", WithinSentence, WithinParagraph, WithinDocument}
	switch {
	case !slices.Contains(places, c.Within):
		fail(c.keyPlace("within", 0), "within %q: write sentence, paragraph or document", c.Within)
	case c.Within != "" && len(c.Near)+len(c.NotNear) == 0:
		fail(c.keyPlace("within", 0), "within says where near and not_near look:"+
			" add one of them, or remove it")
	}
	if c.Quoted != "" && c.Quoted != QuotedOnly && c.Quoted != QuotedNever {
		fail(c.keyPlace("quoted", 0), "quoted %q: write only or never", c.Quoted)
	}
}

// dates reads from and to.
func (c *Concept) dates(fail failing) (from, to Date) {
	read := func(key, value string) (d Date) {
		if value == "" {
			return d
		}
		d, err := ParseDate(value)
		if err != nil {
			fail(c.keyPlace(key, 0), "%s %w", key, err)
		}
		return d
	}
	from, to = read("from", c.From), read("to", c.To)
	if from.Year > 0 && to.Year > 0 && from.First() > to.Last() {
		fail(c.keyPlace("from", 0), "from %s is later than to %s: no document lies between them",
			c.From, c.To)
	}
	return from, to
}

// failing takes note of an error and its place.
type failing func(place, format string, args ...any)

// keyPlace is where item i of a key stands, or the concept where the key has no place of its own.
func (c *Concept) keyPlace(key string, i int) string {
	if lines := c.lines[key]; i < len(lines) {
		return lines[i].String()
	}
	return c.Place()
}

// String is the place as the beginning of a message.
func (p place) String() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

package match

import (
	"math"
	"slices"

	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// condition is what a concept wants of the place of a match. A new kind of condition has a field
// here, is read from the lexicon in newCondition, and holds or not in Finder.holds.
type condition struct {
	any           bool  // whether there is one
	near, notNear int32 // numbers in Matcher.lists, -1 for none
	quoted        string
	spoken        bool // whether the speaker matters
	speaker       []string
	notSpeaker    []string
	from, to      lexicon.Date
}

// list is the strings of a near or a not_near, and where they are looked for.
type list struct {
	within  string
	strings []string
}

// newCondition takes note of the conditions of a concept, and of the strings to look for.
func (b *builder) newCondition(c lexicon.Compiled) condition {
	k := c.CompiledConditions
	out := condition{any: c.Any(), quoted: c.Quoted, from: k.From, to: k.To, spoken: c.Spoken(),
		speaker: slices.Concat(k.Speaker...), notSpeaker: slices.Concat(k.NotSpeaker...)}
	out.near = b.list(c.Scope(), c.Near)
	out.notNear = b.list(c.Scope(), c.NotNear)
	b.conditional = b.conditional || out.any
	return out
}

// list numbers a list of strings. Concepts that look for the same strings share one.
func (b *builder) list(within string, patterns [][]string) int32 {
	if len(patterns) == 0 {
		return -1
	}
	texts := slices.Concat(patterns...)
	slices.Sort(texts)
	texts = slices.Compact(texts)
	same := func(l list) bool { return l.within == within && slices.Equal(l.strings, texts) }
	if n := slices.IndexFunc(b.lists, same); n >= 0 {
		return int32(n)
	}
	n := int32(len(b.lists))
	b.lists = append(b.lists, list{within, texts})
	for _, text := range texts {
		if within == lexicon.WithinSentence {
			b.use(text, use{kind: beside, number: n})
		} else {
			b.wide.use(text, use{kind: beside, number: n})
		}
	}
	return n
}

// spread is where the strings of a list stand: the first end and the last start of one. That is
// all that matters, since a stretch that overlaps no string has one on its left or on its right.
type spread struct{ firstEnd, lastStart int32 }

// nowhere is the spread of no string.
var nowhere = spread{math.MaxInt32, -1}

func (s *spread) add(start, end int32) {
	s.firstEnd, s.lastStart = min(s.firstEnd, end), max(s.lastStart, start)
}

// beside reports whether a string stands beside the stretch, without overlapping it.
func (s spread) beside(start, end int32) bool { return s.firstEnd <= start || s.lastStart >= end }

// holds reports whether the conditions of its concept hold for a match.
func (f *Finder) holds(s *sentence.Sentence, c candidate) bool {
	k := &f.m.conditions[c.concept]
	switch {
	case !k.any:
		return true
	case !f.date.Between(k.from, k.to),
		k.quoted == lexicon.QuotedOnly && !s.Quoted(c.start, c.end),
		k.quoted == lexicon.QuotedNever && s.Quoted(c.start, c.end),
		k.near >= 0 && !f.isBeside(s, k.near, c),
		k.notNear >= 0 && f.isBeside(s, k.notNear, c),
		k.spoken && !k.saidBy(f.speaker(s, c)):
		return false
	}
	return true
}

// isBeside reports whether a string of a list stands where the list looks, beside a match.
func (f *Finder) isBeside(s *sentence.Sentence, n int32, c candidate) bool {
	if f.m.lists[n].within == lexicon.WithinSentence {
		return f.here[n].beside(c.start, c.end)
	}
	return f.wideBeside(s, n, c)
}

// forget empties the spreads of the sentence before.
func (f *Finder) forget() {
	for _, n := range f.touched {
		f.here[n] = nowhere
	}
	f.touched = f.touched[:0]
}

// note takes note of a string of a list in the sentence.
func (f *Finder) note(n int32, o occurrence) {
	if f.here[n] == nowhere {
		f.touched = append(f.touched, n)
	}
	f.here[n].add(o.start, o.end)
}

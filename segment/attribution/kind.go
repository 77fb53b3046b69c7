package attribution

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/segment/normalize"
	"tifa/segment/sentence"
)

// kind is what the subject of a verb of saying is.
type kind uint8

const (
	absent  kind = iota // none in the clause: it stands in one before
	nobody              // something, but no name
	thing               // what does not speak: 思想, 目标
	himself             // whoever speaks already, or the author
	heOrShe             // the last person who spoke
	named               // a name
)

// kindOf tells a name from a pronoun, and from what is neither.
func (r *Reader) kindOf(from, to int) kind {
	const longest = 60 // characters
	first, text := r.has(from), r.of(from, to)
	switch {
	case first&self != 0:
		return himself
	case first&pronoun != 0 && to-from == 1:
		return heOrShe
	case len(text) > longest, r.nameless(from, to), !slices.ContainsFunc(text, unicode.IsLetter):
		return nobody
	case endsLike("thing", string(text)):
		return thing
	}
	return named
}

// nameless reports whether tokens from to to begin or end like no name.
func (r *Reader) nameless(from, to int) bool {
	first, last := r.has(from), r.has(to-1)
	switch {
	case first&(vague|pronoun) != 0, r.is(from, "“「"), r.is(to-1, "的"):
		return true
	case r.s.Class(r.s.Tokens[from]) == normalize.Function:
		return r.cutName(from, to) == 0
	case last&placeEnd != 0:
		return to-from == 1 || len(r.of(to-1, to)) > 1
	}
	return to-from == 1 && r.character(from) && first&surname == 0
}

// written is a name as the text has it.
func (r *Reader) written(n nameAt) string {
	t := r.s.Tokens
	return strings.TrimSpace(r.s.Written(t[n.from].Start, t[n.to-1].End))
}

// cited reports whether a name is in the form in which commentators cite: what follows the sentence
// is theirs again.
func cited(name string) bool {
	return strings.HasPrefix(name, "党的十") || endsLike("cited", sentence.Fold(name))
}

// institution reports whether a name ends like that of an institution, a place or a text, which a
// pronoun does not mean.
func institution(name string) bool {
	name = sentence.Fold(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	return in("会社部院局署委厅党府团网台》市省县州区镇方", last) ||
		last == '国' && utf8.RuneCountInString(name) == 2 || endsLike("institution", name)
}

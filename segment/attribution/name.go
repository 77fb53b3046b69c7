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

// nameAt is the subject of a clause, and the tokens of its name.
type nameAt struct {
	kind     kind
	from, to int
	stopped  bool // a word behind the name ended it
}

// name finds the subject in tokens from to end, a clause up to its verb.
func (r *Reader) name(from, end int) nameAt {
	i, ok := r.skipLead(from, end)
	if !ok || i == end {
		return nameAt{kind: absent}
	}
	j := i
	for j < end && !r.stops(j, end) {
		j = r.behindUnit(j, end)
	}
	if j == i {
		return r.behindRelative(i, end)
	}
	stopped := j < end
	for j > i && (r.is(j-1, "的,、 ") || r.has(j-1)&adverb != 0 && j-1 > i) {
		j--
		if j == i {
			return nameAt{kind: nobody}
		}
	}
	if !stopped && r.is(j, "的") {
		return nameAt{kind: nobody}
	}
	return nameAt{r.kindOf(i, j), i, j, stopped}
}

// skipLead is the first token behind dates, conjunctions, and what begins with 在 or 对 and ends
// with 时 or 中. It reports false where such a phrase has no end in the clause.
func (r *Reader) skipLead(i, end int) (int, bool) {
	for i < end {
		switch {
		case r.cutName(i, end) > 0:
			return i, true
		case r.has(i)&lead != 0, r.is(i, " 、)*-#>.有"), r.dated(i):
			i++
		case r.is(i, "在对就当于据从与和") || r.preposition(i):
			n := r.lastPlaceEnd(i, end)
			if n < 0 {
				if r.source(i) {
					return i + 1, true
				}
				return i, false
			}
			i = n + 1
		default:
			return i, true
		}
	}
	return i, true
}

// source reports whether token i is 据 or 根据.
func (r *Reader) source(i int) bool {
	t := r.s.Tokens[i]
	return r.s.Fold[t.End-1] == '据' && (t.End-t.Start == 1 || r.s.Fold[t.Start] == '根')
}

// dated reports whether token i is the number of a day, a month or a year.
func (r *Reader) dated(i int) bool {
	return i+1 < len(r.s.Tokens) && r.number(i) && r.is(i+1, "年月日时号分点")
}

func (r *Reader) number(i int) bool {
	return i < len(r.s.Tokens) && r.s.Class(r.s.Tokens[i]) == normalize.Number
}

// preposition reports whether token i is 针对 or another of two characters.
func (r *Reader) preposition(i int) bool {
	t := r.s.Tokens[i]
	if t.End-t.Start != 2 || r.has(i)&stop == 0 {
		return false
	}
	switch string(r.s.Fold[t.Start:t.End]) {
	case "针对", "对于", "关于", "根据", "按照", "随着", "通过":
		return true
	}
	return false
}

func (r *Reader) lastPlaceEnd(from, end int) int {
	for i := end - 1; i > from; i-- {
		if r.has(i)&placeEnd != 0 {
			return i
		}
	}
	return -1
}

// stops reports whether token j ends a name.
func (r *Reader) stops(j, end int) bool {
	t := r.s.Tokens[j]
	if r.dated(j) || t.End-t.Start > 1 && r.s.Fold[t.Start] == '在' {
		return true
	}
	return r.has(j)&stop != 0 && r.has(j+1)&fused == 0 && r.cutName(j, end) == 0
}

// cutName is how many tokens at i are a surname and a given name that gse cut up: 张|又|侠.
func (r *Reader) cutName(i, end int) int {
	switch {
	case !r.is(i, surnames) || i+1 >= end || !r.character(i+1):
		return 0
	case r.has(i+1) == 0:
		return 2
	case i+2 < end && r.character(i+2) && r.has(i+2) == 0:
		return 3
	}
	return 0
}

// character reports whether token i is a Han character.
func (r *Reader) character(i int) bool {
	t := r.s.Tokens[i]
	return t.End-t.Start == 1 && unicode.Is(unicode.Han, r.s.Fold[t.Start])
}

// behindUnit is the token behind j, or behind the title in 《》 or the cut up name that begins at j.
func (r *Reader) behindUnit(j, end int) int {
	if n := r.cutName(j, end); n > 0 {
		return j + n
	}
	if r.is(j, "《") {
		for n := j + 1; n < end; n++ {
			if r.is(n, "》") {
				return n + 1
			}
		}
	}
	return j + 1
}

// behindRelative is the name behind the first 的 of a clause that begins with a verb:
// 参加论坛的代表. A verb that is the whole clause may be a text that speaks: 声明指出.
func (r *Reader) behindRelative(from, end int) nameAt {
	if from+1 == end && r.has(from)&text != 0 {
		return nameAt{named, from, end, false}
	}
	for i := from + 1; i+1 < end; i++ {
		if !r.is(i, "的") {
			continue
		}
		j := i + 1
		for j < end && !r.stops(j, end) {
			j = r.behindUnit(j, end)
		}
		if j > i+1 {
			return nameAt{r.kindOf(i+1, j), i + 1, j, j < end}
		}
	}
	if r.has(from)&activity != 0 {
		return nameAt{kind: absent}
	}
	return nameAt{kind: nobody}
}

// kindOf tells a name from a pronoun, and from what is neither.
func (r *Reader) kindOf(from, to int) kind {
	const longest = 60 // characters
	t := r.s.Tokens
	first := r.has(from)
	text := r.s.Fold[t[from].Start:t[to-1].End]
	switch {
	case first&self != 0:
		return himself
	case first&pronoun != 0 && to-from == 1:
		return heOrShe
	case first&(vague|pronoun) != 0, r.s.Class(t[from]) == normalize.Function && r.cutName(from, to) == 0, len(text) > longest, r.is(to-1, "的"), r.is(from, "“「"),
		r.has(to-1)&placeEnd != 0 && (to-from == 1 || t[to-1].End-t[to-1].Start > 1),
		len(text) == 1 && unicode.Is(unicode.Han, text[0]) && !r.is(from, surnames):
		return nobody
	case isThing(string(text)):
		return thing
	}
	if slices.ContainsFunc(text, unicode.IsLetter) {
		return named
	}
	return nobody
}

func isThing(name string) bool {
	return slices.ContainsFunc(things, func(end string) bool { return strings.HasSuffix(name, end) })
}

// written is a name as the text has it.
func (r *Reader) written(n nameAt) string {
	t := r.s.Tokens
	return strings.TrimSpace(r.s.Written(t[n.from].Start, t[n.to-1].End))
}

// inherited is the speaker of a verb whose clause, which starts at a token, names none: who spoke
// before in the sentence, who acts in a clause before, or who spoke in the sentence before.
func (r *Reader) inherited(clause int) string {
	if r.said != "" {
		return r.said
	}
	const most = 8 // clauses
	for n := 0; n < most && clause > 0; n++ {
		end := clause - 1
		clause = r.clauseStart(end)
		if name := r.name(clause, end); name.stopped {
			switch name.kind {
			case named:
				return r.written(name)
			case heOrShe:
				return r.person
			}
		}
	}
	if clause == 0 {
		return r.carry
	}
	return ""
}

// numbered reports whether the sentence begins with 第二， or 二是.
func (r *Reader) numbered() bool {
	const numerals = "一二三四五六七八九十"
	f := r.s.Fold
	i := 0
	if f[0] == '第' {
		i = 1
	}
	from := i
	for i < len(f) && i < 4 && strings.ContainsRune(numerals, f[i]) {
		i++
	}
	return i > from && i < len(f) && (f[i] == '是' && from == 0 || strings.ContainsRune(",、", f[i]))
}

// institution reports whether a name ends like that of an institution, a place or a text.
func institution(name string) bool {
	name = sentence.Fold(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	return strings.ContainsRune("会社部院局署委厅党府团网台》市省县州区镇方", last) ||
		last == '国' && utf8.RuneCountInString(name) == 2 ||
		slices.ContainsFunc(texts, func(end string) bool { return strings.HasSuffix(name, end) })
}

package attribution

import (
	"unicode"

	"tifa/segment/normalize"
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
	j := r.nameEnd(i, end)
	if j == i {
		return r.behindRelative(i, end)
	}
	n := nameAt{from: i, to: j, stopped: j < end}
	for n.to > i && (r.is(n.to-1, "的,、 ") || r.has(n.to-1)&adverb != 0 && n.to-1 > i) {
		n.to--
	}
	if n.to == i || !n.stopped && r.is(n.to, "的") {
		return nameAt{kind: nobody}
	}
	n.kind = r.kindOf(n.from, n.to)
	return n
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
		case r.has(i)&preposition != 0:
			n := r.lastPlaceEnd(i, end)
			if n < 0 {
				return i + 1, r.has(i)&source != 0
			}
			i = n + 1
		default:
			return i, true
		}
	}
	return i, true
}

// dated reports whether token i is the number of a day, a month or a year.
func (r *Reader) dated(i int) bool {
	return r.is(i+1, "年月日时号分点") && r.s.Class(r.s.Tokens[i]) == normalize.Number
}

func (r *Reader) lastPlaceEnd(from, end int) int {
	for i := end - 1; i > from; i-- {
		if r.has(i)&placeEnd != 0 {
			return i
		}
	}
	return -1
}

// nameEnd is the token behind a name that begins at token i.
func (r *Reader) nameEnd(i, end int) int {
	for i < end && !r.stops(i, end) {
		i = r.behindUnit(i, end)
	}
	return i
}

// stops reports whether token j ends a name. gse has words such as 在发言中.
func (r *Reader) stops(j, end int) bool {
	t := r.s.Tokens[j]
	if r.dated(j) || t.End-t.Start > 1 && r.s.Fold[t.Start] == '在' {
		return true
	}
	return r.has(j)&stop != 0 && r.has(j+1)&fused == 0 && r.cutName(j, end) == 0
}

// behindUnit is the token behind j, or behind the title in 《》 or the cut up name that begins at
// j.
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

// cutName is how many tokens at i are a surname and a given name that gse cut up: 张|又|侠.
func (r *Reader) cutName(i, end int) int {
	switch {
	case r.has(i)&surname == 0 || i+1 >= end || !r.character(i+1):
		return 0
	case r.has(i+1)&^surname == 0:
		return 2
	case i+2 < end && r.character(i+2) && r.has(i+2)&^surname == 0:
		return 3
	}
	return 0
}

// character reports whether token i is a Han character.
func (r *Reader) character(i int) bool {
	t := r.s.Tokens[i]
	return t.End-t.Start == 1 && unicode.Is(unicode.Han, r.s.Fold[t.Start])
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
		if j := r.nameEnd(i+1, end); j > i+1 {
			return nameAt{r.kindOf(i+1, j), i + 1, j, j < end}
		}
	}
	if r.has(from)&activity != 0 {
		return nameAt{kind: absent}
	}
	return nameAt{kind: nobody}
}

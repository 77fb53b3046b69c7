package match

import (
	"strings"
	"tifa/segment/normalize"
)

// link sets fail and out. Within a literal, the state of a prefix fails to where its parent's
// failure leads by the same code; prefixes of one length are linked before those of the next.
func (a *automaton) link(literals [][]rune) {
	state := make([]int32, len(literals)) // of the first n-1 runes of each literal
	longest := 0
	for _, l := range literals {
		longest = max(longest, len(l))
	}
	for n := 1; n <= longest; n++ {
		for i, l := range literals {
			if len(l) < n {
				continue
			}
			parent, c := state[i], a.code(l[n-1])
			s := a.nodes[parent].base + int32(c)
			if n > 1 {
				a.nodes[s].fail = a.next(a.nodes[parent].fail, c)
			}
			a.nodes[s].out = a.nodes[a.nodes[s].fail].out
			if a.ends[s] >= 0 {
				a.nodes[s].out = s
			}
			state[i] = s
		}
	}
}

// next is the state after s and a rune of code c, which must not be 0.
func (a *automaton) next(s int32, c uint16) int32 {
	for {
		if t := a.nodes[s].base + int32(c); int(t) < len(a.nodes) && a.nodes[t].check == s {
			return t
		}
		if s == 0 {
			return 0
		}
		s = a.nodes[s].fail
	}
}

// find appends every occurrence of a literal in text, in the order of their ends.
func (a *automaton) find(text []rune, length []int32, found []occurrence) []occurrence {
	s := int32(0)
	for i, r := range text {
		var c uint16
		if uint32(r) < 1<<16 {
			c = a.codes[r]
		} else {
			c = a.beyond[r]
		}
		switch {
		case s == 0:
			if c-1 >= a.first { // also where c is 0
				continue
			}
			s = int32(c)
		case c == 0:
			s = 0
			continue
		default:
			s = a.next(s, c)
		}
		for o := a.nodes[s].out; o != 0; o = a.nodes[a.nodes[o].fail].out {
			literal, end := a.ends[o], int32(i)+1
			found = append(found, occurrence{literal, end - length[literal], end})
		}
	}
	return found
}

// literals are strings to look for in one pass, and what it means to find them.
type literals struct {
	*automaton         // nil where there are none
	length     []int32 // of each, in runes
	uses       [][]use // of each

	runes   [][]rune         // until they are compiled
	numbers map[string]int32 // until they are compiled
}

// use adds a meaning of a string.
func (l *literals) use(text string, u use) {
	if l.numbers == nil {
		l.numbers = map[string]int32{}
	}
	text = strings.Map(normalize.Variant, text)
	n, ok := l.numbers[text]
	if !ok {
		n = int32(len(l.runes))
		l.numbers[text] = n
		runes := []rune(text)
		l.runes = append(l.runes, runes)
		l.length = append(l.length, int32(len(runes)))
		l.uses = append(l.uses, nil)
	}
	l.uses[n] = append(l.uses[n], u)
}

// compile ends the collecting. It reports false where there are too many different characters.
func (l *literals) compile() bool {
	if len(l.runes) > 0 {
		l.automaton = newAutomaton(l.runes)
	}
	ok := l.automaton != nil || len(l.runes) == 0
	l.runes, l.numbers = nil, nil
	return ok
}

// find appends every occurrence of a string in text, in the order of their ends.
func (l *literals) find(text []rune, found []occurrence) []occurrence {
	if l.automaton == nil {
		return found
	}
	return l.automaton.find(text, l.length, found)
}

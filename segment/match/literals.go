package match

import (
	"strings"

	"tifa/segment/normalize"
)

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

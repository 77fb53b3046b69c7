package byline

import (
	"strings"
	"unicode/utf8"
)

// place is where in a document a rule holds.
type place int

const (
	placeTitle place = iota
	placeFirst
	placeLast
	places
)

var placeNames = map[string]place{"title": placeTitle, "first lines": placeFirst,
	"last lines": placeLast}

func (p place) String() string {
	return [places]string{"title", "first lines", "last lines"}[p]
}

// form is what a line is, and what a rule can read: any of several.
type form int

const (
	formLine form = 1 << iota
	formBracket
	formStart
	forms // one more than all together
)

var formNames = map[string]form{"line": formLine, "bracket": formBracket, "start": formStart}

const (
	// longestLine is the most Han characters of a line that is read as a whole, hanBytes each.
	longestLine, hanBytes = 120, 3
	// startBytes is how much of a line is read where only its beginning can matter.
	startBytes = 480
)

// formOf tells which forms a line has.
func formOf(line string) form {
	is := formStart
	if len(line) <= hanBytes*longestLine {
		is |= formLine
	}
	last, size := utf8.DecodeLastRuneInString(line)
	if last == '。' || last == '.' {
		last, _ = utf8.DecodeLastRuneInString(line[:len(line)-size])
	}
	switch last {
	case '）', ')', '〕', '】', '］', ']':
		is |= formBracket
	}
	return is
}

// line is a line and what rules ask about it.
type line struct {
	text   string
	is     form
	has    uint64 // the characters it has, see characters
	n      int    // its number from the title, or from the end, from 0
	outlet string // whose dateline stands in the line before
}

func (r *rules) newLine(text string, n int) line {
	is := formOf(text)
	if is == formStart {
		text = text[:runeBefore(text, startBytes)]
	}
	return line{text: text, is: is, has: r.characters(text), n: n}
}

// mayRead is the quick test.
func (one *rule) mayRead(l line) bool {
	if one.Within > 0 && l.n >= one.Within ||
		one.Longest > 0 && len(l.text) > hanBytes*one.Longest {
		return false
	}
	for i, need := range one.needs {
		if need&^l.has == 0 && strings.Contains(l.text, one.Needs[i]) {
			return true
		}
	}
	return len(one.needs) == 0
}

// know gives each character of the needs of a rule a bit.
func (r *rules) know(one *rule) {
	for _, need := range one.Needs {
		mask := uint64(0)
		for _, c := range need {
			bit := uint64(1) << (c * 7 % 61)
			mask |= bit
			r.bits[byte(c)] |= bit
		}
		one.needs = append(one.needs, mask)
	}
}

// characters returns the bits of all characters of a line, and maybe of some that it lacks.
func (r *rules) characters(line string) (has uint64) {
	for _, c := range line {
		has |= r.bits[byte(c)]
	}
	return has
}

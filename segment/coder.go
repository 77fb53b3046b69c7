package segment

import (
	"unicode/utf8"

	"tifa/segment/normalize"
)

// coder gives the units of folded text dense codes. A unit is what gse takes for one: a character,
// or a group of letters and numbers of up to two bytes each (Latin, Greek, Cyrillic …). 0 is any
// unit that no word of the dictionary has.
type coder struct {
	bmp    [1 << 16]uint16
	beyond map[rune]uint16
	groups map[string]uint16
}

const (
	codeLimit = 0x8000 // codes are below
	groupMark = 0x8000 // stands for each character of a group until the groups are known
	special   = 0xC000 // a character that needs more than a look into the table
	groupEnd  = 0x800  // characters from here on take three bytes or more, and gse groups none of them
)

// maxUnits bounds a word: its length has eight bits in kernel.best.
const maxUnits = 254

func newCoder(units []string) *coder {
	c := &coder{beyond: map[rune]uint16{}, groups: map[string]uint16{}}
	for r := range rune(groupEnd) {
		if inGroup(r) {
			c.bmp[r] = groupMark
		}
	}
	for i, u := range units {
		c.add(u, i+1)
	}
	return c
}

// add gives a unit a code unless it has one.
func (c *coder) add(unit string, code int) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	switch {
	case inGroup(r):
		if c.groups[unit] != 0 {
			return false
		}
		c.groups[unit] = uint16(code)
	case c.code(r) != 0:
		return false
	case r <= 0xFFFF:
		c.bmp[r] = uint16(code)
	default:
		c.beyond[r] = uint16(code)
	}
	return true
}

// inGroup says whether gse groups a folded character with its neighbours.
func inGroup(r rune) bool {
	return r < groupEnd && normalize.Characters().Properties(r)&normalize.Alnum != 0
}

// code is that of a folded character, groupMark if it belongs to a group.
func (c *coder) code(r rune) uint16 {
	if uint32(r) <= 0xFFFF {
		return c.bmp[r]
	}
	return c.beyond[r]
}

// appendCodes appends the codes of the units of a folded word.
func (c *coder) appendCodes(codes []uint16, word string) []uint16 {
	for i := 0; i < len(word); {
		if r, n := threeBytes(word, i); n > 0 { // nearly all of them
			codes = append(codes, c.bmp[r])
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		code := c.code(r)
		if code == groupMark {
			n = groupLen(word[i:])
			code = c.groups[word[i:i+n]]
		}
		codes = append(codes, code)
		i += n
	}
	return codes
}

// groupLen is the length in bytes of the group that s begins with.
func groupLen(s string) int {
	for i, r := range s {
		if !inGroup(r) {
			return i
		}
	}
	return len(s)
}

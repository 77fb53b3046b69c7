package dictionary

import (
	"unicode/utf8"

	"tifa/segment/normalize"
)

// Coder gives the units of folded text dense codes. A unit is what gse takes for one: a character,
// or a group of letters and numbers of up to two bytes each (Latin, Greek, Cyrillic …). 0 is any
// unit that no word of the dictionary has.
type Coder struct {
	bmp    [1 << 16]uint16
	beyond map[rune]uint16
	Groups map[string]uint16
}

const (
	codeLimit = 0x8000 // codes are below
	GroupMark = 0x8000 // stands for each character of a group until the groups are known
	Special   = 0xC000 // a character that needs more than a look into the table
	groupEnd  = 0x800  // characters from here on take three bytes or more, and gse groups none of them
)

// maxUnits bounds a word: its length has eight bits in the kernel's best ways.
const maxUnits = 254

// NewCoder numbers units in their order, from 1.
func NewCoder(units []string) *Coder {
	c := &Coder{beyond: map[rune]uint16{}, Groups: map[string]uint16{}}
	for r := range rune(groupEnd) {
		if inGroup(r) {
			c.bmp[r] = GroupMark
		}
	}
	for i, u := range units {
		c.add(u, i+1)
	}
	return c
}

// add gives a unit a code unless it has one.
func (c *Coder) add(unit string, code int) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	switch {
	case inGroup(r):
		if c.Groups[unit] != 0 {
			return false
		}
		c.Groups[unit] = uint16(code)
	case c.Code(r) != 0:
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

// Code is that of a folded character, GroupMark if it belongs to a group.
func (c *Coder) Code(r rune) uint16 {
	if uint32(r) <= 0xFFFF {
		return c.bmp[r]
	}
	return c.beyond[r]
}

// appendCodes appends the codes of the units of a folded word.
func (c *Coder) appendCodes(codes []uint16, word string) []uint16 {
	for i := 0; i < len(word); {
		if r, n := ThreeBytes(word, i); n > 0 { // nearly all of them
			codes = append(codes, c.bmp[r])
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		code := c.Code(r)
		if code == GroupMark {
			n = groupLen(word[i:])
			code = c.Groups[word[i:i+n]]
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

// ThreeBytes decodes a character of three bytes at text[i:]; its size is 0 where there is none, or
// one that takes a closer look to tell whether it is well formed.
func ThreeBytes(text string, i int) (c uint16, size int) {
	if i+2 >= len(text) {
		return 0, 0
	}
	a, b, d := text[i], text[i+1], text[i+2]
	if a < 0xE1 || a > 0xEF || a == 0xED || b&0xC0 != 0x80 || d&0xC0 != 0x80 {
		return 0, 0
	}
	return uint16(a)<<12 | uint16(b&0x3F)<<6 | uint16(d&0x3F), 3
}

// Package normalize says what a character as written becomes, and what it means to the cutting of
// sentences and to the classes of tokens. It knows single characters and words; the other
// rooms of segment apply it to texts.
package normalize

import (
	"iter"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:generate go run ../generate fold_table.go

// Properties says what a character as written means to folding and to the cutting of sentences.
type Properties uint16

// The properties; a character may have several.
const (
	Skip      Properties = 1 << iota // never seen: zero-width, soft hyphen, variation selector
	Space                            // white space within a line
	Break                            // line break
	Paragraph                        // paragraph break by itself
	End                              // ends a sentence: 。！？
	MayEnd                           // ends a sentence before white space, a Chinese character or the end: ! ?
	Straight                         // ASCII quotation mark, which opens and closes
	Close                            // closing quote or bracket, belongs to the sentence that ended before it
	Han                              // Han character
	Wide                             // Han character or CJK punctuation
	Quote                            // punctuation that Chinese shares with Latin: “”‘’—…·
	Alnum                            // letter or number that gse groups: those of one or two bytes in UTF-8
)

// Special are the properties that need more than a look into a table of characters.
const Special = Skip | Space | Break | Paragraph | End | MayEnd | Straight

// Table maps characters as written to their folded form and their properties. Tables cover the
// Basic Multilingual Plane; what lies beyond is rare and goes through maps. It is never changed
// once made.
type Table struct {
	bmp        [1 << 16]uint16 // folded form, 0xFFFF where it lies beyond the plane
	beyond     map[rune]rune   // folded form of, or to, what lies beyond the plane
	properties [1 << 16]Properties
}

const beyondPlane = 0xFFFF

// table is made when first asked for, from pairs and the Unicode tables of the standard library.
var table = sync.OnceValue(newTable)

// Characters returns the one table of the program. It is safe for concurrent use.
func Characters() *Table { return table() }

func newTable() *Table {
	t := &Table{beyond: map[rune]rune{}}
	for i := range t.bmp {
		t.bmp[i] = uint16(i)
	}
	for s := pairs; s != ""; {
		from, n := utf8.DecodeRuneInString(s)
		to, m := utf8.DecodeRuneInString(s[n:])
		s = s[n+m:]
		if from > 0xFFFF || to > 0xFFFF {
			t.beyond[from] = to
		}
		if from <= 0xFFFF {
			t.bmp[from] = uint16(min(to, beyondPlane))
		}
	}
	for r := range t.properties {
		t.properties[r] = propertiesOf(rune(r)) | propertiesOf(t.Normalize(rune(r)))&(Han|Wide)
	}
	return t
}

// variants are spellings of one character that normalized text keeps apart, since a text in
// Simplified characters has both: how Taiwan and Hong Kong write it, and how the field does. Last
// come the dots of foreign names.
const variants = "著着瞭了藉借甚什祇只彷仿覆复阪坂" + "•·‧·・·"

// Variant returns the character that stands for all spellings of a normalized character where
// phrases are matched; nearly always the character itself.
func Variant(r rune) rune {
	for i, from := range variantPairs() {
		if i%2 == 0 && from == r {
			return variantPairs()[i+1]
		}
	}
	return r
}

// Variants yields each spelling that is not the one that stands for it, with that one.
func Variants() iter.Seq2[rune, rune] {
	return func(yield func(rune, rune) bool) {
		pairs := variantPairs()
		for i := 0; i < len(pairs); i += 2 {
			if !yield(pairs[i], pairs[i+1]) {
				return
			}
		}
	}
}

var variantPairs = sync.OnceValue(func() []rune { return []rune(variants) })

// Normalize returns the folded form of a character that is neither skipped nor white space.
func (t *Table) Normalize(r rune) rune {
	if uint32(r) <= 0xFFFF {
		if f := t.bmp[r]; f != beyondPlane {
			return rune(f)
		}
	}
	if f, ok := t.beyond[r]; ok {
		return f
	}
	return r
}

// Properties returns what a character as written means.
func (t *Table) Properties(r rune) Properties {
	if uint32(r) <= 0xFFFF {
		return t.properties[r]
	}
	return propertiesOf(r)
}

func propertiesOf(r rune) Properties {
	switch {
	case r == '\u2029':
		return Paragraph
	case r >= '\n' && r <= '\r', r == '\u0085', r == '\u2028':
		return Break
	case r == '\t', unicode.Is(unicode.Zs, r), r == blankOfGBK:
		return Space
	case ignorable(r):
		return Skip
	}
	var p Properties
	switch r {
	case '。', '｡', '︒', '！', '？', '﹗', '﹖', '︕', '︖', '‼', '⁇', '⁈', '⁉':
		p |= End
	case '!', '?':
		p |= MayEnd
	case '"', '＂':
		p |= Straight | Close
	case '”', '’', '」', '』', '）', ')', '》', '〉', '】', '〗', '〕', '］', ']', '｝', '}', '｣', '﹂', '﹄', '〞', '〟':
		p |= Close
	}
	switch {
	case unicode.Is(unicode.Han, r):
		p |= Han | Wide
	case r >= 0x3000 && r <= 0x303F, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFFEF:
		p |= Wide
	case r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…', r == '·':
		p |= Quote
	case r < 0x800 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		p |= Alnum
	}
	return p
}

// blankOfGBK is what iconv makes of the bytes A3 A0, the full-width blank of many Chinese pages.
const blankOfGBK = '\uE5E5'

// ignorable is Unicode's Default_Ignorable_Code_Point, as far as characters are assigned, and the
// control characters that are no white space. NUL is none of them: it is a problem of its own.
func ignorable(r rune) bool {
	if unicode.Is(unicode.Cc, r) {
		return r != 0
	}
	if unicode.Is(unicode.Prepended_Concatenation_Mark, r) || r >= 0xFFF9 && r <= 0xFFFB || r >= 0x13430 && r <= 0x1343F {
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

package segment

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:generate go run ./generate fold_table.go

// Fold is the folded view of a whole text, as a Reader sees it, with '\n' between paragraphs: Traditional to Simplified,
// compatibility and full-width forms to their plain form, letters to lower case, and without what nobody sees (zero-width
// characters, soft hyphens, variation selectors). It is meant for short strings such as phrases and for tests; a Reader folds
// documents.
func Fold(s string) string {
	r := &Reader{table: uncoded()}
	var folded []rune
	for sentence := range r.cut(s, nil, false) {
		if len(folded) > 0 {
			folded = append(folded, '\n')
		}
		folded = append(folded, sentence.Fold...)
	}
	return string(folded)
}

// uncoded is the table of a Reader that only folds.
var uncoded = sync.OnceValue(func() *table { return newTable(folding(), newCoder(nil)) })

// props says what a character as written means to folding and to the cutting of sentences.
type props uint16

const (
	propSkip      props = 1 << iota // never seen: zero-width, soft hyphen, variation selector
	propSpace                       // white space within a line
	propBreak                       // line break
	propParagraph                   // paragraph break by itself
	propEnd                         // ends a sentence: 。！？
	propMayEnd                      // ends a sentence before white space, a Chinese character or the end: ! ?
	propStraight                    // ASCII quotation mark, which opens and closes
	propClose                       // closing quote or bracket, belongs to the sentence that ended before it
	propHan                         // Han character
	propWide                        // Han character or CJK punctuation
	propQuote                       // punctuation that Chinese shares with Latin: “”‘’—…·
	propAlnum                       // letter or number that gse groups: those of one or two bytes in UTF-8
)

// propSpecial are the properties that make a Reader leave its fast path.
const propSpecial = propSkip | propSpace | propBreak | propParagraph | propEnd | propMayEnd | propStraight

// foldTable maps characters as written to their folded form and their properties. Tables cover the Basic Multilingual
// Plane; what lies beyond is rare and goes through maps. It is never changed once made.
type foldTable struct {
	bmp      [1 << 16]uint16 // folded form, 0xFFFF where it lies beyond the plane
	beyond   map[rune]rune   // folded form of, or to, what lies beyond the plane
	bmpProps [1 << 16]props
}

const foldsBeyond = 0xFFFF

// folding is the one table, made when first asked for from foldPairs and the Unicode tables of the standard library.
var folding = sync.OnceValue(newFoldTable)

func newFoldTable() *foldTable {
	t := &foldTable{beyond: map[rune]rune{}}
	for i := range t.bmp {
		t.bmp[i] = uint16(i)
	}
	for s := foldPairs; s != ""; {
		from, n := utf8.DecodeRuneInString(s)
		to, m := utf8.DecodeRuneInString(s[n:])
		s = s[n+m:]
		if from > 0xFFFF || to > 0xFFFF {
			t.beyond[from] = to
		}
		if from <= 0xFFFF {
			t.bmp[from] = uint16(min(to, foldsBeyond))
		}
	}
	for r := range t.bmpProps {
		t.bmpProps[r] = propsOf(rune(r)) | propsOf(t.fold(rune(r)))&(propHan|propWide)
	}
	return t
}

// fold is the folded form of a character that is neither skipped nor white space.
func (t *foldTable) fold(r rune) rune {
	if uint32(r) <= 0xFFFF {
		if f := t.bmp[r]; f != foldsBeyond {
			return rune(f)
		}
	}
	if f, ok := t.beyond[r]; ok {
		return f
	}
	return r
}

func (t *foldTable) props(r rune) props {
	if uint32(r) <= 0xFFFF {
		return t.bmpProps[r]
	}
	return propsOf(r)
}

func propsOf(r rune) props {
	switch {
	case r == '\u2029':
		return propParagraph
	case r >= '\n' && r <= '\r', r == '\u0085', r == '\u2028':
		return propBreak
	case r == '\t', unicode.Is(unicode.Zs, r):
		return propSpace
	case ignorable(r):
		return propSkip
	}
	var p props
	switch r {
	case '。', '｡', '︒', '！', '？', '﹗', '﹖', '︕', '︖', '‼', '⁇', '⁈', '⁉':
		p |= propEnd
	case '!', '?':
		p |= propMayEnd
	case '"', '＂':
		p |= propStraight | propClose
	case '”', '’', '」', '』', '）', ')', '》', '〉', '】', '〗', '〕', '］', ']', '｝', '}', '｣', '﹂', '﹄':
		p |= propClose
	}
	switch {
	case unicode.Is(unicode.Han, r):
		p |= propHan | propWide
	case r >= 0x3000 && r <= 0x303F, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFFEF:
		p |= propWide
	case r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…', r == '·':
		p |= propQuote
	case r < 0x800 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		p |= propAlnum
	}
	return p
}

// ignorable is Unicode's Default_Ignorable_Code_Point, as far as characters are assigned.
func ignorable(r rune) bool {
	if unicode.Is(unicode.Prepended_Concatenation_Mark, r) || r >= 0xFFF9 && r <= 0xFFFB || r >= 0x13430 && r <= 0x1343F {
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

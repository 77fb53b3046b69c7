package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class says what kind of token a token is.
type Class uint8

// The classes. Punctuation is the one that is no token to a denominator.
const (
	Word        Class = iota // a content word
	Function                 // a function word: see ClassOfWord
	Number                   // digits, or Chinese numerals that are one token
	Latin                    // letters of Latin, Greek and other alphabets that gse groups, digits among them
	Punctuation              // punctuation, symbols and white space
)

// String is the name of the class as tables have it.
func (c Class) String() string {
	return [...]string{"word", "function", "number", "latin", "punctuation"}[c]
}

// ClassOfWord returns the class of a folded word. It goes by the part of speech that gse's
// dictionary has from jieba, as far as its tags are closed classes: conjunctions (c), prepositions
// (p), particles (u…), modal particles and interjections (y, e; at most two characters, for longer
// ones are mistaken), and adverbs of one character (d: 不 也 就 都 …). Pronouns and longer adverbs
// count as content. A numeral (m) is a number if it is made of numerals alone: 二十一, 第三, but not 一些
// or 许多.
func ClassOfWord(word, pos string) Class {
	n := utf8.RuneCountInString(word)
	switch {
	case strings.HasPrefix(pos, "u") || pos == "c" || pos == "p":
		return Function
	case (pos == "y" || pos == "e") && n <= 2, pos == "d" && n == 1:
		return Function
	case pos == "m" && strings.Trim(strings.TrimPrefix(word, "第"), "〇零一二三四五六七八九十百千万亿两廿卅") == "" && word != "第":
		return Number
	}
	return ClassOfRunes([]rune(word))
}

// ClassOfRunes returns the class of a folded token that is no word of the dictionary. It goes by
// the characters.
func ClassOfRunes(token []rune) Class {
	digits, letters := 0, 0
	for _, r := range token {
		switch {
		case unicode.Is(unicode.Han, r):
			return Word
		case unicode.IsNumber(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case letters > 0 && token[0] < 0x800:
		return Latin
	case letters > 0:
		return Word
	case digits > 0:
		return Number
	}
	return Punctuation
}

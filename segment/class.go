package segment

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
	Function                 // a function word: see classOfWord
	Number                   // digits, or Chinese numerals that are one token
	Latin                    // letters of Latin, Greek and other alphabets that gse groups, digits among them
	Punctuation              // punctuation, symbols and white space
)

// String is the name of the class as tables have it.
func (c Class) String() string {
	return [...]string{"word", "function", "number", "latin", "punctuation"}[c]
}

// Class of a token of this sentence.
func (s *Sentence) Class(t Token) Class {
	if t.Word >= 0 {
		return s.segmenter.dictionary.classes[t.Word]
	}
	return classOfRunes(s.Fold[t.Start:t.End])
}

// Class of a token by its number and text, as Sentence.Class gives it.
func (s *Segmenter) Class(word int32, text string) Class {
	if word >= 0 {
		return s.dictionary.classes[word]
	}
	return classOfRunes([]rune(text))
}

// classOfWord goes by the part of speech that gse's dictionary has from jieba, as far as its tags are closed classes:
// conjunctions (c), prepositions (p), particles (u…), modal particles and interjections (y, e; at most two characters, for
// longer ones are mistaken), and adverbs of one character (d: 不 也 就 都 …). Pronouns and longer adverbs count as content.
// A numeral (m) is a number if it is made of numerals alone: 二十一, 第三, but not 一些 or 许多.
func classOfWord(word, pos string) Class {
	n := utf8.RuneCountInString(word)
	switch {
	case strings.HasPrefix(pos, "u") || pos == "c" || pos == "p":
		return Function
	case (pos == "y" || pos == "e") && n <= 2, pos == "d" && n == 1:
		return Function
	case pos == "m" && strings.Trim(strings.TrimPrefix(word, "第"), "〇零一二三四五六七八九十百千万亿两廿卅") == "" && word != "第":
		return Number
	}
	return classOfRunes([]rune(word))
}

// classOfRunes goes by the characters.
func classOfRunes(token []rune) Class {
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

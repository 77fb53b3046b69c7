package segment

import "tifa/segment/normalize"

// Class says what kind of token a token is.
type Class = normalize.Class

// The classes. Punctuation is the one that is no token to a denominator.
const (
	Word        = normalize.Word
	Function    = normalize.Function
	Number      = normalize.Number
	Latin       = normalize.Latin
	Punctuation = normalize.Punctuation
)

// Class of a token of this sentence.
func (s *Sentence) Class(t Token) Class {
	if t.Word >= 0 {
		return s.segmenter.dictionary.classes[t.Word]
	}
	return normalize.ClassOfRunes(s.Fold[t.Start:t.End])
}

// Class of a token by its number and text, as Sentence.Class gives it.
func (s *Segmenter) Class(word int32, text string) Class {
	if word >= 0 {
		return s.dictionary.classes[word]
	}
	return normalize.ClassOfRunes([]rune(text))
}

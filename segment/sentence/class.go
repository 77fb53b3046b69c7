package sentence

import (
	"tifa/segment/engine"
	"tifa/segment/normalize"
)

// Class is the class of a token of this sentence.
func (s *Sentence) Class(t engine.Token) normalize.Class {
	if t.Word >= 0 {
		return s.segmenter.dictionary.Class(t.Word)
	}
	return normalize.ClassOfRunes(s.Fold[t.Start:t.End])
}

// Class is the class of a token by its number and text, as Sentence.Class gives it.
func (s *Segmenter) Class(word int32, text string) normalize.Class {
	if word >= 0 {
		return s.dictionary.Class(word)
	}
	return normalize.ClassOfRunes([]rune(text))
}

package sentence

import (
	"cmp"
	"slices"

	"tifa/segment/engine"
)

// Edge says whether a token starts or ends at Fold[at:].
func (s *Sentence) Edge(at int32) bool {
	if at == 0 || int(at) == len(s.Fold) {
		return true
	}
	_, ok := slices.BinarySearchFunc(s.Tokens, at, func(t engine.Token, at int32) int { return cmp.Compare(t.Start, at) })
	return ok
}

// TokenAt is the index of the token that Fold[at] belongs to.
func (s *Sentence) TokenAt(at int32) int {
	n, ok := slices.BinarySearchFunc(s.Tokens, at, func(t engine.Token, at int32) int { return cmp.Compare(t.Start, at) })
	if !ok {
		n--
	}
	return n
}

// WordsOver writes the tokens that have a character in Fold[start:end].
func (s *Sentence) WordsOver(start, end int32) string {
	var text []rune
	for i, t := range s.Tokens[s.TokenAt(start) : s.TokenAt(end-1)+1] {
		if i > 0 {
			text = append(text, '/')
		}
		text = append(text, s.Fold[t.Start:t.End]...)
	}
	return string(text)
}

// Package engine segments folded text into the words of a dictionary. It has three engines: the
// kernel, which gives gse's tokens faster; the cutter, which also finds words that the dictionary
// lacks, by a hidden Markov model; and gse itself, for comparison.
package engine

// Token is a stretch of folded text that an engine takes for one word. Tokens tile the text.
type Token struct {
	Start, End int32 // half-open indexes into the folded text, in characters
	Word       int32 // number of the word in the dictionary, -1 where it has no such word
}

// Engine segments folded text. An engine serves one goroutine.
type Engine interface {
	// Segment appends the tokens of fold to tokens. The codes are the Coder's for fold, with two
	// zeros behind; gse does without.
	Segment(fold []rune, codes []uint16, tokens []Token) []Token
}

// Package engine segments folded text into the words of a dictionary. It has three engines: the
// kernel, which gives gse's tokens faster; the cutter, which also finds words that the dictionary
// lacks, by a hidden Markov model; and gse itself, for comparison.
package engine

// Token is what gse's dictionary makes of a stretch of a sentence. Tokens tile the sentence's
// folded text.
type Token struct {
	Start, End int32 // half-open indexes into Sentence.Fold
	Word       int32 // number of the word in the dictionary (see Segmenter.Word), -1 where the dictionary has no such word
}

// Engine segments folded text: it appends to tokens what tiles fold. The codes are the Segmenter's
// table's for fold, with two zeros behind; gse does without. An engine serves one goroutine.
type Engine interface {
	Segment(fold []rune, codes []uint16, tokens []Token) []Token
}

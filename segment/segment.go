// Package segment turns text into sentences, tokens and mentions.
//
// What it does, in the order it happens:
//
//  1. A text is folded rune by rune: Traditional to Simplified, full width to ASCII, Latin to lower case, compatibility
//     forms unified; characters that only wrap or justify Han text are skipped. The way back to the original bytes is kept.
//  2. The folded text is cut into sentences. A sentence is the unit of everything that follows: tokens and mentions lie in
//     one sentence, and the same sentence gives the same tokens wherever it stands.
//  3. An engine segments the sentence by gse's dictionary: tokens tile it.
//  4. A Matcher finds the mentions of a Lexicon's concepts in it.
//
// This is the only package that knows gse.
package segment

// Span is half-open bytes of an original text.
type Span struct{ Start, End int }

// ExcludedSpan is a stretch of an original text, in half-open bytes, that is kept but not counted. Where
// Joins is set the text on both sides reads on (an inline tag); otherwise the stretch ends a
// paragraph.
type ExcludedSpan struct {
	Start, End int
	Joins      bool
}

// Mark is the earlier name of ExcludedSpan.
type Mark = ExcludedSpan

// Token is what gse's dictionary makes of a stretch of a sentence. Tokens tile the sentence's
// folded text.
type Token struct {
	Start, End int32 // half-open indexes into Sentence.Fold
	Word       int32 // number of the word in the dictionary (see Segmenter.Word), -1 where the dictionary has no such word
}

// Sentence is one sentence of a text, folded and segmented. A Splitter reuses it: it is valid until
// the next one is asked for.
type Sentence struct {
	Span              // where it stands in the original text, without the white space around it
	Fold      []rune  // folded text
	At        []int32 // At[i] is the byte of the original text at which the character behind Fold[i] starts
	Tokens    []Token
	Truncated bool // it goes on in the next sentence, for it got too long without a pause: a phrase across the two is not found

	text        string // the whole original text
	segmenter   *Segmenter
	quotes      []quotePair // filled when first asked for
	quotesKnown bool
}

// Mention is one occurrence of a concept in a sentence.
type Mention struct {
	Concept    int32 // index into Matcher.Concepts
	Pattern    int32 // index into the Concept's Phrases
	Start, End int32 // half-open indexes into Sentence.Fold
	Aligned    bool  // both edges fall on token edges
	InTheme    bool  // counted for the concept's theme, which counts each stretch of text once
}

// Package sentence turns a text into sentences, folded and segmented. Open makes a Segmenter, and
// each goroutine reads through a Splitter of its own. The Splitter folds a text, cuts it where
// sentences end, and hands each sentence to an engine. The way back to the original bytes is kept.
package sentence

import (
	"strings"
	"unicode/utf8"

	"tifa/segment/engine"
	"tifa/segment/normalize"
)

// Span is half-open bytes of an original text.
type Span struct{ Start, End int }

// ExcludedSpan is a stretch of an original text, in half-open bytes, that is kept but not counted.
// Where Joins is set the text on both sides reads on (an inline tag); otherwise the stretch ends a
// paragraph. A stretch with a Char is a reference to that character, such as &#43;, and counts as
// it.
type ExcludedSpan struct {
	Start, End int
	Joins      bool
	Char       rune
}

// Sentence is one sentence of a text, folded and segmented. A Splitter reuses it: it is valid until
// the next one is asked for.
type Sentence struct {
	Span        // where it stands in the original text, without the white space around it
	Fold []rune // folded text
	// At[i] is the byte of the original text at which the character behind Fold[i] starts
	At     []int32
	Tokens []engine.Token
	// it goes on in the next sentence, for it got too long without a pause: a phrase across the two
	// is not found
	Truncated bool
	// number of its paragraph in the text, from 0; numbers may be left out. Here a line break after
	// the end of a sentence ends a paragraph too: where no line is indented, each is one
	Paragraph int32

	text        string // the whole original text
	segmenter   *Segmenter
	quotes      []quotePair // filled when first asked for
	quotesKnown bool
}

// quotePair is a pair of quotation marks at two indexes into Sentence.Fold.
type quotePair struct{ open, close int32 }

// Original is where Fold[i:j] stands in the original text: from the start of the character behind
// Fold[i] to the end of the one behind Fold[j-1]. It wants 0 <= i < j <= len(Fold).
func (s *Sentence) Original(i, j int32) Span {
	return Span{int(s.At[i]), s.endOf(j - 1)}
}

// Segmenter is the one that segmented the sentence, nil where it is only folded.
func (s *Sentence) Segmenter() *Segmenter { return s.segmenter }

// Written is Fold[i:j] as it is written in the original text, without the characters that folding
// skipped. It wants 0 <= i < j <= len(Fold).
func (s *Sentence) Written(i, j int32) string {
	var b []byte
	for k := i; k < j; k++ {
		if s.text[s.At[k]] == '&' { // or a reference, which stands for what it was folded to
			b = utf8.AppendRune(b, s.Fold[k])
			continue
		}
		b = append(b, s.text[s.At[k]:s.endOf(k)]...)
	}
	return string(b)
}

// Joined says whether characters that folding skipped lie inside Fold[i:j]: a line break, a space
// between Han characters, an inline tag, a zero-width character.
func (s *Sentence) Joined(i, j int32) bool {
	for k := i; k < j-1; k++ {
		if s.endOf(k) != int(s.At[k+1]) {
			return true
		}
	}
	return false
}

// Quoted says whether Fold[i:j] stands inside a pair of quotation marks that opens and closes in
// this sentence.
func (s *Sentence) Quoted(i, j int32) bool {
	if !s.quotesKnown {
		s.findQuotes()
	}
	for _, q := range s.quotes {
		if q.open < i && q.close >= j {
			return true
		}
	}
	return false
}

// HanChars counts the Han characters of the sentence.
func (s *Sentence) HanChars() int {
	t, n := normalize.Characters(), 0
	for _, r := range s.Fold {
		if uint32(r-'一') < 0x9FFF-'一' || t.Properties(r)&normalize.Han != 0 {
			n++
		}
	}
	return n
}

// endOf is the byte after the original character behind Fold[k].
func (s *Sentence) endOf(k int32) int {
	at := int(s.At[k])
	if s.text[at] == '&' && s.Fold[k] != '&' { // a reference
		return at + strings.IndexByte(s.text[at:], ';') + 1
	}
	_, size := utf8.DecodeRuneInString(s.text[at:])
	return at + size
}

// findQuotes pairs the quotation marks of the sentence. Marks that are never closed, or never
// opened, pair with nothing.
func (s *Sentence) findQuotes() {
	s.quotesKnown = true
	s.quotes = s.quotes[:0]
	var opened [32]quotePair // a stack; close holds the closing mark that is awaited
	depth := 0
	for i, r := range s.Fold {
		awaited := closingQuote(r)
		if awaited != 0 && awaited != r || awaited == r && !awaits(opened[:depth], r) {
			if depth < len(opened) {
				opened[depth] = quotePair{int32(i), int32(awaited)}
				depth++
			}
			continue
		}
		for d := depth - 1; d >= 0; d-- {
			if opened[d].close == int32(r) {
				s.quotes = append(s.quotes, quotePair{opened[d].open, int32(i)})
				depth = d
				break
			}
		}
	}
}

func awaits(opened []quotePair, r rune) bool {
	for _, q := range opened {
		if q.close == int32(r) {
			return true
		}
	}
	return false
}

// closingQuote is the mark that closes the quotation mark r, 0 where r opens nothing. A straight
// mark closes itself.
func closingQuote(r rune) rune {
	if r == '"' {
		return r
	}
	return normalize.ClosingQuote(r)
}

// Package attribution says whose words a stretch of a text is: 外交部发言人耿爽表示，……. It reads a
// text sentence by sentence and returns spans, each with its speaker and the rule that found it.
//
// Rules, by name:
//
//   - quotation: the stretch stands in quotation marks that a verb of saying, or a name with a
//     colon, opens (X说：“……), up to the closing mark, over as many sentences as that takes. It
//     ends with the paragraph, unless the next one opens with the same mark.
//   - sentence: a verb of saying with a subject stands before it in its sentence; the nearest
//     counts.
//   - postposed: the stretch is a quotation, and the verb of saying follows its closing mark.
//   - paragraph: none of these; the nearest attribution before it in its paragraph, if that begins
//     its sentence. Who is cited (正如……所说, 习近平总书记指出) says one sentence.
//   - act: the stretch itself is what somebody does with words (坚决反对, 强烈谴责), and the subject
//     stands before it; nobody else is said to speak there.
//   - numbered: the same as paragraph, from the paragraph before, if this one begins with 第二， or
//     二是 and that one began with the attribution.
//
// Where no rule applies there is no span: the words are the author's, or nobody can tell. The verbs
// and the words that begin and end the name of a speaker are data: words.txt. A pronoun takes the
// name of the last person who spoke or acted in the text.
//
// Spans are a pure function of text and dictionary, and they take time in proportion to the text.
package attribution

import (
	"sort"

	"tifa/segment/sentence"
)

// Rule names the rule that found a speaker.
type Rule string

// The rules.
const (
	Quotation   Rule = "quotation"
	InSentence  Rule = "sentence"
	Postposed   Rule = "postposed"
	InParagraph Rule = "paragraph"
	Act         Rule = "act"
	Numbered    Rule = "numbered"
)

// Span is a stretch of an original text, in half-open bytes, and whose words it is. Speaker is the
// name as written, with the titles before it.
type Span struct {
	Start, End int
	Speaker    string
	Rule       Rule
}

// At returns the span that holds a whole stretch of the text, of spans in order; the zero Span
// where there is none.
func At(spans []Span, start, end int) Span {
	n := sort.Search(len(spans), func(i int) bool { return spans[i].Start > start }) - 1
	if n >= 0 && end <= spans[n].End {
		return spans[n]
	}
	return Span{}
}

// Rules are the word lists, by the numbers that a dictionary gives the words. They are safe for
// concurrent use.
type Rules struct{ roles []role }

// New looks up the words of all rules in the dictionary of s. A word that it lacks is never met.
func New(s *sentence.Segmenter) *Rules {
	r := &Rules{roles: make([]role, s.Words())}
	reader := s.Reader()
	for w, roles := range words.roles {
		for s := range reader.Sentences(w, nil) {
			if len(s.Tokens) == 1 && s.Tokens[0].Word >= 0 {
				r.roles[s.Tokens[0].Word] = roles
			}
		}
	}
	return r
}

// Reader returns a Reader, for one goroutine.
func (r *Rules) Reader() *Reader { return &Reader{rules: r} }

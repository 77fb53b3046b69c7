// Package attribution says whose words a stretch of a text is: 外交部发言人耿爽表示，…… It reads a text
// sentence by sentence and returns spans, each with its speaker and the rule that found it.
//
// Rules, by name:
//
//   - quotation: the stretch stands in quotation marks that a verb of saying or a name with a colon
//     opens (X说：“……), up to the closing mark, over as many sentences as that takes. It ends with
//     the paragraph, unless the next one opens with the same mark.
//   - sentence: a verb of saying with a subject stands before it in its sentence; the nearest counts.
//   - postposed: the stretch is a quotation, and the verb of saying follows its closing mark.
//   - paragraph: none of these; the nearest attribution before it in its paragraph, if that begins
//     its sentence. Who is cited (正如……所说, 习近平总书记指出) says one sentence.
//   - act: the stretch itself is what somebody does with words (坚决反对, 强烈谴责), and the subject
//     stands before it; nobody else is said to speak there.
//   - numbered: the same as paragraph from the paragraph before, if this one begins with 第二， or 二是.
//
// Where no rule applies there is no span: the words are the author's, or nobody can tell. The verbs
// and the words that begin and end the name of a speaker are lists: see words.go. A pronoun takes
// the name of the last person who spoke or acted in the text.
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
	Numbered    Rule = "numbered"
	Act         Rule = "act"
	Quotation   Rule = "quotation"
	InSentence  Rule = "sentence"
	InParagraph Rule = "paragraph"
	Postposed   Rule = "postposed"
)

// Span is a stretch of an original text, in half-open bytes, and whose words it is. Speaker is the
// name as written, with the titles before it.
type Span struct {
	Start, End int
	Speaker    string
	Rule       Rule
}

// Rules are the word lists, by the numbers that a dictionary gives the words. They are safe for
// concurrent use.
type Rules struct{ roles []role }

// New looks up the words of all rules in the dictionary of s. A word that the dictionary lacks is
// not recognized.
func New(s *sentence.Segmenter) *Rules {
	r := &Rules{roles: make([]role, s.Words())}
	reader := s.Reader()
	for w, roles := range words() {
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

// Reader attributes one text after another: Start, then Read for each sentence in order, then Spans.
type Reader struct {
	rules *Rules
	spans []Span

	paragraph int32       // number of the paragraph
	carry     string      // who spoke last in it, and goes on
	carried   Rule        // the rule that says so: InParagraph or Numbered
	opened    string      // who speaks from the beginning of the paragraph
	first     bool        // the sentence is the first of its paragraph
	person    string      // who spoke or acted last in the text
	quotes    []quotation // open ones, the outermost first
	closed    quotation   // the last one that was closed
	before    int         // where the sentence before ended

	s     *sentence.Sentence
	voice voice  // whose words the text is at this place
	from  int    // byte from which on it is
	said  string // who spoke last in the sentence, outside of quotations
	after int    // the token after the last verb of saying, and after the comma or colon behind it
	holds bool   // what was said goes on in the sentences that follow
	actor string // who does something in the sentence before speaking: 习近平出席会议
	stage bool   // the sentence tells who presides or attends
}

// voice is a speaker, and the rule that says so.
type voice struct {
	speaker string
	rule    Rule
}

// Start forgets the text before.
func (r *Reader) Start() {
	r.spans, r.quotes = r.spans[:0], r.quotes[:0]
	r.paragraph, r.carry, r.opened = -1, "", ""
	r.person, r.closed, r.before = "", quotation{}, 0
}

// Spans are those of the text read so far, in order, without overlap. They are valid until Start.
func (r *Reader) Spans() []Span { return r.spans }

// At returns the span that holds a whole stretch of the text, of spans in order; the zero Span
// where there is none.
func At(spans []Span, start, end int) Span {
	n := sort.Search(len(spans), func(i int) bool { return spans[i].Start > start }) - 1
	if n >= 0 && end <= spans[n].End {
		return spans[n]
	}
	return Span{}
}

// Read attributes the next sentence of the text.
func (r *Reader) Read(s *sentence.Sentence) {
	r.begin(s)
	for i, t := range s.Tokens {
		if t.Word >= 0 {
			if has := r.rules.roles[t.Word]; has&(strong|medium|activity|fused|acts) != 0 {
				r.act(i, has)
				r.verb(i, has)
				r.does(i, has)
			}
		}
		if t.End-t.Start == 1 {
			r.mark(i, s.Fold[t.Start])
		}
	}
	r.end()
}

func (r *Reader) begin(s *sentence.Sentence) {
	r.s, r.from, r.said, r.after, r.holds, r.actor, r.stage = s, s.Start, "", -1, true, "", false
	if r.first = s.Paragraph != r.paragraph; r.first {
		r.paragraph, r.carried = s.Paragraph, Numbered
		if r.carry != r.opened || !r.numbered() {
			r.carry = ""
		}
		r.newParagraph()
	}
	if len(s.Tokens) > 0 && r.source(0) {
		r.carry = ""
	}
	r.voice = r.standing()
}

// standing is whose words a sentence begins with.
func (r *Reader) standing() voice {
	if len(r.quotes) > 0 && r.quotes[0].speaker != "" {
		return voice{r.quotes[0].speaker, Quotation}
	}
	if r.carry != "" {
		return voice{r.carry, r.carried}
	}
	return voice{}
}

// turn ends the voice at a byte, where another begins.
func (r *Reader) turn(at int, to voice) {
	r.emit(r.from, at)
	r.voice, r.from = to, at
}

func (r *Reader) emit(from, to int) {
	if r.voice.speaker == "" || from >= to {
		return
	}
	r.spans = append(r.spans, Span{from, to, r.voice.speaker, r.voice.rule})
}

// end closes the sentence, and decides who goes on speaking in the next.
func (r *Reader) end() {
	s := r.s
	r.turn(s.End, voice{})
	r.before = s.End
	switch {
	case r.said != "" && r.holds:
		r.carry, r.carried = r.said, InParagraph
	case r.said != "" || !r.holds:
		r.carry = ""
	case r.actor != "" && (r.stage || r.carry == "") && len(r.quotes) == 0:
		r.carry = ""
		if !institution(r.actor) {
			r.person = r.actor
		}
	}
	if r.first {
		r.opened = r.carry
	}
}

// start is the byte at which token i starts, and endOf the one at which it ends.
func (r *Reader) start(i int) int { return int(r.s.At[r.s.Tokens[i].Start]) }

func (r *Reader) endOf(i int) int {
	t := r.s.Tokens[i]
	return r.s.Original(t.Start, t.End).End
}

// has returns the roles of token i, none where there is no such token.
func (r *Reader) has(i int) role {
	if i < 0 || i >= len(r.s.Tokens) || r.s.Tokens[i].Word < 0 {
		return 0
	}
	return r.rules.roles[r.s.Tokens[i].Word]
}

// is reports whether token i is a single character of a set.
func (r *Reader) is(i int, set string) bool {
	if i < 0 || i >= len(r.s.Tokens) {
		return false
	}
	t := r.s.Tokens[i]
	if t.End-t.Start != 1 {
		return false
	}
	for _, c := range set {
		if c == r.s.Fold[t.Start] {
			return true
		}
	}
	return false
}

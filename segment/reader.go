package segment

import (
	"iter"
	"unicode/utf8"
)

// maxSentence bounds a sentence, in folded characters, so that memory does not grow with a text that never ends one.
const maxSentence = 1 << 16

// Reader turns texts into sentences. It reuses its buffers, so one Reader serves one goroutine.
type Reader struct {
	segmenter *Segmenter
	table     *table
	engine    engine
	sentence  Sentence
	codes     []uint16 // of Sentence.Fold

	text   string
	marks  []Mark
	pos    int  // next byte of text
	tokens bool // segment the sentences

	pending   pending // white space seen since the last character
	pendingAt int     // where it starts
	last      props   // properties of the last character of the sentence, as written
	ended     ended   // whether that character ended the sentence
	straight  bool    // an ASCII quotation mark is open
	seq       iter.Seq[*Sentence]
}

// pending is what the white space between two characters amounts to.
type pending uint8

const (
	noSpace      pending = iota
	spaces               // white space within a line
	oneBreak             // a line break
	newParagraph         // a blank line, or a line break and an indented line
)

// ended says whether the sentence is complete unless what follows belongs to it.
type ended uint8

const (
	open     ended = iota
	mayEnd         // after ! or ?
	hasEnded       // after 。！？
)

// Sentences yields the sentences of text in order, folded and segmented. Marked stretches are left out: one that joins is
// as if it were not there, any other ends a paragraph. Marks must be sorted and disjoint. The sentence yielded is valid
// until the next one is asked for; the sequence, until Sentences is called again.
func (r *Reader) Sentences(text string, marks []Mark) iter.Seq[*Sentence] {
	return r.cut(text, marks, true)
}

func (r *Reader) cut(text string, marks []Mark, tokens bool) iter.Seq[*Sentence] {
	r.text, r.marks, r.pos, r.tokens = text, marks, 0, tokens
	r.sentence.text = text
	r.sentence.segmenter = r.segmenter
	r.clear()
	r.pending = noSpace
	if r.seq == nil {
		r.seq = r.run
	}
	return r.seq
}

func (r *Reader) clear() {
	r.sentence.Fold = r.sentence.Fold[:0]
	r.sentence.At = r.sentence.At[:0]
	r.codes = r.codes[:0]
	r.ended, r.straight, r.last = open, false, 0
}

func (r *Reader) run(yield func(*Sentence) bool) {
	for r.pos < len(r.text) || len(r.marks) > 0 {
		if len(r.marks) > 0 && r.marks[0].Start <= r.pos {
			m := r.marks[0]
			r.marks = r.marks[1:]
			r.pos = min(max(r.pos, m.End), len(r.text))
			if !m.Joins && !r.flush(yield) {
				return
			}
			continue
		}
		limit := len(r.text)
		if len(r.marks) > 0 {
			limit = min(limit, r.marks[0].Start)
		}
		if !r.stretch(limit, yield) {
			return
		}
	}
	r.flush(yield)
}

// stretch reads up to limit.
func (r *Reader) stretch(limit int, yield func(*Sentence) bool) bool {
	text := r.text[:limit]
	for r.pos < limit {
		at := r.pos
		c, size := utf8.DecodeRuneInString(text[at:])
		r.pos += size
		p := r.table.folds.props(c)
		if p&(propSkip|propSpace|propBreak|propParagraph) != 0 {
			r.white(c, p, at, text)
			continue
		}
		if !r.before(c, p, yield) {
			return false
		}
		folded, code := r.table.lookup(c)
		r.add(folded, code, at)
		r.after(c, p)
	}
	return true
}

// white takes note of white space, and of nothing for a character that is skipped.
func (r *Reader) white(c rune, p props, at int, text string) {
	if p&propSkip != 0 {
		return
	}
	if r.pending == noSpace {
		r.pendingAt = at
	}
	switch {
	case p&propParagraph != 0:
		r.pending = newParagraph
	case r.pending >= oneBreak:
		r.pending = newParagraph
	case p&propBreak != 0:
		r.pending = oneBreak
	default:
		r.pending = spaces
	}
	if c == '\r' && r.pos < len(text) && text[r.pos] == '\n' {
		r.pos++
	}
}

// before decides what becomes of the white space before a character, and whether the character begins a sentence.
func (r *Reader) before(c rune, p props, yield func(*Sentence) bool) bool {
	pending := r.pending
	r.pending = noSpace
	switch {
	case len(r.sentence.Fold) == 0:
		return true
	case pending == newParagraph, len(r.sentence.Fold) >= maxSentence, r.endsBefore(c, p, pending):
		return r.flush(yield)
	case pending == spaces && !justifies(r.last, p), pending == oneBreak && (r.last|p)&propWide == 0:
		r.add(' ', r.table.coder.code(' '), r.pendingAt)
	}
	return true
}

// endsBefore says whether the sentence is complete now that c follows.
func (r *Reader) endsBefore(c rune, p props, pending pending) bool {
	if r.ended == open {
		return false
	}
	if pending != noSpace {
		return true
	}
	if p&(propEnd|propMayEnd) != 0 || p&propClose != 0 && (c != '"' && c != '＂' || r.straight) {
		return false
	}
	return r.ended == hasEnded || p&(propWide|propQuote) != 0
}

func (r *Reader) add(folded rune, code uint16, at int) {
	r.sentence.Fold = append(r.sentence.Fold, folded)
	r.sentence.At = append(r.sentence.At, int32(at))
	r.codes = append(r.codes, code)
}

// after takes note of the character just added.
func (r *Reader) after(c rune, p props) {
	r.last = p
	switch {
	case p&propEnd != 0:
		r.ended = hasEnded
	case p&propMayEnd != 0:
		r.ended = max(r.ended, mayEnd)
	case p&propClose == 0:
		r.ended = open
	}
	if c == '"' || c == '＂' {
		r.straight = !r.straight
	}
}

// justifies says whether white space between two characters only justifies Chinese text.
func justifies(a, b props) bool {
	const chinese = propWide | propQuote
	return a&chinese != 0 && b&chinese != 0 && (a|b)&propWide != 0
}

// flush hands over the sentence collected so far, if there is one.
func (r *Reader) flush(yield func(*Sentence) bool) bool {
	r.pending = noSpace
	s := &r.sentence
	if len(s.Fold) == 0 {
		return true
	}
	last := int32(len(s.Fold)) - 1
	s.Span = s.Original(0, last+1)
	s.quotesKnown = false
	s.Tokens = s.Tokens[:0]
	if r.tokens {
		s.Tokens = r.engine.segment(s.Fold, r.codes, s.Tokens)
	}
	more := yield(s)
	r.clear()
	return more
}

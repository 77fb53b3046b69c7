package sentence

import (
	"strings"

	"tifa/segment/normalize"
)

// white takes note of white space, and of nothing for a character that is skipped.
func (r *Splitter) white(c rune, p normalize.Properties, at int) {
	if p&normalize.Skip != 0 {
		return
	}
	if r.pending == noSpace {
		r.pendingAt, r.line = at, line{}
	}
	switch {
	case p&normalize.Paragraph != 0:
		r.pending, r.line = newParagraph, line{}
	case p&normalize.Break != 0:
		r.pos += len(restOfBreak(c, r.text[r.pos:]))
		if r.pending >= oneBreak && c != '\f' && !r.line.page {
			r.pending = newParagraph
		}
		r.pending = max(r.pending, oneBreak)
		r.line = line{page: c == '\f'}
	default:
		r.pending = max(r.pending, spaces)
		r.line.indent += columns(c)
		r.line.wide = r.line.wide || c == '\u3000'
	}
}

// restOfBreak is what belongs to a line break that begins with c: the line feed of CR LF, and of
// CR CR LF, which is CR LF converted once more.
func restOfBreak(c rune, text string) string {
	for _, rest := range []string{"\n", "\r\n"} {
		if c == '\r' && strings.HasPrefix(text, rest) {
			return rest
		}
	}
	return ""
}

// columns is how far white space indents a line.
func columns(c rune) int {
	switch c {
	case '\t':
		return 8
	case '\u3000':
		return 2
	}
	return 1
}

// indented decides whether a line that follows a line break begins a paragraph: it is indented more
// than the line before it, or by a full-width blank, as Chinese paragraphs are. A margin that all
// lines have begins none.
func (r *Splitter) indented(pending pending) pending {
	if pending == oneBreak && (r.line.wide || r.line.indent > r.margin) {
		pending = newParagraph
	}
	if pending >= oneBreak {
		r.margin = r.line.indent
	}
	return pending
}

// before decides what becomes of the white space before a character, and whether the character
// begins a sentence.
func (r *Splitter) before(p normalize.Properties, yield func(*Sentence) bool) bool {
	pending := r.indented(r.pending)
	r.pending = noSpace
	switch {
	case len(r.sentence.Fold) == 0:
		return true
	case pending == newParagraph, pending == oneBreak && r.ended != open:
		return r.endParagraph(yield)
	case r.endsBefore(p, pending):
		return r.flush(yield)
	case len(r.sentence.Fold) >= longSentence && r.tooLong(p):
		r.sentence.Truncated = !r.pauses()
		return r.flush(yield)
	case pending == spaces && !justifies(r.last, p), pending == oneBreak &&
		(r.last|p)&normalize.Wide == 0:
		r.add(' ', r.table.coder.Code(' '), r.pendingAt)
	}
	return true
}

// endsBefore says whether the sentence is complete now that a character with properties p follows.
func (r *Splitter) endsBefore(p normalize.Properties, pending pending) bool {
	if r.ended == open {
		return false
	}
	if pending != noSpace {
		return true
	}
	if p&(normalize.End|normalize.MayEnd) != 0 || p&normalize.Close != 0 &&
		(p&normalize.Straight == 0 || r.straight) {
		return false
	}
	return r.ended == hasEnded || p&(normalize.Wide|normalize.Quote) != 0
}

// tooLong says whether a long sentence ends before a character with properties p.
func (r *Splitter) tooLong(p normalize.Properties) bool {
	return len(r.sentence.Fold) >= maxSentence || p&normalize.Han != 0 && r.pauses()
}

// pauses says whether the last character of the sentence is a pause.
func (r *Splitter) pauses() bool { return isPause(r.sentence.Fold[len(r.sentence.Fold)-1]) }

func isPause(folded rune) bool {
	switch folded {
	case ',', ';', ':', '、':
		return true
	}
	return false
}

func (r *Splitter) add(folded rune, code uint16, at int) {
	r.sentence.Fold = append(r.sentence.Fold, folded)
	r.sentence.At = append(r.sentence.At, int32(at))
	r.codes = append(r.codes, code)
}

// after takes note of the character just added.
func (r *Splitter) after(p normalize.Properties) {
	r.last = p
	switch {
	case p&normalize.End != 0:
		r.ended = hasEnded
	case p&normalize.MayEnd != 0:
		r.ended = max(r.ended, mayEnd)
	case p&normalize.Close == 0:
		r.ended = open
	}
	if p&normalize.Straight != 0 {
		r.straight = !r.straight
	}
}

// justifies says whether white space between two characters only justifies Chinese text.
func justifies(a, b normalize.Properties) bool {
	const chinese = normalize.Wide | normalize.Quote
	return a&chinese != 0 && b&chinese != 0 && (a|b)&normalize.Wide != 0
}

// endParagraph hands over the sentence collected so far, and what follows is in another paragraph.
func (r *Splitter) endParagraph(yield func(*Sentence) bool) bool {
	more := r.flush(yield)
	r.sentence.Paragraph++
	return more
}

// flush hands over the sentence collected so far, if there is one.
func (r *Splitter) flush(yield func(*Sentence) bool) bool {
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
		r.codes = append(r.codes, 0, 0)
		s.Tokens = r.engine.Segment(s.Fold, r.codes, s.Tokens)
	}
	more := yield(s)
	r.clear()
	return more
}

package attribution

import (
	"strings"

	"tifa/segment/normalize"
)

// quotation is a stretch in quotation marks.
type quotation struct {
	start, end int    // bytes, the marks included
	close      rune   // the mark that ends it
	speaker    string // who is said to speak before it; empty where nobody is
	outside    voice  // whose words the text around it is
	whole      bool   // its last character ends a sentence or is a comma
}

const maxQuotes = 8 // deeper ones are not told apart

// newParagraph ends what a paragraph ends: a quotation, unless the paragraph opens with its mark
// again.
func (r *Reader) newParagraph() {
	if len(r.quotes) > 0 && normalize.ClosingQuote(r.s.Fold[0]) == r.quotes[0].close && r.quotes[0].speaker != "" {
		r.quotes = r.quotes[:1]
		r.quotes[0].outside = voice{}
		r.after = -2 // its first mark opens nothing new
		return
	}
	r.quotes, r.closed = r.quotes[:0], quotation{}
}

// mark takes note of a token of one character: a quotation mark, a comma or a colon.
func (r *Reader) mark(i int, c rune) {
	if end := normalize.ClosingQuote(c); end != 0 {
		r.open(i, end)
		return
	}
	switch {
	case c == '"':
		r.straight(i)
	case normalize.ClosesQuote(c):
		r.close(i, c)
	case strings.ContainsRune(",: 的道了", c):
		if r.after == i {
			r.after++
		}
	}
}

// straight takes a straight quotation mark for a closing one where one is open.
func (r *Reader) straight(i int) {
	for _, q := range r.quotes {
		if q.close == '"' {
			r.close(i, '"')
			return
		}
	}
	r.open(i, '"')
}

// open begins a quotation.
func (r *Reader) open(i int, end rune) {
	if r.after == -2 && i == 0 || len(r.quotes) == maxQuotes {
		r.after = -1
		return
	}
	q := quotation{start: r.start(i), close: end, outside: r.voice}
	switch {
	case r.after == i && r.voice.speaker != "":
		q.speaker = r.voice.speaker
	case r.is(i-1, ":") && len(r.quotes) == 0:
		q.speaker = r.label(i - 1)
	}
	if q.speaker != "" {
		r.turn(q.start, voice{q.speaker, Quotation})
	}
	r.quotes = append(r.quotes, q)
}

// close ends the innermost quotation that waits for c, and those inside it that were left open.
func (r *Reader) close(i int, c rune) {
	for n := len(r.quotes) - 1; n >= 0; n-- {
		if r.quotes[n].close != c {
			continue
		}
		q := r.quotes[n]
		r.quotes = r.quotes[:n]
		q.end, q.whole = r.endOf(i), r.is(i-1, "。,!?;…")
		r.leave(q)
		r.closed = q
		return
	}
}

// leave decides whose words follow a quotation. A verb of saying announced it: where it ends with
// its sentence that is all that was said, else what follows in the sentence is said too.
func (r *Reader) leave(q quotation) {
	if q.speaker == "" {
		return
	}
	to := q.outside
	if len(r.quotes) == 0 {
		r.holds = false
		if q.whole {
			to = voice{}
		}
	}
	r.turn(q.end, to)
}

// label is the name before a colon that a quotation follows, where it begins the sentence:
// 习近平：“……. It returns "" where that is no name.
func (r *Reader) label(colon int) string {
	const longest = 12 // tokens
	if r.voice.speaker != "" && !r.voice.carries() {
		return r.voice.speaker
	}
	if colon == 0 || colon > longest || r.clauseStart(colon) != 0 {
		return ""
	}
	name := r.name(0, colon)
	if name.kind != named || name.from != 0 || name.to != colon {
		return ""
	}
	return r.written(name)
}

// postpone gives the quotation that was just closed to the speaker who is named behind it, if it
// has none. Clause is the token at which the clause with the speaker starts.
func (r *Reader) postpone(clause int, speaker string) {
	const shortest = 60 // bytes: twenty characters; a shorter one may be a term or a title
	q, at := r.closed, r.before
	if clause > 0 {
		if r.is(clause-1, ",") {
			clause--
		}
		if clause == 0 {
			return
		}
		at = r.endOf(clause - 1)
	}
	if q.end == 0 || q.end != at || q.speaker != "" || q.outside.rule == InSentence ||
		!q.whole && q.end-q.start < shortest {
		return
	}
	r.repaint(Span{q.start, q.end, speaker, Postposed})
	r.closed = quotation{}
}

// repaint puts a span at the end of the spans, in place of what they say of its stretch.
func (r *Reader) repaint(s Span) {
	for n := len(r.spans) - 1; n >= 0 && r.spans[n].End > s.Start; n-- {
		if r.spans[n].Start < s.Start {
			r.spans[n].End = s.Start
			break
		}
		r.spans = r.spans[:n]
	}
	r.spans = append(r.spans, s)
	r.from = max(r.from, s.End)
}

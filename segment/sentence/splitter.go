package sentence

import (
	"iter"
	"slices"
	"unicode/utf8"

	"tifa/segment/dictionary"
	"tifa/segment/engine"
	"tifa/segment/normalize"
)

// Bounds of a sentence, in folded characters. Each mention carries its sentence, so that a text
// that never ends one would take memory by its length times its mentions.
const (
	longSentence = 2000 // from here on a sentence ends after the next , ; : or 、 too
	// here it ends, and may cut a phrase: no text that somebody wrote goes on so long without a
	// comma
	maxSentence = 8192
)

// Splitter turns texts into sentences. It reuses its buffers, so one Splitter serves one goroutine.
type Splitter struct {
	segmenter *Segmenter
	table     *table
	engine    engine.Engine
	sentence  Sentence
	codes     []uint16 // of Sentence.Fold

	text   string
	marks  []ExcludedSpan
	pos    int  // next byte of text
	tokens bool // segment the sentences

	pending   pending              // white space seen since the last character
	pendingAt int                  // where it starts
	line      line                 // the line that begins with it
	margin    int                  // indentation of the line under way
	last      normalize.Properties // properties of the last character of the sentence, as written
	ended     ended                // whether that character ended the sentence
	straight  bool                 // an ASCII quotation mark is open
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

// line is how a line begins.
type line struct {
	indent int  // columns of white space
	wide   bool // a full-width blank among them
	page   bool // a page begins with it
}

// ended says whether the sentence is complete unless what follows belongs to it.
type ended uint8

const (
	open     ended = iota
	mayEnd         // after ! or ?
	hasEnded       // after 。！？
)

// Sentences yields the sentences of text in order, folded and segmented. Marked stretches are left
// out: one that joins is as if it were not there, any other ends a paragraph. Marks must be sorted
// and disjoint, texts shorter than 2 GB. The sentence yielded is valid until the next one is asked
// for; the sequence, until Sentences is called again.
func (r *Splitter) Sentences(text string, marks []ExcludedSpan) iter.Seq[*Sentence] {
	return r.cut(text, marks, true)
}

// Folded yields the sentences of text as Sentences does, folded but not segmented: without tokens.
func (r *Splitter) Folded(text string, marks []ExcludedSpan) iter.Seq[*Sentence] {
	return r.cut(text, marks, false)
}

func (r *Splitter) cut(text string, marks []ExcludedSpan, tokens bool) iter.Seq[*Sentence] {
	r.text, r.marks, r.pos, r.tokens = text, marks, 0, tokens
	r.sentence.text = text
	r.sentence.segmenter, r.sentence.Paragraph = r.segmenter, 0
	r.clear()
	r.pending, r.line, r.margin = oneBreak, line{}, 0
	if r.seq == nil {
		r.seq = r.run
	}
	return r.seq
}

func (r *Splitter) clear() {
	r.sentence.Fold = r.sentence.Fold[:0]
	r.sentence.At = r.sentence.At[:0]
	r.sentence.Truncated = false
	r.codes = r.codes[:0]
	r.ended, r.straight, r.last = open, false, 0
}

func (r *Splitter) run(yield func(*Sentence) bool) {
	for r.pos < len(r.text) {
		if len(r.marks) > 0 && r.marks[0].Start <= r.pos {
			m := r.marks[0]
			r.marks = r.marks[1:]
			at := r.pos
			r.pos = min(max(r.pos, m.End), len(r.text))
			if m.Char != 0 && !r.read(m.Char, at, yield) {
				return
			}
			if !m.Joins && !r.endParagraph(yield) {
				return
			}
			continue
		}
		limit := len(r.text)
		if len(r.marks) > 0 {
			limit = min(limit, r.marks[0].Start)
		}
		if !r.readTo(limit, yield) {
			return
		}
	}
	r.flush(yield)
}

// readTo reads up to limit: plain characters in bulk, the others one by one.
func (r *Splitter) readTo(limit int, yield func(*Sentence) bool) bool {
	text := r.text[:limit]
	for r.pos < limit {
		if r.pending == noSpace && r.ended == open {
			r.plain(text)
			if r.pos == limit {
				return true
			}
		}
		at := r.pos
		c, size := utf8.DecodeRuneInString(text[at:])
		r.pos += size
		if !r.read(c, at, yield) {
			return false
		}
	}
	return true
}

// read takes one character, which stands at a byte of the text and ends before r.pos.
func (r *Splitter) read(c rune, at int, yield func(*Sentence) bool) bool {
	p := r.table.folds.Properties(c)
	if p&(normalize.Skip|normalize.Space|normalize.Break|normalize.Paragraph) != 0 {
		r.white(c, p, at)
		return true
	}
	if !r.before(p, yield) {
		return false
	}
	folded, code := r.table.lookup(c)
	r.add(folded, code, at)
	r.after(p)
	return true
}

// plain adds characters to the sentence as long as each is itself only: not white space, not the
// end of a sentence. It stops before the first that needs a closer look, at the latest where the
// sentence is long.
func (r *Splitter) plain(text string) {
	s := &r.sentence
	n := len(s.Fold)
	room := min(len(text)-r.pos, longSentence-n)
	if room <= 0 {
		return
	}
	r.reserve(room)
	fold, from, codes := s.Fold[:n+room], s.At[:n+room], r.codes[:n+room]
	last, pos := uint16(0), r.pos
	for ; pos < len(text) && n < len(fold); n++ {
		c, size := uint16(text[pos]), 1
		if c >= utf8.RuneSelf {
			if c, size = dictionary.ThreeBytes(text, pos); size == 0 {
				break
			}
		}
		e := r.table.entries[c]
		if uint16(e) >= dictionary.Special {
			break
		}
		fold[n], from[n], codes[n] = rune(e>>16), int32(pos), uint16(e)
		last = c
		pos += size
	}
	if n > len(s.Fold) {
		r.last = r.table.folds.Properties(rune(last))
	}
	s.Fold, s.At, r.codes, r.pos = fold[:n], from[:n], codes[:n], pos
}

// reserve makes room for n more characters.
func (r *Splitter) reserve(n int) {
	r.sentence.Fold = slices.Grow(r.sentence.Fold, n)
	r.sentence.At = slices.Grow(r.sentence.At, n)
	r.codes = slices.Grow(r.codes, n)
}

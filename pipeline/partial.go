package pipeline

import (
	"encoding/binary"
	"errors"

	"tifa/corpus"
)

// partial is all that a run needs of one document. It is a function of the document and the settings alone, so partials may be
// made in any order and on any machine.
//
// On disk a part file holds partials one after the other, each as
//
//	kind     1 byte: 'd' a document, 'p' a problem
//	head     uvarint length, then the head: what the index of documents needs
//	body     uvarint length, then the body: facts and mentions
//	words    uvarint length, then the word counts
//	sequence uvarint length, then the tokens in their order
//
// Strings are a uvarint length and bytes, numbers are varints, booleans are bits of one number.
type partial struct {
	head
	facts
	mentions []mention
	words    []wordCount
	sequence sequence
}

// head is what settling needs: identity, date, and the key by which duplicates are found.
type head struct {
	id, source, path string
	record           int
	date             corpus.Date
	content          [16]byte // equal for documents that repeat each other
}

// facts go into the documents table as they are.
type facts struct {
	dateFrom, title, author, url, encoding, textHash string
	bytes, markedBytes, sentences, tokens, hanChars  int64
}

// mention is one mention with its evidence, cut from the original.
type mention struct {
	concept                      int
	inTitle, aligned, joined     bool
	quoted, inTheme              bool
	start, end, sentenceStart    int
	keyword, pre, post, sentence string
}

// wordCount is how often a document uses a word: a word of the dictionary by number, any other (word −1) by its text.
type wordCount struct {
	word  int32
	text  string
	count int64
}

func (h *head) encode(b []byte) []byte {
	b = appendStrings(b, h.id, h.source, h.path)
	b = appendInts(b, int64(h.record), int64(h.date.Year), int64(h.date.Month), int64(h.date.Day))
	return append(b, h.content[:]...)
}

func (h *head) decode(d *decoder) {
	d.strings(&h.id, &h.source, &h.path)
	h.record, h.date.Year, h.date.Month, h.date.Day = d.int(), d.int(), d.int(), d.int()
	copy(h.content[:], d.take(len(h.content)))
}

func (p *partial) encodeBody(b []byte) []byte {
	b = appendStrings(b, p.dateFrom, p.title, p.author, p.url, p.encoding, p.textHash)
	b = appendInts(b, p.bytes, p.markedBytes, p.sentences, p.tokens, p.hanChars, int64(len(p.mentions)))
	for i := range p.mentions {
		m := &p.mentions[i]
		b = appendInts(b, int64(m.concept), m.flags(), int64(m.start), int64(m.end), int64(m.sentenceStart))
		sentence := m.sentence
		if i > 0 && m.sameSentence(&p.mentions[i-1]) {
			sentence = "" // a long sentence with many mentions would be as large as their product
		}
		b = appendStrings(b, m.keyword, m.pre, m.post, sentence)
	}
	return b
}

func (m *mention) sameSentence(before *mention) bool {
	return m.inTitle == before.inTitle && m.sentenceStart == before.sentenceStart
}

func (p *partial) encodeWords(b []byte) []byte {
	b = appendInts(b, int64(len(p.words)))
	for _, w := range p.words {
		b = appendInts(b, int64(w.word), w.count)
		if w.word < 0 {
			b = appendStrings(b, w.text)
		}
	}
	return b
}

func (p *partial) decodeBody(d *decoder) {
	d.strings(&p.dateFrom, &p.title, &p.author, &p.url, &p.encoding, &p.textHash)
	p.bytes, p.markedBytes, p.sentences, p.tokens, p.hanChars = d.int64(), d.int64(), d.int64(), d.int64(), d.int64()
	p.mentions = p.mentions[:0]
	for range d.len() {
		m := mention{concept: d.int()}
		m.setFlags(d.int64())
		m.start, m.end, m.sentenceStart = d.int(), d.int(), d.int()
		d.strings(&m.keyword, &m.pre, &m.post, &m.sentence)
		if n := len(p.mentions); n > 0 && m.sameSentence(&p.mentions[n-1]) {
			m.sentence = p.mentions[n-1].sentence
		}
		p.mentions = append(p.mentions, m)
	}
}

func (p *partial) decodeWords(d *decoder) {
	p.words = p.words[:0]
	for range d.len() {
		w := wordCount{word: int32(d.int64()), count: d.int64()}
		if w.word < 0 {
			d.strings(&w.text)
		}
		p.words = append(p.words, w)
	}
}

func (m *mention) flags() (bits int64) {
	for i, set := range []bool{m.inTitle, m.aligned, m.joined, m.quoted, m.inTheme} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

func (m *mention) setFlags(bits int64) {
	for i, flag := range []*bool{&m.inTitle, &m.aligned, &m.joined, &m.quoted, &m.inTheme} {
		*flag = bits>>i&1 == 1
	}
}

func encodeProblem(b []byte, p *corpus.Problem) []byte {
	b = appendStrings(b, p.Path, p.Place, p.Kind, p.Reason, p.Action)
	return appendInts(b, int64(p.Record))
}

func decodeProblem(d *decoder) (p corpus.Problem) {
	d.strings(&p.Path, &p.Place, &p.Kind, &p.Reason, &p.Action)
	p.Record = d.int()
	return p
}

func appendStrings(b []byte, list ...string) []byte {
	for _, s := range list {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

func appendInts(b []byte, list ...int64) []byte {
	for _, n := range list {
		b = binary.AppendVarint(b, n)
	}
	return b
}

// errTorn is a part file that does not hold what it should.
var errTorn = errors.New("part file is torn: delete the .work folder beside the results and run again")

// decoder reads what the append functions wrote. After the first error everything reads as zero; err tells.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.err, d.b = errTorn, nil
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) int64() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.take(-1)
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) int() int { return int(d.int64()) }

// len reads a length, which can't exceed what is left to read.
func (d *decoder) len() int {
	n := d.int()
	if n < 0 || n > len(d.b) {
		d.take(-1)
		return 0
	}
	return n
}

func (d *decoder) strings(list ...*string) {
	for _, s := range list {
		v, n := binary.Uvarint(d.b)
		if n <= 0 || v > uint64(len(d.b)-n) {
			d.take(-1)
			return
		}
		d.b = d.b[n:]
		*s = string(d.take(int(v)))
	}
}

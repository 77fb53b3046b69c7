package store

import "tifa/corpus"

// Record is all that a run needs of one document. It is a function of the document and the settings
// alone, so records may be made in any order and on any machine.
type Record struct {
	Head
	Facts
	Mentions []Mention
	Words    []WordCount
	Sequence Sequence
}

// Head is what merging needs: identity, date, and the key by which duplicates are found.
type Head struct {
	ID, Source, Path string
	Record           int
	Date             corpus.Date
	Content          [16]byte // equal for documents that repeat each other
	// Authors are the bylines once more, without where they were read: merging finds whom they
	// mean.
	Authors []corpus.Byline
}

// Facts go into the documents table as they are.
type Facts struct {
	DateFrom, Title, Author, URL, Encoding, TextHash string
	Bytes, MarkedBytes, Sentences, Tokens, HanChars  int64
	// Bylines are the authors; in a record read from a shard they are valid until the next is read.
	Bylines []corpus.Byline
}

// Mention is one mention with its evidence, cut from the original. Start, End and SentenceStart are
// bytes of the original text, or of the title.
type Mention struct {
	Concept                      int // number in the matcher's list
	InTitle, Aligned, Joined     bool
	Quoted, InTheme              bool
	Start, End, SentenceStart    int
	Keyword, Pre, Post, Sentence string
	Speaker, SpeakerRule         string // empty where no rule says whose words these are
}

// WordCount is how often a document uses a word: a word of the dictionary by number, any other
// (word -1) by its text.
type WordCount struct {
	Word  int32
	Text  string
	Count int64
}

// Encoded is a record as a shard has it. It may be used again and again.
type Encoded struct{ head, body, words, sequence []byte }

// Encode encodes a record in place of the one before.
func (e *Encoded) Encode(r *Record) {
	e.head, e.body = r.encode(e.head[:0]), r.encodeBody(e.body[:0])
	e.words, e.sequence = r.encodeWords(e.words[:0]), r.Sequence.encode(e.sequence[:0])
}

func (h *Head) encode(b []byte) []byte {
	b = appendStrings(b, h.ID, h.Source, h.Path)
	b = appendInts(b, int64(h.Record), int64(h.Date.Year), int64(h.Date.Month), int64(h.Date.Day))
	b = appendInts(append(b, h.Content[:]...), int64(len(h.Authors)))
	for i := range h.Authors {
		b = appendStrings(b, h.Authors[i].Name, h.Authors[i].Affiliation)
	}
	return b
}

func (h *Head) decode(d *decoder) {
	d.strings(&h.ID, &h.Source, &h.Path)
	h.Record, h.Date.Year, h.Date.Month, h.Date.Day = d.int(), d.int(), d.int(), d.int()
	copy(h.Content[:], d.take(len(h.Content)))
	h.Authors = nil
	for range d.len() {
		var a corpus.Byline
		if d.strings(&a.Name, &a.Affiliation); d.err != nil {
			return
		}
		h.Authors = append(h.Authors, a)
	}
}

func (r *Record) encodeBody(b []byte) []byte {
	b = appendStrings(b, r.DateFrom, r.Title, r.Author, r.URL, r.Encoding, r.TextHash)
	b = r.encodeBylines(b)
	b = appendInts(b, r.Bytes, r.MarkedBytes, r.Sentences, r.Tokens, r.HanChars, int64(len(r.Mentions)))
	for i := range r.Mentions {
		m := &r.Mentions[i]
		b = appendInts(b, int64(m.Concept), m.flags(), int64(m.Start), int64(m.End), int64(m.SentenceStart))
		sentence := m.Sentence
		if i > 0 && m.sameSentence(&r.Mentions[i-1]) {
			sentence = "" // a long sentence with many mentions would be as large as their product
		}
		b = appendStrings(b, m.Keyword, m.Pre, m.Post, sentence, m.Speaker, m.SpeakerRule)
	}
	return b
}

func (m *Mention) sameSentence(before *Mention) bool {
	return m.InTitle == before.InTitle && m.SentenceStart == before.SentenceStart
}

func (r *Record) decodeBody(d *decoder) {
	d.strings(&r.DateFrom, &r.Title, &r.Author, &r.URL, &r.Encoding, &r.TextHash)
	r.decodeBylines(d)
	r.Bytes, r.MarkedBytes, r.Sentences = d.int64(), d.int64(), d.int64()
	r.Tokens, r.HanChars = d.int64(), d.int64()
	r.Mentions = r.Mentions[:0]
	for range d.len() {
		m := Mention{Concept: d.int()}
		m.setFlags(d.int64())
		m.Start, m.End, m.SentenceStart = d.int(), d.int(), d.int()
		d.strings(&m.Keyword, &m.Pre, &m.Post, &m.Sentence, &m.Speaker, &m.SpeakerRule)
		if n := len(r.Mentions); n > 0 && m.sameSentence(&r.Mentions[n-1]) {
			m.Sentence = r.Mentions[n-1].Sentence
		}
		if d.err != nil {
			return
		}
		r.Mentions = append(r.Mentions, m)
	}
}

func (f *Facts) encodeBylines(b []byte) []byte {
	b = appendInts(b, int64(len(f.Bylines)))
	for i := range f.Bylines {
		b = appendStrings(b, f.Bylines[i].Name, f.Bylines[i].Affiliation, f.Bylines[i].From)
	}
	return b
}

func (f *Facts) decodeBylines(d *decoder) {
	f.Bylines = f.Bylines[:0]
	for range d.len() {
		var l corpus.Byline
		d.strings(&l.Name, &l.Affiliation, &l.From)
		if d.err != nil {
			return
		}
		f.Bylines = append(f.Bylines, l)
	}
}

func (r *Record) encodeWords(b []byte) []byte {
	b = appendInts(b, int64(len(r.Words)))
	for _, w := range r.Words {
		b = appendInts(b, int64(w.Word), w.Count)
		if w.Word < 0 {
			b = appendStrings(b, w.Text)
		}
	}
	return b
}

func (r *Record) decodeWords(d *decoder) {
	r.Words = r.Words[:0]
	for range d.len() {
		w := WordCount{Word: d.int32(), Count: d.int64()}
		if w.Word < 0 {
			d.strings(&w.Text)
		}
		if d.err != nil {
			return
		}
		r.Words = append(r.Words, w)
	}
}

func (m *Mention) flags() (bits int64) {
	for i, set := range []bool{m.InTitle, m.Aligned, m.Joined, m.Quoted, m.InTheme} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

func (m *Mention) setFlags(bits int64) {
	for i, flag := range []*bool{&m.InTitle, &m.Aligned, &m.Joined, &m.Quoted, &m.InTheme} {
		*flag = bits>>i&1 == 1
	}
}

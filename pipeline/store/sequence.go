package store

import "encoding/binary"

// Sequence is the tokens of a document in their order, sentence by sentence: words of the
// dictionary by number, others as -1-n, where n is the number of their text in Others.
type Sequence struct {
	Tokens  []int32
	Ends    []int32 // of each sentence, an index into Tokens
	Others  []string
	numbers map[string]int32
}

// Clear empties the sequence, to be filled again.
func (q *Sequence) Clear() {
	q.Tokens, q.Ends, q.Others = q.Tokens[:0], q.Ends[:0], q.Others[:0]
	if q.numbers == nil {
		q.numbers = map[string]int32{}
	}
	clear(q.numbers)
}

// Add adds a token: its number in the dictionary, or -1 and its text.
func (q *Sequence) Add(word int32, text []rune) {
	if word >= 0 {
		q.Tokens = append(q.Tokens, word)
		return
	}
	n, ok := q.numbers[string(text)]
	if !ok {
		n = int32(-1 - len(q.Others))
		q.Others = append(q.Others, string(text))
		q.numbers[string(text)] = n
	}
	q.Tokens = append(q.Tokens, n)
}

// EndSentence ends a sentence after the last token.
func (q *Sequence) EndSentence() { q.Ends = append(q.Ends, int32(len(q.Tokens))) }

func (q *Sequence) encode(b []byte) []byte {
	b = appendInts(b, int64(len(q.Others)))
	b = appendStrings(b, q.Others...)
	b = appendInts(b, int64(len(q.Ends)))
	start := int32(0)
	for _, end := range q.Ends {
		b = binary.AppendUvarint(b, uint64(end-start))
		for _, n := range q.Tokens[start:end] {
			b = binary.AppendVarint(b, int64(n))
		}
		start = end
	}
	return b
}

// decode reads what encode wrote; the texts of Others are new.
func (q *Sequence) decode(d *decoder) {
	q.Tokens, q.Ends, q.Others = q.Tokens[:0], q.Ends[:0], q.Others[:0]
	for range d.len() {
		var text string
		if d.strings(&text); d.err != nil {
			return
		}
		q.Others = append(q.Others, text)
	}
	for range d.len() {
		n, size := binary.Uvarint(d.b)
		if size <= 0 || n > uint64(len(d.b)-size) {
			d.take(-1)
			return
		}
		d.b = d.b[size:]
		for range n {
			q.token(d)
		}
		if d.err != nil {
			return
		}
		q.EndSentence()
	}
}

func (q *Sequence) token(d *decoder) {
	n := d.int32()
	if n < 0 && int(-1-n) >= len(q.Others) {
		d.take(-1)
	}
	if d.err == nil {
		q.Tokens = append(q.Tokens, n)
	}
}

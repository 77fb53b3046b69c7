package pipeline

import (
	"encoding/binary"

	"tifa/segment"
)

// sequence is the tokens of a document in their order, sentence by sentence: words of the dictionary by number, others by
// the place of their text in others, as -1, -2 and so on. A sentence ends where ends says.
type sequence struct {
	tokens  []int32
	ends    []int32 // of each sentence, an index into tokens
	others  []string
	numbers map[string]int32
}

func (q *sequence) clear() {
	q.tokens, q.ends, q.others = q.tokens[:0], q.ends[:0], q.others[:0]
	if q.numbers == nil {
		q.numbers = map[string]int32{}
	}
	clear(q.numbers)
}

func (q *sequence) add(s *segment.Sentence, t segment.Token) {
	if t.Word >= 0 {
		q.tokens = append(q.tokens, t.Word)
		return
	}
	text := s.Fold[t.Start:t.End]
	n, ok := q.numbers[string(text)]
	if !ok {
		n = int32(-1 - len(q.others))
		q.others = append(q.others, string(text))
		q.numbers[string(text)] = n
	}
	q.tokens = append(q.tokens, n)
}

func (q *sequence) endSentence() { q.ends = append(q.ends, int32(len(q.tokens))) }

func (q *sequence) encode(b []byte) []byte {
	b = appendInts(b, int64(len(q.others)))
	b = appendStrings(b, q.others...)
	b = appendInts(b, int64(len(q.ends)))
	start := int32(0)
	for _, end := range q.ends {
		b = binary.AppendUvarint(b, uint64(end-start))
		for _, n := range q.tokens[start:end] {
			b = binary.AppendVarint(b, int64(n))
		}
		start = end
	}
	return b
}

// decode reads what encode wrote; the texts of others are new.
func (q *sequence) decode(d *decoder) {
	q.tokens, q.ends, q.others = q.tokens[:0], q.ends[:0], q.others[:0]
	for range d.len() {
		var text string
		d.strings(&text)
		q.others = append(q.others, text)
	}
	for range d.len() {
		n, size := binary.Uvarint(d.b)
		if size <= 0 || n > uint64(len(d.b)) {
			d.take(-1)
			return
		}
		d.b = d.b[size:]
		for range n {
			q.tokens = append(q.tokens, int32(d.int64()))
		}
		q.endSentence()
	}
}

package store

import (
	"encoding/binary"
	"errors"
	"math"

	"tifa/corpus"
)

// errDamaged is bytes that no shard has.
var errDamaged = errors.New("not as it was written")

// errTooLong is a document that no shard can hold.
var errTooLong = errors.New("a document takes more than 2 GB")

// maxChunk is the most bytes of a chunk.
const maxChunk = math.MaxInt32 - checkBytes

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

// decoder reads what the append functions wrote. After the first error everything reads as zero;
// err tells. It accepts any bytes: memory is bounded by a small multiple of theirs.
type decoder struct {
	b   []byte
	err error
}

// end reports an error if something went wrong, or bytes are left.
func (d *decoder) end() error {
	if d.err == nil && len(d.b) > 0 {
		d.err = errDamaged
	}
	return d.err
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.err, d.b = errDamaged, nil
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

func (d *decoder) int32() int32 {
	v := d.int64()
	if v != int64(int32(v)) {
		d.take(-1)
		return 0
	}
	return int32(v)
}

// len reads the length of a list whose elements take at least a byte each, so it can't exceed what
// is left to read.
func (d *decoder) len() int {
	n := d.int64()
	if n < 0 || n > int64(len(d.b)) {
		d.take(-1)
		return 0
	}
	return int(n)
}

// bytes reads a length and as many bytes.
func (d *decoder) bytes() []byte {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > uint64(len(d.b)-n) {
		return d.take(-1)
	}
	d.b = d.b[n:]
	return d.take(int(v))
}

func (d *decoder) strings(list ...*string) {
	for _, s := range list {
		*s = string(d.bytes())
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

func encodeSummary(s *Summary, sum []byte) []byte {
	transient := int64(0)
	if s.Transient {
		transient = 1
	}
	b := appendInts(nil, int64(s.Documents), int64(s.Problems), transient, s.Bytes)
	return appendStrings(b, s.Input, string(sum))
}

func decodeSummary(d *decoder) (s Summary, sum []byte) {
	s.Documents, s.Problems, s.Transient, s.Bytes = d.int(), d.int(), d.int64() == 1, d.int64()
	d.strings(&s.Input)
	return s, d.bytes()
}

package store

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"

	"tifa/corpus"
)

// Offset says where the chunks of a document after its head are in their shard.
type Offset struct {
	body    int64    // offset of the first, in bytes
	lengths [3]int32 // bytes of body, words and sequence
}

// chunk returns the offset and the bytes of chunk n: 0 the body, 1 the words, 2 the sequence.
func (o *Offset) chunk(n int) (at int64, length int32) {
	at = o.body
	for _, l := range o.lengths[:n] {
		at += int64(l) + checkBytes
	}
	return at, o.lengths[n]
}

// Check reads a whole shard and checks it. A shard that does not check, or is not there, is a
// DamagedError.
func (s *Folder) Check(name string) (Summary, error) {
	return s.Scan(name, func(*Head, Offset) {}, func(corpus.Problem) {})
}

// Scan yields the content of a shard in the order in which it was written, and checks all of it.
// The yielded Head is valid until the next. After an error the shard was not as it was written, so
// whatever was yielded is worth nothing.
func (s *Folder) Scan(name string, document func(*Head, Offset),
	problem func(corpus.Problem)) (Summary, error) {
	f, err := s.openShard(name)
	if err != nil {
		return Summary{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Summary{}, err
	}
	got, err := scan(f, name, info.Size(), document, problem)
	if errors.Is(err, errDamaged) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = &DamagedError{name, err.Error()}
	}
	return got, err
}

// openShard opens a regular file. That it is gone is damage; that it is something else is not ours.
func (s *Folder) openShard(name string) (*os.File, error) {
	info, err := s.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &DamagedError{name, "it is gone"}
	}
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: not a regular file, so tifa did not write it: move it away", s.path(name))
	}
	if err != nil {
		return nil, err
	}
	return s.root.Open(name)
}

// newSum starts the hash of a shard with its name.
func newSum(name string) hash.Hash {
	h := sha256.New()
	io.WriteString(h, name) // never fails
	return h
}

// scan reads the shard of a name, which has size bytes.
func scan(f io.Reader, name string, size int64, document func(*Head, Offset),
	problem func(corpus.Problem)) (got Summary, err error) {
	in := &frameReader{sum: newSum(name), size: size}
	in.in = bufio.NewReaderSize(f, 1<<18)
	if err := in.magic(); err != nil {
		return got, err
	}
	var count Summary
	for {
		before := in.sum.Sum(nil)
		if err := in.next(); err != nil {
			return got, err
		}
		d := &decoder{b: in.head}
		switch in.kind {
		case kindDocument:
			var h Head
			h.decode(d)
			if count.Documents++; d.end() == nil {
				document(&h, in.rest)
			}
		case kindProblem:
			p := decodeProblem(d)
			count.Problems++
			if d.end() == nil {
				problem(p)
			}
		default:
			return in.trailer(d, count, before)
		}
		if d.err != nil {
			return got, d.err
		}
	}
}

// frameReader reads the frames of a shard, sums and checks them.
type frameReader struct {
	in   *bufio.Reader
	sum  hash.Hash // of the name and of all bytes read
	size int64     // of the shard
	at   int64     // bytes read
	buf  []byte

	kind byte
	head []byte // the first chunk
	rest Offset // the others
}

func (r *frameReader) magic() error {
	b, err := r.bytes(len(magic))
	if err == nil && string(b) != magic {
		err = fmt.Errorf("%w: does not begin with %q", errDamaged, magic)
	}
	return err
}

// bytes reads the next n bytes, valid until the next call.
func (r *frameReader) bytes(n int) ([]byte, error) {
	if int64(n) > r.size-r.at {
		return nil, fmt.Errorf("%w: ends too early", errDamaged)
	}
	r.buf = slices.Grow(r.buf[:0], n)[:n]
	_, err := io.ReadFull(r.in, r.buf)
	r.sum.Write(r.buf)
	r.at += int64(n)
	return r.buf, err
}

// next reads one frame.
func (r *frameReader) next() error {
	lengths, err := r.header()
	if err != nil {
		return err
	}
	for i, n := range lengths {
		if i == 1 {
			r.rest.body = r.at
		}
		if i > 0 {
			r.rest.lengths[i-1] = n
		}
		b, err := r.checked(int(n))
		if err != nil {
			return err
		}
		if i == 0 {
			r.head = append(r.head[:0], b...)
		}
	}
	return nil
}

// header reads kind and lengths.
func (r *frameReader) header() (lengths []int32, err error) {
	all, err := r.bytes(1)
	if err != nil {
		return nil, err
	}
	all = slices.Clone(all)
	r.kind = all[0]
	chunks := chunksOf(r.kind)
	if chunks == 0 {
		return nil, fmt.Errorf("%w: frame of unknown kind %q", errDamaged, r.kind)
	}
	for start := 1; len(lengths) < chunks; {
		b, err := r.bytes(1)
		if err != nil {
			return nil, err
		}
		if all = append(all, b[0]); b[0] >= 0x80 && len(all)-start < binary.MaxVarintLen32 {
			continue
		}
		n, size := binary.Uvarint(all[start:])
		if size <= 0 || int64(n) < 0 || int64(n) > r.size-r.at || n > maxChunk {
			return nil, fmt.Errorf("%w: length of a chunk", errDamaged)
		}
		lengths, start = append(lengths, int32(n)), len(all)
	}
	check, err := r.bytes(checkBytes)
	if err == nil && binary.LittleEndian.Uint32(check) != checksum(all) {
		err = fmt.Errorf("%w: checksum of a frame", errDamaged)
	}
	return lengths, err
}

// checked reads a chunk of n bytes and its checksum.
func (r *frameReader) checked(n int) ([]byte, error) {
	b, err := r.bytes(n + checkBytes)
	if err != nil {
		return nil, err
	}
	return verified(b)
}

// verified cuts the checksum off the end of a chunk and checks it.
func verified(b []byte) ([]byte, error) {
	data, check := b[:len(b)-checkBytes], b[len(b)-checkBytes:]
	if binary.LittleEndian.Uint32(check) != checksum(data) {
		return nil, fmt.Errorf("%w: checksum of a chunk", errDamaged)
	}
	return data, nil
}

// trailer compares the trailer with what was read before it: count, and the hash before.
func (r *frameReader) trailer(d *decoder, count Summary, before []byte) (Summary, error) {
	got, sum := decodeSummary(d)
	switch {
	case d.end() != nil:
		return got, d.err
	case string(sum) != string(before):
		return got, fmt.Errorf("%w: checksum of the whole, or the work on another file", errDamaged)
	case got.Documents != count.Documents || got.Problems != count.Problems:
		return got, fmt.Errorf("%w: number of documents or problems", errDamaged)
	case r.at != r.size:
		return got, fmt.Errorf("%w: goes on after its end", errDamaged)
	}
	return got, nil
}

package store

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"os"
	"sync"

	"tifa/corpus"
)

// Writer writes one shard. Its methods may be called by several goroutines, but for Close. The
// first error sticks, and a Writer with an error never makes a shard.
type Writer struct {
	folder *Folder
	name   string
	f      *os.File
	open   sync.WaitGroup // documents under way

	mu      sync.Mutex
	out     *bufio.Writer
	sum     hash.Hash
	bytes   int64
	buf     []byte
	summary Summary
	err     error
}

// Create starts the shard of a name. Close ends it.
func (s *Folder) Create(name string) (*Writer, error) {
	f, err := s.root.OpenFile(name+newEnding, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, fmt.Errorf("keeping work: %w", err)
	}
	w := &Writer{folder: s, name: name, f: f, sum: newSum(name)}
	w.out = bufio.NewWriterSize(io.MultiWriter(f, w.sum), 1<<18)
	w.write([]byte(magic))
	return w, nil
}

// Begin announces a document. Close waits until Done was called for it.
func (w *Writer) Begin() { w.open.Add(1) }

// Done ends what Begin announced.
func (w *Writer) Done() { w.open.Done() }

// Fail makes err the error of the shard if it has none yet.
func (w *Writer) Fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = cmp.Or(w.err, err)
}

// Document writes a document.
func (w *Writer) Document(e *Encoded) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.summary.Documents++
	w.frame(kindDocument, e.head, e.body, e.words, e.sequence)
}

// Problem writes a problem.
func (w *Writer) Problem(p *corpus.Problem) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.summary.Problems++
	w.summary.Transient = w.summary.Transient || p.Transient
	w.frame(kindProblem, encodeProblem(nil, p))
}

// Input says what was read of the input file: the SHA-256 and the number of its bytes.
func (w *Writer) Input(sha256 string, bytes int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.summary.Input, w.summary.Bytes = sha256, bytes
}

// frame writes a frame. The caller holds the lock.
func (w *Writer) frame(kind byte, chunks ...[]byte) {
	b := append(w.buf[:0], kind)
	for _, c := range chunks {
		if len(c) > maxChunk {
			w.err = cmp.Or(w.err, errTooLong)
			return
		}
		b = binary.AppendUvarint(b, uint64(len(c)))
	}
	b = binary.LittleEndian.AppendUint32(b, checksum(b))
	for _, c := range chunks {
		b = append(b, c...)
		b = binary.LittleEndian.AppendUint32(b, checksum(c))
	}
	w.buf = b
	w.write(b)
}

func (w *Writer) write(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.out.Write(b)
	w.bytes += int64(n)
	w.err = err
}

// Close waits for the documents under way, writes the trailer and gives the shard its name. After
// an error nothing of the shard remains.
func (w *Writer) Close() error {
	w.open.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trailer()
	w.finish()
	if w.err != nil {
		w.folder.root.Remove(w.name + newEnding)
		return fmt.Errorf("keeping work: %w", w.err)
	}
	return nil
}

func (w *Writer) trailer() {
	w.err = cmp.Or(w.err, w.out.Flush())
	w.frame(kindTrailer, encodeSummary(&w.summary, w.sum.Sum(nil)))
	w.err = cmp.Or(w.err, w.out.Flush())
}

func (w *Writer) finish() {
	durable := w.bytes >= syncFrom
	if durable && w.err == nil {
		w.err = w.f.Sync()
	}
	w.err = cmp.Or(w.err, w.f.Close())
	if w.err == nil {
		w.err = w.folder.root.Rename(w.name+newEnding, w.name)
	}
	if durable && w.err == nil {
		w.err = w.folder.sync()
	}
}

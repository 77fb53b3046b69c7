package pipeline

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"tifa/corpus"
)

// part is the finished work of one input file: its partials and problems, on disk.
type part struct {
	path string
	file inputFile
}

// partWriter collects what the workers make of one file. The last of them to finish closes it, which renames it into place:
// a part that exists under its name is whole.
type partWriter struct {
	path string
	mu   sync.Mutex
	out  *bufio.Writer
	f    *os.File
	buf  []byte
	err  error
	open sync.WaitGroup // documents under way
}

func createPart(path string) (*partWriter, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return nil, err
	}
	return &partWriter{path: path, f: f, out: bufio.NewWriterSize(f, 1<<20)}, nil
}

func (w *partWriter) frame(kind byte, chunks ...[]byte) {
	if w.err != nil {
		return
	}
	b := append(w.buf[:0], kind)
	for _, c := range chunks {
		b = binary.AppendUvarint(b, uint64(len(c)))
		b = append(b, c...)
	}
	w.buf = b
	_, w.err = w.out.Write(b)
}

func (w *partWriter) document(chunks ...[]byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.frame('d', chunks...)
}

func (w *partWriter) problem(p *corpus.Problem) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.frame('p', encodeProblem(nil, p), nil, nil, nil)
}

// close waits for the documents under way and puts the part in its place.
func (w *partWriter) close() error {
	w.open.Wait()
	err := errors.Join(w.err, w.out.Flush(), w.f.Close())
	if err == nil {
		err = os.Rename(w.f.Name(), w.path)
	}
	if err != nil {
		os.Remove(w.f.Name())
		return fmt.Errorf("keeping the work on %s: %w", filepath.Base(w.path), err)
	}
	return nil
}

// job is one document on its way to a worker.
type job struct {
	document *corpus.Document
	to       *partWriter
}

// readParts makes the parts of all files that have none yet, with as many readers and workers as the settings say.
func readParts(ctx context.Context, p *plan, say *progress) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	files, jobs := make(chan inputFile), make(chan job, 2*p.workers)
	var readers, workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() { work(newAnalyser(p.segmenter, p.matcher), jobs, say) })
		readers.Go(func() {
			for f := range files {
				if err := readFile(ctx, p, f, jobs); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, f := range p.files {
		if _, err := os.Stat(p.partPath(f)); err == nil && f.Path != corpus.Stdin {
			continue // finished by a run that was stopped later
		}
		select {
		case files <- f:
		case <-ctx.Done():
		}
	}
	close(files)
	readers.Wait()
	close(jobs)
	workers.Wait()
	return context.Cause(ctx)
}

// readFile sends a file's documents to the workers and writes its problems, then closes its part.
func readFile(ctx context.Context, p *plan, f inputFile, jobs chan<- job) error {
	w, err := createPart(p.partPath(f))
	if err != nil {
		return err
	}
	_, err = f.Read(ctx, p.stdin, func(item corpus.Item) bool {
		if item.Problem != nil {
			w.problem(item.Problem)
		}
		if item.Document == nil {
			return ctx.Err() == nil
		}
		w.open.Add(1)
		select {
		case jobs <- job{item.Document, w}:
			return true
		case <-ctx.Done():
			w.open.Done()
			return false
		}
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		w.err = errors.Join(w.err, err)
	}
	return w.close()
}

// work turns documents into partials until there are none left.
func work(a *analyser, jobs <-chan job, say *progress) {
	var head, body, words, sequence []byte
	for j := range jobs {
		p := a.analyse(j.document)
		head, body, words = p.encode(head[:0]), p.encodeBody(body[:0]), p.encodeWords(words[:0])
		sequence = p.sequence.encode(sequence[:0])
		j.to.document(head, body, words, sequence)
		if problem := a.problem(j.document); problem != nil {
			j.to.problem(problem)
		}
		j.to.open.Done()
		say.document(len(j.document.Text))
	}
}

// place is where a partial stands in a part file: its body, its words, and their sequence.
type place struct {
	body, words, sequence                   int64 // offsets in bytes
	bodyLength, wordsLength, sequenceLength int32
}

// scan yields what a part holds in the order it was written: the head of each document with the place of the rest, and
// each problem.
func (pt *part) scan(document func(*head, place), problem func(corpus.Problem)) error {
	f, err := os.Open(pt.path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := &frameReader{in: bufio.NewReaderSize(f, 1<<18)}
	for in.next() {
		d := &decoder{b: in.head}
		if in.kind == 'p' {
			problem(decodeProblem(d))
		} else {
			var h head
			h.decode(d)
			document(&h, in.rest)
		}
		if d.err != nil {
			return fmt.Errorf("%s: %w", pt.path, d.err)
		}
	}
	if !errors.Is(in.err, io.EOF) {
		return fmt.Errorf("%s: %w", pt.path, errTorn)
	}
	return nil
}

// frameReader walks the frames of a part file.
type frameReader struct {
	in   *bufio.Reader
	at   int64
	kind byte
	head []byte
	rest place
	err  error // io.EOF at the end of a whole file
}

func (r *frameReader) next() bool {
	if r.kind, r.err = r.in.ReadByte(); r.err != nil {
		return false
	}
	r.at++
	n := r.length()
	r.head = slices.Grow(r.head[:0], int(n))[:n]
	if r.err == nil {
		_, r.err = io.ReadFull(r.in, r.head)
		r.at += int64(n)
	}
	r.rest.body, r.rest.bodyLength = r.skip()
	r.rest.words, r.rest.wordsLength = r.skip()
	r.rest.sequence, r.rest.sequenceLength = r.skip()
	if errors.Is(r.err, io.EOF) {
		r.err = io.ErrUnexpectedEOF
	}
	return r.err == nil
}

// skip passes over one chunk and says where it stands.
func (r *frameReader) skip() (offset int64, length int32) {
	length = r.length()
	offset = r.at
	if r.err == nil {
		_, r.err = r.in.Discard(int(length))
		r.at += int64(length)
	}
	return offset, length
}

func (r *frameReader) length() int32 {
	if r.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(r.in)
	if r.err = err; n > math.MaxInt32 {
		r.err = errTorn
		return 0
	}
	r.at += int64(len(binary.AppendUvarint(nil, n)))
	return int32(n)
}

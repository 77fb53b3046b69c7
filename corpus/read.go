package corpus

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/container"
	"tifa/corpus/format"
	"tifa/corpus/problem"
)

// reader reads one File. It lives as long as one call of File.Read.
type reader struct {
	file     File
	rules    *rules
	yield    func(Item) bool
	original *original
	limits   *container.Limits
	below    string // path of the file below the input's path, with slashes
	above    string // last name of the input's path
	docs     int    // documents yielded
	problems int    // problems yielded
	ended    func() error
	over     error // errStop once yield said false
}

// errStop says that the caller wants no more items.
var errStop = errors.New("stop")

// errFault says that the file itself cannot be read on. finish reports it.
var errFault = errors.New("fault")

// Read yields the documents and problems of a file in the order in which they stand in it, until
// yield says false. A bad record, entry or file is a Problem, and reading goes on after it; what
// the system is to blame for is a Transient one. Only the end of ctx is an error. stdin is read
// where f.Path is Stdin. Read uses one goroutine and holds one record at a time; a Document it
// yields is the caller's.
//
// The Digest is of the very bytes that the documents were made from. It is zero where yield stopped
// early, or where the file could not be read to its end.
func (f File) Read(ctx context.Context, stdin io.Reader, yield func(Item) bool) (Digest, error) {
	r := &reader{file: f, rules: f.rules, yield: yield, ended: ctx.Err}
	r.limits = &container.Limits{Stopped: r.Stopped}
	got, err := r.start(ctx, stdin)
	if errors.Is(err, errStop) {
		return Digest{}, ctx.Err()
	}
	return got, err
}

func (r *reader) start(ctx context.Context, stdin io.Reader) (Digest, error) {
	r.below, r.above = r.file.below, charset.DecodeName(r.file.above)
	e := container.Entry{Path: r.file.Path, Name: strings.TrimSuffix(path.Base(r.file.Path), r.file.twin)}
	if r.file.Path == Stdin {
		e.Name = ""
		r.original = newOriginal(ctx, stdin)
		return r.all(e, &counted{r.original, r.limits})
	}
	in, err := os.OpenInRoot(r.file.folder, filepath.FromSlash(r.file.name))
	if err != nil {
		return Digest{}, r.Problem(Unreadable(e.Path, err))
	}
	defer in.Close()
	if r.original, err = openOriginal(ctx, in); err != nil {
		return Digest{}, r.Problem(Unreadable(e.Path, err))
	}
	e.At, e.Size = r.original, r.original.opened.Size()
	r.limits.Read = e.Size
	return r.all(e, r.original)
}

// all reads the file itself, to its end.
func (r *reader) all(e container.Entry, in io.Reader) (Digest, error) {
	if err := container.Walk(r, r.limits, e, in); err != nil && !errors.Is(err, errFault) {
		return Digest{}, err
	}
	return r.finish()
}

// counted counts the bytes of standard input, whose size nobody knows.
type counted struct {
	io.Reader
	limits *container.Limits
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.limits.Read += int64(n)
	return n, err
}

// Stopped returns the error that ends the reading of the whole file, or nil.
func (r *reader) Stopped() error {
	if err := r.ended(); err != nil {
		return err
	}
	if r.original != nil && r.original.fault != nil {
		return errFault
	}
	return r.over
}

// Count returns how many documents and problems were yielded.
func (r *reader) Count() (documents, problems int) { return r.docs, r.problems }

// Text reads an entry that is no container.
func (r *reader) Text(e container.Entry, in *bufio.Reader) error {
	f := format.File{Path: e.Path, Name: e.Name, Format: e.Format, Size: e.Size, Parquet: r.file.Parquet,
		Buffer: func() (io.ReaderAt, int64, error) { return container.Buffer(e, in) }}
	return format.Read(r.rules.format, f, in, &documents{r, e})
}

// Problem yields a problem.
func (r *reader) Problem(p problem.Problem) error {
	if r.original != nil && r.original.fault != nil {
		p.Transient = true
	}
	r.problems++
	return r.item(Item{Problem: &p})
}

func (r *reader) item(i Item) error {
	if err := r.ended(); err != nil {
		return err
	}
	if !r.yield(i) {
		r.over = errStop
	}
	return r.over
}

// Package container opens what texts are packed in: gzip, zstd, bzip2, zip and tar, told apart by
// content, up to Depth of them in one another. Nothing is unpacked to disk.
//
// Walk gives every entry that is no container to a Visitor, in the order in which they stand. A bad
// entry is a Problem, and the next one is read. It refuses names that would leave the archive,
// links, encrypted entries, and archives over the limits, see Limits.
package container

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// Entry is something that may hold documents: a file, or a name inside an archive.
type Entry struct {
	// Path is that of the file, and "!" before each name inside an archive. It is unique in the
	// file: of two equal names the second one is a.txt~2.
	Path string
	// Name is the last name in Path, the endings of containers cut off: a.txt for a.txt.gz.
	Name string
	// Inside are the folders inside of archives, and the archives themselves, from the outermost.
	Inside []string
	// At gives random access, to Size bytes. It is nil where the entry can only be streamed.
	At   io.ReaderAt
	Size int64
	// Format names the format of a zip that is one document rather than many, as DOCX is; else "".
	// It is then read through At.
	Format string

	depth int // containers around it
}

// Visitor takes what Walk finds. An error of its own ends the walk or the entry, see
// Limits.Stopped.
type Visitor interface {
	// Text reads an entry that is no container. It must not keep in.
	Text(e Entry, in *bufio.Reader) error
	// Problem takes a problem.
	Problem(p problem.Problem) error
	// Count returns how many documents were made so far, and how many problems there are.
	Count() (documents, problems int)
}

// Walk opens an entry, whose bytes are in, and all that is in it. Only what Limits.Stopped says is
// an error.
func Walk(v Visitor, l *Limits, e Entry, in io.Reader) error {
	w := walker{Visitor: v, Limits: l, taken: Names{}}
	return w.read(e, in)
}

type walker struct {
	Visitor
	*Limits
	taken Names           // paths of the entries that were read
	names archiveNames    // of the archive under way
	spare []*bufio.Reader // buffers that no entry uses now
}

// buffered reads in through a buffer that can Peek charset.HeadLength bytes. free it after use.
func (w *walker) buffered(in io.Reader) *bufio.Reader {
	if n := len(w.spare); n > 0 {
		b := w.spare[n-1]
		w.spare = w.spare[:n-1]
		b.Reset(in)
		return b
	}
	// in is never a bufio.Reader: it would come back as it is, and be freed twice.
	return bufio.NewReaderSize(in, charset.HeadLength)
}

func (w *walker) free(b *bufio.Reader) {
	b.Reset(nil)
	w.spare = append(w.spare, b)
}

// read opens one entry and makes a Problem of all that ends it early, unless that ends everything.
func (w *walker) read(e Entry, in io.Reader) error {
	b := w.buffered(in)
	defer w.free(b)
	before, _ := w.Count()
	err := w.open(e, b)
	if stop := w.Stopped(); stop != nil || err == nil {
		return stop
	}
	p := problem.Problem{Path: e.Path, Kind: problem.KindDamaged, Reason: err.Error(), Action: problem.LeftOut}
	if documents, _ := w.Count(); documents > before {
		p.Action = problem.RestLeftOut
	}
	var limit *problem.Error
	if errors.As(err, &limit) {
		p.Kind, p.Reason = limit.Kind, limit.Reason
	} else if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		p.Reason = "ends too early: is the file whole?"
	}
	return w.Problem(p)
}

// open opens containers until there is text, and reads that.
func (w *walker) open(e Entry, in *bufio.Reader) error {
	head, _, err := charset.Peek(in, headLength)
	if err != nil {
		return err
	}
	f := formatOf(head, e)
	if f == nil {
		return w.Text(e, in)
	}
	if e.depth++; e.depth > Depth {
		return &problem.Error{Kind: problem.KindRefused, Reason: "lies in too many archives"}
	}
	documents, problems := w.Count()
	if err := f.read(w, e, in); err != nil {
		return err
	}
	if d, p := w.Count(); d > documents || p > problems {
		return nil
	}
	return w.Problem(problem.Problem{Path: e.Path, Kind: problem.KindEmpty, Action: problem.LeftOut,
		Reason: "holds no text: hidden files, images and settings are passed over"})
}

// headLength is how many bytes of a file tell what it is: the first block of a tar.
const headLength = 512

// format is a kind of container.
type format struct {
	looks func(head []byte, e Entry) bool
	read  func(*walker, Entry, *bufio.Reader) error
}

// formats lists all kinds that are opened. A new one is a line here.
func formats() []format {
	return []format{
		{begins("\x1f\x8b\x08"), (*walker).gzip},
		{looksZstd, (*walker).zstd},
		{begins("BZh"), (*walker).bzip2},
		{looksZip, (*walker).zip},
		{looksTar, (*walker).tar},
	}
}

func begins(marks ...string) func([]byte, Entry) bool {
	return func(head []byte, _ Entry) bool {
		return slices.ContainsFunc(marks, func(mark string) bool { return bytes.HasPrefix(head, []byte(mark)) })
	}
}

func formatOf(head []byte, e Entry) *format {
	for _, f := range formats() {
		if f.looks(head, e) {
			return &f
		}
	}
	return nil
}

// enter reads one name inside an archive. Its own trouble is a Problem; only what ends everything
// is an error.
func (w *walker) enter(e Entry, name string, in io.Reader) error {
	shown, why := w.entryName(name)
	e.Path += "!" + shown
	if why != "" {
		return w.refuse(e.Path, problem.KindRefused, why)
	}
	for _, part := range strings.Split(shown, "/") {
		if PassedOver(part, part != path.Base(shown)) {
			return nil
		}
	}
	e.Path, _ = w.taken.Unique(e.Path)
	e.Inside = append(e.Inside[:len(e.Inside):len(e.Inside)], Stem(e.Name))
	if dir := path.Dir(shown); dir != "." {
		e.Inside = append(e.Inside, strings.Split(dir, "/")...)
	}
	e.Name, e.At, e.Size = path.Base(shown), nil, 0
	return w.read(e, &unpacked{in, w.Limits})
}

func (w *walker) refuse(path, kind, reason string) error {
	return w.Problem(problem.Problem{Path: path, Kind: kind, Reason: reason, Action: problem.LeftOut})
}

// Names are names that are taken.
type Names map[string]bool

// Unique takes name, or else name with a suffix that makes it another: ~2, ~3 …
func (n Names) Unique(name string) (free, suffix string) {
	free = name
	for i := 2; n[free]; i++ {
		suffix = "~" + strconv.Itoa(i)
		free = name + suffix
	}
	n[free] = true
	return free, suffix
}

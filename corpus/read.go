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
)

// reader reads one File. It lives as long as one call of File.Read.
type reader struct {
	*budget
	original *original
	file     File
	rules    *rules
	yield    func(Item) bool
	spare    []*bufio.Reader // buffers that no entry uses now
	docs     int             // documents yielded
	items    int             // documents and problems yielded
}

// buffered reads in through a buffer that can Peek decodeHead bytes. free it after use.
func (r *reader) buffered(in io.Reader) *bufio.Reader {
	if n := len(r.spare); n > 0 {
		b := r.spare[n-1]
		r.spare = r.spare[:n-1]
		b.Reset(in)
		return b
	}
	return bufio.NewReaderSize(in, decodeHead) // in is never a bufio.Reader: it would come back as it is, and be freed twice
}

func (r *reader) free(b *bufio.Reader) {
	b.Reset(nil)
	r.spare = append(r.spare, b)
}

// errStop says that the caller wants no more items.
var errStop = errors.New("stop")

// errFault says that the file itself cannot be read on. finish reports it.
var errFault = errors.New("fault")

// Read yields the documents and problems of a file in the order in which they stand in it, until
// yield says false. A bad record, entry or file is a Problem, and reading goes on after it; what the
// system is to blame for is a Transient one. Only the end of ctx is an error. stdin is read where
// f.Path is Stdin. Read uses one goroutine and holds one record at a time; a Document it yields is
// the caller's.
//
// The Digest is of the very bytes that the documents were made from. It is zero where yield stopped
// early, or where the file could not be read to its end.
func (f File) Read(ctx context.Context, stdin io.Reader, yield func(Item) bool) (Digest, error) {
	r := &reader{budget: &budget{ctx: ctx}, file: f, rules: f.rules, yield: yield}
	got, err := r.start(stdin)
	if errors.Is(err, errStop) {
		return Digest{}, ctx.Err()
	}
	return got, err
}

func (r *reader) start(stdin io.Reader) (Digest, error) {
	e := entry{path: r.file.Path, name: path.Base(r.file.Path), below: decodeName(r.file.name), above: decodeName(r.file.above)}
	if r.file.Path == Stdin {
		e.name = ""
		r.original = newOriginal(r.ctx, stdin)
		return r.all(e, &raw{r.original, r.budget})
	}
	in, err := os.OpenInRoot(r.file.folder, filepath.FromSlash(r.file.name))
	if err != nil {
		return Digest{}, r.problem(Unreadable(e.path, err))
	}
	defer in.Close()
	if r.original, err = openOriginal(r.ctx, in); err != nil {
		return Digest{}, r.problem(Unreadable(e.path, err))
	}
	e.at, e.size = r.original, r.original.opened.Size()
	r.read = e.size
	return r.all(e, r.original)
}

// all reads the file itself, to its end.
func (r *reader) all(e entry, in io.Reader) (Digest, error) {
	if err := r.entry(e, in); err != nil && !errors.Is(err, errFault) {
		return Digest{}, err
	}
	return r.finish()
}

// entry is something that may hold documents: the file, or a name inside an archive.
type entry struct {
	path   string      // as Document.Path
	name   string      // last name in path, endings of unwrapped wrappers cut off
	inside []string    // folders inside of archives, and the archives themselves, from the outermost
	depth  int         // wrappers around it
	at     io.ReaderAt // nil where the entry can only be streamed
	size   int64       // bytes, where at is set
	below  string      // path of the file below the input's path, with slashes
	above  string      // last name of the input's path
}

// entry reads one entry and makes a Problem of all that ends it early, but for the end of the context or a stop.
func (r *reader) entry(e entry, in io.Reader) error {
	b := r.buffered(in)
	defer r.free(b)
	before := r.docs
	return r.ended(e.path, before, r.open(e, b))
}

// ended tells what ends everything from what ends one entry, of which documents were read if there are more than before.
func (r *reader) ended(shown string, before int, err error) error {
	if err == nil || errors.Is(err, errStop) {
		return err
	}
	if r.original.fault != nil {
		return errFault
	}
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	p := Problem{Path: shown, Kind: KindDamaged, Reason: reason(err), Action: leftOut}
	if r.docs > before {
		p.Action = restLeftOut
	}
	var refused *refusal
	if errors.As(err, &refused) {
		p.Kind = refused.kind
	} else if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		p.Reason = "ends too early: is the file whole?"
	}
	return r.problem(p)
}

// open unwraps an entry until it is text, and reads that.
func (r *reader) open(e entry, in *bufio.Reader) error {
	head, err := in.Peek(headLength)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	w := wrapperOf(head)
	if w == nil {
		return r.text(e, in)
	}
	if e.depth++; e.depth > maxDepth {
		return &refusal{kind: KindRefused, why: "lies in too many archives"}
	}
	before := r.items
	if err := w.read(r, e, in); err != nil || r.items > before {
		return err
	}
	return r.problem(Problem{Path: e.path, Kind: KindEmpty, Action: leftOut,
		Reason: "holds no text: hidden files, images and settings are passed over"})
}

// enter reads one name inside an archive. Its own trouble is a Problem; only what ends the archive is an error.
func (r *reader) enter(e entry, name string, in io.Reader) error {
	shown, why := entryName(name)
	e.path += "!" + shown
	if why != "" {
		return r.problem(Problem{Path: e.path, Kind: KindRefused, Reason: why, Action: leftOut})
	}
	for _, part := range strings.Split(shown, "/") {
		if passedOver(part, part != path.Base(shown)) {
			return nil
		}
	}
	e.inside = append(e.inside[:len(e.inside):len(e.inside)], stem(e.name))
	if dir := path.Dir(shown); dir != "." {
		e.inside = append(e.inside, strings.Split(dir, "/")...)
	}
	e.name, e.at, e.size = path.Base(shown), nil, 0
	b := r.buffered(&unpacked{in, r.budget})
	defer r.free(b)
	before := r.docs
	return r.ended(e.path, before, r.open(e, b))
}

func (r *reader) problem(p Problem) error { return r.item(Item{Problem: &p}) }

func (r *reader) item(i Item) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if i.Problem != nil && r.original != nil && r.original.fault != nil {
		i.Problem.Transient = true
	}
	r.items++
	if i.Document != nil {
		r.docs++
	}
	if !r.yield(i) {
		return errStop
	}
	return nil
}

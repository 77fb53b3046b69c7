package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"math"
	"os"

	"tifa/corpus/problem"
)

// Digest says which bytes a file had when it was read: all of them, before anything was unpacked or
// decoded. The zero Digest is that of a file that was not read to its end.
type Digest struct {
	SHA256 string // in hexadecimal
	Bytes  int64
}

// original is the file itself as it is read: the one place where its bytes come from. It hashes
// them, and remembers the first error of the system, whatever a format or a container makes of it.
type original struct {
	ended  func() error // why reading must end, or nil
	in     io.Reader
	file   *os.File    // nil for standard input
	opened fs.FileInfo // what it was when it was opened
	hash   hash.Hash
	n      int64 // bytes read
	random bool  // read at random places, too
	atEnd  bool  // the end was seen
	fault  error
}

func newOriginal(ctx context.Context, in io.Reader) *original {
	return &original{ended: ctx.Err, in: in, hash: sha256.New()}
}

// openOriginal reads an open file, which can be read at random places, too.
func openOriginal(ctx context.Context, file *os.File) (*original, error) {
	o := newOriginal(ctx, file)
	o.file = file
	var err error
	o.opened, err = file.Stat()
	return o, err
}

func (o *original) Read(p []byte) (int, error) {
	if err := o.ended(); err != nil {
		return 0, err
	}
	n, err := o.in.Read(p)
	o.hash.Write(p[:n])
	o.n += int64(n)
	o.atEnd = o.atEnd || errors.Is(err, io.EOF)
	return n, o.remember(err)
}

func (o *original) ReadAt(p []byte, at int64) (int, error) {
	if err := o.ended(); err != nil {
		return 0, err
	}
	o.random = true
	n, err := o.file.ReadAt(p, at)
	return n, o.remember(err)
}

func (o *original) remember(err error) error {
	if err != nil && !errors.Is(err, io.EOF) && o.fault == nil {
		o.fault = err
	}
	return err
}

// digest reads what nobody wanted to read and returns the digest of all. Of a file that was read at
// random places all is read again: its bytes now are those read before, unless it changed. Standard
// input may never end, so what nobody wanted is not read, and the Digest is zero.
func (o *original) digest() (Digest, error) {
	if o.file == nil && !o.atEnd {
		return Digest{}, nil
	}
	if o.random {
		o.hash.Reset()
		o.n, o.in = 0, io.NewSectionReader(o.file, 0, math.MaxInt64)
	}
	if _, err := io.Copy(io.Discard, o); err != nil {
		return Digest{}, err
	}
	return Digest{hex.EncodeToString(o.hash.Sum(nil)), o.n}, nil
}

// touched reports whether the file was written to while it was read at random places, so that its
// digest says nothing of what was read.
func (o *original) touched() bool {
	if !o.random {
		return false
	}
	now, err := o.file.Stat()
	return err != nil || now.Size() != o.opened.Size() || !now.ModTime().Equal(o.opened.ModTime())
}

// finish reads the file to its end and compares it with what was listed.
func (r *reader) finish() (Digest, error) {
	got, err := r.original.digest()
	if err != nil && r.ended() != nil {
		return Digest{}, r.ended()
	}
	if fault := r.original.fault; fault != nil {
		return Digest{}, r.faulty(fault)
	}
	if r.original.touched() || r.file.differs(got) {
		return got, r.changed(got)
	}
	return got, nil
}

// differs reports whether f was listed with other bytes than those that were read.
func (f File) differs(got Digest) bool {
	if f.SHA256 != "" {
		return f.SHA256 != got.SHA256
	}
	return f.Size >= 0 && f.Size != got.Bytes
}

// faulty reports that the system did not let the file be read to its end.
func (r *reader) faulty(fault error) error {
	p := Unreadable(r.file.Path, fault)
	if r.docs > 0 {
		p.Action = problem.RestLeftOut
	}
	return r.Problem(p)
}

// changed reports that the file is not the one that was listed.
func (r *reader) changed(got Digest) error {
	reason := "the file changed during the run"
	if was := r.file.Size; was >= 0 && was != got.Bytes {
		reason += fmt.Sprintf(", from %d to %d bytes", was, got.Bytes)
	}
	return r.Problem(Problem{Path: r.file.Path, Kind: KindChanged, Transient: true, Action: problem.KeptAsRead,
		Reason: reason + ": its documents may be half old and half new: run again when nothing writes to it"})
}

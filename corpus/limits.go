package corpus

import (
	"context"
	"fmt"
	"io"
)

// Limits on what a file may unpack to. They are far above any collection of texts and far below what hurts.
const (
	// maxRecord is the most bytes of one record, and of one document: the longest novel is 20 MB.
	maxRecord = 256 << 20
	// maxTotal is the most bytes one input file may unpack to: thirty years of ten newspapers are about 20 GB.
	maxTotal = 64 << 30
	// maxRatio is the most bytes unpacked for one byte read, once ratioFrom bytes are unpacked. Chinese text packs about
	// 3 to 5 times, a table of repeated rows 100 times; gzip bombs reach 1,000, zstd and nested ones far more.
	maxRatio  = 300
	ratioFrom = 32 << 20
	// maxEntries is the most names in one archive. A directory of a million names takes 100 MB of memory to list.
	maxEntries = 1_000_000
	// maxDepth is the most wrappers around a text: a .md in a .zip in a .tar.gz lies in three.
	maxDepth = 5
	// maxHeld is the most bytes of a zip or a Parquet file that are held in memory. Both are read from their end, so inside of
	// another archive they cannot be streamed.
	maxHeld = 512 << 20
	// maxWindow is the most memory a zstd stream may ask for: zstd --long=27 needs it, the default needs 8 MB.
	maxWindow = 128 << 20
)

// refusal is a limit that was passed or a rule that was broken: nobody may want such a file.
type refusal struct {
	kind, why string
	whole     bool // no other entry of the file may be tried
}

func (r *refusal) Error() string { return r.why }

// budget is what one File may still unpack. All its wrappers draw on it.
type budget struct {
	ctx  context.Context
	read int64 // bytes taken from the file, or its size where that is known
	out  int64 // bytes unpacked, all layers together
	err  *refusal
}

// raw counts the bytes of standard input, whose size nobody knows.
type raw struct {
	io.Reader
	*budget
}

func (r *raw) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.read += int64(n)
	return n, err
}

// unpacked counts the bytes that come out of a wrapper.
type unpacked struct {
	io.Reader
	*budget
}

func (u *unpacked) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.Reader.Read(p)
	u.out += int64(n)
	switch {
	case u.out > maxTotal:
		u.err = &refusal{KindRefused, fmt.Sprintf("unpacks to more than %d GB: split the file", maxTotal>>30), true}
	case u.out > ratioFrom && u.out/maxRatio > u.read:
		u.err = &refusal{KindRefused, fmt.Sprintf("unpacks to more than %d times its size: no text does", maxRatio), true}
	}
	if u.err != nil {
		return n, u.err
	}
	return n, err
}

package container

import (
	"fmt"
	"io"

	"tifa/corpus/problem"
)

// Limits on what a file may unpack to. They are far above any collection of texts and far below
// what hurts.
const (
	// Total is the most bytes one file may unpack to: thirty years of ten newspapers are about 20
	// GB.
	Total = 64 << 30
	// Ratio is the most bytes unpacked for one byte read, once RatioFrom bytes are unpacked.
	// Chinese text packs about 3 to 5 times, a table of repeated rows 100 times; gzip bombs reach
	// 1,000, zstd and nested ones far more.
	Ratio     = 300
	RatioFrom = 32 << 20
	// Entries is the most names in one archive. A directory of a million takes 100 MB of memory.
	Entries = 1_000_000
	// Depth is the most containers around a text: a .md in a .zip in a .tar.gz lies in three.
	Depth = 5
	// Held is the most bytes of a zip or a Parquet file that are held in memory. Both are read from
	// their end, so inside of another archive they cannot be streamed.
	Held = 512 << 20
	// Window is the most memory that a zstd stream may ask for: zstd --long=31 does, as large dumps
	// are packed. It is taken as the text comes, so that a short text takes little.
	Window = 2 << 30
)

// Limits are what one file may still unpack. All its containers draw on them.
type Limits struct {
	Read int64 // bytes taken from the file, or its size where that is known
	// Stopped returns the error that ends everything, such as the end of a context, or nil.
	Stopped func() error

	out int64 // bytes unpacked, all layers together
	err *problem.Error
}

// passed returns the limit that was passed, as an error, or nil.
func (l *Limits) passed() error {
	if l.err != nil {
		return l.err
	}
	return nil
}

// unpacked counts the bytes that come out of a container.
type unpacked struct {
	io.Reader
	*Limits
}

func (u *unpacked) Read(p []byte) (int, error) {
	if err := u.Stopped(); err != nil {
		return 0, err
	}
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.Reader.Read(p)
	u.out += int64(n)
	switch {
	case u.out > Total:
		u.err = &problem.Error{Kind: problem.KindRefused,
			Reason: fmt.Sprintf("unpacks to more than %d GB: split the file", Total>>30)}
	case u.out > RatioFrom && u.out/Ratio > u.Limits.Read:
		u.err = &problem.Error{Kind: problem.KindRefused,
			Reason: fmt.Sprintf("unpacks to more than %d times its size: no text does", Ratio)}
	}
	if u.err != nil {
		return n, u.err
	}
	return n, err
}

// Buffer gives random access to an entry: the file itself, or a copy in memory of up to Held bytes.
func Buffer(e Entry, in io.Reader) (io.ReaderAt, int64, error) {
	if e.At != nil {
		return e.At, e.Size, nil
	}
	return buffer(in, Held)
}

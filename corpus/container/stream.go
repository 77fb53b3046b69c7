package container

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"tifa/corpus/problem"
)

// stream goes on with what comes out of a container of one file.
func (w *walker) stream(e Entry, out io.Reader, endings ...string) error {
	for _, ending := range endings {
		if cut := len(e.Name) - len(ending); cut > 0 && strings.EqualFold(e.Name[cut:], ending) {
			e.Name = e.Name[:cut]
			break
		}
	}
	e.At, e.Size = nil, 0
	b := w.buffered(&unpacked{out, w.Limits})
	defer w.free(b)
	return w.open(e, b)
}

func (w *walker) gzip(e Entry, in *bufio.Reader) error {
	z, err := gzip.NewReader(in)
	if err != nil {
		return fmt.Errorf("gzip: %w", err)
	}
	defer z.Close()
	return w.stream(e, z, ".gz")
}

func (w *walker) bzip2(e Entry, in *bufio.Reader) error {
	return w.stream(e, bzip2.NewReader(in), ".bz2")
}

func (w *walker) zstd(e Entry, in *bufio.Reader) error {
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(Window))
	if err != nil {
		return fmt.Errorf("zstd: %w", err)
	}
	defer z.Close()
	return w.stream(e, z, ".zst", ".zstd")
}

// buffer copies in to memory. More than limit bytes are refused as soon as they are read.
func buffer(in io.Reader, limit int64) (io.ReaderAt, int64, error) {
	all, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, 0, err
	}
	if int64(len(all)) > limit {
		return nil, 0, &problem.Error{Kind: problem.KindTooLarge,
			Reason: fmt.Sprintf("more than %d MB that must be held in memory: unpack it first", limit>>20)}
	}
	return bytes.NewReader(all), int64(len(all)), nil
}

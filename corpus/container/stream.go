package container

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
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
	m := &gzipMembers{in: in}
	var err error
	if m.z, err = gzip.NewReader(m.padded()); err != nil {
		return fmt.Errorf("gzip: %w", err)
	}
	defer m.z.Close()
	m.z.Multistream(false)
	if err := w.stream(e, m, ".gz"); err != nil {
		return err
	}
	return m.late
}

// gzipMembers reads the members of a gzip file, one after the other. Zeros behind the last one are
// padding, as gzip itself has it. What is wrong after the text has come out whole is kept in late.
type gzipMembers struct {
	in    *bufio.Reader
	z     *gzip.Reader
	zeros *zerosAfter
	late  error
}

// padded makes ready for the trailer of a member that is cut off: zeros in its place make another
// error of it than the end of the text would.
func (m *gzipMembers) padded() io.Reader {
	m.zeros = &zerosAfter{in: m.in}
	return m.zeros
}

func (m *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, gzip.ErrChecksum) && m.zeros.given > 0:
			m.late = damaged("the last bytes of the gzip file are missing: its text is whole, but cannot be checked")
			return n, io.EOF
		case !errors.Is(err, io.EOF) && m.zeros.given > 0:
			return n, io.ErrUnexpectedEOF
		case !errors.Is(err, io.EOF):
			return n, err
		}
		if err := m.next(); err != nil || n > 0 {
			return n, err
		}
	}
}

// next goes to the next member; io.EOF says that there is none.
func (m *gzipMembers) next() error {
	for {
		b, err := m.in.ReadByte()
		if err != nil {
			return err
		}
		if b != 0 {
			break
		}
	}
	if err := m.in.UnreadByte(); err != nil {
		return err
	}
	if mark, _ := m.in.Peek(2); string(mark) != "\x1f\x8b" {
		m.late = damaged("something else follows the gzip file")
		return io.EOF
	}
	if err := m.z.Reset(m.padded()); err != nil {
		return fmt.Errorf("gzip: %w", err)
	}
	m.z.Multistream(false)
	return nil
}

func damaged(reason string) error {
	return &problem.Error{Kind: problem.KindDamaged, Reason: reason}
}

// zerosAfter is a file with eight zeros behind it, the length of a trailer.
type zerosAfter struct {
	in    *bufio.Reader
	given int
}

func (z *zerosAfter) Read(p []byte) (int, error) {
	n, err := z.in.Read(p)
	if n > 0 || !errors.Is(err, io.EOF) {
		return n, err
	}
	b, err := z.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// ReadByte reads one byte.
func (z *zerosAfter) ReadByte() (byte, error) {
	b, err := z.in.ReadByte()
	if errors.Is(err, io.EOF) && z.given < 8 {
		z.given++
		return 0, nil
	}
	return b, err
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
	err = w.stream(e, z, ".zst", ".zstd")
	if errors.Is(err, zstd.ErrWindowSizeExceeded) {
		err = &problem.Error{Kind: problem.KindRefused,
			Reason: fmt.Sprintf("asks for a window of more than %d GB: unpack it first, with zstd -d --long=31", Window>>30)}
	}
	return err
}

// looksZstd knows a zstd file by its first frame, which may be one to be skipped, as pzstd writes.
func looksZstd(head []byte, _ Entry) bool {
	return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && string(head[1:4]) == "\x2a\x4d\x18"
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

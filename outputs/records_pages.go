package outputs

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// maxPage is the most bytes that one page may unpack to: four times the largest document.
const maxPage = 256 << 20

// openRecords opens a file of records, after a look at the head of every page that will be read.
func openRecords(in io.ReaderAt, size int64, columns []string) (*parquet.File, error) {
	var magic [4]byte
	if _, err := in.ReadAt(magic[:], 0); err == nil && string(magic[:]) == "PARE" {
		return nil, errors.New("parquet: the file is encrypted: decrypt it first")
	}
	file, err := parquet.OpenFile(in, size)
	if err != nil {
		return nil, err
	}
	patched := &patchedFile{ReaderAt: in}
	for _, group := range file.Metadata().RowGroups {
		for i := range group.Columns {
			chunk := &group.Columns[i].MetaData
			if len(chunk.PathInSchema) > 0 && slices.Contains(columns, chunk.PathInSchema[0]) {
				if err := patched.inspect(chunk, size); err != nil {
					return nil, err
				}
			}
		}
	}
	if len(patched.patches) == 0 {
		return file, nil
	}
	slices.SortFunc(patched.patches, func(a, b patch) int { return cmp.Compare(a.at, b.at) })
	return parquet.OpenFile(patched, size)
}

// patchedFile is a file in which some bytes are others.
//
// parquet-go 0.32 drops what its LZ4 codec unpacked where that has just the length which the page's
// head gives, and reads what the memory held before. A head that gives one byte less makes it keep
// what was unpacked, all of it.
type patchedFile struct {
	io.ReaderAt
	patches []patch // in the order of their offsets
}

type patch struct {
	at   int64
	text []byte
}

// inspect walks the heads of the pages of a column chunk.
func (f *patchedFile) inspect(chunk *format.ColumnMetaData, size int64) error {
	at := chunk.DataPageOffset
	if d := chunk.DictionaryPageOffset; d > 0 && d < at {
		at = d
	}
	end := at + chunk.TotalCompressedSize
	if at < 0 || end < at || end > size {
		return errors.New("parquet: a column lies outside of the file")
	}
	for values := int64(0); at < end && values < chunk.NumValues; {
		head, length, err := f.head(at, end)
		if err != nil {
			return err
		}
		if head.UncompressedPageSize > maxPage || head.UncompressedPageSize < 0 || head.CompressedPageSize < 0 {
			return fmt.Errorf("parquet: a page unpacks to %d MB, more than %d: write the file anew with smaller pages",
				head.UncompressedPageSize>>20, maxPage>>20)
		}
		if chunk.Codec == format.Lz4Raw && head.UncompressedPageSize > 0 {
			if err := f.shorten(at, head.UncompressedPageSize); err != nil {
				return err
			}
		}
		values += valuesOf(head)
		at += length + int64(head.CompressedPageSize)
	}
	return nil
}

// head reads the head of the page at an offset, and how long it is.
func (f *patchedFile) head(at, end int64) (head *format.PageHeader, length int64, err error) {
	counted := &countingReader{in: bufio.NewReader(io.NewSectionReader(f.ReaderAt, at, end-at))}
	head = &format.PageHeader{}
	protocol := thrift.CompactProtocol{}
	if err := thrift.NewDecoder(protocol.NewReader(counted)).Decode(head); err != nil {
		return nil, 0, fmt.Errorf("parquet: head of the page at byte %d: %w", at, err)
	}
	return head, counted.n, nil
}

func valuesOf(head *format.PageHeader) int64 {
	if h := head.DataPageHeader; h.Valid {
		return int64(h.V.NumValues)
	}
	if h := head.DataPageHeaderV2; h.Valid {
		return int64(h.V.NumValues)
	}
	return 0
}

// shorten makes the head at an offset give an unpacked size of one byte less. In the compact
// protocol a head begins with the page's type and its unpacked size, each behind a byte 0x15; the
// new size takes as many bytes as the old one.
func (f *patchedFile) shorten(at int64, size int32) error {
	old := binary.AppendUvarint(nil, uint64(size)<<1)
	head := make([]byte, 3+len(old))
	if _, err := f.ReadAt(head, at); err != nil {
		return err
	}
	if head[0] != 0x15 || head[2] != 0x15 || !bytes.Equal(head[3:], old) {
		return errors.New("parquet: a page in LZ4 has an unusual head: save the file with another compression")
	}
	text := binary.AppendUvarint(nil, uint64(size-1)<<1)
	for len(text) < len(old) { // the same number, in one byte more
		text[len(text)-1] |= 0x80
		text = append(text, 0)
	}
	f.patches = append(f.patches, patch{at + 3, text})
	return nil
}

// ReadAt reads the file with its patches.
func (f *patchedFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.ReaderAt.ReadAt(p, at)
	first, _ := slices.BinarySearchFunc(f.patches, at-binary.MaxVarintLen64, func(p patch, at int64) int { return cmp.Compare(p.at, at) })
	for _, patch := range f.patches[first:] {
		from := patch.at - at
		if from >= int64(n) {
			break
		}
		if from+int64(len(patch.text)) > 0 {
			copy(p[max(from, 0):n], patch.text[max(-from, 0):])
		}
	}
	return n, err
}

// countingReader counts the bytes that are read from it.
type countingReader struct {
	in *bufio.Reader
	n  int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte reads one byte.
func (c *countingReader) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// maxOpen is how many shards one pass over the documents holds open. A corpus of a hundred thousand
// files has as many shards, and few systems let a program open so many.
const maxOpen = 256

// Files reads shards at any offset. It opens each when it is asked for, and closes the one opened
// longest ago when there are too many. One goroutine may use it.
type Files struct {
	folder *Folder
	names  []string
	open   map[int32]*os.File
	order  []int32 // of the open ones, the one opened longest ago first
	buf    []byte
}

// Files gives the shards of these names, by their number in the list. Close them after use.
func (s *Folder) Files(names []string) *Files {
	return &Files{folder: s, names: names, open: map[int32]*os.File{}}
}

// Close closes all that is open.
func (f *Files) Close() {
	for _, file := range f.open {
		file.Close()
	}
}

// shard returns shard n, to be read before the next is asked for.
func (f *Files) shard(n int32) (io.ReaderAt, error) {
	if file := f.open[n]; file != nil {
		return file, nil
	}
	if len(f.order) == maxOpen {
		f.open[f.order[0]].Close()
		delete(f.open, f.order[0])
		f.order = f.order[1:]
	}
	file, err := f.folder.openShard(f.names[n])
	if err != nil {
		return nil, err
	}
	f.open[n], f.order = file, append(f.order, n)
	return file, nil
}

// read reads and decodes a chunk of a document in shard n. The end of ctx is an error, so that
// every pass over the documents ends with it.
func (f *Files) read(ctx context.Context, n int32, o Offset, chunk int, decode func(*decoder)) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	file, err := f.shard(n)
	if err != nil {
		return err
	}
	at, length := o.chunk(chunk)
	f.buf = slices.Grow(f.buf[:0], int(length)+checkBytes)[:int(length)+checkBytes]
	if _, err = file.ReadAt(f.buf, at); errors.Is(err, io.EOF) {
		err = fmt.Errorf("%w: ends too early", errDamaged)
	}
	if err == nil {
		err = decodeChunk(f.buf, decode)
	}
	if errors.Is(err, errDamaged) {
		err = &DamagedError{f.names[n], err.Error()}
	}
	return err
}

// decodeChunk checks and decodes a chunk that its checksum follows.
func decodeChunk(b []byte, decode func(*decoder)) error {
	b, err := verified(b)
	if err != nil {
		return err
	}
	d := &decoder{b: b}
	decode(d)
	return d.end()
}

// Body reads Facts and Mentions of a document in shard n.
func (f *Files) Body(ctx context.Context, n int32, o Offset, into *Record) error {
	return f.read(ctx, n, o, 0, into.decodeBody)
}

// Words reads Words of a document in shard n.
func (f *Files) Words(ctx context.Context, n int32, o Offset, into *Record) error {
	return f.read(ctx, n, o, 1, into.decodeWords)
}

// Sequence reads Sequence of a document in shard n.
func (f *Files) Sequence(ctx context.Context, n int32, o Offset, into *Sequence) error {
	return f.read(ctx, n, o, 2, into.decode)
}

package pipeline

import (
	"context"
	"io"
	"os"
	"slices"
)

// maxOpenParts is how many part files one walk over the documents holds open. A corpus of a hundred thousand files has as
// many parts, and few systems let a program open so many.
const maxOpenParts = 256

// partFiles reads parts at any place. It opens each when it is asked for and closes the one opened longest ago when there are too
// many. One goroutine may use it.
type partFiles struct {
	ctx   context.Context
	parts []part
	open  map[int32]*os.File
	order []int32 // of the open ones, the one opened longest ago first
}

// files gives the parts of the index. close them after use.
func (x *index) files() *partFiles {
	return &partFiles{ctx: x.ctx, parts: x.parts, open: map[int32]*os.File{}}
}

func (p *partFiles) close() {
	for _, f := range p.open {
		f.Close()
	}
}

// at is part n, to be read before the next is asked for.
func (p *partFiles) at(n int32) (io.ReaderAt, error) {
	if f := p.open[n]; f != nil {
		return f, nil
	}
	if len(p.order) == maxOpenParts {
		p.open[p.order[0]].Close()
		delete(p.open, p.order[0])
		p.order = p.order[1:]
	}
	f, err := os.Open(p.parts[n].path)
	if err != nil {
		return nil, err
	}
	p.open[n], p.order = f, append(p.order, n)
	return f, nil
}

// read reads one chunk of part n into buf, grown as needed, and decodes it. The end of the run is an error, so that every walk
// over the documents ends with it.
func (p *partFiles) read(n int32, at int64, length int32, buf []byte, decode func(*decoder)) ([]byte, error) {
	if err := context.Cause(p.ctx); err != nil {
		return buf, err
	}
	f, err := p.at(n)
	if err != nil {
		return buf, err
	}
	buf = slices.Grow(buf[:0], int(length))[:length]
	if _, err := f.ReadAt(buf, at); err != nil {
		return buf, err
	}
	d := &decoder{b: buf}
	decode(d)
	return buf, d.err
}

// body reads what stands in the body of a document's partial.
func (p *partFiles) body(d *document, into *partial, buf []byte) ([]byte, error) {
	return p.read(d.part, d.at.body, d.at.bodyLength, buf, into.decodeBody)
}

// words reads the word counts of a document's partial.
func (p *partFiles) words(d *document, into *partial, buf []byte) ([]byte, error) {
	return p.read(d.part, d.at.words, d.at.wordsLength, buf, into.decodeWords)
}

package format

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// errLongLine is a line over MaxRecord. It was skipped; the next one can be read.
var errLongLine = fmt.Errorf("one line of more than %d MB", MaxRecord>>20)

// lineReader reads lines of any length up to MaxRecord.
type lineReader struct {
	in     *bufio.Reader
	n      int   // number of the line last read, from 1
	length int64 // its bytes, line break and all
	long   []byte
}

// next reads a line with its line break. It is good until the next call. A last line that ends in trouble instead of the
// end of the file is not returned: it may be torn.
func (l *lineReader) next() ([]byte, error) {
	line, err := l.in.ReadSlice('\n')
	l.n, l.length, l.long = l.n+1, int64(len(line)), l.long[:0]
	for errors.Is(err, bufio.ErrBufferFull) {
		if l.length <= MaxRecord {
			l.long = append(l.long, line...)
		}
		line, err = l.in.ReadSlice('\n')
		l.length += int64(len(line))
	}
	if err != nil && (!errors.Is(err, io.EOF) || l.length == 0) {
		return nil, err
	}
	if l.length > MaxRecord {
		l.long = nil
		return nil, errLongLine
	}
	if len(l.long) > 0 {
		l.long = append(l.long, line...)
		return l.long, nil
	}
	return line, nil
}

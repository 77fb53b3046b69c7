package format

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// errLongLine is a line over the limit. It was skipped; the next one can be read.
var errLongLine = errors.New("line too long")

// lineReader reads lines of any length up to limit.
type lineReader struct {
	in     *bufio.Reader
	limit  int64
	end    byte  // of a line: \n, or \r in files of old Macintosh programs
	n      int   // number of the line last read, from 1
	length int64 // its bytes, line break and all
	long   []byte
}

// newLines makes ready to read lines; head is what comes first.
func (s *stream) newLines(head []byte) lineReader {
	l := lineReader{in: s.Reader.Reader, limit: s.rules.maxRecord, end: '\n'}
	if bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0 {
		l.end = '\r'
	}
	return l
}

// next reads a line with its line break. It is good until the next call. A last line that ends in
// trouble instead of the end of the file is not returned: it may be truncated.
func (l *lineReader) next() ([]byte, error) {
	line, err := l.in.ReadSlice(l.end)
	l.n, l.length, l.long = l.n+1, int64(len(line)), l.long[:0]
	for errors.Is(err, bufio.ErrBufferFull) {
		if l.length <= l.limit {
			l.long = append(l.long, line...)
		} else {
			l.long = nil
		}
		line, err = l.in.ReadSlice(l.end)
		l.length += int64(len(line))
	}
	if err != nil && (!errors.Is(err, io.EOF) || l.length == 0) {
		return nil, err
	}
	if l.length > l.limit {
		l.long = nil
		return nil, errLongLine
	}
	if len(l.long) > 0 {
		l.long = append(l.long, line...)
		return l.long, nil
	}
	return line, nil
}

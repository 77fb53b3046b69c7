package format

import (
	"bytes"
	"errors"
	"io"

	"tifa/corpus/charset"
)

// rowReader reads the rows of a table.
type rowReader struct {
	lines     lineReader
	s         *stream
	separator byte     // 0 where it is still to be found in the head
	fields    [][]byte // of the row last read, good until the next
	first     int      // its first line
	bad       int64    // byte of the stream that is no text, -1 where all are

	text []byte // what the fields lie in
	ends []int
}

// next reads a row, over as many lines as it takes. Blank lines between rows are no rows.
func (t *rowReader) next() error {
	t.text, t.ends, t.bad = t.text[:0], t.ends[:0], -1
	quoted := false
	for n := 0; ; n++ {
		line, err := t.line()
		switch {
		case err == nil:
		case errors.Is(err, io.EOF) && n > 0:
			return errOpenQuote
		default:
			t.first = max(t.first, 1)
			return err
		}
		if n == 0 {
			if len(bytes.TrimRight(line, "\r\n")) == 0 {
				n--
				continue
			}
			t.first = t.lines.n
			if t.separator == 0 {
				t.separator = separatorOf(line)
			}
		}
		if int64(len(t.text)+len(line)) > t.lines.limit {
			return errLongLine
		}
		if quoted = t.split(line, quoted); !quoted {
			t.cut()
			return nil
		}
	}
}

// line reads a line and looks for bytes in it that are no text.
func (t *rowReader) line() ([]byte, error) {
	line, err := t.lines.next()
	if at := charset.BadByte(line); at >= 0 && t.bad < 0 {
		t.bad = t.s.at + int64(at)
	}
	t.s.at += t.lines.length
	return line, err
}

// split adds a line to the row. open says whether a quoted field goes on; so does the result for
// the next line.
func (t *rowReader) split(line []byte, open bool) bool {
	at := 0
	for {
		if !open && at < len(line) && line[at] == '"' {
			at, open = at+1, true
		}
		if open {
			for {
				quote := bytes.IndexByte(line[at:], '"')
				if quote < 0 {
					t.text = append(t.text, line[at:]...)
					return true
				}
				t.text = append(t.text, line[at:at+quote]...)
				at += quote + 1
				rest := line[at:]
				if len(rest) > 0 && rest[0] == '"' {
					t.text, at = append(t.text, '"'), at+1
					continue
				}
				if len(rest) == 0 || rest[0] == t.separator || len(bytes.TrimRight(rest, "\r\n")) == 0 {
					break
				}
				t.text = append(t.text, '"')
			}
			open = false
		} else {
			end := bytes.IndexByte(line[at:], t.separator)
			if end < 0 {
				end = len(bytes.TrimRight(line[at:], "\r\n"))
			}
			t.text = append(t.text, line[at:at+end]...)
			at += end
		}
		t.ends = append(t.ends, len(t.text))
		if at >= len(line) || line[at] != t.separator {
			return false
		}
		at++
	}
}

// cut makes fields of the text read.
func (t *rowReader) cut() {
	t.fields = t.fields[:0]
	start := 0
	for _, end := range t.ends {
		t.fields = append(t.fields, t.text[start:end:end])
		start = end
	}
}

// separatorOf is the sign that stands most often in a table's head: comma, semicolon or tab.
func separatorOf(head []byte) byte {
	best, most := byte(','), 0
	for _, c := range []byte{',', ';', '\t'} {
		if n := bytes.Count(head, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

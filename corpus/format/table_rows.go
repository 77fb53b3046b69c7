package format

import (
	"bytes"
	"errors"
	"io"

	"tifa/corpus/charset"
	"tifa/corpus/date"
)

// rowReader reads the rows of a table, one or more lines each.
//
// Quotes inside a field are doubled (RFC 4180) or escaped by a backslash; which of the two is seen
// row by row. Where a row has \" in it both readings are followed line by line, and that by
// backslashes is taken if it makes a row of the table's width and the other one does not.
type rowReader struct {
	lines lineReader
	s     *stream
	dialect
	width   int      // fields of a row, 0 where it is not yet known
	dates   int      // column of the date, -1 for none
	fields  [][]byte // of the row last read, good until the next
	first   int      // its first line
	bad     int64    // byte of the stream that is no text, -1 where all are
	suspect int      // a later line of the row that looks like a row of its own, 0 for none

	doubled, escaped cells
	escapes          bool // a row before was read by backslashes
}

// next reads a row, over as many lines as it takes. Blank lines between rows are no rows.
func (t *rowReader) next() error {
	t.bad, t.suspect = -1, 0
	line, err := t.firstLine()
	if err != nil {
		t.first = max(t.first, 1)
		return err
	}
	t.doubled.clear()
	forked := false
	for {
		if t.quotes && !forked && bytes.Contains(line, []byte(`\"`)) {
			t.escaped.copyOf(&t.doubled)
			forked = true
		}
		t.doubled.add(line, t.dialect, false)
		if forked {
			t.escaped.add(line, t.dialect, true)
		}
		if take := t.complete(forked); take != nil {
			t.escapes = t.escapes || take == &t.escaped
			t.fields = take.cut(t.fields[:0])
			return nil
		}
		if int64(len(t.doubled.text)+len(line)) > t.lines.limit {
			return errLongLine
		}
		if line, err = t.line(); errors.Is(err, io.EOF) {
			return errOpenQuote
		} else if err != nil {
			return err
		}
		if t.suspect == 0 && t.looksLikeRow(line) {
			t.suspect = t.lines.n
		}
	}
}

// firstLine reads up to the first line that is not blank.
func (t *rowReader) firstLine() ([]byte, error) {
	for {
		line, err := t.line()
		if err != nil || len(bytes.TrimRight(line, "\r\n")) > 0 {
			t.first = t.lines.n
			return line, err
		}
	}
}

// complete is the reading that has come to the end of a row, nil where none has.
func (t *rowReader) complete(forked bool) *cells {
	doubled := !t.doubled.open
	if !forked || t.escaped.open {
		if doubled {
			return &t.doubled
		}
		return nil
	}
	fits := t.width == 0 || len(t.escaped.ends) == t.width
	if doubled && (!fits || !t.escapes && len(t.doubled.ends) == t.width) {
		return &t.doubled
	}
	if fits {
		return &t.escaped
	}
	return nil
}

// looksLikeRow reports whether a line that stands inside quotes would be a row by itself: it has as
// many fields, and a date where a date belongs. Where there is no date, four fields are enough.
func (t *rowReader) looksLikeRow(line []byte) bool {
	const enough = 4
	if t.width < 2 || t.dates < 0 && t.width < enough || bytes.Count(line, []byte{t.separator}) < t.width-1 {
		return false
	}
	var c cells
	c.add(line, t.dialect, false)
	if len(c.ends) != t.width {
		return false
	}
	if t.dates < 0 {
		return true
	}
	_, err := date.Parse(string(c.cut(nil)[t.dates]))
	return err == nil
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

// cells are the fields of a row as far as it was read.
type cells struct {
	text []byte // what the fields lie in
	ends []int
	open bool // a field in quotes goes on in the next line
}

func (c *cells) clear() { c.text, c.ends, c.open = c.text[:0], c.ends[:0], false }

func (c *cells) copyOf(other *cells) {
	c.text, c.ends, c.open = append(c.text[:0], other.text...), append(c.ends[:0], other.ends...), other.open
}

// add reads a line. escapes says that a quote inside of a field is written \", and a backslash \\.
func (c *cells) add(line []byte, d dialect, escapes bool) {
	for at := 0; ; at++ {
		if !c.open && d.quotes && at < len(line) && line[at] == '"' {
			at, c.open = at+1, true
		}
		if c.open {
			if at += c.quoted(line[at:], d, escapes); c.open {
				return
			}
		} else {
			end := bytes.IndexByte(line[at:], d.separator)
			if end < 0 {
				end = len(bytes.TrimRight(line[at:], "\r\n"))
			}
			c.text = append(c.text, line[at:at+end]...)
			at += end
		}
		c.ends = append(c.ends, len(c.text))
		if at >= len(line) || line[at] != d.separator {
			return
		}
	}
}

// quoted reads on in a field in quotes, as far as the line has it, and returns how far that is. A
// quote inside a field that does not end it is a quote.
func (c *cells) quoted(line []byte, d dialect, escapes bool) (at int) {
	for {
		n := bytes.IndexByte(line[at:], '"')
		if n < 0 {
			c.text = append(c.text, line[at:]...)
			return len(line)
		}
		c.text = append(c.text, line[at:at+n]...)
		at += n + 1
		if escapes && endsInEscape(line[:at-1]) {
			c.text[len(c.text)-1] = '"'
			continue
		}
		rest := line[at:]
		switch {
		case !escapes && len(rest) > 0 && rest[0] == '"':
			c.text, at = append(c.text, '"'), at+1
		case len(rest) == 0 || rest[0] == d.separator || len(bytes.TrimRight(rest, "\r\n")) == 0:
			c.open = false
			return at
		default:
			c.text = append(c.text, '"')
		}
	}
}

// endsInEscape reports whether a text ends in a backslash that is not itself escaped.
func endsInEscape(text []byte) bool {
	n := len(text) - len(bytes.TrimRight(text, `\`))
	return n%2 == 1
}

// cut appends the fields to a slice.
func (c *cells) cut(fields [][]byte) [][]byte {
	start := 0
	for _, end := range c.ends {
		fields = append(fields, c.text[start:end:end])
		start = end
	}
	return fields
}

package export

import (
	"bufio"
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"tifa/outputs"
)

func writeCSV(w io.Writer, dir string, t outputs.Table) error {
	c := newCSV(w, t.Columns)
	if err := rowsOf(t, dir, c.row); err != nil {
		return err
	}
	return c.w.Flush()
}

// csvLines writes by hand what encoding/csv can't: that turns line breaks inside a text into its
// own, and writes null and "" alike.
type csvLines struct {
	w       *bufio.Writer
	columns []outputs.Column
	line    []byte
}

// newCSV writes the header, after the byte order mark that tells a spreadsheet it is UTF-8.
func newCSV(w io.Writer, columns []outputs.Column) *csvLines {
	c := &csvLines{w: bufio.NewWriter(w), columns: columns}
	c.w.WriteString("\ufeff")
	for i := range columns {
		c.cell(i, func(line []byte) []byte { return append(line, columns[i].Name...) })
	}
	c.end()
	return c
}

func (c *csvLines) row(row reflect.Value) error {
	for i := range c.columns {
		c.cell(i, func(line []byte) []byte { return appendCSV(&c.columns[i], line, row) })
	}
	return c.end()
}

func (c *csvLines) cell(i int, write func([]byte) []byte) {
	if i > 0 {
		c.line = append(c.line, ',')
	}
	c.line = write(c.line)
}

func (c *csvLines) end() error {
	_, err := c.w.Write(append(c.line, "\r\n"...))
	c.line = c.line[:0]
	return err
}

func appendCSV(c *outputs.Column, line []byte, row reflect.Value) []byte {
	v, ok := c.Value(row)
	if !ok {
		return line
	}
	switch c.Kind {
	case outputs.Text:
		return appendQuoted(line, defuse(v.String()))
	case outputs.Texts:
		return appendQuoted(line, jsonList(v))
	case outputs.Integer:
		return strconv.AppendInt(line, v.Int(), 10)
	case outputs.Number:
		return strconv.AppendFloat(line, v.Float(), 'g', -1, 64)
	case outputs.Truth:
		return strconv.AppendBool(line, v.Bool())
	case outputs.Date:
		return dateOf(v).AppendFormat(line, "2006-01-02")
	}
	panic("outputs: no CSV for a " + string(c.Kind))
}

// defuse puts an apostrophe before text that a spreadsheet would take for a formula. The full-width
// signs do the same where Excel runs in Chinese or Japanese. Some programs pass over spaces and
// characters without a width before the sign. A text that begins with an apostrophe stays as it is.
func defuse(s string) string {
	s = visible(s)
	start := strings.TrimLeftFunc(s, passedOver)
	for _, danger := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(start, danger) {
			return "'" + s
		}
	}
	return s
}

// visible shows control characters, which a terminal would obey and a spreadsheet refuses, as their
// pictures: ␛ for an escape. Tabs and line breaks stay.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20:
			return 0x2400 + r
		case r == 0x7f:
			return '␡'
		case r >= 0x80 && r < 0xa0: // the controls of ISO 6429, which terminals obey too
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// passedOver reports whether a character before a formula may not keep it from being one: a space,
// a control character, or one without a width, such as U+200B and U+FEFF.
func passedOver(r rune) bool {
	switch r {
	case '\t', '\r', '\n':
		return false // a danger by itself
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf,
		unicode.Other_Default_Ignorable_Code_Point)
}

func appendQuoted(line []byte, s string) []byte {
	if s != "" && !strings.ContainsAny(s, "\",\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(line, s...)
	}
	line = append(line, '"')
	line = append(line, strings.ReplaceAll(s, `"`, `""`)...)
	return append(line, '"')
}

// jsonList shows a list of text as a JSON array.
func jsonList(v reflect.Value) string {
	list := v.Interface().([]string)
	if list == nil {
		list = []string{}
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(list) // strings always encode
	return strings.TrimSuffix(b.String(), "\n")
}

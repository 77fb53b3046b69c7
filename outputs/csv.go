package outputs

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// exportEach writes every table to a file of its own.
func exportEach(dir, to, suffix string, tables []Table, write func(io.Writer, string, Table) error) ([]string, error) {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return nil, err
	}
	var files []string
	for _, t := range tables {
		path := filepath.Join(to, t.Name+suffix)
		if err := writeFile(path, func(w io.Writer) error { return write(w, dir, t) }); err != nil {
			return files, err
		}
		files = append(files, path)
	}
	return files, nil
}

// writeCSV writes by hand what encoding/csv can't: that turns line breaks inside a text into its own, and writes null
// and "" alike.
func writeCSV(w io.Writer, dir string, t Table) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	var line []byte
	for i, c := range t.Columns {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, c.Name...)
	}
	b.Write(append(line, "\r\n"...))
	err := rowsOf(t, dir, func(row reflect.Value) error {
		line = line[:0]
		for i := range t.Columns {
			if i > 0 {
				line = append(line, ',')
			}
			line = t.Columns[i].appendCSV(line, row)
		}
		_, err := b.Write(append(line, "\r\n"...))
		return err
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

func (c *Column) appendCSV(line []byte, row reflect.Value) []byte {
	v, ok := c.value(row)
	if !ok {
		return line
	}
	switch c.Kind {
	case Text:
		return appendQuoted(line, defuse(v.String()))
	case Texts:
		return appendQuoted(line, jsonList(v))
	case Integer:
		return strconv.AppendInt(line, v.Int(), 10)
	case Number:
		return strconv.AppendFloat(line, v.Float(), 'g', -1, 64)
	case Truth:
		return strconv.AppendBool(line, v.Bool())
	case Date:
		return dateOf(v).AppendFormat(line, "2006-01-02")
	}
	panic("outputs: no CSV for a " + string(c.Kind))
}

// defuse puts an apostrophe before text that a spreadsheet would take for a formula. The full-width signs do the same
// where Excel runs in Chinese or Japanese. A text that begins with an apostrophe stays as it is.
func defuse(s string) string {
	for _, danger := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, danger) {
			return "'" + s
		}
	}
	return s
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

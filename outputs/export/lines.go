package export

import (
	"bufio"
	"encoding/json"
	"io"
	"reflect"

	"tifa/outputs"
)

// Lines writes rows of one table to a stream, as they come, with the columns of the table.
type Lines[Row any] struct {
	w   *bufio.Writer
	row func(reflect.Value) error
}

// NewCSV writes rows as CSV that is safe to open in a spreadsheet: UTF-8 with a byte order mark,
// and no text that would be taken for a formula.
func NewCSV[Row any](w io.Writer) (*Lines[Row], error) {
	t, err := outputs.TableOf[Row]()
	if err != nil {
		return nil, err
	}
	c := newCSV(w, t.Columns)
	return &Lines[Row]{c.w, c.row}, nil
}

// NewJSONL writes rows as JSON objects, one a line, with the columns in order, dates as 2015-03-05
// and null for null.
func NewJSONL[Row any](w io.Writer) (*Lines[Row], error) {
	t, err := outputs.TableOf[Row]()
	if err != nil {
		return nil, err
	}
	b := bufio.NewWriter(w)
	return &Lines[Row]{b, func(row reflect.Value) error { return writeJSONLine(b, t.Columns, row) }}, nil
}

// Write writes one row.
func (l *Lines[Row]) Write(row Row) error { return l.row(reflect.ValueOf(&row).Elem()) }

// Close writes what is still held back. It does not close the stream.
func (l *Lines[Row]) Close() error { return l.w.Flush() }

func writeJSONLine(w *bufio.Writer, columns []outputs.Column, row reflect.Value) error {
	for i := range columns {
		sep := ","
		if i == 0 {
			sep = "{"
		}
		value, err := json.Marshal(plain(&columns[i], row))
		if err != nil {
			return err
		}
		name, _ := json.Marshal(columns[i].Name) // a string always marshals
		w.WriteString(sep)
		w.Write(name)
		w.WriteByte(':')
		w.Write(value)
	}
	_, err := w.WriteString("}\n")
	return err
}

// plain is the column's value as JSON would have it.
func plain(c *outputs.Column, row reflect.Value) any {
	v, ok := c.Value(row)
	if !ok {
		return nil
	}
	if c.Kind == outputs.Date {
		return dateOf(v).Format("2006-01-02")
	}
	return v.Interface()
}

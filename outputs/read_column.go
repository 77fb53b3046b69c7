package outputs

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// columnReader fills one field of each row of a batch from one column, which takes a third of the
// time of going row by row. parquet-go's own reader of columns does not know rows, and its reader
// of rows makes 0 of a null in an embedded struct.
type columnReader struct {
	Column
	at     int             // among the columns of the file
	fields []reflect.Value // of the rows of the batch
	values parquet.ColumnChunkValueReader
	buffer []parquet.Value
	ahead  []parquet.Value // of a list: the first value of the next row
	last   string          // texts that repeat, as source IDs do, share their bytes
}

// columnReaders are those of the columns that are wanted, for a batch of rows.
func columnReaders(t Table, p Part, batch reflect.Value) (readers []*columnReader) {
	for _, name := range p.Columns {
		t.column(name) // there is one
	}
	for i, c := range t.Columns {
		if len(p.Columns) > 0 && !slices.Contains(p.Columns, c.Name) && (p.First == "" || c.Name != t.Key[0]) {
			continue
		}
		r := &columnReader{Column: c, at: i, buffer: make([]parquet.Value, batch.Len())}
		for row := range batch.Len() {
			r.fields = append(r.fields, batch.Index(row).FieldByIndex(c.index))
		}
		readers = append(readers, r)
	}
	return readers
}

// mayHold says whether a text can be among the column's values in a row group, by the least and the
// greatest of them.
func (c *columnReader) mayHold(text string, group format.RowGroup) bool {
	s := group.Columns[c.at].MetaData.Statistics
	return len(s.MaxValue) == 0 || string(s.MinValue) <= text && text <= string(s.MaxValue)
}

// open starts a row group.
func (c *columnReader) open(group parquet.RowGroup) error {
	chunk := group.ColumnChunks()[c.at]
	if c.Kind != Texts && chunk.NumValues() != group.NumRows() {
		return fmt.Errorf("column %s: %d values in %d rows",
			c.Name, chunk.NumValues(), group.NumRows())
	}
	c.values, c.ahead = parquet.NewColumnChunkValueReader(chunk), nil
	return nil
}

func (c *columnReader) close() { c.values.Close() } // of something that was only read

// read fills the first n rows of the batch.
func (c *columnReader) read(n int) error {
	if c.Kind == Texts {
		return c.readLists(n)
	}
	for row := 0; row < n; {
		read, err := c.values.ReadValues(c.buffer[:n-row])
		if read == 0 {
			return tooFew(err)
		}
		for _, v := range c.buffer[:read] {
			c.set(c.fields[row], v)
			row++
		}
	}
	return nil
}

// tooFew is the error of a column that ends before its rows.
func tooFew(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// set fills a field. What a nullable one points to is the row's own.
func (c *columnReader) set(field reflect.Value, v parquet.Value) {
	if c.Nullable {
		if v.IsNull() {
			field.SetZero()
			return
		}
		field.Set(reflect.New(field.Type().Elem()))
		field = field.Elem()
	}
	switch c.Kind {
	case Text:
		field.SetString(c.text(v))
	case Integer:
		field.SetInt(v.Int64())
	case Date:
		field.SetInt(int64(v.Int32()))
	case Number:
		field.SetFloat(v.Double())
	case Truth:
		field.SetBool(v.Boolean())
	}
}

func (c *columnReader) text(v parquet.Value) string {
	if b := v.ByteArray(); string(b) != c.last {
		c.last = string(b)
	}
	return c.last
}

// readLists fills the first n rows of the batch with lists of texts. A list ends where a value
// starts a row.
func (c *columnReader) readLists(n int) error {
	for row := range n {
		list := []string{}
		for _, v := range c.ahead {
			list = appendText(list, v)
		}
		started := len(c.ahead) > 0
		c.ahead = c.ahead[:0]
		for {
			read, err := c.values.ReadValues(c.buffer[:1])
			if read == 0 && (!started || !errors.Is(err, io.EOF)) {
				return tooFew(err)
			}
			if read == 0 {
				break
			}
			v := c.buffer[0]
			if v.RepetitionLevel() == 0 && started {
				c.ahead = append(c.ahead, v)
				break
			}
			list, started = appendText(list, v), true
		}
		c.fields[row].Set(reflect.ValueOf(list))
	}
	return nil
}

// appendText adds a value of a list; one null stands for an empty list.
func appendText(list []string, v parquet.Value) []string {
	if v.IsNull() {
		return list
	}
	return append(list, v.String())
}

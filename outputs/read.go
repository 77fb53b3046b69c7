package outputs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// Read yields the rows of the table whose rows are of type Row, in order, from a result folder. An error ends it.
// A row is the caller's to keep.
func Read[Row any](dir string) iter.Seq2[Row, error] {
	t, err := tableOf[Row]()
	if err != nil {
		return func(yield func(Row, error) bool) { yield(*new(Row), err) }
	}
	return read[Row](dir, t)
}

func read[Row any](dir string, t Table) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f, err := os.Open(t.path(dir))
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: is it the result folder of a finished run, such as outputs/runs/latest?", err)
		}
		if err != nil {
			yield(*new(Row), err)
			return
		}
		defer f.Close()
		if err := readFile(f, t, func(row Row) bool { return yield(row, nil) }); err != nil {
			yield(*new(Row), fmt.Errorf("%s: %w", f.Name(), err))
		}
	}
}

// readFile calls yield with each row until it returns false. It refuses a file whose columns are not those of the row
// type: parquet-go would fill what is missing with zeros.
func readFile[Row any](f *os.File, t Table, yield func(Row) bool) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p, err := parquet.OpenFile(f, info.Size(), parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return err
	}
	if !parquet.EqualNodes(parquet.SchemaOf(*new(Row)), p.Schema()) {
		return fmt.Errorf("columns are not those of table %s: use the version of tifa that wrote it, or run the analysis again", t.Name)
	}
	d := decoder{columns: t.Columns, last: make([]string, len(t.Columns))}
	values := make([]parquet.Row, batchRows)
	for _, group := range p.RowGroups() {
		rows := group.Rows()
		more, err := readGroup(rows, values, &d, yield)
		if err := errors.Join(err, rows.Close()); err != nil || !more {
			return err
		}
	}
	return nil
}

func readGroup[Row any](rows parquet.Rows, values []parquet.Row, d *decoder, yield func(Row) bool) (more bool, err error) {
	for {
		n, err := rows.ReadRows(values)
		for _, v := range values[:n] {
			var row Row
			if err := d.row(reflect.ValueOf(&row).Elem(), v); err != nil {
				return false, err
			}
			if !yield(row) {
				return false, nil
			}
		}
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// decoder fills rows from Parquet values. parquet-go's own reader makes 0 of a null in an embedded struct.
type decoder struct {
	columns []Column
	last    []string // last text of each column: texts that repeat, as source IDs do, share their bytes
}

func (d *decoder) row(row reflect.Value, values parquet.Row) error {
	for i := range d.columns {
		n := 0
		for n < len(values) && values[n].Column() == i {
			n++
		}
		c := &d.columns[i]
		if n == 0 || n > 1 && c.Kind != Texts {
			return fmt.Errorf("column %s: %d values in a row", c.Name, n)
		}
		field := row
		for _, j := range c.index {
			field = field.Field(j)
		}
		d.set(i, field, values[:n])
		values = values[n:]
	}
	return nil
}

// set fills a field with the values of column i, of which there is one, or for a list at least one.
func (d *decoder) set(i int, field reflect.Value, values []parquet.Value) {
	c, v := &d.columns[i], values[0]
	if c.Nullable {
		if v.IsNull() {
			return
		}
		field.Set(reflect.New(field.Type().Elem()))
		field = field.Elem()
	}
	switch c.Kind {
	case Text:
		field.SetString(d.text(i, v))
	case Texts:
		list := []string{}
		for _, v := range values {
			if !v.IsNull() { // one null stands for an empty list
				list = append(list, v.String())
			}
		}
		field.Set(reflect.ValueOf(list))
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

func (d *decoder) text(i int, v parquet.Value) string {
	if b := v.ByteArray(); string(b) != d.last[i] {
		d.last[i] = string(b)
	}
	return d.last[i]
}

package outputs

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// Part is what is wanted of a table. The zero value is all of it.
type Part struct {
	Columns []string // the fields of other columns stay zero; empty for all columns
	// First picks the rows with this text in the first column of the table's key; empty for all.
	First string
}

// Read yields the rows of the table whose rows are of type Row, in order, from a result folder. An
// error ends it. A row is the caller's to keep.
func Read[Row any](dir string) iter.Seq2[Row, error] { return ReadPart[Row](dir, Part{}) }

// ReadAll is a whole table, for short ones.
func ReadAll[Row any](dir string) ([]Row, error) {
	var rows []Row
	for row, err := range Read[Row](dir) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// ReadPart is Read for those who need a part of a long table: what they don't name is not unpacked.
func ReadPart[Row any](dir string, p Part) iter.Seq2[Row, error] {
	t, err := TableOf[Row]()
	if err != nil {
		return func(yield func(Row, error) bool) { yield(*new(Row), err) }
	}
	return read[Row](dir, t, p)
}

func read[Row any](dir string, t Table, p Part) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f, err := os.Open(t.path(dir))
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: is it the result folder of a finished run, such as "+
				"outputs/runs/latest?", err)
		}
		if err != nil {
			yield(*new(Row), err)
			return
		}
		defer f.Close()
		if err := readFile(f, t, p, func(row Row) bool { return yield(row, nil) }); err != nil {
			yield(*new(Row), fmt.Errorf("%s: %w", f.Name(), err))
		}
	}
}

// readFile calls yield with each row until it returns false. It refuses a file whose columns are
// not those of the row type: parquet-go would fill what is missing with zeros.
func readFile[Row any](f *os.File, t Table, p Part, yield func(Row) bool) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, info.Size(),
		parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return err
	}
	if !parquet.EqualNodes(parquet.SchemaOf(*new(Row)), file.Schema()) {
		return fmt.Errorf("columns are not those of table %s: "+
			"use the version of tifa that wrote it, or run the analysis again", t.Name)
	}
	batch := make([]Row, max(1, min(batchRows, file.NumRows())))
	columns := columnReaders(t, p, reflect.ValueOf(batch))
	first := slices.IndexFunc(columns, func(c *columnReader) bool { return c.Name == t.Key[0] })
	for i, group := range file.RowGroups() {
		if p.First != "" && !columns[first].mayHold(p.First, file.Metadata().RowGroups[i]) {
			continue
		}
		wanted := func(row int) bool {
			return p.First == "" || columns[first].fields[row].String() == p.First
		}
		more, err := readGroup(group, columns, batch, func(row int) bool {
			return !wanted(row) || yield(batch[row])
		})
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// readGroup fills the batch again and again, and calls yield with the place of each row in it until
// that returns false.
func readGroup[Row any](group parquet.RowGroup, columns []*columnReader, batch []Row,
	yield func(row int) bool) (more bool, err error) {
	for _, c := range columns {
		if err := c.open(group); err != nil {
			return false, err
		}
		defer c.close()
	}
	for left := group.NumRows(); left > 0; left -= int64(len(batch)) {
		n := int(min(left, int64(len(batch))))
		for _, c := range columns {
			if err := c.read(n); err != nil {
				return false, fmt.Errorf("column %s: %w", c.Name, err)
			}
		}
		for row := range n {
			if !yield(row) {
				return false, nil
			}
		}
	}
	return true, nil
}

// CountRows returns the number of rows that the table's file in a result folder says it has.
func (t Table) CountRows(dir string) (int64, error) {
	path := t.path(dir)
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	p, err := parquet.OpenFile(f, info.Size(),
		parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return 0, fmt.Errorf("%s: %w: not a whole Parquet file", path, err)
	}
	return p.NumRows(), nil
}

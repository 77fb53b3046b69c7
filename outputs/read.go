package outputs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"

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
		r, err := openTable[Row](t.path(dir), t)
		if err != nil {
			yield(*new(Row), err)
			return
		}
		defer r.close()
		for {
			// A fresh batch each time: rows hold pointers and lists that the caller may keep.
			batch := make([]Row, batchRows)
			n, err := r.rows.Read(batch)
			for i := range batch[:n] {
				if !yield(batch[i], nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(*new(Row), fmt.Errorf("%s: %w", t.path(dir), err))
				return
			}
		}
	}
}

type tableReader[Row any] struct {
	file *os.File
	rows *parquet.GenericReader[Row]
}

// openTable opens a table and refuses one whose columns are not those of its row type: parquet-go would fill what is
// missing with zeros.
func openTable[Row any](path string, t Table) (*tableReader[Row], error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: is it the result folder of a finished run, such as outputs/runs/latest?", err)
	}
	if err != nil {
		return nil, err
	}
	r := &tableReader[Row]{file: f}
	if err := r.open(t); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func (r *tableReader[Row]) open(t Table) error {
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	p, err := parquet.OpenFile(r.file, info.Size(), parquet.SkipBloomFilters(true), parquet.SkipPageIndex(true))
	if err != nil {
		return err
	}
	if want := parquet.SchemaOf(*new(Row)); !parquet.EqualNodes(want, p.Schema()) {
		return fmt.Errorf("columns are not those of table %s: run the same version of tifa that wrote it, or the analysis again", t.Name)
	}
	r.rows = parquet.NewGenericReader[Row](p)
	return nil
}

func (r *tableReader[Row]) close() {
	r.rows.Close()
	r.file.Close()
}

package outputs

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"tifa/outputs/folder"
)

const (
	// rowGroupRows bounds memory: a row group waits, compressed, until it is full. DuckDB and
	// Polars read row groups in parallel and want at least some 100,000 rows in each.
	rowGroupRows = 1 << 18
	// pageBytes is four times parquet-go's default: fewer pages, better compression.
	pageBytes = 1 << 20
	// boundBytes keeps the bounds of a page whole: cut at parquet-go's 16 bytes they can split a
	// Chinese character.
	boundBytes = 256
	// batchRows are handed to parquet-go at once, which costs half as much as one by one.
	batchRows = 512
)

// Writer writes the rows of one table into a result folder.
type Writer[Row any] struct {
	file    *folder.File
	parquet *parquet.GenericWriter[Row]
	check   checker
	batch   []Row
	last    Row // the row before the batch
	rows    int64
	err     error // the first thing that went wrong; nothing is written after it
}

// NewWriter starts the table whose rows are of type Row. Several tables may be written at the same
// time, each by one goroutine.
func NewWriter[Row any](to *Folder) (*Writer[Row], error) {
	t, err := TableOf[Row]()
	if err != nil {
		return nil, err
	}
	f, err := to.Create(t.FileName())
	if err != nil {
		return nil, err
	}
	w := &Writer[Row]{file: f, check: newChecker(t), batch: make([]Row, 0, batchRows)}
	w.parquet = parquet.NewGenericWriter[Row](f, writerOptions(t)...)
	return w, nil
}

// writerOptions are chosen so that equal rows give equal bytes in every build: nothing tells a
// clock or a version.
func writerOptions(t Table) []parquet.WriterOption {
	var sorting []parquet.SortingColumn
	for _, k := range t.Key {
		sorting = append(sorting, parquet.NullsFirst(parquet.Ascending(k)))
	}
	type doc struct {
		Name string `json:"name"`
		Type Kind   `json:"type"`
		Doc  string `json:"doc"`
		Unit string `json:"unit,omitempty"`
	}
	var docs []doc
	options := []parquet.WriterOption{
		parquet.CreatedBy("tifa", "1", ""),
		parquet.Compression(&parquet.Zstd),
		parquet.MaxRowsPerRowGroup(rowGroupRows),
		parquet.PageBufferSize(pageBytes),
		parquet.ColumnIndexSizeLimit(func([]string) int { return boundBytes }),
		parquet.SortingWriterConfig(parquet.SortingColumns(sorting...)),
		parquet.KeyValueMetadata("tifa:table", t.Name),
		parquet.KeyValueMetadata("tifa:about", t.About),
	}
	for _, c := range t.Columns {
		docs = append(docs, doc{c.Name, c.Kind, c.Doc, c.Unit})
		// Nobody looks for a range of titles or sentences.
		if c.Kind == Text && !c.dict {
			options = append(options, parquet.SkipPageBounds(c.Name))
		}
	}
	columns, _ := json.Marshal(docs) // strings always marshal
	return append(options, parquet.KeyValueMetadata("tifa:columns", string(columns)))
}

// Write adds rows, which must follow each other and the rows before by the table's key. Rows are
// kept for a while: what they point to must not change before Close.
func (w *Writer[Row]) Write(rows ...Row) error {
	for len(rows) > 0 && w.err == nil {
		n := min(len(rows), batchRows-len(w.batch))
		w.batch = append(w.batch, rows[:n]...)
		rows = rows[n:]
		if len(w.batch) == batchRows {
			w.flush()
		}
	}
	return w.err
}

// flush checks the batch and hands it to parquet-go.
func (w *Writer[Row]) flush() {
	before := reflect.ValueOf(&w.last).Elem()
	batch := reflect.ValueOf(w.batch)
	for i := range w.batch {
		row := batch.Index(i)
		err := w.check.values(row)
		if err == nil && w.rows > 0 {
			err = w.check.after(before, row)
		}
		if err != nil {
			w.fail(err)
			return
		}
		before = row
		w.rows++
	}
	if len(w.batch) == 0 {
		return
	}
	if _, err := w.parquet.Write(w.batch); err != nil {
		w.fail(err)
		return
	}
	w.last = w.batch[len(w.batch)-1]
	w.batch = w.batch[:0]
}

func (w *Writer[Row]) fail(err error) {
	w.err = fmt.Errorf("table %s: %w", w.check.table.Name, err)
}

// Close writes what is left and finishes the file. A table is part of the result only once it is
// closed without error.
func (w *Writer[Row]) Close() error {
	if w.err == nil {
		w.flush()
	}
	if w.err == nil {
		if err := w.parquet.Close(); err != nil {
			w.fail(err)
		}
	}
	if w.err != nil {
		w.file.Discard()
		return w.err
	}
	if err := w.file.Finish(w.rows); err != nil {
		w.fail(err)
		return w.err
	}
	w.fail(errors.New("already closed"))
	return nil
}

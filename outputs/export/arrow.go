package export

import (
	"errors"
	"io"
	"reflect"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"tifa/outputs"
)

// recordRows are the rows of one record batch: some megabytes of mentions.
const recordRows = 1 << 14

// arrowSchema gives a table's Arrow schema. Repeated texts are plain utf8: an IPC file may hold one
// dictionary per column, which would have to be known before the first row, and zstd makes up for
// it.
func arrowSchema(t outputs.Table) *arrow.Schema {
	types := map[outputs.Kind]arrow.DataType{
		outputs.Text:    arrow.BinaryTypes.String,
		outputs.Texts:   arrow.ListOfNonNullable(arrow.BinaryTypes.String),
		outputs.Integer: arrow.PrimitiveTypes.Int64, outputs.Number: arrow.PrimitiveTypes.Float64,
		outputs.Truth: arrow.FixedWidthTypes.Boolean, outputs.Date: arrow.FixedWidthTypes.Date32,
	}
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = arrow.Field{Name: c.Name, Type: types[c.Kind], Nullable: c.Nullable,
			Metadata: arrow.NewMetadata([]string{"doc", "unit"}, []string{c.Doc, c.Unit})}
	}
	about := arrow.NewMetadata([]string{"tifa:table", "tifa:about"}, []string{t.Name, t.About})
	return arrow.NewSchema(fields, &about)
}

// writeArrow writes a table as an Arrow IPC file.
func writeArrow(w io.Writer, dir string, t outputs.Table) error {
	schema := arrowSchema(t)
	file, err := ipc.NewFileWriter(&plainWriter{w: w},
		ipc.WithSchema(schema), ipc.WithZstd(), ipc.WithCompressConcurrency(1))
	if err != nil {
		return err
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	rows := 0
	flush := func() error {
		record := b.NewRecord()
		defer record.Release()
		rows = 0
		return file.Write(record)
	}
	err = rowsOf(t, dir, func(row reflect.Value) error {
		for i := range t.Columns {
			appendArrow(&t.Columns[i], b.Field(i), row)
		}
		if rows++; rows == recordRows {
			return flush()
		}
		return nil
	})
	if err == nil && rows > 0 {
		err = flush()
	}
	if err != nil {
		return err
	}
	return file.Close()
}

func appendArrow(c *outputs.Column, to array.Builder, row reflect.Value) {
	v, ok := c.Value(row)
	if !ok {
		to.AppendNull()
		return
	}
	switch to := to.(type) {
	case *array.StringBuilder:
		to.Append(v.String())
	case *array.ListBuilder:
		to.Append(true)
		for i := range v.Len() {
			to.ValueBuilder().(*array.StringBuilder).Append(v.Index(i).String())
		}
	case *array.Int64Builder:
		to.Append(v.Int())
	case *array.Float64Builder:
		to.Append(v.Float())
	case *array.BooleanBuilder:
		to.Append(v.Bool())
	case *array.Date32Builder:
		to.Append(arrow.Date32(v.Int()))
	default:
		panic("outputs: no Arrow for a " + string(c.Kind))
	}
}

// plainWriter is all that ipc wants of a file: to be told where it is.
type plainWriter struct {
	w  io.Writer
	at int64
}

func (p *plainWriter) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	p.at += int64(n)
	return n, err
}

func (p *plainWriter) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, errors.ErrUnsupported
	}
	return p.at, nil
}

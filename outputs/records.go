package outputs

import (
	"errors"
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// ReadRecords yields the rows of any flat or nested Parquet file as maps from column to value
// (string, number, bool, time.Time for dates and timestamps, nil, or a map for a group), until
// yield says false. It is for reading texts that somebody else keeps in Parquet; the tables of a
// run are read by Read.
func ReadRecords(in io.ReaderAt, size int64, yield func(map[string]any) bool) error {
	file, err := parquet.OpenFile(in, size)
	if err != nil {
		return err
	}
	reader := parquet.NewGenericReader[any](file, file.Schema())
	defer reader.Close()
	rows := make([]any, 64)
	for {
		n, err := reader.Read(rows)
		for _, row := range rows[:n] {
			record, _ := row.(map[string]any)
			datesOf(file.Schema(), record)
			if !yield(record) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		clear(rows)
	}
}

// datesOf makes the numbers of date and timestamp columns into times, and bytes into text.
func datesOf(schema *parquet.Schema, record map[string]any) {
	for _, f := range schema.Fields() {
		v := record[f.Name()]
		if b, ok := v.([]byte); ok {
			record[f.Name()] = string(b)
		}
		if !f.Leaf() || f.Type().LogicalType() == nil {
			continue
		}
		switch t := f.Type().LogicalType().Value.(type) {
		case *format.DateType:
			if days, ok := v.(int32); ok {
				record[f.Name()] = time.Unix(int64(days)*86400, 0).UTC()
			}
		case *format.TimestampType:
			if n, ok := v.(int64); ok {
				record[f.Name()] = timeOf(n, t.Unit.Value.Duration())
			}
		}
	}
}

// timeOf is a timestamp in the unit its column is kept in.
func timeOf(n int64, unit time.Duration) time.Time {
	switch unit {
	case time.Millisecond:
		return time.UnixMilli(n).UTC()
	case time.Microsecond:
		return time.UnixMicro(n).UTC()
	}
	return time.Unix(0, n).UTC()
}

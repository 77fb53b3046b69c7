package corpus

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"
)

// ParquetReader yields the rows of a Parquet file as maps from column to value (string, []byte, a number, bool, time.Time, nil,
// or a map for a group), until yield says false. This package may not import a Parquet library, so whoever may sets File.Parquet.
type ParquetReader func(in io.ReaderAt, size int64, yield func(row map[string]any) bool) error

func looksParquet(_ *stream, head []byte) bool { return bytes.HasPrefix(head, []byte("PAR1")) }

// parquet reads a table in Parquet, a document a row.
func (r *reader) parquet(s *stream) error {
	if r.file.Parquet == nil {
		return &refusal{kind: KindFormat, why: "nothing here reads Parquet: save it as CSV or JSONL"}
	}
	at, size, err := r.hold(s.entry, s.Reader)
	if err != nil {
		return err
	}
	s.encoding = "utf-8"
	var stop error
	err = guarded(r.file.Parquet, at, size, func(row map[string]any) bool {
		s.record++
		rec := record{n: s.record, place: fmt.Sprintf("row %d", s.record)}
		stop = r.row(s, row, &rec)
		return stop == nil
	})
	if stop != nil {
		return stop
	}
	return err
}

// row makes a document of one row.
func (r *reader) row(s *stream, row map[string]any, rec *record) error {
	for part, path := range s.rules.paths {
		rec.values[part] = columnValue(row, s.rules.names[part], path)
		if at := badByte([]byte(rec.values[part].text)); at >= 0 {
			return r.problem(Problem{Path: s.path, Record: rec.n, Place: "column " + s.rules.names[part], Kind: KindEncoding,
				Reason: fmt.Sprintf("byte %d is no UTF-8", at), Action: leftOut})
		}
	}
	return r.document(s, rec)
}

// guarded turns a panic of the Parquet library on a malformed file into an error.
func guarded(read ParquetReader, in io.ReaderAt, size int64, yield func(map[string]any) bool) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parquet: %v", p)
		}
	}()
	return read(in, size, yield)
}

func columnValue(row map[string]any, name string, path []string) value {
	if v, ok := row[name]; ok {
		return anyValue(v)
	}
	for len(path) > 1 {
		group, ok := row[path[0]].(map[string]any)
		if !ok {
			return value{}
		}
		row, path = group, path[1:]
	}
	v, ok := row[path[0]]
	if !ok {
		return value{}
	}
	return anyValue(v)
}

func anyValue(v any) value {
	switch v := v.(type) {
	case nil:
		return value{kind: nullValue}
	case string:
		return value{kind: textValue, text: v}
	case []byte:
		return value{kind: textValue, text: string(v)}
	case time.Time:
		return value{kind: textValue, text: v.Format(time.DateTime)}
	case float64:
		return value{kind: textValue, text: strconv.FormatFloat(v, 'f', -1, 64)}
	case bool, int, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32:
		return value{kind: textValue, text: fmt.Sprint(v)}
	}
	return value{kind: otherValue}
}

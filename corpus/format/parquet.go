package format

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// ParquetReader yields the rows of a Parquet file as maps from column to value (string, []byte, a
// number, bool, time.Time, nil, or a map for a group), until yield says false. This package may not
// import a Parquet library, so whoever may sets File.Parquet.
// Only the columns named are wanted.
type ParquetReader func(in io.ReaderAt, size int64, columns []string, yield func(row map[string]any) bool) error

// looksParquet knows encrypted files, too, which the reader refuses.
func looksParquet(_ *stream, head []byte) bool {
	return bytes.HasPrefix(head, []byte("PAR1")) || bytes.HasPrefix(head, []byte("PARE"))
}

// parquet reads a table in Parquet, a document a row.
func (r *reader) parquet(s *stream) error {
	if s.Parquet == nil {
		return &problem.Error{Kind: problem.KindFormat, Reason: "nothing here reads Parquet: save it as CSV or JSONL"}
	}
	at, size, err := s.Buffer()
	if err != nil {
		return err
	}
	s.Encoding = "utf-8"
	var stop error
	err = guarded(s.Parquet, at, size, s.rules.columns(), func(row map[string]any) bool {
		s.record++
		rec := Record{N: s.record, Place: fmt.Sprintf("row %d", s.record)}
		stop = r.row(s, row, &rec)
		return stop == nil
	})
	if stop != nil {
		return stop
	}
	return err
}

// row makes a document of one row.
func (r *reader) row(s *stream, row map[string]any, rec *Record) error {
	for part, path := range s.rules.paths {
		rec.Values[part] = columnValue(row, s.rules.names[part], path)
		if v := &rec.Values[part]; part == Author && v.Kind != Scalar {
			*v = authorColumn(row, s.rules.names[part], path)
		}
		if at := charset.BadByte([]byte(rec.Values[part].Text)); at >= 0 {
			return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: "column " + s.rules.names[part], Kind: problem.KindEncoding,
				Reason: fmt.Sprintf("byte %d is no UTF-8", at), Action: problem.LeftOut})
		}
	}
	return r.give(s, rec)
}

// guarded turns a panic of the Parquet library on a malformed file into an error.
func guarded(read ParquetReader, in io.ReaderAt, size int64, columns []string, yield func(map[string]any) bool) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parquet: %v", p)
		}
	}()
	return read(in, size, columns, yield)
}

// columns lists the columns in which parts may stand: by their names, or by the first step of their
// paths.
func (c *Rules) columns() (names []string) {
	for part, name := range c.names {
		names = append(names, name)
		if first := c.paths[part][0]; first != name {
			names = append(names, first)
		}
	}
	return names
}

func columnValue(row map[string]any, name string, path []string) Value {
	if v, ok := row[name]; ok {
		return anyValue(v)
	}
	for len(path) > 1 {
		group, ok := row[path[0]].(map[string]any)
		if !ok {
			return Value{}
		}
		row, path = group, path[1:]
	}
	v, ok := row[path[0]]
	if !ok {
		return Value{}
	}
	return anyValue(v)
}

// authorColumn is the author column as it is: a list or a group.
func authorColumn(row map[string]any, name string, path []string) Value {
	v, ok := row[name]
	if !ok {
		v = below(row, path)
	}
	if v == nil {
		return Value{}
	}
	return Value{Kind: Nested, nested: v}
}

func anyValue(v any) Value {
	switch v := v.(type) {
	case nil:
		return Value{Kind: Null}
	case string:
		return Value{Kind: Scalar, Text: v}
	case []byte:
		return Value{Kind: Scalar, Text: string(v)}
	case time.Time:
		return Value{Kind: Scalar, Text: v.Format(time.DateTime)}
	case float32:
		return Value{Kind: Scalar, Text: strconv.FormatFloat(float64(v), 'f', -1, 32)}
	case float64:
		return Value{Kind: Scalar, Text: strconv.FormatFloat(v, 'f', -1, 64)}
	case bool, int, int8, int16, int32, int64, uint8, uint16, uint32, uint64:
		return Value{Kind: Scalar, Text: fmt.Sprint(v)}
	}
	return Value{Kind: Nested}
}

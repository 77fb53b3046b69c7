package outputs

import (
	"errors"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// ReadRecords yields the rows of any flat or nested Parquet file as maps from column to value,
// until yield says false: string, number, bool, nil, a map for a group, a slice for a list, and
// time.Time for a date or a timestamp. A timestamp that is an instant is in China's time, one
// without a zone in UTC. Decimals are strings, whole ones without a point.
//
// Only the top-level columns that are named are read; those that the file lacks are passed over. A
// page that unpacks to more than 256 MB is an error, and so is an encrypted file.
//
// It is for reading texts that somebody else keeps in Parquet; the tables of a run are read by
// Read.
func ReadRecords(in io.ReaderAt, size int64, columns []string, yield func(map[string]any) bool) error {
	file, err := openRecords(in, size, columns)
	if err != nil {
		return err
	}
	schema := pick(file.Schema(), columns)
	reader := parquet.NewGenericReader[any](file, schema)
	defer reader.Close()
	rows := make([]any, 16)
	for {
		n, err := reader.Read(rows)
		for _, row := range rows[:n] {
			record, _ := valueOf(file.Schema(), row).(map[string]any)
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

// pick is the schema of some of the columns of a file.
func pick(all *parquet.Schema, columns []string) *parquet.Schema {
	group := parquet.Group{}
	for _, field := range all.Fields() {
		for _, name := range columns {
			if field.Name() == name {
				group[name] = withoutDecimals(field)
			}
		}
	}
	return parquet.NewSchema(all.Name(), group)
}

// withoutDecimals is a node whose decimals are the whole numbers that they are kept as: the library
// makes floating-point numbers of them, which have sixteen digits.
func withoutDecimals(node parquet.Node) parquet.Node {
	if !node.Leaf() || scaleOf(node) < 0 {
		return node
	}
	var whole parquet.Node
	switch node.Type().Kind() {
	case parquet.Int32:
		whole = parquet.Leaf(parquet.Int32Type)
	case parquet.Int64:
		whole = parquet.Leaf(parquet.Int64Type)
	default:
		return node
	}
	if node.Optional() {
		return parquet.Optional(whole)
	}
	return whole
}

// scaleOf is the number of digits after the point of a decimal; -1 for any other node.
func scaleOf(node parquet.Node) int {
	if t := node.Type().LogicalType(); t != nil {
		if d, ok := t.Value.(*format.DecimalType); ok {
			return int(d.Scale)
		}
	}
	return -1
}

// valueOf makes of what the library gives for a node what ReadRecords promises.
func valueOf(node parquet.Node, v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		for i := range v {
			v[i] = valueOf(node, v[i])
		}
		return v
	case map[string]any:
		if node.Leaf() {
			return v
		}
		for _, field := range node.Fields() {
			if inner, ok := v[field.Name()]; ok {
				v[field.Name()] = valueOf(field, inner)
			}
		}
		return v
	case []byte:
		return string(v)
	case deprecated.Int96:
		return timeOfInt96(v)
	}
	if !node.Leaf() {
		return v
	}
	if scale := scaleOf(node); scale >= 0 {
		return decimal(v, scale)
	}
	return timeOf(node.Type().LogicalType(), v)
}

// decimal writes a decimal without the zeros that its scale adds.
func decimal(v any, scale int) any {
	text := ""
	switch v := v.(type) {
	case int32:
		text = decimalOf(int64(v), scale)
	case int64:
		text = decimalOf(v, scale)
	case float64:
		text = strconv.FormatFloat(v, 'f', scale, 64)
	case *big.Float:
		if v == nil {
			return nil
		}
		text = v.Text('f', scale)
	default:
		return v
	}
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// decimalOf is n divided by a power of ten, exactly.
func decimalOf(n int64, scale int) string {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale+1-len(digits)) + digits
	}
	whole := len(digits) - scale
	if scale == 0 {
		return sign + digits
	}
	return sign + digits[:whole] + "." + digits[whole:]
}

// chinaTime is the zone in which an instant is read, as corpus reads those of JSON.
var chinaTime = time.FixedZone("UTC+8", 8*60*60)

// timeOf makes the number of a date or timestamp into a time; any other value stays as it is.
func timeOf(logical *format.LogicalType, v any) any {
	if logical == nil {
		return v
	}
	switch t := logical.Value.(type) {
	case *format.DateType:
		if days, ok := v.(int32); ok {
			return time.Unix(int64(days)*86400, 0).UTC()
		}
	case *format.TimestampType:
		n, ok := v.(int64)
		if !ok {
			return v
		}
		at := timeInUnit(n, t.Unit.Value.Duration())
		if t.IsAdjustedToUTC {
			at = at.In(chinaTime)
		}
		return at
	}
	return v
}

// timeInUnit is a timestamp in the unit its column is kept in.
func timeInUnit(n int64, unit time.Duration) time.Time {
	switch unit {
	case time.Millisecond:
		return time.UnixMilli(n).UTC()
	case time.Microsecond:
		return time.UnixMicro(n).UTC()
	}
	return time.Unix(0, n).UTC()
}

// timeOfInt96 is the instant in the twelve bytes in which Spark and Hive keep one: nanoseconds of
// the day, and the day by Julian count.
func timeOfInt96(v deprecated.Int96) time.Time {
	const julianDayOf1970 = 2440588
	nanoseconds := int64(v[0]) | int64(v[1])<<32
	return time.Unix((int64(v[2])-julianDayOf1970)*86400, nanoseconds).In(chinaTime)
}

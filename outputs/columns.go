package outputs

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Column is one column of a table, as the struct tags of its row type give it.
type Column struct {
	Name     string
	Doc      string // what a value means, one plain sentence
	Unit     string // unit of a number, or ""
	Kind     Kind
	Nullable bool

	dict  bool  // values repeat so much that they are stored once
	index []int // field of the row type, through embedded structs
}

// Kind is the type of a column's values, in words that hold for every format.
type Kind string

// The kinds of columns, with the Go type of the row's field (or a pointer to it where the column is
// nullable).
const (
	Text    Kind = "text"          // string, UTF-8
	Texts   Kind = "list of text"  // []string, never null
	Integer Kind = "integer"       // int64
	Number  Kind = "number"        // float64
	Truth   Kind = "true or false" // bool
	Date    Kind = "date"          // int32, days since 1970-01-01
)

// columnsOf lists the columns of a row type in the order of its fields, embedded structs in place.
func columnsOf(row reflect.Type, at []int) []Column {
	var out []Column
	for i := range row.NumField() {
		f := row.Field(i)
		index := append(slices.Clone(at), i)
		if f.Anonymous {
			out = append(out, columnsOf(f.Type, index)...)
			continue
		}
		out = append(out, columnOf(row, f, index))
	}
	return out
}

func columnOf(row reflect.Type, f reflect.StructField, index []int) Column {
	tags := strings.Split(f.Tag.Get("parquet"), ",")
	has := func(option string) bool { return slices.Contains(tags[1:], option) }
	kinds := map[reflect.Kind]Kind{
		reflect.String: Text, reflect.Int64: Integer, reflect.Float64: Number, reflect.Bool: Truth}
	t := f.Type
	c := Column{Name: tags[0], Doc: f.Tag.Get("doc"), Unit: f.Tag.Get("unit"),
		dict: has("dict"), index: index}
	// parquet-go stores NULL for the zero value of an optional column that is no pointer, so the
	// two go together.
	if c.Nullable = t.Kind() == reflect.Pointer; c.Nullable {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[[]string]() && has("list"):
		c.Kind = Texts
	case t.Kind() == reflect.Int32 && has("date"):
		c.Kind = Date
	default:
		c.Kind = kinds[t.Kind()]
	}
	if c.Kind == "" || c.Name == "" || c.Doc == "" || c.Nullable != has("optional") {
		panic(fmt.Sprintf("outputs: tags of %v.%s do not fit its type", row, f.Name))
	}
	return c
}

// Value returns the column's value in a row, and whether it is there; it is not where the row has
// null.
func (c *Column) Value(row reflect.Value) (v reflect.Value, ok bool) {
	v = row
	for _, i := range c.index {
		v = v.Field(i)
	}
	if !c.Nullable {
		return v, true
	}
	return v.Elem(), !v.IsNil()
}

package outputs

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"strings"
	"unicode/utf8"
)

// compare orders two rows by one column: nulls first, text by bytes, false before true.
func (c *Column) compare(a, b reflect.Value) int {
	x, haveX := c.Value(a)
	y, haveY := c.Value(b)
	if !haveX || !haveY {
		return order(haveX, haveY)
	}
	switch c.Kind {
	case Text:
		return strings.Compare(x.String(), y.String())
	case Integer, Date:
		return cmp.Compare(x.Int(), y.Int())
	case Number:
		return cmp.Compare(x.Float(), y.Float())
	case Truth:
		return order(x.Bool(), y.Bool())
	}
	panic("outputs: a " + string(c.Kind) + " can't be part of a key")
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// checker tests the rows of a table: text is UTF-8, numbers are numbers, and each row follows the
// one before.
type checker struct {
	table   Table
	key     []Column
	texts   []Column
	numbers []Column
}

func newChecker(t Table) checker {
	c := checker{table: t}
	for _, k := range t.Key {
		c.key = append(c.key, *t.column(k))
	}
	for _, col := range t.Columns {
		switch col.Kind {
		case Text, Texts:
			c.texts = append(c.texts, col)
		case Number:
			c.numbers = append(c.numbers, col)
		}
	}
	return c
}

// after says what is wrong with a row that follows before.
func (c *checker) after(before, row reflect.Value) error {
	for i := range c.key {
		switch d := c.key[i].compare(before, row); {
		case d < 0:
			return nil
		case d > 0:
			return fmt.Errorf("row (%s) comes after (%s): sort by %s",
				c.keyOf(row), c.keyOf(before), strings.Join(c.table.Key, ", "))
		}
	}
	if c.table.Repeats {
		return nil
	}
	return fmt.Errorf("two rows have the key (%s)", c.keyOf(row))
}

// keyOf shows a row's key to a person.
func (c *checker) keyOf(row reflect.Value) string {
	var out []string
	for i := range c.key {
		v, ok := c.key[i].Value(row)
		if !ok {
			out = append(out, c.key[i].Name+" null")
			continue
		}
		out = append(out, fmt.Sprintf("%s %v", c.key[i].Name, v))
	}
	return strings.Join(out, ", ")
}

// values refuses text that is not UTF-8 (parquet-go writes it, and DuckDB then refuses the column)
// and numbers that are none: a value that does not exist is null.
func (c *checker) values(row reflect.Value) error {
	for i := range c.texts {
		if v, ok := c.texts[i].Value(row); ok {
			if bad, ok := notUTF8(v); ok {
				return fmt.Errorf("column %s of row (%q): text is not UTF-8: %.80q",
					c.texts[i].Name, c.keyOf(row), bad)
			}
		}
	}
	for i := range c.numbers {
		if v, ok := c.numbers[i].Value(row); ok && (math.IsNaN(v.Float()) || math.IsInf(v.Float(), 0)) {
			return fmt.Errorf("column %s of row (%s): %v: a value that does not exist must be null",
				c.numbers[i].Name, c.keyOf(row), v)
		}
	}
	return nil
}

// notUTF8 finds a text that is not UTF-8 in a text or a list of texts.
func notUTF8(v reflect.Value) (text string, bad bool) {
	if v.Kind() == reflect.String {
		return v.String(), !utf8.ValidString(v.String())
	}
	for i := range v.Len() {
		if text := v.Index(i).String(); !utf8.ValidString(text) {
			return text, true
		}
	}
	return "", false
}

package outputs

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// compare orders two rows by one column: nulls first, text by bytes, false before true.
func (c *Column) compare(a, b reflect.Value) int {
	x, haveX := c.value(a)
	y, haveY := c.value(b)
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

// checker tests each row of a table against the one before.
type checker struct {
	table Table
	key   []Column
	texts []Column
}

func newChecker(t Table) checker {
	c := checker{table: t}
	for _, k := range t.Key {
		c.key = append(c.key, *t.column(k))
	}
	for _, col := range t.Columns {
		if col.Kind == Text || col.Kind == Texts {
			c.texts = append(c.texts, col)
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
			return fmt.Errorf("row (%s) comes after (%s): sort by %s", c.keyOf(row), c.keyOf(before), strings.Join(c.table.Key, ", "))
		}
	}
	if c.table.repeats {
		return nil
	}
	return fmt.Errorf("two rows have the key (%s)", c.keyOf(row))
}

// keyOf shows a row's key to a person.
func (c *checker) keyOf(row reflect.Value) string {
	var out []string
	for i := range c.key {
		v, ok := c.key[i].value(row)
		if !ok {
			out = append(out, c.key[i].Name+" null")
			continue
		}
		out = append(out, fmt.Sprintf("%s %v", c.key[i].Name, v))
	}
	return strings.Join(out, ", ")
}

// text refuses text that is not UTF-8. parquet-go writes it, and DuckDB then refuses the column.
func (c *checker) text(row reflect.Value) error {
	for i := range c.texts {
		v, ok := c.texts[i].value(row)
		if !ok {
			continue
		}
		if c.texts[i].Kind == Text {
			if !utf8.ValidString(v.String()) {
				return c.notUTF8(i, v.String(), row)
			}
			continue
		}
		for j := range v.Len() {
			if !utf8.ValidString(v.Index(j).String()) {
				return c.notUTF8(i, v.Index(j).String(), row)
			}
		}
	}
	return nil
}

func (c *checker) notUTF8(i int, text string, row reflect.Value) error {
	if len(text) > 80 {
		text = text[:80]
	}
	return fmt.Errorf("column %s of row (%q): text is not UTF-8: %q", c.texts[i].Name, c.keyOf(row), text)
}

package export

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"tifa/outputs"
)

// Limits of Excel, and the number beyond which it rounds integers.
const (
	sheetRows  = excelize.TotalRows
	cellUnits  = excelize.TotalCellChars // UTF-16 units
	exactWhole = 1 << 53
)

// firstExcelDay is the first day that every spreadsheet program counts alike: Excel has a 29
// February 1900.
var firstExcelDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)

// workbook is an Excel workbook being written, sheet by sheet.
type workbook struct {
	*excelize.File
	bold, date int // style numbers
	maxRows    int // rows a sheet can hold
	notes      []string
}

func writeWorkbook(w io.Writer, dir string, tables []outputs.Table, maxRows int) error {
	b := &workbook{File: excelize.NewFile(), maxRows: maxRows}
	defer b.Close()
	if err := b.prepare(tables); err != nil {
		return err
	}
	for _, t := range tables {
		if err := b.table(dir, t); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Name, err)
		}
	}
	if err := b.readme(tables); err != nil {
		return err
	}
	return b.Write(w)
}

// prepare makes the styles and, in order, the sheets; README comes first and is filled last.
func (b *workbook) prepare(tables []outputs.Table) (err error) {
	day := "yyyy-mm-dd"
	if b.bold, err = b.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if b.date, err = b.NewStyle(&excelize.Style{CustomNumFmt: &day}); err != nil {
		return err
	}
	if err := b.SetSheetName("Sheet1", "README"); err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := b.NewSheet(t.Name); err != nil {
			return err
		}
	}
	// Without this the file tells when it was made.
	return b.SetDocProps(&excelize.DocProperties{Creator: "tifa", Created: "1970-01-01T00:00:00Z", Modified: "1970-01-01T00:00:00Z"})
}

// sheet starts to fill a sheet of so many lines and columns. Some programs read no further than a
// sheet says it goes.
func (b *workbook) sheet(name string, lines int64, columns int) (*excelize.StreamWriter, error) {
	corner, err := excelize.CoordinatesToCellName(columns, int(lines))
	if err != nil {
		return nil, err
	}
	if err := b.SetSheetDimension(name, "A1:"+corner); err != nil {
		return nil, err
	}
	return b.NewStreamWriter(name)
}

// table fills the sheet of a table.
func (b *workbook) table(dir string, t outputs.Table) error {
	rows, err := t.CountRows(dir)
	if err != nil {
		return err
	}
	fit := rows
	if room := int64(b.maxRows - 1); rows > room {
		fit = room - 1 // the last line says what is missing
	}
	s, err := b.sheet(t.Name, min(rows+1, int64(b.maxRows)), len(t.Columns))
	if err != nil {
		return err
	}
	if err := errors.Join(s.SetColWidth(1, len(t.Columns), 16), s.SetPanes(frozenHeader()), b.header(s, t)); err != nil {
		return err
	}
	line, cells := 1, make([]any, len(t.Columns))
	for row, err := range t.Rows(dir) {
		if err != nil {
			return err
		}
		if int64(line) > fit {
			break
		}
		for i := range t.Columns {
			cells[i] = b.cell(&t.Columns[i], row)
		}
		line++
		if err := s.SetRow(fmt.Sprint("A", line), cells); err != nil {
			return err
		}
	}
	if fit < rows {
		note := fmt.Sprintf("%d more rows do not fit into a sheet: see %s", rows-fit, t.FileName())
		b.notes = append(b.notes, t.Name+": "+note)
		err = s.SetRow(fmt.Sprint("A", line+1), []any{note})
	}
	return errors.Join(err, s.Flush())
}

func (b *workbook) header(s *excelize.StreamWriter, t outputs.Table) error {
	cells := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = excelize.Cell{StyleID: b.bold, Value: c.Name}
	}
	return s.SetRow("A1", cells)
}

func frozenHeader() *excelize.Panes {
	return &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
}

// cell gives a value to excelize. A string becomes a string cell, whatever it begins with; only
// Cell.Formula makes a formula.
func (b *workbook) cell(c *outputs.Column, row reflect.Value) any {
	v, ok := c.Value(row)
	if !ok {
		return nil
	}
	switch c.Kind {
	case outputs.Text:
		return cellText(v.String())
	case outputs.Texts:
		return cellText(jsonList(v))
	case outputs.Integer:
		if n := v.Int(); n > exactWhole || n < -exactWhole {
			return fmt.Sprint(n)
		}
		return v.Int()
	case outputs.Date:
		day := dateOf(v)
		if day.Before(firstExcelDay) {
			return day.Format("2006-01-02")
		}
		return excelize.Cell{StyleID: b.date, Value: day}
	}
	return v.Interface() // a number or a truth value
}

// cellText is text as a cell can hold it: control characters, which XML can't hold, as their
// pictures (␀), and what is too long cut off with a note.
func cellText(s string) string {
	s = visible(s)
	if len(s) <= cellUnits { // a UTF-16 unit takes at least a byte of UTF-8
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= cellUnits {
		return s
	}
	const note = " … [cut: a cell holds 32,767 characters; the Parquet file has all]"
	keep := cellUnits - len([]rune(note))
	if units[keep] >= 0xdc00 && units[keep] < 0xe000 {
		keep-- // never between the halves of a pair
	}
	return string(utf16.Decode(units[:keep])) + note
}

// readme fills the first sheet: what each table and column means, and what did not fit.
func (b *workbook) readme(tables []outputs.Table) error {
	lines := [][]any{{"Each sheet is a table. Rows are sorted by the key. An empty cell means that there is no value; it does not mean 0."}}
	for _, n := range b.notes {
		lines = append(lines, []any{n})
	}
	for _, t := range tables {
		lines = append(lines, nil, []any{excelize.Cell{StyleID: b.bold, Value: t.Name}, t.About + " Key: " + strings.Join(t.Key, ", ") + "."})
		for _, c := range t.Columns {
			lines = append(lines, []any{c.Name, c.Doc, c.Unit})
		}
	}
	s, err := b.sheet("README", int64(len(lines)), 3)
	if err != nil {
		return err
	}
	err = s.SetColWidth(1, 1, 26)
	for i, line := range lines {
		err = errors.Join(err, s.SetRow(fmt.Sprint("A", i+1), line))
	}
	return errors.Join(err, s.Flush())
}

package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/xuri/excelize/v2"

	"tifa/outputs"
	"tifa/outputs/describe"
	"tifa/outputs/folder"
	"tifa/outputs/internal/fixture"
)

// a result with all tables, described and published; its folder.
func extremeResult(t testing.TB, n int) string {
	t.Helper()
	to := fixture.NewFolder(t, t.TempDir(), "run")
	fixture.Write(t, to, n)
	if err := describe.Write(to, "网络主权 <2013–2016>"); err != nil {
		t.Fatal(err)
	}
	dir, err := to.Publish()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCSVCells(t *testing.T) {
	to := fixture.NewFolder(t, t.TempDir(), "run")
	fixture.WriteRows(t, to, 1,
		outputs.Concept{ID: "-1+1", Zh: "＝1", Pinyin: "\t", En: `a "b", c`, Phrases: []string{"=(甲|乙)", `"`}, Exceptions: nil, Boundary: "a\r\nb", Mentions: -5},
		outputs.Concept{ID: "a", Zh: "= 1", Cite: "'=1", Lexicon: " x", Phrases: []string{}},
		outputs.Concept{ID: "b", Theme: " =1", Zh: "\u200b+1", Pinyin: "\ufeff-1", En: "\u3000\u2060@a", Boundary: " \t", Cite: "\x00\r", Lexicon: "\u200ba=1"})
	fixture.WriteRows(t, to, 1,
		outputs.Coverage{PeriodType: "month"},
		outputs.Coverage{PeriodType: "month", Period: new(""), PeriodStart: new(int32(-719162))},
		outputs.Coverage{PeriodType: "month", Period: new("2015-03"), PeriodStart: new(int32(16495))})
	out := t.TempDir()
	files, err := Tables(to.Path(), "csv", out)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(out, "concepts.csv"), filepath.Join(out, "coverage.csv")}; !slices.Equal(files, want) {
		t.Errorf("wrote %q", files)
	}
	for name, want := range map[string]string{
		"concepts.csv": "\ufeffid,theme,zh,pinyin,en,phrases,exceptions,near,not_near,within,quoted,speaker,not_speaker,from_date,to_date,boundary,cite,lexicon,mentions,documents\r\n" +
			"'-1+1,\"\",'＝1,'\t,\"a \"\"b\"\", c\",\"[\"\"=(甲|乙)\"\",\"\"\\\"\"\"\"]\",[],[],[],\"\",\"\",[],[],\"\",\"\",\"a\r\nb\",\"\",\"\",-5,0\r\n" +
			"a,\"\",'= 1,\"\",\"\",[],[],[],[],\"\",\"\",[],[],\"\",\"\",\"\",'=1,\" x\",0,0\r\n" +
			"b,' =1,'\u200b+1,'\ufeff-1,'\u3000\u2060@a,[],[],[],[],\"\",\"\",[],[],\"\",\"\",' \t,\"␀\r\",\u200ba=1,0,0\r\n",
		"coverage.csv": "\ufeffperiod_type,period,period_start,source,docs,tokens,han_chars,duplicates,too_coarse,undated\r\n" +
			"month,,,\"\",0,0,0,0,0,0\r\nmonth,\"\",0001-01-01,\"\",0,0,0,0,0,0\r\nmonth,2015-03,2015-03-01,\"\",0,0,0,0,0,0\r\n",
	} {
		got, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, want)
		}
	}
}

// No cell of any table begins like a formula, unless it is a number.
func TestCSVHasNoFormulas(t *testing.T) {
	out := t.TempDir()
	files, err := Tables(extremeResult(t, 100), "csv", out)
	if err != nil || len(files) != len(outputs.Tables()) {
		t.Fatal(files, err)
	}
	for i, table := range outputs.Tables() {
		b, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range records[1:] {
			for j, cell := range record {
				if k := table.Columns[j].Kind; k != outputs.Integer && k != outputs.Number && strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") == 0 {
					t.Errorf("%s.%s: %.40q", table.Name, table.Columns[j].Name, cell)
				}
			}
		}
	}
}

func TestWorkbook(t *testing.T) {
	to := fixture.NewFolder(t, t.TempDir(), "run")
	long := strings.Repeat("长😀", 20_000) // 60,000 UTF-16 units
	fixture.WriteRows(t, to, 1,
		outputs.Document{ID: "a", Title: "=1+1", Author: "\x01", Bytes: 7, URL: "\r\n x "},
		outputs.Document{ID: "c", Date: new(int32(-719162))},
		outputs.Document{ID: "b", Date: new(int32(16499)), Title: long, Counted: true, Bytes: 1<<53 + 1})
	fixture.WriteRows(t, to, 1, outputs.Problem{Path: "p", Reason: "r"})
	out := filepath.Join(t.TempDir(), "my.xlsx")
	if files, err := Tables(to.Path(), "xlsx", out); err != nil || !slices.Equal(files, []string{out}) {
		t.Fatal(files, err)
	}
	book, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"README", "documents", "problems"}) {
		t.Errorf("sheets %q", got)
	}
	for cell, want := range map[string]string{"A1": "source", "B2": "", "F2": "=1+1", "G2": "\u2401", "K2": "[]", "O2": "\r\n x ", "T2": "7",
		"B3": "0001-01-01", "B4": "2015-03-05", "H2": "[]", "Z4": "TRUE", "T4": "9007199254740993"} {
		if got, err := book.GetCellValue("documents", cell); err != nil || got != want {
			t.Errorf("documents!%s = %q, %v, want %q", cell, got, err, want)
		}
	}
	if f, _ := book.GetCellFormula("documents", "F2"); f != "" {
		t.Errorf("a title became the formula %s", f)
	}
	title, _ := book.GetCellValue("documents", "F4")
	if n := len(utf16.Encode([]rune(title))); n > 32_767 || !strings.HasSuffix(title, "the Parquet file has all]") || strings.Contains(title, "�") {
		t.Errorf("long title has %d units and ends in %s", n, title[len(title)-60:])
	}
}

func TestWorkbookOfTooManyRows(t *testing.T) {
	to := fixture.NewFolder(t, t.TempDir(), "run")
	fixture.WriteRows(t, to, 100, fixture.TokenRows(30)...)
	for _, c := range []struct {
		maxRows, lines int
		note           string // what the last line says, and README
	}{
		{32, 31, ""},
		{31, 31, ""}, // the header and 30 rows
		{30, 30, "2 more rows do not fit into a sheet: see tokens.parquet"},
		{5, 5, "27 more rows do not fit into a sheet: see tokens.parquet"},
	} {
		var b bytes.Buffer
		if err := writeWorkbook(&b, to.Path(), []outputs.Table{fixture.Must(outputs.TableOf[outputs.TokenCount]())}, c.maxRows); err != nil {
			t.Fatal(err)
		}
		book := fixture.Must(excelize.OpenReader(&b))
		rows, readme := fixture.Must(book.GetRows("tokens")), fixture.Must(book.GetRows("README"))
		last := rows[len(rows)-1][0]
		if c.note == "" {
			c.note = "month"
		} else if got := readme[1][0]; got != "tokens: "+c.note {
			t.Errorf("README of %d rows says %q", c.maxRows, got)
		}
		if len(rows) != c.lines || last != c.note {
			t.Errorf("sheet of %d rows has %d and ends with %q", c.maxRows, len(rows), last)
		}
	}
}

func TestArrow(t *testing.T) {
	dir := extremeResult(t, 100)
	out := t.TempDir()
	files, err := Tables(dir, "arrow", out)
	if err != nil || len(files) != len(outputs.Tables()) {
		t.Fatal(files, err)
	}
	f, err := os.Open(filepath.Join(out, "coverage.arrow"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := ipc.NewFileReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if doc, _ := r.Schema().Field(4).Metadata.GetValue("doc"); doc != "Documents that enter the counts of this period." {
		t.Errorf("doc of %v: %q", r.Schema().Field(4), doc)
	}
	record, err := r.Record(0)
	if err != nil {
		t.Fatal(err)
	}
	want := fixture.ReadRows[outputs.Coverage](t, dir)
	if int(record.NumRows()) != len(want) {
		t.Fatalf("%d rows, want %d", record.NumRows(), len(want))
	}
	period, start := record.Column(1).(*array.String), record.Column(2).(*array.Date32)
	for i, row := range want {
		if row.Period == nil != period.IsNull(i) || row.Period != nil && *row.Period != period.Value(i) ||
			row.PeriodStart == nil != start.IsNull(i) || row.PeriodStart != nil && *row.PeriodStart != int32(start.Value(i)) {
			t.Errorf("row %d differs from %v", i, row)
		}
	}
}

func TestExportRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Tables(dir, "csv", t.TempDir()); err == nil || !strings.Contains(err.Error(), "no tables here") {
		t.Errorf("an empty folder: %v", err)
	}
	to := fixture.NewFolder(t, dir, "run")
	fixture.WriteRows(t, to, 1, outputs.Problem{Path: "p"})
	if _, err := Tables(to.Path(), "pdf", t.TempDir()); err == nil || !strings.Contains(err.Error(), "use arrow, csv or xlsx") {
		t.Errorf("an unknown format: %v", err)
	}
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(to.Path(), "sources.parquet"), []byte("broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"arrow", "csv", "xlsx"} {
		if _, err := Tables(to.Path(), format, out); err == nil {
			t.Errorf("%s of a broken table", format)
		}
	}
	if entries, _ := os.ReadDir(out); len(entries) > 0 {
		t.Errorf("left %v", entries)
	}
}

// A full disk is told with what to do, whatever is written.
func TestFullDiskWhileExporting(t *testing.T) {
	result := extremeResult(t, 20)
	tables, err := tablesIn(result)
	if err != nil {
		t.Fatal(err)
	}
	writers := map[string]func(w io.Writer) error{
		"xlsx":     func(w io.Writer) error { return writeWorkbook(w, result, tables, sheetRows) },
		"csv":      func(w io.Writer) error { return writeCSV(w, result, tables[0]) },
		"arrow":    func(w io.Writer) error { return writeArrow(w, result, tables[0]) },
		"markdown": describe.WriteTablesDoc,
	}
	for name, write := range writers {
		dir := t.TempDir()
		err := folder.WriteFile(filepath.Join(dir, "a"), func(w io.Writer) error {
			return write(&fullDisk{w, 10})
		})
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space and run again") {
			t.Errorf("%s: %v", name, err)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("%s left %v", name, entries)
		}
	}
}

// fullDisk takes some bytes and then no more.
type fullDisk struct {
	io.Writer
	room int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	n, err := d.Writer.Write(p[:min(len(p), d.room)])
	if d.room -= n; err == nil && n < len(p) {
		err = syscall.ENOSPC
	}
	return n, err
}

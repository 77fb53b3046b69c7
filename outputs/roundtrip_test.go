package outputs

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Values that broke a file format once, for each kind of column.
var (
	extremeTexts = []string{"", "网络主权", "敵對勢力「台獨」", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1", "\ttab", "a\nb\r\nc\rd",
		`say "hi", twice`, "😀𠀀é", "nul\x00bell\x07", "'apostrophe", " space ", "null", "_x0041_", "<b>&amp;</b>", "a|b", "�",
		strings.Repeat("长", 40_000)}
	extremeLists    = [][]string{{}, {""}, {"(外国|境外)敌对势力", "=1", "a\nb"}, {`"`, "x"}}
	extremeIntegers = []int64{0, 1, -1, math.MaxInt64, math.MinInt64, 1 << 53}
	extremeNumbers  = []float64{0, -0.25, 1e-300, 1.7976931348623157e308, 0.1}
	extremeDates    = []int64{0, -1, 16499, -719162, 2932896} // the last two: 0001-01-01, 9999-12-31
)

// extremeRows are n or fewer rows of extreme values, null every third time it is allowed, in key order.
func extremeRows(table Table, n int) []reflect.Value {
	rows := make([]reflect.Value, n)
	for i := range rows {
		rows[i] = reflect.New(table.row).Elem()
		for j := range table.Columns {
			setExtreme(&table.Columns[j], rows[i], i+7*j+i/len(extremeTexts)*j)
		}
	}
	check := newChecker(table)
	compare := func(a, b reflect.Value) int {
		for i := range check.key {
			if d := check.key[i].compare(a, b); d != 0 {
				return d
			}
		}
		return 0
	}
	slices.SortFunc(rows, compare)
	return slices.CompactFunc(rows, func(a, b reflect.Value) bool { return compare(a, b) == 0 })
}

func setExtreme(c *Column, row reflect.Value, n int) {
	v := row.FieldByIndex(c.index)
	if c.Nullable {
		if n%3 == 0 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch c.Kind {
	case Text:
		v.SetString(extremeTexts[n%len(extremeTexts)])
	case Texts:
		v.Set(reflect.ValueOf(extremeLists[n%len(extremeLists)]))
	case Integer:
		v.SetInt(extremeIntegers[n%len(extremeIntegers)])
	case Number:
		v.SetFloat(extremeNumbers[n%len(extremeNumbers)])
	case Truth:
		v.SetBool(n%2 == 0)
	case Date:
		v.SetInt(extremeDates[n%len(extremeDates)])
	}
}

func writeExtremeRows(t testing.TB, to *Folder, n int) {
	t.Helper()
	for _, table := range Tables() {
		if err := table.write(to, slices.Values(extremeRows(table, n))); err != nil {
			t.Fatal(err)
		}
	}
}

func wantRows(t testing.TB, dir string, table Table, want []reflect.Value) {
	t.Helper()
	n := 0
	for got, err := range table.scan(dir) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > len(want) {
			continue
		}
		for _, c := range table.Columns {
			w, g := want[n-1].FieldByIndex(c.index).Interface(), got.FieldByIndex(c.index).Interface()
			if !reflect.DeepEqual(w, g) {
				a, _ := json.Marshal(w)
				b, _ := json.Marshal(g)
				t.Fatalf("%s row %d: %s: wrote %.200s, read %.200s", table.Name, n, c.Name, a, b)
			}
		}
	}
	if n != len(want) {
		t.Errorf("%s: wrote %d rows, read %d", table.Name, len(want), n)
	}
}

func writeRows[Row any](t testing.TB, to *Folder, batch int, rows ...Row) {
	t.Helper()
	w, err := NewWriter[Row](to)
	if err != nil {
		t.Fatal(err)
	}
	for part := range slices.Chunk(rows, batch) {
		if err := w.Write(part...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func readRows[Row any](t testing.TB, dir string) (rows []Row) {
	t.Helper()
	for row, err := range Read[Row](dir) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

func newFolder(t testing.TB, parent, name string) *Folder {
	t.Helper()
	to, err := Create(parent, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { to.Abandon() })
	return to
}

func TestEveryTableComesBack(t *testing.T) {
	for _, n := range []int{0, 1, 300} {
		to := newFolder(t, t.TempDir(), "run")
		writeExtremeRows(t, to, n)
		for _, table := range Tables() {
			wantRows(t, to.Path(), table, extremeRows(table, n))
		}
	}
}

func TestEqualRowsGiveEqualBytes(t *testing.T) {
	first := ""
	for range 3 {
		to := newFolder(t, t.TempDir(), "run")
		writeExtremeRows(t, to, 200)
		if err := to.Describe("Test"); err != nil {
			t.Fatal(err)
		}
		if sum := hashFolder(t, to.Path()); first == "" {
			first = sum
		} else if sum != first {
			t.Error("the same rows gave other bytes")
		}
	}
}

func TestBatchesDoNotShow(t *testing.T) {
	rows, first := tokenRows(40_000), ""
	for _, batch := range []int{1, 3, 512, 100_000} {
		to := newFolder(t, t.TempDir(), "run")
		writeRows(t, to, batch, rows...)
		if sum := hashFolder(t, to.Path()); first == "" {
			first = sum
		} else if sum != first {
			t.Errorf("batches of %d rows give other bytes than single rows", batch)
		}
	}
}

func hashFolder(t testing.TB, dir string) string {
	t.Helper()
	h := sha256.New()
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return e.Name() == markName })
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		sum, size, err := HashFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(h, e.Name(), size, sum)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestRowGroupsJoin(t *testing.T) {
	rows := tokenRows(rowGroupRows + 1000)
	to := newFolder(t, t.TempDir(), "run")
	writeRows(t, to, 4096, rows...)
	if got := readRows[TokenCount](t, to.Path()); !slices.Equal(got, rows) {
		t.Error("rows differ across row groups")
	}
}

// Row groups without the wanted text are passed over; of those with it, other rows are.
func TestReadPart(t *testing.T) {
	to := newFolder(t, t.TempDir(), "part")
	w, err := NewWriter[TokenCount](to)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{"month": rowGroupRows + 5, "quarter": rowGroupRows, "year": 7}
	for _, period := range []string{"month", "quarter", "year"} {
		for i := range sizes[period] {
			row := TokenCount{When: When{PeriodType: period, Period: "p"}, Source: "s", Token: fmt.Sprintf("%06d", i), Class: "word", Count: int64(i)}
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, period := range []string{"", "month", "quarter", "year", "week", "zzz"} {
		want := sizes[period]
		if period == "" {
			want = sizes["month"] + sizes["quarter"] + sizes["year"]
		}
		n := 0
		for row, err := range ReadPart[TokenCount](to.Path(), Part{First: period, Columns: []string{"token", "count"}}) {
			if err != nil {
				t.Fatal(err)
			}
			at := n
			if period == "" {
				at = int(row.Count)
			}
			if row.Token != fmt.Sprintf("%06d", at) || row.Count != int64(at) || row.Source != "" || row.Class != "" || period != "" && row.PeriodType != period {
				t.Fatalf("row %d of %q: %+v", n, period, row)
			}
			n++
		}
		if n != want {
			t.Errorf("%d rows of %q, want %d", n, period, want)
		}
	}
}

// The rows a caller keeps from Read must not change when it reads on.
func TestReadRowsAreTheCallers(t *testing.T) {
	to := newFolder(t, t.TempDir(), "run")
	var rows []Concept
	for i := range 3000 {
		rows = append(rows, Concept{ID: fmt.Sprintf("%05d", i), Phrases: []string{fmt.Sprint(i)}, Exceptions: []string{}})
	}
	writeRows(t, to, 100, rows...)
	if got := readRows[Concept](t, to.Path()); !reflect.DeepEqual(got, rows) {
		t.Error("rows changed while reading on")
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, err := range Read[Count](dir) {
		if err == nil || !strings.Contains(err.Error(), "outputs/runs/latest") {
			t.Errorf("missing table: %v", err)
		}
	}
	to := newFolder(t, dir, "run")
	writeRows(t, to, 1, Problem{Path: "a"})
	if err := os.Rename(to.Path()+"/problems.parquet", dir+"/counts.parquet"); err != nil {
		t.Fatal(err)
	}
	for _, err := range Read[Count](dir) {
		if err == nil || !strings.Contains(err.Error(), "columns are not those of table counts") {
			t.Errorf("other table's file: %v", err)
		}
	}
	if err := os.WriteFile(dir+"/counts.parquet", []byte("PAR1 no, not really PAR1"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range Read[Count](dir) {
		if err == nil {
			t.Error("a broken file was read")
		}
	}
	for _, err := range Read[When](dir) {
		if err == nil || !strings.Contains(err.Error(), "no table has rows of type") {
			t.Errorf("no row type: %v", err)
		}
	}
}

func TestTablesDoc(t *testing.T) {
	var got bytes.Buffer
	if err := WriteTablesDoc(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("TABLES.md", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("TABLES.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error("outputs/TABLES.md is not what the row types say: run go generate ./outputs")
	}
	if err := WriteTablesDoc(failing{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

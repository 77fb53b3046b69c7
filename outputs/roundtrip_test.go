package outputs_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"tifa/outputs"
	"tifa/outputs/folder"
	"tifa/outputs/internal/fixture"
)

func wantRows(t testing.TB, dir string, table outputs.Table, want []reflect.Value) {
	t.Helper()
	n := 0
	for got, err := range table.Rows(dir) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > len(want) {
			continue
		}
		for _, c := range table.Columns {
			w, g := value(&c, want[n-1]), value(&c, got)
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

func TestEveryTableComesBack(t *testing.T) {
	for _, n := range []int{0, 1, 300} {
		to := fixture.NewFolder(t, t.TempDir(), "run")
		fixture.Write(t, to, n)
		for _, table := range outputs.Tables() {
			wantRows(t, to.Path(), table, fixture.Rows(table, n))
		}
	}
}

func TestEqualRowsGiveEqualBytes(t *testing.T) {
	first := ""
	for range 3 {
		to := fixture.NewFolder(t, t.TempDir(), "run")
		fixture.Write(t, to, 200)
		if sum := hashFolder(t, to.Path()); first == "" {
			first = sum
		} else if sum != first {
			t.Error("the same rows gave other bytes")
		}
	}
}

func TestBatchesDoNotShow(t *testing.T) {
	rows, first := fixture.TokenRows(40_000), ""
	for _, batch := range []int{1, 3, 512, 100_000} {
		to := fixture.NewFolder(t, t.TempDir(), "run")
		fixture.WriteRows(t, to, batch, rows...)
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
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool { return e.Name() == ".tifa" })
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		sum, size, err := folder.HashFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(h, e.Name(), size, sum)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestRowGroupsJoin(t *testing.T) {
	rows := fixture.TokenRows(outputs.RowGroupRows + 1000)
	to := fixture.NewFolder(t, t.TempDir(), "run")
	fixture.WriteRows(t, to, 4096, rows...)
	if got := fixture.ReadRows[outputs.TokenCount](t, to.Path()); !slices.Equal(got, rows) {
		t.Error("rows differ across row groups")
	}
}

// Row groups without the wanted text are passed over; of those with it, other rows are.
func TestReadPart(t *testing.T) {
	to := fixture.NewFolder(t, t.TempDir(), "part")
	w, err := outputs.NewWriter[outputs.TokenCount](to)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{"month": outputs.RowGroupRows + 5, "quarter": outputs.RowGroupRows, "year": 7}
	for _, period := range []string{"month", "quarter", "year"} {
		for i := range sizes[period] {
			row := outputs.TokenCount{When: outputs.When{PeriodType: period, Period: "p"}, Source: "s", Token: fmt.Sprintf("%06d", i), Class: "word", Count: int64(i)}
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
		for row, err := range outputs.ReadPart[outputs.TokenCount](to.Path(), outputs.Part{First: period, Columns: []string{"token", "count"}}) {
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
	to := fixture.NewFolder(t, t.TempDir(), "run")
	var rows []outputs.Concept
	for i := range 3000 {
		rows = append(rows, outputs.Concept{ID: fmt.Sprintf("%05d", i), Phrases: []string{fmt.Sprint(i)}, Exceptions: []string{},
			Near: []string{}, NotNear: []string{},
			Speaker: []string{}, NotSpeaker: []string{}})
	}
	fixture.WriteRows(t, to, 100, rows...)
	if got := fixture.ReadRows[outputs.Concept](t, to.Path()); !reflect.DeepEqual(got, rows) {
		t.Error("rows changed while reading on")
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, err := range outputs.Read[outputs.Count](dir) {
		if err == nil || !strings.Contains(err.Error(), "outputs/runs/latest") {
			t.Errorf("missing table: %v", err)
		}
	}
	to := fixture.NewFolder(t, dir, "run")
	fixture.WriteRows(t, to, 1, outputs.Problem{Path: "a"})
	if err := os.Rename(to.Path()+"/problems.parquet", dir+"/counts.parquet"); err != nil {
		t.Fatal(err)
	}
	for _, err := range outputs.Read[outputs.Count](dir) {
		if err == nil || !strings.Contains(err.Error(), "columns are not those of table counts") {
			t.Errorf("other table's file: %v", err)
		}
	}
	if err := os.WriteFile(dir+"/counts.parquet", []byte("PAR1 no, not really PAR1"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, err := range outputs.Read[outputs.Count](dir) {
		if err == nil {
			t.Error("a broken file was read")
		}
	}
	for _, err := range outputs.Read[outputs.When](dir) {
		if err == nil || !strings.Contains(err.Error(), "no table has rows of type") {
			t.Errorf("no row type: %v", err)
		}
	}
}

func TestWhatFilesSayAboutThemselves(t *testing.T) {
	to := fixture.NewFolder(t, t.TempDir(), "run")
	table := fixture.Must(outputs.TableOf[outputs.Document]())
	if err := table.WriteRows(to, slices.Values(fixture.Rows(table, 200))); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(to.Path(), "documents.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, _ := f.Stat()
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := p.Lookup("tifa:columns")
	if !strings.Contains(docs, `{"name":"bytes","type":"integer","doc":"Length of the original text in UTF-8.","unit":"bytes"}`) {
		t.Errorf("column docs: %s", docs)
	}
	var sorted []string
	for _, c := range p.Metadata().RowGroups[0].SortingColumns {
		if c.Descending || !c.NullsFirst {
			t.Errorf("column %d is declared with another order than it has", c.ColumnIdx)
		}
		sorted = append(sorted, p.Schema().Columns()[c.ColumnIdx][0])
	}
	if !slices.Equal(sorted, []string{"source", "date", "id"}) {
		t.Errorf("sorting columns: %v", sorted)
	}
	if by := p.Metadata().CreatedBy; by != "tifa version 1(build )" {
		t.Errorf("created by %q: the bytes would change with the build", by)
	}
}

func BenchmarkWriteTokens(b *testing.B) {
	rows := fixture.TokenRows(3_000_000)
	for _, batch := range []int{1, 8192} {
		b.Run(fmt.Sprint("batch=", batch), func(b *testing.B) {
			for b.Loop() {
				to, err := outputs.Create(b.TempDir(), "run")
				if err != nil {
					b.Fatal(err)
				}
				w, err := outputs.NewWriter[outputs.TokenCount](to)
				if err != nil {
					b.Fatal(err)
				}
				for i := 0; i < len(rows); i += batch {
					if err := w.Write(rows[i:min(i+batch, len(rows))]...); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				info, _ := os.Stat(filepath.Join(to.Path(), "tokens.parquet"))
				b.ReportMetric(float64(info.Size()), "filebytes")
				to.Abandon()
			}
		})
	}
}

func BenchmarkReadTokens(b *testing.B) {
	rows := fixture.TokenRows(1_000_000)
	to, _ := outputs.Create(b.TempDir(), "run")
	w, _ := outputs.NewWriter[outputs.TokenCount](to)
	if err := w.Write(rows...); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n := 0
		for _, err := range outputs.Read[outputs.TokenCount](to.Path()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(rows) {
			b.Fatal(n)
		}
	}
}

// value is a column's value in a row, nil where it is null.
func value(c *outputs.Column, row reflect.Value) any {
	if v, ok := c.Value(row); ok {
		return v.Interface()
	}
	return nil
}

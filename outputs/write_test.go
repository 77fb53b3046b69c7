package outputs

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

var update = flag.Bool("update", false, "write TABLES.md anew")

func TestWriterRefuses(t *testing.T) {
	null, day := (*int32)(nil), new(int32)
	nan := math.NaN()
	counts := func(r Count, more ...Count) func(*Folder) error { return writing(append([]Count{r}, more...)...) }
	for _, c := range []struct {
		name  string
		write func(*Folder) error
		want  string // in the error; "" for none
	}{
		{"sorted", writing(Source{ID: "a"}, Source{ID: "b"}), ""},
		{"out of order", writing(Source{ID: "b"}, Source{ID: "a"}), "table sources: row (id a) comes after (id b): sort by id"},
		{"same key", writing(Source{ID: "a"}, Source{ID: "a"}), "two rows have the key (id a)"},
		{"bytes, not alphabets", writing(Source{ID: "Z"}, Source{ID: "a"}, Source{ID: "网"}), ""},
		{"the empty text comes first", writing(Source{ID: ""}, Source{ID: "a"}), ""},
		{"null comes first", writing(Document{Date: null, ID: "z"}, Document{Date: day, ID: "a"}), ""},
		{"null after a date", writing(Document{Date: day}, Document{Date: null}), "row (source , date null, id ) comes after"},
		{"false comes first", writing(Mention{}, Mention{InTitle: true}), ""},
		{"true before false", writing(Mention{InTitle: true}, Mention{}), "comes after"},
		{"numbers by value", writing(Mention{StartByte: 9}, Mention{StartByte: 10}), ""},
		{"later key column", counts(Count{Concept: "b"}, Count{Concept: "a"}), "comes after"},
		{"problems repeat", writing(Problem{Path: "a"}, Problem{Path: "a"}), ""},
		{"not UTF-8", writing(Source{ID: "a", Zh: "\xce\xa2"}, Source{ID: "b", Zh: "\xb9\xfa"}), `column zh of row ("id b"): text is not UTF-8: "\xb9\xfa"`},
		{"not UTF-8 in a list", writing(Concept{Phrases: []string{"ok", "\xff"}}), `column phrases`},
		{"not UTF-8 behind a pointer", writing(Coverage{Period: new("\xff")}), `column period`},
		{"half a surrogate", writing(Source{Zh: "\xed\xa0\x80"}), "not UTF-8"},
		{"not a number", counts(Count{Measures: Measures{DocShare: nan}}), "column doc_share of row"},
		{"infinite", counts(Count{Measures: Measures{PerMToken: new(math.Inf(1))}}), "must be null"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.write(newFolder(t, t.TempDir(), "run"))
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// writing writes rows one by one, each in a batch of its own, so that order is checked across batches too.
func writing[Row any](rows ...Row) func(*Folder) error {
	return func(to *Folder) error {
		w, err := NewWriter[Row](to)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := w.Write(r); err != nil {
				return err
			}
			w.flush()
		}
		return w.Close()
	}
}

func TestWriterStaysFailed(t *testing.T) {
	to := newFolder(t, t.TempDir(), "run")
	w, err := NewWriter[Source](to)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(Source{ID: "b"}, Source{ID: "a"})
	first, again := w.Close(), w.Close()
	if first == nil || again == nil || w.Write(Source{ID: "c"}) == nil {
		t.Error("a writer forgot that it failed")
	}
	if _, err := to.Publish(); err == nil || !strings.Contains(err.Error(), "sources.parquet is unfinished") {
		t.Errorf("published a failed table: %v", err)
	}
	if _, err := NewWriter[Source](to); err == nil {
		t.Error("the same table was started twice")
	}
}

func TestWhatFilesSayAboutThemselves(t *testing.T) {
	to := newFolder(t, t.TempDir(), "run")
	table := must(tableOf[Document]())
	if err := table.write(to, slices.Values(extremeRows(table, 200))); err != nil {
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

// tokenRows are n rows in key order, 30,000 to a period, shaped like real ones: counts fall off steeply.
func tokenRows(n int) []TokenCount {
	out := make([]TokenCount, n)
	for i := range out {
		p, k := i/30000, i%30000
		out[i] = TokenCount{When: When{"month", fmt.Sprintf("%04d-%02d", 2012+p/12, p%12+1), int32(15340 + p*30)}, Source: "xwlb",
			Token: string([]rune{rune(0x4e00 + k/200), rune(0x5e00 + k%200)}), Class: "word",
			Count: 1 + int64(1000/(1+(i*7919)%9973)), Documents: 1 + int64(500/(1+(i*7919)%9973))}
	}
	return out
}

func BenchmarkWriteTokens(b *testing.B) {
	rows := tokenRows(3_000_000)
	for _, batch := range []int{1, 8192} {
		b.Run(fmt.Sprint("batch=", batch), func(b *testing.B) {
			for b.Loop() {
				to, err := Create(b.TempDir(), "run")
				if err != nil {
					b.Fatal(err)
				}
				w, err := NewWriter[TokenCount](to)
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
	rows := tokenRows(1_000_000)
	to, _ := Create(b.TempDir(), "run")
	w, _ := NewWriter[TokenCount](to)
	if err := w.Write(rows...); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n := 0
		for _, err := range Read[TokenCount](to.Path()) {
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

package outputs

import (
	"math"
	"strings"
	"testing"
)

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

// writing writes rows one by one, each in a batch of its own, so that order is checked across
// batches too.
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

func newFolder(t testing.TB, parent, name string) *Folder {
	t.Helper()
	to, err := Create(parent, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { to.Abandon() })
	return to
}

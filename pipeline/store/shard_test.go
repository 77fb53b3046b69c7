package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tifa/corpus"
)

const testName = "000102030405060708090a0b0c0d0e0f.shard"

func openFolder(t testing.TB) *Folder {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), ".work"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func testRecord(i int) *Record {
	return &Record{
		Head: Head{ID: fmt.Sprint("d", i), Source: "军报", Path: "a.txt", Record: i, Date: corpus.Date{Year: 2015, Month: 3, Day: 5},
			Authors: []corpus.Byline{{Name: "甲", Affiliation: "某大学"}, {Name: "乙"}}},
		Facts:    Facts{Title: "标题", Bytes: 12, Tokens: 3, TextHash: "ab"},
		Mentions: []Mention{{Concept: 2, Start: 3, End: 15, Keyword: "网络主权", Sentence: "维护网络主权。"}},
		Words:    []WordCount{{Word: 5, Count: 2}, {Word: -1, Text: "某某", Count: 1}},
		Sequence: Sequence{Tokens: []int32{5, -1, 5}, Ends: []int32{2, 3}, Others: []string{"某某"}},
	}
}

// writeShard writes a shard of n documents and a problem, and returns its bytes.
func writeShard(t testing.TB, s *Folder, name string, n int) []byte {
	t.Helper()
	w, err := s.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	var e Encoded
	for i := range n {
		e.Encode(testRecord(i))
		w.Document(&e)
	}
	w.Problem(&corpus.Problem{Path: "a.txt", Record: 1, Kind: "kind", Reason: "reason"})
	w.Input("hash", 77)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestShardComesBack(t *testing.T) {
	s := openFolder(t)
	writeShard(t, s, testName, 3)
	var heads []Head
	var offsets []Offset
	var problems []corpus.Problem
	got, err := s.Scan(testName, func(h *Head, o Offset) { heads, offsets = append(heads, *h), append(offsets, o) },
		func(p corpus.Problem) { problems = append(problems, p) })
	if err != nil || got != (Summary{Documents: 3, Problems: 1, Input: "hash", Bytes: 77}) {
		t.Fatalf("%+v, %v", got, err)
	}
	if len(problems) != 1 || problems[0].Reason != "reason" || problems[0].Record != 1 {
		t.Errorf("problems %+v", problems)
	}
	files := s.Files([]string{testName})
	defer files.Close()
	for i, o := range offsets {
		got := Record{Head: heads[i]}
		err := errors.Join(files.Body(t.Context(), 0, o, &got), files.Words(t.Context(), 0, o, &got),
			files.Sequence(t.Context(), 0, o, &got.Sequence))
		if want := testRecord(i); err != nil || !reflect.DeepEqual(&got, want) {
			t.Errorf("%+v, want %+v: %v", got, want, err)
		}
	}
}

// Every flipped bit and every cut is found, by the scan and where only one chunk is read.
func TestDamageIsFound(t *testing.T) {
	s := openFolder(t)
	whole := writeShard(t, s, testName, 2)
	if err := s.root.Remove(testName); err != nil {
		t.Fatal(err)
	}
	tried := 0
	damaged := func(what string, b []byte) {
		t.Helper()
		tried++
		if err := os.WriteFile(s.path(testName), b, 0o644); err != nil {
			t.Fatal(err)
		}
		var want *DamagedError
		if _, err := s.Check(testName); !errors.As(err, &want) {
			t.Errorf("%s: read as whole: %v", what, err)
		}
	}
	for i := range whole {
		damaged(fmt.Sprint("cut at byte ", i), whole[:i])
		for bit := range 8 {
			b := []byte(string(whole))
			b[i] ^= 1 << bit
			damaged(fmt.Sprintf("byte %d, bit %d flipped", i, bit), b)
		}
	}
	damaged("more behind the end", append(whole[:len(whole):len(whole)], 0))
	if err := s.Remove(testName); err != nil {
		t.Fatal(err)
	}
	var want *DamagedError
	if _, err := s.Check(testName); !errors.As(err, &want) {
		t.Errorf("a shard that is gone: %v", err)
	}
	t.Log(tried, "damaged shards tried")
}

// A whole shard under the name of another is damage: it is the work on another file.
func TestShardOfAnotherNameIsDamage(t *testing.T) {
	s := openFolder(t)
	whole := writeShard(t, s, testName, 1)
	other := strings.Repeat("f", 32) + ".shard"
	if err := os.WriteFile(s.path(other), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	var want *DamagedError
	if _, err := s.Check(other); !errors.As(err, &want) {
		t.Errorf("read as whole: %v", err)
	}
	if _, err := s.Check(testName); err != nil {
		t.Error(err)
	}
}

// A shard that is damaged after it was scanned is found where it is read.
func TestDamageIsFoundWhereRead(t *testing.T) {
	s := openFolder(t)
	whole := writeShard(t, s, testName, 1)
	var at Offset
	if _, err := s.Scan(testName, func(_ *Head, o Offset) { at = o }, func(corpus.Problem) {}); err != nil {
		t.Fatal(err)
	}
	end, _ := at.chunk(2)
	for i := at.body; i < end+int64(at.lengths[2]); i++ {
		b := []byte(string(whole))
		b[i] ^= 4
		if err := os.WriteFile(s.path(testName), b, 0o644); err != nil {
			t.Fatal(err)
		}
		files := s.Files([]string{testName})
		var r Record
		err := errors.Join(files.Body(t.Context(), 0, at, &r), files.Words(t.Context(), 0, at, &r),
			files.Sequence(t.Context(), 0, at, &r.Sequence))
		var want *DamagedError
		if !errors.As(err, &want) {
			t.Errorf("byte %d: %v", i, err)
		}
		files.Close()
	}
}

// The first error sticks: no later success makes a shard of what is not whole.
func TestErrorsStick(t *testing.T) {
	s := openFolder(t)
	w, err := s.Create(testName)
	if err != nil {
		t.Fatal(err)
	}
	w.Fail(context.Canceled)
	var e Encoded
	e.Encode(testRecord(1))
	w.Document(&e)
	w.Fail(nil)
	if err := w.Close(); !errors.Is(err, context.Canceled) {
		t.Errorf("close: %v", err)
	}
	if entries, err := os.ReadDir(s.dir); err != nil || len(entries) != 1 {
		t.Errorf("left over: %v, %v", entries, err)
	}
}

func TestTransientIsKeptInTheTrailer(t *testing.T) {
	s := openFolder(t)
	w, err := s.Create(testName)
	if err != nil {
		t.Fatal(err)
	}
	w.Problem(&corpus.Problem{Transient: true})
	w.Problem(&corpus.Problem{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Check(testName); err != nil || !got.Transient {
		t.Errorf("%+v, %v", got, err)
	}
}

// A stop ends every pass over the documents.
func TestStopEndsReading(t *testing.T) {
	s := openFolder(t)
	writeShard(t, s, testName, 1)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	files := s.Files([]string{testName})
	defer files.Close()
	if err := files.Body(ctx, 0, Offset{}, &Record{}); !errors.Is(err, context.Canceled) {
		t.Errorf("read on after the stop: %v", err)
	}
}

func TestOpenFilesStayFew(t *testing.T) {
	s := openFolder(t)
	var names []string
	for i := range maxOpen + 10 {
		name := fmt.Sprintf("%032x.shard", i)
		writeShard(t, s, name, 0)
		names = append(names, name)
	}
	files := s.Files(names)
	defer files.Close()
	for range 2 {
		for i := range names {
			if _, err := files.shard(int32(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(files.open) != maxOpen || len(files.order) != maxOpen {
		t.Errorf("%d open, %d in order", len(files.open), len(files.order))
	}
}

// Any bytes scan to documents or to an error, never to a panic. So does each chunk.
func FuzzScan(f *testing.F) {
	s := openFolder(f)
	f.Add(writeShard(f, s, testName, 2))
	f.Add([]byte(magic))
	f.Add([]byte(magic + "d\xff\xff\xff\xff\x07\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		scan(strings.NewReader(string(b)), testName, int64(len(b)), func(*Head, Offset) {}, func(corpus.Problem) {})
		var r Record
		for _, decode := range []func(*decoder){r.decode, r.decodeBody, r.decodeWords, r.Sequence.decode,
			func(d *decoder) { decodeProblem(d) }, func(d *decoder) { decodeSummary(d) }} {
			d := &decoder{b: b}
			decode(d)
			if d.end() == nil && len(d.b) > 0 {
				t.Error("bytes are left over, and it is no error")
			}
		}
	})
}

package pipeline

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"tifa/corpus"
)

// Two runs that start in one second leave two results.
func TestResultsOfOneSecondHaveNamesOfTheirOwn(t *testing.T) {
	out := t.TempDir()
	folders := map[string]bool{}
	for range 3 {
		c := &Config{Root: "../testdata/sample", Inputs: []corpus.Input{{Path: "army_daily"}}, Output: out}
		if err := c.complete(); err != nil {
			t.Fatal(err)
		}
		s, err := Run(context.Background(), c, options(""))
		if err != nil {
			t.Fatal(err)
		}
		folders[filepath.Base(s.Folder)] = true
	}
	for _, name := range []string{"2026-01-02T030405Z", "2026-01-02T030405Z-2", "2026-01-02T030405Z-3"} {
		if !folders[name] {
			t.Errorf("results are %v, want %s among them", folders, name)
		}
	}
}

// A stop while documents are counted is not kept waiting until they all are.
func TestStopEndsWalks(t *testing.T) {
	w, err := createPart(filepath.Join(t.TempDir(), "one.part"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	files := (&index{ctx: ctx, parts: []part{{path: w.path}}}).files()
	defer files.close()
	nothing := func(*decoder) {}
	if _, err := files.read(0, 0, 0, nil, nothing); err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := files.read(0, 0, 0, nil, nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("read on after the stop: %v", err)
	}
}

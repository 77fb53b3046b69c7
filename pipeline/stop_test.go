package pipeline

import (
	"context"
	"path/filepath"
	"testing"

	"tifa/corpus"
	"tifa/pipeline/config"
)

// Two runs that start in one second leave two results.
func TestResultsOfOneSecondHaveNamesOfTheirOwn(t *testing.T) {
	out := t.TempDir()
	folders := map[string]bool{}
	for range 3 {
		c := &config.Config{Root: "../testdata/sample", Inputs: []corpus.Input{{Path: "army_daily"}}, Output: out}
		if err := c.Complete(); err != nil {
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

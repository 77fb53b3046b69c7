package pipeline

import (
	"bytes"
	"strings"
	"testing"
)

// No text of a document, and no name of a file, may steer the terminal it is shown on.
func TestKWICShowsNoControls(t *testing.T) {
	s := runTexts(t, map[string]string{"ar\x1b[31mmy/2015-01-01 a\nb.txt": "前\x1b[2J\x07文\u202e网络主权\u009b31m后。"}, nil)
	var out bytes.Buffer
	if err := KWIC(s.Folder, Query{Concept: "cybersovereignty"}, &out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.ContainsAny(got, "\x1b\x07\u202e\u009b") || strings.Count(got, "\n") != 2 {
		t.Errorf("%q", got)
	}
}

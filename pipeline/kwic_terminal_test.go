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

// What a mistyped --source is answered with has names of folders in it.
func TestKWICRefusesWithoutControls(t *testing.T) {
	s := runTexts(t, map[string]string{"ar\x1b[31mmy/2015-01-01.txt": "网络主权。"}, nil)
	err := KWIC(s.Folder, Query{Concept: "cybersovereignty", Source: "\x1b[2J"}, &bytes.Buffer{})
	if err == nil || strings.Contains(err.Error(), "\x1b") || !strings.Contains(err.Error(), "[31mmy") {
		t.Errorf("%q", err)
	}
}

func TestSegmentShowsNoControls(t *testing.T) {
	var out bytes.Buffer
	text := strings.NewReader("前\x1b[2J\x07文 abc def\u202e网络主权\u009b31m后。")
	if err := Segment(t.Context(), "-", text, &out, SegmentOptions{}); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	if strings.ContainsAny(got, "\x1b\x07\u202e\u009b") || !strings.Contains(got, "abc/ /def") {
		t.Errorf("%q", got)
	}
}

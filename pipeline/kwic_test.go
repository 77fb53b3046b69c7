package pipeline

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tifa/pipeline/config"
	"tifa/pipeline/query"
)

// A concept is found by its ID, by its name and by its wordings; a name that is none says what is
// near.
func TestKWICNames(t *testing.T) {
	s := runTexts(t, map[string]string{"报/2015-01-01.txt": "尊重网络空间主权。", "报/2015-01-02.txt": "互联网主权与敌对势力。"}, nil)
	for _, row := range []struct{ asked, want, wrong string }{
		{"cybersovereignty", "2 of 2 shown\n", ""},
		{"网络主权", "2 of 2 shown\n网络主权 is a wording of the concept cybersovereignty", ""},
		{"網絡主權", "2 of 2 shown", ""},
		{"Cybersovereignty", "2 of 2 shown", ""},
		{"网络空间的主权", "2 of 2 shown", ""},
		{"敌对势力", "1 of 1 shown\n敌对势力 is a wording of the concept hostile_forces", ""},
		{"theme:sovereignty", "2 of 2 shown\n", ""},
		{"cybersoverignty", "", "did you mean cybersovereignty"},
		{"网路主拳", "", "cybersovereignty?"},
		{"cyber", "", "did you mean cyber"},
		{"zzzz", "", "the concepts table lists them"},
		{"主", "", "the concepts table lists them"},
		{"", "", "the concepts table lists them"},
	} {
		var out bytes.Buffer
		err := query.KWIC(s.Folder, query.Query{Concept: row.asked}, &out)
		var usage *config.UsageError
		switch {
		case row.wrong == "" && (err != nil || !strings.Contains(out.String(), row.want)):
			t.Errorf("%s: %v %q", row.asked, err, out.String())
		case row.wrong != "" && (!errors.As(err, &usage) || !strings.Contains(err.Error(), row.wrong)):
			t.Errorf("%s: %v instead of %q", row.asked, err, row.wrong)
		}
	}
}

// Nothing found is a zero where there are documents, and a gap where there are none. A group that
// is none is no zero.
func TestKWICSaysWhatNothingMeans(t *testing.T) {
	s := runTexts(t, map[string]string{"报/2015-01-01.txt": "尊重网络主权。", "报/2015-02-01.txt": "今天天气很好。"}, nil)
	for _, row := range []struct {
		q           query.Query
		want, wrong string
	}{
		{query.Query{Period: "2015-02"}, "0 of 0 shown\ndocuments searched: 1\n", ""},
		{query.Query{Period: "2019"}, "0 of 0 shown\nno document matches: a gap", ""},
		{query.Query{Group: "stance=hawkisch"}, "", `no group "stance=hawkisch"`},
		{query.Query{Group: "stnce=hawkish"}, "", `no group "stnce=hawkish"`},
	} {
		row.q.Concept = "cybersovereignty"
		var out bytes.Buffer
		err := query.KWIC(s.Folder, row.q, &out)
		if row.wrong == "" && (err != nil || !strings.HasPrefix(out.String(), row.want)) {
			t.Errorf("%+v: %v %q, want %q", row.q, err, out.String(), row.want)
		}
		if row.wrong != "" && (err == nil || !strings.Contains(err.Error(), row.wrong)) {
			t.Errorf("%+v: %v, want %q", row.q, err, row.wrong)
		}
	}
}

// No text of a document, and no name of a file, may steer the terminal it is shown on.
func TestKWICShowsNoControls(t *testing.T) {
	s := runTexts(t, map[string]string{"ar\x1b[31mmy/2015-01-01 a\nb.txt": "前\x1b[2J\x07文\u202e网络主权\u009b31m后。"}, nil)
	var out bytes.Buffer
	if err := query.KWIC(s.Folder, query.Query{Concept: "cybersovereignty"}, &out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.ContainsAny(got, "\x1b\x07\u202e\u009b") || strings.Count(got, "\n") != 2 {
		t.Errorf("%q", got)
	}
}

// What a mistyped --source is answered with has names of folders in it.
func TestKWICRefusesWithoutControls(t *testing.T) {
	s := runTexts(t, map[string]string{"ar\x1b[31mmy/2015-01-01.txt": "网络主权。"}, nil)
	err := query.KWIC(s.Folder, query.Query{Concept: "cybersovereignty", Source: "\x1b[2J"}, &bytes.Buffer{})
	if err == nil || strings.Contains(err.Error(), "\x1b") || !strings.Contains(err.Error(), "[31mmy") {
		t.Errorf("%q", err)
	}
}

func TestSegmentShowsNoControls(t *testing.T) {
	var out bytes.Buffer
	text := strings.NewReader("前\x1b[2J\x07文 abc def\u202e网络主权\u009b31m后。")
	if err := query.Segment(t.Context(), "-", text, &out, config.Segmentation{}); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	if strings.ContainsAny(got, "\x1b\x07\u202e\u009b") || !strings.Contains(got, "abc/ /def") {
		t.Errorf("%q", got)
	}
}

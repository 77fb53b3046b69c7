package pipeline

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// A concept is found by its ID, by its name and by its wordings; a name that is none says what is near.
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
		err := KWIC(s.Folder, Query{Concept: row.asked}, &out)
		var usage *UsageError
		switch {
		case row.wrong == "" && (err != nil || !strings.Contains(out.String(), row.want)):
			t.Errorf("%s: %v %q", row.asked, err, out.String())
		case row.wrong != "" && (!errors.As(err, &usage) || !strings.Contains(err.Error(), row.wrong)):
			t.Errorf("%s: %v instead of %q", row.asked, err, row.wrong)
		}
	}
}

// Nothing found is a zero where there are documents, and a gap where there are none. A group that is none is no zero.
func TestKWICSaysWhatNothingMeans(t *testing.T) {
	s := runTexts(t, map[string]string{"报/2015-01-01.txt": "尊重网络主权。", "报/2015-02-01.txt": "今天天气很好。"}, nil)
	for _, row := range []struct {
		q           Query
		want, wrong string
	}{
		{Query{Period: "2015-02"}, "0 of 0 shown\ndocuments searched: 1\n", ""},
		{Query{Period: "2019"}, "0 of 0 shown\nno document matches: a gap", ""},
		{Query{Group: "stance=hawkisch"}, "", `no group "stance=hawkisch"`},
		{Query{Group: "stnce=hawkish"}, "", `no group "stnce=hawkish"`},
	} {
		row.q.Concept = "cybersovereignty"
		var out bytes.Buffer
		err := KWIC(s.Folder, row.q, &out)
		if row.wrong == "" && (err != nil || !strings.HasPrefix(out.String(), row.want)) {
			t.Errorf("%+v: %v %q, want %q", row.q, err, out.String(), row.want)
		}
		if row.wrong != "" && (err == nil || !strings.Contains(err.Error(), row.wrong)) {
			t.Errorf("%+v: %v, want %q", row.q, err, row.wrong)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"网路", "网络", 1}, {"ab", "ba", 2}} {
		if got := edits([]rune(row.a), []rune(row.b)); got != row.want {
			t.Errorf("%s, %s: %d instead of %d", row.a, row.b, got, row.want)
		}
	}
}

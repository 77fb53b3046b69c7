package segment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestUsage(t *testing.T) {
	l := &Lexicon{Concepts: []Concept{
		{ID: "law", Phrases: []string{"国际公约", "国际法"}},
		{ID: "sovereignty", Phrases: []string{"网络(空间|)主权"}},
	}}
	m, err := NewMatcher(l)
	if err != nil {
		t.Fatal(err)
	}
	u, r, f := NewUsage(m), openedHere().Reader(), m.Finder()
	for s := range r.Sentences("网络主权与网络空间主权\n\n向国际法院提起\n\n网络空间主权\n\n违反国际法。国际法院和国际法庭", nil) {
		u.Add(s, f.Find(s))
	}
	var got []string
	for _, row := range u.Report(1) {
		got = append(got, fmt.Sprint(row))
	}
	want := []string{
		"{law 国际公约  0 0 []}",
		"{law 国际法 国际法 4 3 [{国际法院 2}]}",
		"{sovereignty 网络(空间|)主权 网络空间主权 2 0 []}",
		"{sovereignty 网络(空间|)主权 网络主权 1 0 []}",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

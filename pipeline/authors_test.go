package pipeline

import (
	"slices"
	"testing"

	"tifa/outputs"
)

// TestAuthorsOfDocuments follows authors from records and texts into the columns of documents.
func TestAuthorsOfDocuments(t *testing.T) {
	s := runTexts(t, map[string]string{
		"甲/b.jsonl": `{"id":"list","text":"要守住阵地。","author":["王小明","李红"]}` + "\n" +
			`{"id":"text","text":"新华社北京3月5日电（记者王小明）会议开幕。\n（作者系国防大学教授）"}` + "\n" +
			`{"id":"object","text":"这是原则。","author":[{"name":"王小明","affiliation":"国防大学"},{"name":"李红"}]}` + "\n" +
			`{"id":"none","text":"网络强国。"}`,
	}, nil)
	type authors struct{ authors, affiliations, from []string }
	got := map[string]authors{}
	for _, d := range rows[outputs.Document](t, s.Folder) {
		got[d.ID] = authors{d.Authors, d.Affiliations, d.BylineFrom}
	}
	for id, want := range map[string]authors{
		"object": {[]string{"王小明", "李红"}, []string{"国防大学", ""}, []string{"field", "field"}},
		"list":   {[]string{"王小明", "李红"}, []string{"", ""}, []string{"field", "field"}},
		"text": {[]string{"王小明", ""}, []string{"新华社", "国防大学教授"},
			[]string{"first lines: dateline", "last lines: author is"}},
		"none": {},
	} {
		g := got[id]
		if !slices.Equal(g.authors, want.authors) || !slices.Equal(g.affiliations, want.affiliations) ||
			!slices.Equal(g.from, want.from) {
			t.Errorf("%s: %q, want %q", id, g, want)
		}
	}
}

// TestBylinesChangeNoCount counts a byline like any other text of which no pattern says that it is
// boilerplate.
func TestBylinesChangeNoCount(t *testing.T) {
	s := runTexts(t, map[string]string{"甲/2015-03-05.txt": "要守住阵地。\n（作者系网络主权研究中心教授）"}, nil)
	if r := countRow(t, s.Folder, "2015", "甲", "cybersovereignty"); r == nil || r.Mentions != 1 {
		t.Errorf("%+v, want one mention in the byline", r)
	}
}

package report

import (
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
)

// A document of a moderate author in a hawkish paper is evidence of the moderate group, and its
// paper is a source of both.
func TestAuthors(t *testing.T) {
	v := invent()
	at := -1
	for i := range v.docs {
		if v.docs[i].ID == "hawk/12/00" {
			at = i
		}
	}
	v.docs[at].Stance, v.docs[at].StanceFrom, v.docs[at].Attributes = "moderate", "author", `{"stance":"moderate"}`
	dir := v.publish(t, func(to *outputs.Folder) {
		put(t, to, []outputs.Author{
			{Kind: "person", ID: "jia", Name: "甲" + hostile, En: "Jia", Affiliation: "moderate=1", Stance: "moderate", Reason: "so" + hostile,
				Cite: "there", Documents: 1, WithStance: 1},
			{Kind: "person", ID: "yi", Name: "乙", Stance: "unclassified", Documents: 7},
			{Kind: "unknown", Name: "丙", Stance: "unclassified", Documents: 9, WithStance: 9}})
	})
	page := write(t, dir, Options{})
	if strings.Contains(page, "<th scope=\"row\">乙") || strings.Contains(page, "丙") || strings.Contains(page, hostile) {
		t.Error("the section shows authors without a stance, or text that is not escaped")
	}
	wantAll(t, page, `<th scope="row">Jia <small>甲`, "<td>Source moderate=1</td>",
		`<tr><th scope="row">hawkish</th><td class="num">0</td><td class="num">259</td><td class="num">0</td></tr>`,
		`<tr><th scope="row">moderate</th><td class="num">1</td><td class="num">260</td><td class="num">0</td></tr>`)
	r, err := result.Load(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		source, group string
		want          bool
	}{{"hawk", "stance=hawkish", true}, {"hawk", "stance=moderate", true}, {"moderate=1", "stance=hawkish", false}} {
		if got := r.Groups.Has(row.source, row.group); got != row.want {
			t.Errorf("%+v: %t", row, got)
		}
	}
	book := evidence.New()
	for group, want := range map[string]string{"stance=hawkish": "hawk/12/01", "stance=moderate": "hawk/12/00"} {
		book.Ask(evidence.Key{What: "a", Group: group})
		if err := book.Gather(dir, r.Groups, r.Shown()); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, l := range book.Pieces[len(book.Pieces)-1].Lines {
			found = found || l.Document == want
			if (l.Document == "hawk/12/00") != (group == "stance=moderate") {
				t.Errorf("%s: evidence from %s", group, l.Document)
			}
		}
		if group == "stance=moderate" && !found {
			t.Error("no evidence from the moderate author")
		}
		book = evidence.New()
	}
	if page := write(t, invent().publish(t), Options{}); !strings.Contains(page, "authors") {
		t.Error("a run without the table says nothing of it")
	}
}

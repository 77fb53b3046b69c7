package config

import (
	"reflect"
	"testing"

	"tifa/corpus"
)

// TestDocumentAttributes has a row for each case of whose stance a document has.
func TestDocumentAttributes(t *testing.T) {
	r, err := corpus.ParseRegistry("r.yaml", []byte(`
sources:
  - {id: army, stance: hawkish, reason: so, to: 2015, attributes: {camp: army}}
  - {id: daily}
authors:
  - {id: hawk, zh: 鹰, stance: hawkish, reason: so, attributes: {control: supportive}}
  - {id: dove, zh: 鸽, stance: moderate, reason: so, from: 2014, attributes: {camp: scholars}}
  - {id: pen, zh: 笔}
  - {id: critic, zh: 评, attributes: {control: critical}}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		source  string
		authors []string
		year    int
		stance  string
		from    string
		camp    string
		control string
	}{
		{"army", nil, 2014, "hawkish", "source", "army", ""},
		{"army", nil, 2016, "unclassified", "none", "army", ""},
		{"army", nil, 0, "unclassified", "none", "army", ""},
		{"daily", nil, 2014, "unclassified", "none", "", ""},
		{"army", []string{"dove"}, 2014, "moderate", "author", "scholars", ""},
		{"army", []string{"dove"}, 2013, "hawkish", "source", "scholars", ""}, // before the author's
		{"army", []string{"dove", "pen"}, 2014, "moderate", "author", "scholars", ""},
		{"army", []string{"pen"}, 2014, "hawkish", "source", "army", ""},
		{"daily", []string{"hawk"}, 0, "hawkish", "author", "", "supportive"},
		{"daily", []string{"hawk", "dove"}, 2014, "mixed", "author", "scholars", "supportive"},
		{"daily", []string{"dove", "hawk"}, 2013, "hawkish", "author", "scholars", "supportive"},
		{"army", []string{"hawk", "critic", "hawk"}, 2014, "hawkish", "author", "army", "mixed"},
	} {
		s, _ := r.Sources.Find(row.source)
		var authors []corpus.Author
		for _, id := range row.authors {
			a, _ := r.Authors.ByID(id)
			authors = append(authors, a)
		}
		have, from := DocumentAttributes(s, authors, corpus.Date{Year: row.year})
		want := map[string]string{"stance": row.stance}
		if row.camp != "" {
			want["camp"] = row.camp
		}
		if row.control != "" {
			want["control"] = row.control
		}
		if from != row.from || !reflect.DeepEqual(have, want) {
			t.Errorf("%+v: %v from %s", row, have, from)
		}
	}
	if s, _ := r.Sources.Find("army"); s.Attributes["camp"] != "army" || len(s.Attributes) != 1 {
		t.Error("the registry was changed")
	}
}

package format

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"tifa/corpus/problem"
	"tifa/pipeline/settings"
)

// Authored is one author as the author field of a record has them: an element of a list, an object,
// or all of a text, which may still hold several names.
type Authored struct{ Name, Affiliation string }

// The keys under which an author that is an object has a name and an affiliation.
var (
	nameKeys        = []string{"name", "姓名", "author", "作者", "full_name", "名字"}
	affiliationKeys = []string{"affiliation", "affiliations", "单位", "作者单位", "机构", "institution",
		"organization", "org", "unit"}
)

// listKeys are the groups that Parquet makes of a list.
var listKeys = []string{"list", "bag", "array", "element", "item", "array_element"}

const (
	maxAuthors     = 200 // that a field is believed to name
	maxAuthorDepth = 4   // of the lists and objects in it
)

// takeAuthors reads the author field of a record: a text, a list of texts or of objects, an object,
// or a text that spells a list, as tables have it. What it cannot read is a Problem; the record is
// kept, with the other authors.
func (r *reader) takeAuthors(s *stream, rec *Record) error {
	value := &rec.Values[Author]
	a := authorReader{}
	switch {
	case value.Kind == Nested:
		a.read(value.nested, maxAuthorDepth)
	case spellsList(value.Text):
		if list, ok := listOf(value.Text); ok {
			a.read(list, maxAuthorDepth)
		} else {
			a.refuse(quoted(value.Text) + " begins like a list and is none")
		}
	default:
		a.read(value.Text, maxAuthorDepth)
	}
	rec.Authors = a.authors
	if value.Kind == Nested {
		*value = Value{Kind: Scalar, Text: joined(a.authors)}
	}
	if len(a.bad) == 0 {
		return nil
	}
	return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Kind: problem.KindAuthor,
		Place: strings.TrimPrefix(rec.Place+", field "+s.rules.names[Author], ", "),
		Reason: strings.Join(a.bad, "; ") +
			`: write "甲", ["甲", "乙"] or [{name: 甲, affiliation: …}]`,
		Action: problem.KeptNoAuthor})
}

// joined is a list of authors as the one text that Values has.
func joined(authors []Authored) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = a.Name
	}
	return strings.Join(names, "; ")
}

// authorReader collects authors, and says what is none.
type authorReader struct {
	authors []Authored
	bad     []string
}

func (a *authorReader) read(v any, depth int) {
	if depth == 0 || len(a.authors) == maxAuthors {
		a.refuse("too many authors, or lists too deep")
		return
	}
	switch v := v.(type) {
	case nil:
	case string:
		switch name := strings.TrimSpace(v); {
		case !utf8.ValidString(name):
			a.refuse("an author is no UTF-8")
		case name != "":
			a.authors = append(a.authors, Authored{Name: name})
		}
	case []byte:
		a.read(string(v), depth)
	case []any:
		for _, element := range v {
			a.read(element, depth-1)
		}
	case map[string]any:
		a.object(v, depth)
	default:
		a.refuse(quoted(fmt.Sprint(v)) + " is no name")
	}
}

// refuse says what is no author, each thing once.
func (a *authorReader) refuse(why string) {
	if !slices.Contains(a.bad, why) {
		a.bad = append(a.bad, why)
	}
}

// object reads an author that is an object, or the group that Parquet makes of a list.
func (a *authorReader) object(o map[string]any, depth int) {
	if inner, ok := onlyValue(o, listKeys...); ok {
		a.read(inner, depth)
		return
	}
	name := textUnder(o, nameKeys)
	if name == "" {
		keys := make([]string, 0, len(o))
		for key := range o {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		a.refuse("an author with the keys " + quoted(strings.Join(keys, ", ")) + " has no name")
		return
	}
	a.authors = append(a.authors, Authored{name, textUnder(o, affiliationKeys)})
}

// onlyValue is the value of an object of one key, if the key is one of those named.
func onlyValue(o map[string]any, names ...string) (any, bool) {
	for key, v := range o {
		return v, len(o) == 1 && slices.Contains(names, key)
	}
	return nil, false
}

// textUnder is the text under the first of the keys that has one. Several texts are joined by ；.
func textUnder(o map[string]any, keys []string) string {
	for _, key := range keys {
		inner := authorReader{}
		inner.read(o[key], 2)
		var texts []string
		for _, a := range inner.authors {
			texts = append(texts, a.Name)
		}
		if len(texts) > 0 {
			return strings.Join(texts, "；")
		}
	}
	return ""
}

// spellsList reports whether a text looks like a list or an object written out, as in a table that
// another program saved: ["甲", "乙"] or ['甲', '乙'].
func spellsList(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) > 1 && (text[0] == '[' && text[len(text)-1] == ']' ||
		text[0] == '{' && text[len(text)-1] == '}')
}

// listOf reads such a text. JSON and Python's way to write lists are both YAML.
func listOf(text string) (any, bool) {
	if len(text) > maxFrontMatter || settings.Check("author", []byte(text)) != nil {
		return nil, false
	}
	var list any
	if err := yaml.Unmarshal([]byte(text), &list); err != nil {
		return nil, false
	}
	return list, true
}

// below goes down a path, and into every element of a list on the way.
func below(v any, path []string) any {
	if len(path) == 0 {
		return v
	}
	switch v := v.(type) {
	case map[string]any:
		if inner, ok := onlyValue(v, listKeys...); ok && inner != nil {
			return below(inner, path)
		}
		return below(v[path[0]], path[1:])
	case []any:
		list := make([]any, len(v))
		for i, element := range v {
			list[i] = below(element, path)
		}
		return list
	}
	return nil
}

// nestedJSON is a list or an object of JSON as Go values.
func nestedJSON(text []byte) (v any) {
	if json.Unmarshal(text, &v) != nil { // it was read before; only its numbers can be too large
		return nil
	}
	return v
}

// quoted is the beginning of a text in quotation marks.
func quoted(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

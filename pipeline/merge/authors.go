package merge

import (
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/store"
)

// Author is an author as a document names them, and who of the registry it is.
type Author struct {
	ID          string // empty for one whom no registry knows, or whom several fit
	Name        string // as written
	Affiliation string // as written
}

// Grouping is what documents are grouped by.
type Grouping struct {
	Attributes map[string]string
	Text       string // the same as a text, see outputs.Attributes
}

// attributor finds the authors of documents and what they are grouped by. Equal lists and equal
// groupings are kept once.
type attributor struct {
	study     *config.Study
	x         *Index
	lists     map[string]int32 // of x.Authors, by the names in them
	groupings map[string]int32 // of x.Groupings, by Text
	known     map[lookup]*corpus.Author
}

// lookup is all that decides whom a byline means.
type lookup struct{ name, affiliation, source string }

func newAttributor(s *config.Study, x *Index) *attributor {
	x.Authors = [][]Author{nil}
	return &attributor{s, x, map[string]int32{}, map[string]int32{}, map[lookup]*corpus.Author{}}
}

// attribute fills in the authors and the grouping of a document.
func (a *attributor) attribute(d *Document, h *store.Head) {
	var known []corpus.Author
	var list []Author
	var key strings.Builder
	for i := range h.Authors {
		b := &h.Authors[i]
		author := Author{Name: b.Name, Affiliation: b.Affiliation}
		if who := a.find(b, d.Source); who != nil {
			author.ID, known = who.ID, append(known, *who)
		}
		list = append(list, author)
		key.WriteString(author.ID + "\x00" + b.Name + "\x00" + b.Affiliation + "\x00")
	}
	if len(list) > 0 {
		d.Authors = numberOf(a.lists, key.String(), int32(len(a.x.Authors)))
		if int(d.Authors) == len(a.x.Authors) {
			a.x.Authors = append(a.x.Authors, list)
		}
	}
	have, from := config.DocumentAttributes(a.study.Source(d.Source), known, h.Date)
	d.StanceFrom = from
	text := outputs.Attributes(have)
	d.Grouping = numberOf(a.groupings, text, int32(len(a.x.Groupings)))
	if int(d.Grouping) == len(a.x.Groupings) {
		a.x.Groupings = append(a.x.Groupings, Grouping{have, text})
	}
}

// numberOf is the number of a key, next where it has none yet.
func numberOf(numbers map[string]int32, key string, next int32) int32 {
	if n, ok := numbers[key]; ok {
		return n
	}
	numbers[key] = next
	return next
}

// find is the author that a byline means, nil for nobody known.
func (a *attributor) find(b *corpus.Byline, source string) *corpus.Author {
	at := lookup{b.Name, b.Affiliation, source}
	who, seen := a.known[at]
	if !seen && b.Name != "" {
		if author, ok := a.study.Authors.Find(*b, source, a.study.Sources); ok {
			who = &author
		}
	}
	a.known[at] = who
	return who
}

// Apart reports for each document whether it is grouped otherwise than most counted documents of
// its source.
func (x *Index) Apart() []bool {
	groupings := outputs.Groupings{}
	for i := range x.Documents {
		if d := &x.Documents[i]; d.Counted {
			groupings.Add(d.Source, x.Groupings[d.Grouping].Text)
		}
	}
	main := map[string]string{}
	for source := range groupings {
		main[source] = groupings.Main(source)
	}
	out := make([]bool, len(x.Documents))
	for i := range x.Documents {
		d := &x.Documents[i]
		out[i] = x.Groupings[d.Grouping].Text != main[d.Source]
	}
	return out
}

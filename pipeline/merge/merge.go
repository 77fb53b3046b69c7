// Package merge makes the index of a corpus from the heads of all shards.
//
// Shards gives each document an ID of its own, puts the documents in one order, by source, date and
// ID, and points each duplicate at the document it repeats. The index depends on the set of
// documents, not on the order in which they were read.
package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
)

// Document is one document in the index: who it is, when, and where its record is. The index is the
// one thing in memory that grows with the corpus, by some 200 bytes a document.
type Document struct {
	ID, Source  string
	Path        string
	Record      int32
	Day         int32 // first day of what is known of the date; undated where nothing is
	Precision   corpus.Precision
	content     [16]byte
	Shard       int32 // number in the list of shards
	At          store.Offset
	DuplicateOf int32 // position in the index of the document it repeats, -1 for none
	Counted     bool  // reports whether the document enters the counts
	Authors     int32 // number in Index.Authors
	Grouping    int32 // number in Index.Groupings
	StanceFrom  string
}

// Index is the merged corpus: documents by source, date and ID, each with an ID of its own and with
// its duplicates known.
type Index struct {
	Documents []Document
	Problems  []Problem
	Authors   [][]Author // lists of authors, each once; the first is empty
	Groupings []Grouping // each once
	shards    *store.Folder
	names     []string        // of the shards, by the files they were made of
	Read      []store.Summary // of each of them
}

// Files opens the shards. Close them after use.
func (x *Index) Files() *store.Files { return x.shards.Files(x.names) }

// Problem is a problem with the ID of its document, where there is one.
type Problem struct {
	corpus.Problem
	Document string
}

// Shards reads the heads of all shards, and checks the shards. What it makes depends on the set of
// documents, not on the order they were read in.
func Shards(shards *store.Folder, names []string, listing []corpus.Problem, s *config.Study) (*Index, error) {
	x := &Index{shards: shards, names: names}
	for _, p := range listing {
		x.Problems = append(x.Problems, Problem{Problem: p})
	}
	who := newAttributor(s, x)
	for i, name := range names {
		read, err := shards.Scan(name,
			func(h *store.Head, at store.Offset) {
				d := newDocument(h, s.Sources, int32(i), at)
				who.attribute(&d, h)
				x.Documents = append(x.Documents, d)
			},
			func(p corpus.Problem) { x.Problems = append(x.Problems, Problem{Problem: p}) })
		if err != nil {
			return nil, err
		}
		x.Read = append(x.Read, read)
	}
	x.nameOnce()
	slices.SortFunc(x.Documents, compareDocuments)
	x.findDuplicates(s.Config.Duplicates == "keep")
	x.findEmptyGroups(s)
	x.placeProblems()
	return x, nil
}

func newDocument(h *store.Head, sources *corpus.Sources, shard int32, at store.Offset) Document {
	d := Document{ID: h.ID, Source: sourceID(h.Source, sources), Path: h.Path, Record: int32(h.Record), Day: period.Undated,
		Precision: h.Date.Precision(), content: h.Content, Shard: shard, At: at, DuplicateOf: -1}
	if d.Precision != corpus.PrecisionNone {
		d.Day = config.DayOf(h.Date)
	}
	return d
}

// sourceID is the registry's ID of a source as found, else the name itself.
func sourceID(found string, sources *corpus.Sources) string {
	found = strings.TrimSpace(found)
	if s, ok := sources.Find(found); ok {
		return s.ID
	}
	if found == "" {
		return "unknown"
	}
	return found
}

func compareDocuments(a, b Document) int {
	return cmp.Or(strings.Compare(a.Source, b.Source), cmp.Compare(a.Day, b.Day), strings.Compare(a.ID, b.ID))
}

// nameOnce gives each document an ID of its own: the first by path and record keeps the ID, the
// next get ~2, ~3, and a problem.
func (x *Index) nameOnce() {
	docs := x.Documents
	slices.SortFunc(docs, func(a, b Document) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Path, b.Path), cmp.Compare(a.Record, b.Record))
	})
	taken := make(map[string]bool, len(docs))
	for i := range docs {
		taken[docs[i].ID] = true
	}
	for i := 0; i < len(docs); {
		given, n := docs[i].ID, 1
		for i++; i < len(docs) && docs[i].ID == given; i++ {
			n++
			for taken[fmt.Sprintf("%s~%d", given, n)] {
				n++
			}
			docs[i].ID = fmt.Sprintf("%s~%d", given, n)
			x.Problems = append(x.Problems, Problem{Problem: corpus.Problem{
				Path: docs[i].Path, Record: int(docs[i].Record), Place: "field id", Kind: "repeated id",
				Reason: fmt.Sprintf("id %q is used by an earlier document", given),
				Action: fmt.Sprintf("kept as %q", docs[i].ID)}})
		}
	}
}

// findDuplicates points each document at the first of those with the same content: the earliest,
// then by source and ID. A document without a date comes last.
func (x *Index) findDuplicates(keep bool) {
	docs := x.Documents
	first := make(map[[16]byte]int32, len(docs))
	for i := range docs {
		if j, ok := first[docs[i].content]; !ok || earlier(&docs[i], &docs[j]) {
			first[docs[i].content] = int32(i)
		}
	}
	for i := range docs {
		if j := first[docs[i].content]; j != int32(i) {
			docs[i].DuplicateOf = j
		}
		docs[i].Counted = keep || docs[i].DuplicateOf < 0
	}
}

// lastDay is the last day that a date may mean, so that a copy dated to the year does not come
// before one dated to a day in it.
func (d *Document) lastDay() int32 {
	switch d.Precision {
	case corpus.PrecisionYear:
		return period.Year.Next(d.Day) - 1
	case corpus.PrecisionMonth:
		return period.Month.Next(d.Day) - 1
	}
	return d.Day
}

func earlier(a, b *Document) bool {
	if (a.Day == period.Undated) != (b.Day == period.Undated) {
		return b.Day == period.Undated
	}
	return cmp.Or(cmp.Compare(a.lastDay(), b.lastDay()), cmp.Compare(a.Day, b.Day), compareDocuments(*a, *b)) < 0
}

// placeProblems names the document of each problem and puts the problems in order.
func (x *Index) placeProblems() {
	type where struct {
		path   string
		record int
	}
	names := make(map[where]string, len(x.Problems))
	for _, p := range x.Problems {
		names[where{p.Path, p.Record}] = ""
	}
	for i := range x.Documents {
		d := &x.Documents[i]
		if _, ok := names[where{d.Path, int(d.Record)}]; ok {
			names[where{d.Path, int(d.Record)}] = d.ID
		}
	}
	for i := range x.Problems {
		x.Problems[i].Document = names[where{x.Problems[i].Path, x.Problems[i].Record}]
	}
	slices.SortFunc(x.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Record, b.Record), strings.Compare(a.Place, b.Place),
			strings.Compare(a.Kind, b.Kind), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Action, b.Action))
	})
}

// SomeDocument is an error if there is no document at all: then the corpus is not where it was, and
// what was published last has to stay.
func (x *Index) SomeDocument() error {
	if len(x.Documents) > 0 {
		return nil
	}
	why := ""
	if len(x.Problems) > 0 {
		p := x.Problems[0]
		why = fmt.Sprintf(" (%s: %s; %d problems in all)", p.Path, cmp.Or(p.Reason, p.Kind), len(x.Problems))
	}
	return fmt.Errorf("no document in the inputs%s: nothing is written, and the last results are unchanged: check the paths of the inputs", why)
}

package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tifa/corpus"
)

// document is one document in the index: who it is, when, and where its partial stands. The index is the one thing in memory that
// grows with the corpus, by some 200 bytes a document.
type document struct {
	id, source  string
	path        string
	record      int32
	day         int32 // first day of what is known of the date; undated where nothing is
	precision   corpus.Precision
	content     [16]byte
	part        int32
	at          place
	duplicateOf int32 // position in the index of the document it repeats, -1 for none
}

// undated stands before all days.
const undated = math.MinInt32

// counted says whether the document enters the counts.
func (d *document) counted(keepDuplicates bool) bool { return keepDuplicates || d.duplicateOf < 0 }

// index is the settled corpus: documents by source, date and ID, each with an ID of its own and with its duplicates known.
type index struct {
	ctx       context.Context // ends walks over the documents
	documents []document
	problems  []problem
	parts     []part
}

// problem is a problem with the ID of its document, where there is one.
type problem struct {
	corpus.Problem
	document string
}

// settle reads the heads of all parts. What it makes depends on the set of documents, not on the order they were read in.
func settle(parts []part, listing []corpus.Problem, sources *corpus.Sources) (*index, error) {
	x := &index{ctx: context.Background(), parts: parts}
	for _, p := range listing {
		x.problems = append(x.problems, problem{Problem: p})
	}
	for i := range parts {
		err := parts[i].scan(
			func(h *head, at place) { x.documents = append(x.documents, newDocument(h, sources, int32(i), at)) },
			func(p corpus.Problem) { x.problems = append(x.problems, problem{Problem: p}) })
		if err != nil {
			return nil, err
		}
	}
	x.nameOnce()
	slices.SortFunc(x.documents, compareDocuments)
	x.findDuplicates()
	x.placeProblems()
	return x, nil
}

func newDocument(h *head, sources *corpus.Sources, part int32, at place) document {
	d := document{id: h.id, source: sourceID(h.source, sources), path: h.path, record: int32(h.record), day: undated,
		precision: h.date.Precision(), content: h.content, part: part, at: at, duplicateOf: -1}
	if d.precision != corpus.PrecisionNone {
		d.day = dayOf(h.date)
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

func compareDocuments(a, b document) int {
	return cmp.Or(strings.Compare(a.source, b.source), cmp.Compare(a.day, b.day), strings.Compare(a.id, b.id))
}

// nameOnce gives each document an ID of its own: the first by path and record keeps the ID, the next get ~2, ~3, and a problem.
func (x *index) nameOnce() {
	docs := x.documents
	slices.SortFunc(docs, func(a, b document) int {
		return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.path, b.path), cmp.Compare(a.record, b.record))
	})
	taken := make(map[string]bool, len(docs))
	for i := range docs {
		taken[docs[i].id] = true
	}
	for i := 0; i < len(docs); {
		given, n := docs[i].id, 1
		for i++; i < len(docs) && docs[i].id == given; i++ {
			n++
			for taken[fmt.Sprintf("%s~%d", given, n)] {
				n++
			}
			docs[i].id = fmt.Sprintf("%s~%d", given, n)
			x.problems = append(x.problems, problem{Problem: corpus.Problem{
				Path: docs[i].path, Record: int(docs[i].record), Place: "field id", Kind: "repeated id",
				Reason: fmt.Sprintf("id %q is used by an earlier document", given),
				Action: fmt.Sprintf("kept as %q", docs[i].id)}})
		}
	}
}

// findDuplicates points each document at the first of those with the same content: the earliest, then by source and ID.
// A document without a date comes last.
func (x *index) findDuplicates() {
	docs := x.documents
	first := make(map[[16]byte]int32, len(docs))
	for i := range docs {
		if j, ok := first[docs[i].content]; !ok || earlier(&docs[i], &docs[j]) {
			first[docs[i].content] = int32(i)
		}
	}
	for i := range docs {
		if j := first[docs[i].content]; j != int32(i) {
			docs[i].duplicateOf = j
		}
	}
}

func earlier(a, b *document) bool {
	if (a.day == undated) != (b.day == undated) {
		return b.day == undated
	}
	return cmp.Or(cmp.Compare(a.day, b.day), compareDocuments(*a, *b)) < 0
}

// placeProblems names the document of each problem and puts the problems in order.
func (x *index) placeProblems() {
	type where struct {
		path   string
		record int
	}
	names := make(map[where]string, len(x.problems))
	for _, p := range x.problems {
		names[where{p.Path, p.Record}] = ""
	}
	for i := range x.documents {
		d := &x.documents[i]
		if _, ok := names[where{d.path, int(d.record)}]; ok {
			names[where{d.path, int(d.record)}] = d.id
		}
	}
	for i := range x.problems {
		x.problems[i].document = names[where{x.problems[i].Path, x.problems[i].Record}]
	}
	slices.SortFunc(x.problems, func(a, b problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Record, b.Record), strings.Compare(a.Place, b.Place),
			strings.Compare(a.Kind, b.Kind), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Action, b.Action))
	})
}

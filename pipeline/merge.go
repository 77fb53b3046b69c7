package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/pipeline/store"
)

// document is one document in the index: who it is, when, and where its record is. The index is the one thing in memory that
// grows with the corpus, by some 200 bytes a document.
type document struct {
	id, source  string
	path        string
	record      int32
	day         int32 // first day of what is known of the date; undated where nothing is
	precision   corpus.Precision
	content     [16]byte
	shard       int32 // number in the list of shards
	at          store.Offset
	duplicateOf int32 // position in the index of the document it repeats, -1 for none
}

// undated stands before all days.
const undated = math.MinInt32

// counted says whether the document enters the counts.
func (d *document) counted(keepDuplicates bool) bool { return keepDuplicates || d.duplicateOf < 0 }

// index is the merged corpus: documents by source, date and ID, each with an ID of its own and with its duplicates known.
type index struct {
	documents []document
	problems  []problem
	shards    *store.Folder
	names     []string        // of the shards, by the files they were made of
	read      []store.Summary // of each of them
}

// files opens the shards. Close them after use.
func (x *index) files() *store.Files { return x.shards.Files(x.names) }

// problem is a problem with the ID of its document, where there is one.
type problem struct {
	corpus.Problem
	document string
}

// merge is the stage that makes the index of all shards.
func (r *run) merge(context.Context) (facts []any, err error) {
	r.index, err = merge(r.shards, r.plan.shardNames(), r.plan.problems, r.plan.sources)
	if err != nil {
		return nil, err
	}
	return []any{"documents", len(r.index.documents), "problems", len(r.index.problems)}, r.index.someDocument()
}

// merge reads the heads of all shards, and checks the shards. What it makes depends on the set of documents, not on the order
// they were read in.
func merge(shards *store.Folder, names []string, listing []corpus.Problem, sources *corpus.Sources) (*index, error) {
	x := &index{shards: shards, names: names}
	for _, p := range listing {
		x.problems = append(x.problems, problem{Problem: p})
	}
	for i, name := range names {
		read, err := shards.Scan(name,
			func(h *store.Head, at store.Offset) {
				x.documents = append(x.documents, newDocument(h, sources, int32(i), at))
			},
			func(p corpus.Problem) { x.problems = append(x.problems, problem{Problem: p}) })
		if err != nil {
			return nil, err
		}
		x.read = append(x.read, read)
	}
	x.nameOnce()
	slices.SortFunc(x.documents, compareDocuments)
	x.findDuplicates()
	x.placeProblems()
	return x, nil
}

func newDocument(h *store.Head, sources *corpus.Sources, shard int32, at store.Offset) document {
	d := document{id: h.ID, source: sourceID(h.Source, sources), path: h.Path, record: int32(h.Record), day: undated,
		precision: h.Date.Precision(), content: h.Content, shard: shard, at: at, duplicateOf: -1}
	if d.precision != corpus.PrecisionNone {
		d.day = dayOf(h.Date)
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

// someDocument is an error if there is no document at all: then the corpus is not where it was, and what was published last
// has to stay.
func (x *index) someDocument() error {
	if len(x.documents) > 0 {
		return nil
	}
	why := ""
	if len(x.problems) > 0 {
		p := x.problems[0]
		why = fmt.Sprintf(" (%s: %s; %d problems in all)", p.Path, cmp.Or(p.Reason, p.Kind), len(x.problems))
	}
	return fmt.Errorf("no document in the inputs%s: nothing is written, and the last results are unchanged: check the paths of the inputs", why)
}

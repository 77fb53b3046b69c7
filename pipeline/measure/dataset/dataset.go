// Package dataset is what measures are made of, read from the tables of a run: counted documents as
// a few numbers, sources and their groups, and how often each document mentions each concept.
package dataset

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/parallel"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/segment"
)

// Dataset is what measures are made of, read from the tables of a run: every counted document as a
// few numbers, and how often each mentions each concept. Some 100 bytes a document and 8 a document
// and concept; texts stay on disk.
type Dataset struct {
	Dir      string
	Workers  *parallel.Workers                  // bounds the goroutines of all stages
	Open     func() (*segment.Segmenter, error) // segments as the run did; opened once
	Settings *config.MeasureSettings
	Periods  []period.Type
	Events   []config.Event

	Sources   []Source
	Apart     []Apart           // documents that are grouped otherwise than most of their source
	Concepts  []outputs.Concept // by ID
	Themes    []string          // sorted
	Documents []Document        // counted documents, by source, date and ID
	ByConcept [][]Posting       // of each concept, by document
	ByTheme   [][]Posting       // of each theme, each stretch of text once
}

// Source is a source of documents and what most of them are grouped by.
type Source struct {
	ID         string
	Attributes map[string]string
}

// Document is a counted document.
type Document struct {
	ID        string
	Source    int32
	Apart     int32 // 0 where it is grouped as most of its source, else its place in Apart plus 1
	Day       int32 // undated where nothing is known
	Precision corpus.Precision
	Tokens    int64
	Sentences int64
}

// Posting is how often a document mentions a concept or theme.
type Posting struct{ Document, Mentions int32 }

// Read reads the dataset of a result folder, or of one that is being made, whose run.json is m.
func Read(ctx context.Context, dir string, m *manifest.Manifest, workers *parallel.Workers) (*Dataset, error) {
	a := &Dataset{Dir: dir, Workers: workers, Settings: &m.Settings.Measures, Periods: m.Settings.Periods}
	a.Open = sync.OnceValues(func() (*segment.Segmenter, error) { return manifest.OpenSegmenter(m) })
	var err error
	if a.Events, err = datedEvents(m.Events); err != nil {
		return nil, err
	}
	for s, err := range Table[outputs.Source](ctx, a) {
		if err != nil {
			return nil, err
		}
		have, err := config.RowAttributes(&s)
		if err != nil {
			return nil, err
		}
		a.Sources = append(a.Sources, Source{s.ID, have})
	}
	for c, err := range Table[outputs.Concept](ctx, a) {
		if err != nil {
			return nil, err
		}
		a.Concepts = append(a.Concepts, c)
		a.Themes = append(a.Themes, c.Theme)
	}
	slices.Sort(a.Themes)
	a.Themes = slices.Compact(a.Themes)
	if err := a.readDocuments(ctx); err != nil {
		return nil, err
	}
	return a, a.readMentions(ctx)
}

// Table reads the named columns of a table of the run, or all, and ends with an error where the
// stages are to stop.
func Table[Row any](ctx context.Context, a *Dataset, columns ...string) iter.Seq2[Row, error] {
	return Part[Row](ctx, a, outputs.Part{Columns: columns})
}

// Part reads part of a table of the run, and ends with an error where the stages are to stop.
func Part[Row any](ctx context.Context, a *Dataset, p outputs.Part) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range outputs.ReadPart[Row](a.Dir, p) {
			if err == nil {
				err = context.Cause(ctx)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// datedEvents gives events the days that run.json holds as text.
func datedEvents(events []config.Event) ([]config.Event, error) {
	out := slices.Clone(events)
	for i := range out {
		d, err := corpus.ParseDate(out[i].Date)
		if err != nil {
			return nil, fmt.Errorf("run.json: event %s: %w", out[i].ID, err)
		}
		out[i].Day = config.DayOf(d)
	}
	return out, nil
}

func (a *Dataset) readDocuments(ctx context.Context) error {
	numbers := map[string]int32{}
	for i, s := range a.Sources {
		numbers[s.ID] = int32(i)
	}
	precisions := map[string]corpus.Precision{}
	for _, p := range []corpus.Precision{corpus.PrecisionNone, corpus.PrecisionYear, corpus.PrecisionMonth, corpus.PrecisionDay} {
		precisions[p.String()] = p
	}
	var attributes []string
	for d, err := range Table[outputs.Document](ctx, a, "source", "date",
		"date_precision", "id", "attributes", "sentences", "tokens", "counted") {
		if err != nil {
			return err
		}
		if !d.Counted {
			continue
		}
		doc := Document{ID: d.ID, Source: numbers[d.Source], Day: period.Undated, Precision: precisions[d.DatePrecision], Tokens: d.Tokens, Sentences: d.Sentences}
		if d.Date != nil {
			doc.Day = *d.Date
		}
		a.Documents = append(a.Documents, doc)
		attributes = append(attributes, d.Attributes)
	}
	return a.setParts(attributes)
}

// readMentions counts the mentions of each document. They come in the order of documents.
func (a *Dataset) readMentions(ctx context.Context) error {
	a.ByConcept, a.ByTheme = make([][]Posting, len(a.Concepts)), make([][]Posting, len(a.Themes))
	concepts := a.ConceptNumbers()
	themes := map[string]int{}
	for i, t := range a.Themes {
		themes[t] = i
	}
	doc := -1
	for m, err := range Table[outputs.Mention](ctx, a, "document", "concept", "theme", "in_theme", "counted") {
		if err != nil {
			return err
		}
		if !m.Counted {
			continue
		}
		if doc < 0 || a.Documents[doc].ID != m.Document {
			if doc = a.Find(doc+1, m.Document); doc < 0 {
				return fmt.Errorf("%s: mentions of %q belong to no counted document", a.Dir, m.Document)
			}
		}
		addUse(&a.ByConcept[concepts[m.Concept]], doc)
		if m.InTheme {
			addUse(&a.ByTheme[themes[m.Theme]], doc)
		}
	}
	return nil
}

// Find looks for a document from a place on; -1 is none.
func (a *Dataset) Find(from int, id string) int {
	for i := from; i < len(a.Documents); i++ {
		if a.Documents[i].ID == id {
			return i
		}
	}
	return -1
}

func addUse(postings *[]Posting, doc int) {
	if n := len(*postings); n > 0 && (*postings)[n-1].Document == int32(doc) {
		(*postings)[n-1].Mentions++
		return
	}
	*postings = append(*postings, Posting{int32(doc), 1})
}

// ConceptNumbers returns the number of each concept, which is its place in Concepts, by ID.
func (a *Dataset) ConceptNumbers() map[string]int {
	numbers := make(map[string]int, len(a.Concepts))
	for i := range a.Concepts {
		numbers[a.Concepts[i].ID] = i
	}
	return numbers
}

// SourceGroup is a group of documents: those of the sources, or parts of sources, that it has.
type SourceGroup struct {
	outputs.Group
	Has   []bool // most documents of each source, by its number
	Apart []bool // documents apart, by their place in Dataset.Apart
}

// newGroup is a group without documents.
func (a *Dataset) newGroup(attribute, value string) SourceGroup {
	return SourceGroup{outputs.Group{Attribute: attribute, Value: value},
		make([]bool, len(a.Sources)), make([]bool, len(a.Apart))}
}

// add puts a part of a source into the group.
func (c *SourceGroup) add(part int) {
	if part < len(c.Has) {
		c.Has[part] = true
	} else {
		c.Apart[part-len(c.Has)] = true
	}
}

// HasPart says whether a part of a source belongs to the group, see Dataset.Part.
func (c *SourceGroup) HasPart(part int) bool {
	if part < len(c.Has) {
		return c.Has[part]
	}
	part -= len(c.Has)
	return part < len(c.Apart) && c.Apart[part]
}

// Values lists the groups that an attribute makes, by value.
func (a *Dataset) Values(attribute string) (out []SourceGroup) {
	byValue := map[string]SourceGroup{}
	for i := range a.Parts() {
		value := a.Attributes(i)[attribute]
		if value == "" {
			continue
		}
		g, ok := byValue[value]
		if !ok {
			g = a.newGroup(attribute, value)
			byValue[value] = g
		}
		g.add(i)
	}
	for _, v := range slices.Sorted(maps.Keys(byValue)) {
		out = append(out, byValue[v])
	}
	return out
}

// BySource lists each source as a group of its own.
func (a *Dataset) BySource() (out []SourceGroup) {
	for i, s := range a.Sources {
		g := a.newGroup("source", s.ID)
		for part := range a.Parts() {
			if a.SourceOf(part) == i {
				g.add(part)
			}
		}
		out = append(out, g)
	}
	return out
}

// Everything is the group of all documents.
func (a *Dataset) Everything() SourceGroup {
	g := a.newGroup("all", "")
	for part := range a.Parts() {
		g.add(part)
	}
	return g
}

// SourceGroups lists the groups that attributes make, in the order of tables.
func (a *Dataset) SourceGroups() (out []SourceGroup) {
	for _, by := range (&config.Config{Compare: a.Settings.Compare}).Attributes() {
		out = append(out, a.Values(by)...)
	}
	return out
}

// SortedSourceGroups puts groups in the order of tables.
func SortedSourceGroups(list ...SourceGroup) []SourceGroup {
	slices.SortFunc(list, func(a, b SourceGroup) int { return CompareGroups(a.Group, b.Group) })
	return list
}

// In says whether a document belongs to the group.
func (c *SourceGroup) In(d *Document) bool {
	if d.Apart == 0 {
		return c.Has[d.Source]
	}
	return int(d.Apart) <= len(c.Apart) && c.Apart[d.Apart-1]
}

// AddMentions adds y mentions to sums that have the document's size x already.
func AddMentions(r *stats.Ratio, x, y int64) {
	r.Y += y
	r.XY += x * y
	r.YY += y * y
}

// CompareGroups orders groups as tables have them: by attribute and value.
func CompareGroups(a, b outputs.Group) int {
	return cmp.Or(strings.Compare(a.Attribute, b.Attribute), strings.Compare(a.Value, b.Value))
}

// SortedPairs returns pairs in the order of tables, each once.
func SortedPairs(pairs []config.Compare) []config.Compare {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(a, b config.Compare) int {
		return cmp.Or(strings.Compare(a.By, b.By), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B))
	})
	return slices.Compact(pairs)
}

// Dated says whether the document belongs to one period of a type.
func (d *Document) Dated(t period.Type) bool {
	return d.Precision != corpus.PrecisionNone && d.Precision >= config.Needs(t)
}

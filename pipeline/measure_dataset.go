package pipeline

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
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats"
	"tifa/segment"
)

// dataset is what measures are made of, read from the tables of a run: every counted document as a few numbers, and how
// often each mentions each concept. Some 100 bytes a document and 8 a document and concept; texts stay on disk.
type dataset struct {
	dir      string
	workers  *parallel.Workers                  // bounds the goroutines of all stages
	open     func() (*segment.Segmenter, error) // segments as the run did; opened once
	settings *MeasureSettings
	periods  []PeriodType
	events   []Event

	sources   []source
	concepts  []outputs.Concept // by ID
	themes    []string          // sorted
	documents []measured        // counted documents, by source, date and ID
	byConcept [][]posting       // of each concept, by document
	byTheme   [][]posting       // of each theme, each stretch of text once
}

type source struct {
	id         string
	attributes map[string]string
}

// measured is a counted document.
type measured struct {
	id        string
	source    int32
	day       int32 // undated where nothing is known
	precision corpus.Precision
	tokens    int64
	sentences int64
}

// posting is how often a document mentions a concept or theme.
type posting struct{ document, mentions int32 }

func readDataset(ctx context.Context, dir string, m *Manifest, workers *parallel.Workers) (*dataset, error) {
	a := &dataset{dir: dir, workers: workers, settings: &m.Settings.Measures, periods: m.Settings.Periods}
	a.open = sync.OnceValues(func() (*segment.Segmenter, error) { return segmenterOf(m) })
	var err error
	if a.events, err = datedEvents(m.Events); err != nil {
		return nil, err
	}
	for s, err := range tableOf[outputs.Source](ctx, a) {
		if err != nil {
			return nil, err
		}
		have, err := attributesOfRow(&s)
		if err != nil {
			return nil, err
		}
		a.sources = append(a.sources, source{s.ID, have})
	}
	for c, err := range tableOf[outputs.Concept](ctx, a) {
		if err != nil {
			return nil, err
		}
		a.concepts = append(a.concepts, c)
		a.themes = append(a.themes, c.Theme)
	}
	slices.Sort(a.themes)
	a.themes = slices.Compact(a.themes)
	if err := a.readDocuments(ctx); err != nil {
		return nil, err
	}
	return a, a.readMentions(ctx)
}

// tableOf reads the named columns of a table of the run, or all, and ends with an error where the stages are to stop.
func tableOf[Row any](ctx context.Context, a *dataset, columns ...string) iter.Seq2[Row, error] {
	return partOf[Row](ctx, a, outputs.Part{Columns: columns})
}

func partOf[Row any](ctx context.Context, a *dataset, p outputs.Part) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range outputs.ReadPart[Row](a.dir, p) {
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
func datedEvents(events []Event) ([]Event, error) {
	out := slices.Clone(events)
	for i := range out {
		d, err := corpus.ParseDate(out[i].Date)
		if err != nil {
			return nil, fmt.Errorf("run.json: event %s: %w", out[i].ID, err)
		}
		out[i].Day = dayOf(d)
	}
	return out, nil
}

func (a *dataset) readDocuments(ctx context.Context) error {
	numbers := map[string]int32{}
	for i, s := range a.sources {
		numbers[s.id] = int32(i)
	}
	precisions := map[string]corpus.Precision{}
	for _, p := range []corpus.Precision{corpus.PrecisionNone, corpus.PrecisionYear, corpus.PrecisionMonth, corpus.PrecisionDay} {
		precisions[p.String()] = p
	}
	for d, err := range tableOf[outputs.Document](ctx, a, "source", "date", "date_precision", "id", "sentences", "tokens", "counted") {
		if err != nil {
			return err
		}
		if !d.Counted {
			continue
		}
		doc := measured{id: d.ID, source: numbers[d.Source], day: undated, precision: precisions[d.DatePrecision], tokens: d.Tokens, sentences: d.Sentences}
		if d.Date != nil {
			doc.day = *d.Date
		}
		a.documents = append(a.documents, doc)
	}
	return nil
}

// readMentions counts the mentions of each document. They come in the order of documents.
func (a *dataset) readMentions(ctx context.Context) error {
	a.byConcept, a.byTheme = make([][]posting, len(a.concepts)), make([][]posting, len(a.themes))
	concepts := a.conceptNumbers()
	themes := map[string]int{}
	for i, t := range a.themes {
		themes[t] = i
	}
	doc := -1
	for m, err := range tableOf[outputs.Mention](ctx, a, "document", "concept", "theme", "in_theme", "counted") {
		if err != nil {
			return err
		}
		if !m.Counted {
			continue
		}
		if doc < 0 || a.documents[doc].id != m.Document {
			if doc = a.find(doc+1, m.Document); doc < 0 {
				return fmt.Errorf("%s: mentions of %q belong to no counted document", a.dir, m.Document)
			}
		}
		addUse(&a.byConcept[concepts[m.Concept]], doc)
		if m.InTheme {
			addUse(&a.byTheme[themes[m.Theme]], doc)
		}
	}
	return nil
}

// find looks for a document from a place on; -1 is none.
func (a *dataset) find(from int, id string) int {
	for i := from; i < len(a.documents); i++ {
		if a.documents[i].id == id {
			return i
		}
	}
	return -1
}

func addUse(postings *[]posting, doc int) {
	if n := len(*postings); n > 0 && (*postings)[n-1].document == int32(doc) {
		(*postings)[n-1].mentions++
		return
	}
	*postings = append(*postings, posting{int32(doc), 1})
}

func (a *dataset) conceptNumbers() map[string]int {
	numbers := make(map[string]int, len(a.concepts))
	for i := range a.concepts {
		numbers[a.concepts[i].ID] = i
	}
	return numbers
}

// sourceGroup is a group of documents: those of the sources that it has.
type sourceGroup struct {
	outputs.Group
	has []bool // by number of source
}

// values lists the groups that an attribute makes, by value.
func (a *dataset) values(attribute string) (out []sourceGroup) {
	byValue := map[string][]bool{}
	for i, s := range a.sources {
		value := s.attributes[attribute]
		if value == "" {
			continue
		}
		if byValue[value] == nil {
			byValue[value] = make([]bool, len(a.sources))
		}
		byValue[value][i] = true
	}
	for _, v := range slices.Sorted(maps.Keys(byValue)) {
		out = append(out, sourceGroup{outputs.Group{Attribute: attribute, Value: v}, byValue[v]})
	}
	return out
}

// bySource lists each source as a group of its own.
func (a *dataset) bySource() (out []sourceGroup) {
	for i, s := range a.sources {
		has := make([]bool, len(a.sources))
		has[i] = true
		out = append(out, sourceGroup{outputs.Group{Attribute: "source", Value: s.id}, has})
	}
	return out
}

// everything is the group of all documents.
func (a *dataset) everything() sourceGroup {
	has := make([]bool, len(a.sources))
	for i := range has {
		has[i] = true
	}
	return sourceGroup{outputs.Group{Attribute: "all"}, has}
}

// sourceGroups lists the groups that attributes make, in the order of tables.
func (a *dataset) sourceGroups() (out []sourceGroup) {
	for _, by := range (&Config{Compare: a.settings.Compare}).attributes() {
		out = append(out, a.values(by)...)
	}
	return out
}

// sortedClusters puts groups in the order of tables.
func sortedSourceGroups(list ...sourceGroup) []sourceGroup {
	slices.SortFunc(list, func(a, b sourceGroup) int { return compareGroups(a.Group, b.Group) })
	return list
}

// in says whether a document belongs to the group.
func (c *sourceGroup) in(d *measured) bool { return c.has[d.source] }

// addMentions adds y mentions to sums that have the document's size x already.
func addMentions(r *stats.Ratio, x, y int64) {
	r.Y += y
	r.XY += x * y
	r.YY += y * y
}

func compareGroups(a, b outputs.Group) int {
	return cmp.Or(strings.Compare(a.Attribute, b.Attribute), strings.Compare(a.Value, b.Value))
}

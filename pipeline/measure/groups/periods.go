package groups

import (
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/parallel"
	"tifa/pipeline/period"
	"tifa/pipeline/stats/inference"
)

// PeriodComparisons compares every period with earlier ones within sources, and in every period and
// over all of them the two groups of each pair. It reads counts and group_counts.
func PeriodComparisons(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[comparisonRow](to)
	if err != nil {
		return err
	}
	c, err := readPeriodCounts(ctx, a)
	if err != nil {
		return err
	}
	if err := w.Write(c.overall()...); err != nil {
		return err
	}
	types := slices.Clone(a.Periods)
	slices.Sort(types)
	for _, t := range types {
		rows, err := c.rows(ctx, a.Workers, t)
		if err != nil {
			return err
		}
		if err := w.Write(rows...); err != nil {
			return err
		}
	}
	return w.Close()
}

// comparisonRow is a row of the table.
type comparisonRow = outputs.PeriodComparison

// The kinds of comparison, in the order of the table.
const (
	ofGroups     = "groups"
	ofPrevious   = "previous"
	ofYearBefore = "year_before"
)

// periodCounts is what was counted of every concept, by period, in each source and compared group.
type periodCounts struct {
	*dataset.Dataset
	concepts []string             // IDs, sorted
	clumping []inference.Clumping // of each concept
	pairs    []config.Compare     // sorted
	cells    map[periodCell]*periodRates
}

// periodCell is a source or a group in a period.
type periodCell struct {
	period period.Type
	start  int32
	group  outputs.Group
}

// periodRates are the rates in a cell. Concepts without a mention are left out.
type periodRates struct {
	all  outputs.Rate // without mentions
	used map[string]outputs.Rate
}

// of is the rate of a concept. A nil cell has no documents.
func (r *periodRates) of(concept string) outputs.Rate {
	if r == nil {
		return outputs.Rate{}
	}
	if rate, ok := r.used[concept]; ok {
		return rate
	}
	return r.all
}

func readPeriodCounts(ctx context.Context, a *dataset.Dataset) (*periodCounts, error) {
	c := &periodCounts{Dataset: a, pairs: dataset.SortedPairs(a.Settings.Compare),
		clumping: a.Clumping(a.ByConcept, nil), cells: map[periodCell]*periodRates{}}
	for i := range a.Concepts {
		c.concepts = append(c.concepts, a.Concepts[i].ID)
	}
	columns := []string{"period_type", "period_start", "concept", "mentions", "docs_mentioning",
		"docs", "tokens", "mentions_squared", "mentions_times_tokens", "tokens_squared"}
	for row, err := range dataset.Table[outputs.Count](ctx, a, append(columns, "source")...) {
		if err != nil {
			return nil, err
		}
		c.add(&row.When, oneSource(row.Source), row.Concept, &row.Measures)
	}
	for row, err := range dataset.Table[outputs.GroupCount](ctx, a, append(columns, "attribute", "value")...) {
		if err != nil {
			return nil, err
		}
		group := outputs.Group{Attribute: row.Attribute, Value: row.Value}
		c.add(&row.When, group, row.Concept, &row.Measures)
	}
	return c, nil
}

// oneSource is one source. Its attribute is empty, which no attribute of a configuration is.
func oneSource(id string) outputs.Group { return outputs.Group{Value: id} }

func (c *periodCounts) add(w *outputs.When, g outputs.Group, concept string, m *outputs.Measures) {
	key := periodCell{period.Type(w.PeriodType), w.PeriodStart, g}
	cell := c.cells[key]
	if cell == nil {
		cell = &periodRates{all: m.Rate().WithoutMentions(), used: map[string]outputs.Rate{}}
		c.cells[key] = cell
	}
	if m.Mentions > 0 {
		cell.used[concept] = m.Rate()
	}
}

// starts lists the periods of a type that have documents.
func (c *periodCounts) starts(t period.Type) (out []int32) {
	for k := range c.cells {
		if k.period == t {
			out = append(out, k.start)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// rows are those of all periods of a type, which are compared at the same time.
func (c *periodCounts) rows(ctx context.Context, workers *parallel.Workers, t period.Type) (
	[]comparisonRow, error) {
	starts, documents := c.starts(t), c.documentsOf(t)
	made := make([][]comparisonRow, len(starts))
	tasks := make([]func(context.Context) error, len(starts))
	for i, start := range starts {
		tasks[i] = func(ctx context.Context) (err error) {
			made[i], err = c.at(ctx, t, start, documents)
			return err
		}
	}
	err := workers.Do(ctx, tasks...)
	return slices.Concat(made...), err
}

// at makes the rows of one period.
func (c *periodCounts) at(ctx context.Context, t period.Type, start int32, documents *typeDocuments) (
	[]comparisonRow, error) {
	rows := c.ofGroups(t, start)
	previous, err := c.within(ctx, ofPrevious, documents, start, t.Previous(start))
	if err != nil {
		return nil, err
	}
	rows = append(rows, previous...)
	ago, ok := t.YearBefore(start)
	if !ok {
		return rows, nil
	}
	before, err := c.within(ctx, ofYearBefore, documents, start, ago)
	return append(rows, before...), err
}

// ofGroups are the rows of the pairs in a period. They have no test: that of documents, and that
// of sources, is in the table claims.
func (c *periodCounts) ofGroups(t period.Type, start int32) (rows []comparisonRow) {
	for _, pair := range c.pairs {
		groupA, groupB := pair.Groups()
		a, b := c.cells[periodCell{t, start, groupA}], c.cells[periodCell{t, start, groupB}]
		frame := comparisonRow{PeriodType: string(t), Period: t.Name(start), Comparison: ofGroups,
			Attribute: pair.By, A: pair.A, B: pair.B}
		for i, concept := range c.concepts {
			var s comparedSides
			if s.add(a.of(concept), b.of(concept)); s.compared() {
				rows = append(rows, s.groupRow(frame, concept, c.clumping[i]))
			}
		}
	}
	return rows
}

// overall makes the rows of groups over all periods of the longest type.
func (c *periodCounts) overall() (rows []comparisonRow) {
	t := c.longest()
	starts := c.starts(t)
	for _, pair := range c.pairs {
		a, b := pair.Groups()
		sum := func(g outputs.Group, concept string) (r outputs.Rate) {
			for _, start := range starts {
				r = r.Plus(c.cells[periodCell{t, start, g}].of(concept))
			}
			return r
		}
		frame := comparisonRow{PeriodType: dataset.AllTime, Period: dataset.AllTime, Comparison: ofGroups,
			Attribute: pair.By, A: pair.A, B: pair.B}
		for i, concept := range c.concepts {
			var s comparedSides
			if s.add(sum(a, concept), sum(b, concept)); s.compared() {
				rows = append(rows, s.groupRow(frame, concept, c.clumping[i]))
			}
		}
	}
	return rows
}

// longest is the longest type of period that has documents; the shortest where none has.
func (c *periodCounts) longest() period.Type {
	longest := slices.MinFunc(c.Periods, func(a, b period.Type) int { return a.Rank() - b.Rank() })
	for k := range c.cells {
		if k.period.Rank() > longest.Rank() {
			longest = k.period
		}
	}
	return longest
}

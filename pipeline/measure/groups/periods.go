package groups

import (
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
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
		for _, start := range c.starts(t) {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			if err := w.Write(c.at(t, start)...); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

// comparisonRow is a row of the table.
type comparisonRow = outputs.PeriodComparison

// differs is the q-value below which the report says that two sides differ.
const differs = 0.05

// The kinds of comparison, in the order of the table.
const (
	ofGroups     = "groups"
	ofPrevious   = "previous"
	ofYearBefore = "year_before"
)

// periodCounts is what was counted of every concept, by period, in each source and compared group.
type periodCounts struct {
	periods  []period.Type
	concepts []string         // IDs, sorted
	sources  []string         // IDs, sorted
	pairs    []config.Compare // sorted
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
	docs, tokens int64
	used         map[string]outputs.Rate
}

// of is the rate of a concept. A nil cell has no documents.
func (r *periodRates) of(concept string) outputs.Rate {
	if r == nil {
		return outputs.Rate{}
	}
	if rate, ok := r.used[concept]; ok {
		return rate
	}
	return outputs.Rate{Docs: r.docs, Tokens: r.tokens}
}

func readPeriodCounts(ctx context.Context, a *dataset.Dataset) (*periodCounts, error) {
	c := &periodCounts{periods: a.Periods, pairs: dataset.SortedPairs(a.Settings.Compare),
		cells: map[periodCell]*periodRates{}}
	for i := range a.Concepts {
		c.concepts = append(c.concepts, a.Concepts[i].ID)
	}
	for _, s := range a.Sources {
		c.sources = append(c.sources, s.ID)
	}
	columns := []string{"period_type", "period_start", "concept", "mentions", "docs_mentioning",
		"docs", "tokens", "per_million_tokens", "per_million_tokens_hi"}
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
		cell = &periodRates{docs: m.Docs, tokens: m.Tokens, used: map[string]outputs.Rate{}}
		c.cells[key] = cell
	}
	if m.Mentions > 0 {
		var r outputs.Rate
		r.Add(m)
		cell.used[concept] = r
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

// at makes the rows of one period.
func (c *periodCounts) at(t period.Type, start int32) (rows []comparisonRow) {
	frame := comparisonRow{PeriodType: string(t), Period: t.Name(start), Comparison: ofGroups}
	for _, pair := range c.pairs {
		groupA, groupB := pair.Groups()
		a, b := c.cells[periodCell{t, start, groupA}], c.cells[periodCell{t, start, groupB}]
		frame.Attribute, frame.A, frame.B = pair.By, pair.A, pair.B
		rows = append(rows, c.family(frame, [][2]*periodRates{{a, b}})...)
	}
	rows = append(rows, c.within(t, ofPrevious, start, period.Type(t).Previous(start))...)
	if ago, ok := period.Type(t).YearBefore(start); ok {
		rows = append(rows, c.within(t, ofYearBefore, start, ago)...)
	}
	return rows
}

// family makes the rows of one comparison with their tests. strata has a pair for each source in
// common, or one pair of groups.
func (c *periodCounts) family(frame comparisonRow, strata [][2]*periodRates) (rows []comparisonRow) {
	var p []float64
	for _, concept := range c.concepts {
		var s comparedSides
		for _, pair := range strata {
			s.add(pair[0].of(concept), pair[1].of(concept))
		}
		if s.compared() {
			rows, p = append(rows, s.row(frame, concept)), append(p, s.p())
		}
	}
	for i, q := range stats.QValues(p) {
		rows[i].P, rows[i].Q = dataset.Number(p[i], true), dataset.Number(q, true)
		rows[i].ShareDiffers = rows[i].ShareDiffers && q < differs
	}
	return rows
}

// within makes the rows of a period against an earlier one, over the sources with documents in
// both.
func (c *periodCounts) within(t period.Type, kind string, now, then int32) []comparisonRow {
	var common [][2]*periodRates
	for _, id := range c.sources {
		source := oneSource(id)
		a, b := c.cells[periodCell{t, now, source}], c.cells[periodCell{t, then, source}]
		if a != nil && b != nil {
			common = append(common, [2]*periodRates{a, b})
		}
	}
	n := int64(len(common))
	return c.family(comparisonRow{PeriodType: string(t), Period: t.Name(now), Comparison: kind,
		A: t.Name(now), B: t.Name(then), SourcesInCommon: &n}, common)
}

// overall makes the rows of groups over all periods of the longest type. They have no p-value: the
// table keyness tests the same groups.
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
		for _, concept := range c.concepts {
			var s comparedSides
			if s.add(sum(a, concept), sum(b, concept)); s.compared() {
				rows = append(rows, s.row(frame, concept))
			}
		}
	}
	return rows
}

// longest is the longest type of period that has documents; the shortest where none has.
func (c *periodCounts) longest() period.Type {
	longest := slices.MinFunc(c.periods, func(a, b period.Type) int { return a.Rank() - b.Rank() })
	for k := range c.cells {
		if k.period.Rank() > longest.Rank() {
			longest = k.period
		}
	}
	return longest
}

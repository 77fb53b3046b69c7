package pipeline

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// periodComparisons compares every period with earlier ones within sources, and in every period and
// over all of them the two groups of each pair. It reads counts and group_counts.
func periodComparisons(a *material, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.PeriodComparison](to)
	if err != nil {
		return err
	}
	c, err := readPeriodCounts(a)
	if err != nil {
		return err
	}
	if err := w.Write(c.overall()...); err != nil {
		return err
	}
	types := slices.Clone(a.periods)
	slices.Sort(types)
	for _, t := range types {
		for _, start := range c.starts(t) {
			if err := context.Cause(a.ctx); err != nil {
				return err
			}
			if err := w.Write(c.at(t, start)...); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

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
	periods  []PeriodType
	concepts []string  // IDs, sorted
	sources  []string  // IDs, sorted
	pairs    []Compare // sorted
	cells    map[periodCell]*periodRates
}

// periodCell is a source or a group in a period.
type periodCell struct {
	period PeriodType
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

func readPeriodCounts(a *material) (*periodCounts, error) {
	c := &periodCounts{periods: a.periods, pairs: sortedPairs(a.settings.Compare), cells: map[periodCell]*periodRates{}}
	for i := range a.concepts {
		c.concepts = append(c.concepts, a.concepts[i].ID)
	}
	for _, s := range a.sources {
		c.sources = append(c.sources, s.id)
	}
	columns := []string{"period_type", "period_start", "concept", "mentions", "docs_mentioning", "docs", "tokens",
		"per_million_tokens", "per_million_tokens_hi"}
	for row, err := range tableOf[outputs.Count](a, append(columns, "source")...) {
		if err != nil {
			return nil, err
		}
		c.add(&row.When, sourceGroup(row.Source), row.Concept, &row.Measures)
	}
	for row, err := range tableOf[outputs.GroupCount](a, append(columns, "attribute", "value")...) {
		if err != nil {
			return nil, err
		}
		c.add(&row.When, outputs.Group{Attribute: row.Attribute, Value: row.Value}, row.Concept, &row.Measures)
	}
	return c, nil
}

// sourceGroup is one source. Its attribute is empty, which no attribute of a configuration is.
func sourceGroup(id string) outputs.Group { return outputs.Group{Value: id} }

func (c *periodCounts) add(w *outputs.When, g outputs.Group, concept string, m *outputs.Measures) {
	key := periodCell{PeriodType(w.PeriodType), w.PeriodStart, g}
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
func (c *periodCounts) starts(t PeriodType) (out []int32) {
	for k := range c.cells {
		if k.period == t {
			out = append(out, k.start)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// at makes the rows of one period.
func (c *periodCounts) at(t PeriodType, start int32) (rows []outputs.PeriodComparison) {
	frame := outputs.PeriodComparison{PeriodType: string(t), Period: t.name(start), Comparison: ofGroups}
	for _, pair := range c.pairs {
		a, b := pair.Groups()
		frame.Attribute, frame.A, frame.B = pair.By, pair.A, pair.B
		rows = append(rows, c.family(frame, [][2]*periodRates{{c.cells[periodCell{t, start, a}], c.cells[periodCell{t, start, b}]}})...)
	}
	rows = append(rows, c.within(t, ofPrevious, start, period.Type(t).Previous(start))...)
	if ago, ok := period.Type(t).YearBefore(start); ok {
		rows = append(rows, c.within(t, ofYearBefore, start, ago)...)
	}
	return rows
}

// family makes the rows of one comparison with their tests. strata has a pair for each source in
// common, or one pair of groups.
func (c *periodCounts) family(frame outputs.PeriodComparison, strata [][2]*periodRates) (rows []outputs.PeriodComparison) {
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
		rows[i].P, rows[i].Q = number(p[i], true), number(q, true)
		rows[i].ShareDiffers = rows[i].ShareDiffers && q < differs
	}
	return rows
}

// within makes the rows of a period against an earlier one, over the sources with documents in both.
func (c *periodCounts) within(t PeriodType, kind string, now, then int32) []outputs.PeriodComparison {
	var common [][2]*periodRates
	for _, id := range c.sources {
		a, b := c.cells[periodCell{t, now, sourceGroup(id)}], c.cells[periodCell{t, then, sourceGroup(id)}]
		if a != nil && b != nil {
			common = append(common, [2]*periodRates{a, b})
		}
	}
	n := int64(len(common))
	frame := outputs.PeriodComparison{PeriodType: string(t), Period: t.name(now), Comparison: kind, A: t.name(now), B: t.name(then),
		SourcesInCommon: &n}
	return c.family(frame, common)
}

// overall makes the rows of groups over all periods of the longest type. They have no p-value: the
// table keyness tests the same groups.
func (c *periodCounts) overall() (rows []outputs.PeriodComparison) {
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
		frame := outputs.PeriodComparison{PeriodType: allTime, Period: allTime, Comparison: ofGroups, Attribute: pair.By, A: pair.A, B: pair.B}
		for _, concept := range c.concepts {
			var s comparedSides
			if s.add(sum(a, concept), sum(b, concept)); s.compared() {
				rows = append(rows, s.row(frame, concept))
			}
		}
	}
	return rows
}

// longest is the longest type of period that has documents.
func (c *periodCounts) longest() PeriodType {
	return slices.MaxFunc(c.periods, func(a, b PeriodType) int {
		return cmp.Or(cmp.Compare(min(len(c.starts(a)), 1), min(len(c.starts(b)), 1)), cmp.Compare(a.rank(), b.rank()))
	})
}

// comparedSides are the rates of a concept on both sides, in each stratum and in all.
type comparedSides struct {
	a, b           []outputs.Rate
	totalA, totalB outputs.Rate
}

func (s *comparedSides) add(a, b outputs.Rate) {
	s.a, s.b = append(s.a, a), append(s.b, b)
	s.totalA, s.totalB = s.totalA.Plus(a), s.totalB.Plus(b)
}

// compared reports whether there is something to compare: a mention, and documents on both sides.
func (s *comparedSides) compared() bool {
	return s.totalA.Mentions+s.totalB.Mentions > 0 && s.totalA.Docs > 0 && s.totalB.Docs > 0
}

func (s *comparedSides) p() float64 {
	var a, b []stats.Trials
	for i := range s.a {
		a = append(a, stats.Trials{Successes: s.a[i].DocsMentioning, Trials: s.a[i].Docs})
		b = append(b, stats.Trials{Successes: s.b[i].DocsMentioning, Trials: s.b[i].Docs})
	}
	return stats.StratifiedFisherP(a, b)
}

// row is frame with the numbers of a concept, without p and what follows from it.
func (s *comparedSides) row(frame outputs.PeriodComparison, concept string) outputs.PeriodComparison {
	row, a, b := frame, &s.totalA, &s.totalB
	row.Concept = concept
	row.MentionsA, row.DocsMentioningA, row.DocsA, row.TokensA = a.Mentions, a.DocsMentioning, a.Docs, a.Tokens
	row.MentionsB, row.DocsMentioningB, row.DocsB, row.TokensB = b.Mentions, b.DocsMentioning, b.Docs, b.Tokens
	row.Few = a.Mentions+b.Mentions < fewMentions
	shareA, _ := a.DocShare()
	shareB, _ := b.DocShare()
	row.DocShareA, row.DocShareALo, row.DocShareAHi = rounded(shareA.Value), rounded(shareA.Lo), rounded(shareA.Hi)
	row.DocShareB, row.DocShareBLo, row.DocShareBHi = rounded(shareB.Value), rounded(shareB.Lo), rounded(shareB.Hi)
	row.PerMA, row.PerMALo, row.PerMAHi = nullable(a.PerMillion())
	row.PerMB, row.PerMBLo, row.PerMBHi = nullable(b.PerMillion())
	share, _ := s.difference(outputs.Rate.DocShare, func(r *outputs.Rate) int64 { return r.Docs })
	row.ShareDiff, row.ShareDiffLo, row.ShareDiffHi = rounded(share.Value), rounded(share.Lo), rounded(share.Hi)
	rate, ok := s.difference(outputs.Rate.PerMillion, func(r *outputs.Rate) int64 { return r.Tokens })
	row.RateDiff, row.RateDiffLo, row.RateDiffHi = nullable(rate, ok)
	row.RateDiffers = ok && rate.Excludes(0)
	row.ShareDiffers = share.Excludes(0)
	return row
}

// difference is that of an estimate within strata, weighted by their sizes.
func (s *comparedSides) difference(of func(outputs.Rate) (stats.Estimate, bool), size func(*outputs.Rate) int64) (stats.Estimate, bool) {
	var strata []stats.Stratum
	for i := range s.a {
		a, okA := of(s.a[i])
		b, okB := of(s.b[i])
		if okA && okB {
			strata = append(strata, stats.Stratum{A: a, B: b, Weight: stats.HarmonicWeight(size(&s.a[i]), size(&s.b[i]))})
		}
	}
	return stats.StratifiedDifference(strata)
}

// nullable is an estimate for three columns.
func nullable(e stats.Estimate, ok bool) (value, lo, hi *float64) {
	return number(e.Value, ok), number(e.Lo, ok && e.Bounded), number(e.Hi, ok && e.Bounded)
}

package count

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/period"
)

// writeTallies writes the tables that follow from counting.
func (c *Counter) writeTallies(to *outputs.Folder) error {
	c.ofConcepts = c.allConcepts.clumpings(len(c.Study.Matcher.Concepts))
	c.ofThemes = c.allThemes.clumpings(len(c.themes))
	for _, table := range []func(*outputs.Folder) error{
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.countRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.groupRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.themeRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.designEffects()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.authorRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.authorCountRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.coverageRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.conceptRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, c.sourceRows()) },
		func(to *outputs.Folder) error { return outputs.WriteAll(to, problemRows(c.Index.Problems)) },
	} {
		if err := table(to); err != nil {
			return err
		}
	}
	return nil
}

// conceptsByID lists concept numbers in the order of their IDs.
func (c *Counter) conceptsByID() []int32 {
	order := make([]int32, len(c.Study.Matcher.Concepts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return strings.Compare(c.Study.Matcher.Concepts[a].ID, c.Study.Matcher.Concepts[b].ID)
	})
	return order
}

func (c *Counter) countRows() iter.Seq[outputs.Count] {
	return func(yield func(outputs.Count) bool) {
		order := c.conceptsByID()
		for _, k := range c.byConcept.keys() {
			if k.by != "" {
				continue // a group
			}
			for _, n := range order {
				row := outputs.Count{When: k.when(), Source: k.value, Concept: c.Study.Matcher.Concepts[n].ID,
					Measures: c.byConcept[k].measures(n, c.ofConcepts[n])}
				if !yield(row) {
					return
				}
			}
		}
	}
}

func (c *Counter) groupRows() iter.Seq[outputs.GroupCount] {
	return func(yield func(outputs.GroupCount) bool) {
		order := c.conceptsByID()
		for _, k := range c.byConcept.keys() {
			if k.by == "" {
				continue // a source
			}
			for _, n := range order {
				row := outputs.GroupCount{When: k.when(), Attribute: k.by, Value: k.value,
					Concept: c.Study.Matcher.Concepts[n].ID, Measures: c.byConcept[k].measures(n, c.ofConcepts[n])}
				if !yield(row) {
					return
				}
			}
		}
	}
}

func (c *Counter) themeRows() iter.Seq[outputs.ThemeCount] {
	return func(yield func(outputs.ThemeCount) bool) {
		for _, k := range c.byTheme.keys() {
			for n, theme := range c.themes {
				row := outputs.ThemeCount{When: k.when(), Source: k.value, Theme: theme,
					Measures: c.byTheme[k].measures(int32(n), c.ofThemes[n])}
				if !yield(row) {
					return
				}
			}
		}
	}
}

// coverageRows completes the grid: every source in every period from the first to the last that has
// documents.
func (c *Counter) coverageRows() iter.Seq[outputs.Coverage] {
	return func(yield func(outputs.Coverage) bool) {
		sources := slices.Sorted(maps.Keys(c.sources))
		types := slices.Clone(c.Study.Config.Periods)
		slices.Sort(types)
		for _, t := range types {
			for _, start := range c.periods(t) {
				for _, s := range sources {
					l := c.coverage[coverageKey{t, start, s}]
					if l == nil && start == period.Undated {
						continue
					}
					if !yield(coverageRow(t, start, s, l)) {
						return
					}
				}
			}
		}
	}
}

// periods lists the starts of the periods of a type from the first to the last with documents,
// after undated for those in none.
func (c *Counter) periods(t period.Type) []int32 {
	first, last := int32(math.MaxInt32), int32(period.Undated)
	for k := range c.coverage {
		if k.period == t && k.start != period.Undated {
			first, last = min(first, k.start), max(last, k.start)
		}
	}
	starts := []int32{period.Undated}
	for at := first; at <= last; at = t.Next(at) {
		starts = append(starts, at)
	}
	return starts
}

func coverageRow(t period.Type, start int32, source string, l *coverageSums) outputs.Coverage {
	row := outputs.Coverage{PeriodType: string(t), PeriodStart: dayColumn(start), Source: source}
	if start != period.Undated {
		name := t.Name(start)
		row.Period = &name
	}
	if l != nil {
		row.Docs, row.Tokens, row.HanChars = l.docs, l.tokens, l.hanChars
		row.Duplicates, row.TooCoarse, row.Undated = l.duplicates, l.tooCoarse, l.undated
	}
	return row
}

func (c *Counter) conceptRows() iter.Seq[outputs.Concept] {
	return func(yield func(outputs.Concept) bool) {
		for _, n := range c.conceptsByID() {
			k, total := &c.Study.Matcher.Concepts[n], c.Concepts[n]
			row := outputs.Concept{ID: k.ID, Theme: k.Theme, Zh: k.Zh, Pinyin: k.Pinyin, En: k.En, Phrases: k.Phrases,
				Exceptions: k.Except, Near: k.Near, NotNear: k.NotNear, Within: k.Scope(),
				Quoted: k.Quoted, Speaker: k.Speaker, NotSpeaker: k.NotSpeaker, FromDate: k.From, ToDate: k.To,
				Boundary: cmp.Or(k.Boundary, "none"), Cite: k.Cite, Lexicon: k.Lexicon,
				Mentions: total.Mentions, Documents: total.Documents}
			if !yield(row) {
				return
			}
		}
	}
}

func (c *Counter) sourceRows() iter.Seq[outputs.Source] {
	return func(yield func(outputs.Source) bool) {
		for _, id := range slices.Sorted(maps.Keys(c.sources)) {
			s, total := c.Study.Source(id), c.sources[id]
			row := outputs.Source{ID: id, Zh: s.Zh, En: s.En, Kind: s.Kind, Stance: s.Stance, Attributes: outputs.Attributes(config.SourceAttributes(s)),
				Reason: s.Reason, Cite: s.Cite, Documents: total.documents, Duplicates: total.duplicates,
				FirstDate: dayColumn(total.first), LastDate: dayColumn(total.last)}
			if !yield(row) {
				return
			}
		}
	}
}

func problemRows(problems []merge.Problem) iter.Seq[outputs.Problem] {
	return func(yield func(outputs.Problem) bool) {
		for _, p := range problems {
			row := outputs.Problem{Path: p.Path, Record: int64(p.Record), Place: p.Place, Document: p.Document, Kind: p.Kind,
				Reason: p.Reason, Action: p.Action}
			if !yield(row) {
				return
			}
		}
	}
}

package groups

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"strings"

	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// typeDocuments are the documents of each period of a type, with their mentions.
type typeDocuments struct {
	t         period.Type
	documents map[int32][]int32
	mentions  map[int32][]periodMention
}

// periodMention is how often the document at a place of those of its period mentions a concept.
type periodMention struct{ concept, place, mentions int32 }

func (c *periodCounts) documentsOf(t period.Type) *typeDocuments {
	out := &typeDocuments{t, map[int32][]int32{}, map[int32][]periodMention{}}
	place := make([]int32, len(c.Documents))
	for i := range c.Documents {
		if d := &c.Documents[i]; d.Dated(t) {
			start := t.Start(d.Day)
			place[i] = int32(len(out.documents[start]))
			out.documents[start] = append(out.documents[start], int32(i))
		}
	}
	for concept, postings := range c.ByConcept {
		for _, u := range postings {
			if d := &c.Documents[u.Document]; d.Dated(t) {
				start := t.Start(d.Day)
				out.mentions[start] = append(out.mentions[start],
					periodMention{int32(concept), place[u.Document], u.Mentions})
			}
		}
	}
	return out
}

// periodRounds is how many permutations there are of two periods: a run compares some hundred.
const periodRounds = 999

// within makes the rows of a period against an earlier one, over the sources with documents in
// both. The concepts are one family.
func (c *periodCounts) within(ctx context.Context, kind string, of *typeDocuments, now, then int32) (
	rows []comparisonRow, err error) {
	common := make([]bool, len(c.Sources))
	frame := comparisonRow{PeriodType: string(of.t), Period: of.t.Name(now), Comparison: kind,
		A: of.t.Name(now), B: of.t.Name(then), SourcesInCommon: new(int64)}
	var strata [][2]*periodRates
	for i := range c.Sources {
		source := oneSource(c.Sources[i].ID)
		a, b := c.cells[periodCell{of.t, now, source}], c.cells[periodCell{of.t, then, source}]
		if common[i] = a != nil && b != nil; common[i] {
			strata = append(strata, [2]*periodRates{a, b})
			*frame.SourcesInCommon++
		}
	}
	if strata == nil {
		return nil, ctx.Err()
	}
	documents, items := c.itemsOf(of, now, then, common)
	draw := inference.Draw{Rounds: min(c.Settings.Permutations, periodRounds), Random: c.source(&frame)}
	results, err := inference.ComparePeriods(ctx, draw, documents, items, c.clumping)
	if err != nil {
		return nil, err
	}
	for i, concept := range c.concepts {
		var s comparedSides
		for _, pair := range strata {
			s.add(pair[0].of(concept), pair[1].of(concept))
		}
		if s.compared() {
			rows = append(rows, s.periodRow(frame, concept, &results[i]))
		}
	}
	return rows, nil
}

// itemsOf are the documents of two periods by sources in common, and the mentions of each concept
// in them. A document whose day is not known counts in the week of the first day that it may have.
func (c *periodCounts) itemsOf(of *typeDocuments, now, then int32, common []bool) (
	documents []inference.Document, items [][]stats.Occurrence) {
	items = make([][]stats.Occurrence, len(c.concepts))
	for _, start := range []int32{now, then} {
		places := make([]int, len(of.documents[start]))
		for i, n := range of.documents[start] {
			d := &c.Documents[n]
			if places[i] = -1; common[d.Source] {
				places[i] = len(documents)
				documents = append(documents, inference.Document{Source: int(d.Source),
					Week: int(period.Week.Start(d.Day)) / 7, InA: start == now, Size: d.Tokens})
			}
		}
		for _, m := range of.mentions[start] {
			if at := places[m.place]; at >= 0 {
				items[m.concept] = append(items[m.concept],
					stats.Occurrence{Document: at, Mentions: int64(m.mentions)})
			}
		}
	}
	return documents, items
}

// source is the random numbers of a family, which no other family and no order of tasks changes.
func (c *periodCounts) source(frame *comparisonRow) *rand.PCG {
	h := fnv.New64a()
	h.Write([]byte(strings.Join([]string{frame.PeriodType, frame.Period, frame.Comparison}, " ")))
	return rand.NewPCG(c.Settings.Seed, h.Sum64())
}

// periodRow is frame with the numbers and the test of a concept.
func (s *comparedSides) periodRow(frame comparisonRow, concept string,
	r *inference.PeriodComparison) comparisonRow {
	row := s.row(frame, concept)
	row.UnitsA, row.UnitsB = int64(r.A), int64(r.B)
	if row.Reason = r.Reason.String(); r.Reason != inference.Answered {
		return row
	}
	row.Tested = true
	row.Ratio, row.RatioLo = dataset.Number(r.Ratio, r.Ratio > 0 || !r.Interval.Open),
		dataset.Number(r.Interval.Lo, true)
	row.RatioHi = dataset.Number(r.Interval.Hi, !r.Interval.Open)
	row.P, row.Q = dataset.Number(r.P, true), dataset.Number(r.PAdjusted, true)
	differs := r.PAdjusted <= inference.Alpha
	row.RateDiffers, row.ShareDiffers = differs, row.ShareDiffers && differs
	return row
}

// groupRow is frame with the numbers of a concept in two groups, without a test.
func (s *comparedSides) groupRow(frame comparisonRow, concept string,
	of inference.Clumping) comparisonRow {
	row := s.row(frame, concept)
	row.Ratio, row.RatioLo, row.RatioHi = dataset.RatioColumns(s.totalB.Cell(), s.totalA.Cell(), of)
	row.ShareDiffers, row.Reason = false, "groups are tested in claims"
	return row
}

package change

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// Adoption says who used each concept first and in which order sources took it up, and which group
// of a pair goes ahead.
func Adoption(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	return cmp.Or(outputs.WriteAll(to, slices.Values(adoptions(a))), writeLeads(ctx, a, to))
}

func writeLeads(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	var rows []outputs.Lead
	for _, pair := range dataset.SortedPairs(a.Settings.Compare) {
		first, second := sourceGroupOf(a, pair.By, pair.A), sourceGroupOf(a, pair.By, pair.B)
		coverA, coverB := coverageOf(a, first), coverageOf(a, second)
		l := leadLag{Dataset: a, a: a.Series(first, period.Month), b: a.Series(second, period.Month)}
		for i := range a.Concepts {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			row := l.row(i)
			row.Attribute, row.A, row.B = pair.By, pair.A, pair.B
			firstUses(&row, useOf(a, i, first, coverA), useOf(a, i, second, coverB))
			rows = append(rows, row)
		}
	}
	return outputs.WriteAll(to, slices.Values(rows))
}

// sourceGroupOf is the sources with a value of an attribute, perhaps none.
func sourceGroupOf(a *dataset.Dataset, by, value string) dataset.SourceGroup {
	for _, c := range a.Values(by) {
		if c.Value == value {
			return c
		}
	}
	return dataset.SourceGroup{Group: outputs.Group{Attribute: by, Value: value}, Has: make([]bool, a.Parts())}
}

// firstUses fills in when each group first used the concept, and how long the one did before the
// other. A first use that the texts of a group begin with is none, and neither is one after texts
// that begin later than those of the other group.
func firstUses(row *outputs.Lead, x, y use) {
	row.FirstA, row.FirstB = x.first, y.first
	first := earliest(x.first, y.first)
	row.CensoredA, row.CensoredB = x.leftCensored(first), y.leftCensored(first)
	if row.FirstA != nil && row.FirstB != nil && !row.CensoredA && !row.CensoredB {
		row.LagDays = new(int64(*row.FirstB - *row.FirstA))
	}
}

// leadLag compares the monthly rates of two groups.
type leadLag struct {
	*dataset.Dataset
	a, b *dataset.Series
}

// leadMonths is how many months with both groups a correlation of lags needs.
const leadMonths = 24

func (l *leadLag) row(concept int) outputs.Lead {
	row := outputs.Lead{Concept: l.Concepts[concept].ID}
	x, y := l.a.Points(l.ByConcept[concept]), l.b.Points(l.ByConcept[concept])
	row.MentionsA, row.MentionsB = dataset.Total(x).Y, dataset.Total(y).Y
	row.Few = row.MentionsA+row.MentionsB < config.LowMentions
	for _, start := range l.a.Starts {
		if _, both := slices.BinarySearch(l.b.Starts, start); both {
			row.Months++
		}
	}
	switch {
	case row.Months < leadMonths:
		row.Reason = "fewer than 24 months with both groups"
	case min(row.MentionsA, row.MentionsB) < l.Settings.MinMentions:
		row.Reason = "too few mentions"
	default:
		l.correlate(&row, x, y)
	}
	return row
}

func (l *leadLag) correlate(row *outputs.Lead, x, y []dataset.Point) {
	from, to := min(l.a.Starts[0], l.b.Starts[0]), max(l.a.Starts[len(l.a.Starts)-1], l.b.Starts[len(l.b.Starts)-1])
	lags, band := stats.CrossCorrelation(stats.Differences(monthly(l.a, x, from, to)), stats.Differences(monthly(l.b, y, from, to)),
		l.Settings.MaxLag, l.Settings.Permutations, l.Settings.Seed, config.Confidence)
	best := lags[0]
	for _, lag := range lags {
		if lag.Lag == 0 {
			row.R0 = dataset.Number(lag.R, true)
		}
		if math.Abs(lag.R) > math.Abs(best.R) {
			best = lag
		}
	}
	row.Tested = true
	row.Lag, row.R, row.Band = new(int64(best.Lag)), dataset.Number(best.R, true), dataset.Number(band, true)
	row.Beyond = math.Abs(best.R) >= band
}

// monthly are the rates of all months from one to another; NaN where a month has no tokens.
func monthly(s *dataset.Series, points []dataset.Point, from, to int32) (rates []float64) {
	for at := from; at <= to; at = period.Month.Next(at) {
		rate := math.NaN()
		if i, ok := slices.BinarySearch(s.Starts, at); ok {
			rate = 1e6 * points[i].Estimate()
		}
		rates = append(rates, rate)
	}
	return rates
}

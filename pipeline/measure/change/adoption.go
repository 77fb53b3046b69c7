package change

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"tifa/corpus"
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

// sourceCoverage is what there is of a source: its documents dated to the day.
type sourceCoverage struct {
	documents int64
	since     int32
}

func adoptions(a *dataset.Dataset) (rows []outputs.Adoption) {
	sourceCoverages := make([]sourceCoverage, len(a.Sources))
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Precision == corpus.PrecisionDay {
			r := &sourceCoverages[d.Source]
			if r.documents == 0 || d.Day < r.since {
				r.since = d.Day
			}
			r.documents++
		}
	}
	for i := range a.Concepts {
		found := firstUses(a, i, sourceCoverages)
		slices.SortFunc(found, func(x, y outputs.Adoption) int {
			return cmp.Or(cmp.Compare(x.First, y.First), strings.Compare(x.Source, y.Source))
		})
		for j := range found {
			r := &found[j]
			r.Rank, r.Lag = int64(j+1), int64(r.First-found[0].First)
			if j > 0 && r.First == found[j-1].First {
				r.Rank = found[j-1].Rank
			}
		}
		rows = append(rows, found...)
	}
	return rows
}

// firstUses has a row for each source that uses a concept. A source's documents come by date.
func firstUses(a *dataset.Dataset, concept int, sourceCoverages []sourceCoverage) (rows []outputs.Adoption) {
	at := map[int32]int{}
	for _, u := range a.ByConcept[concept] {
		d := &a.Documents[u.Document]
		if d.Precision != corpus.PrecisionDay {
			continue
		}
		i, ok := at[d.Source]
		if !ok {
			i = len(rows)
			at[d.Source] = i
			rows = append(rows, outputs.Adoption{Concept: a.Concepts[concept].ID, Source: a.Sources[d.Source].ID, First: d.Day,
				Document: d.ID, Covered: sourceCoverages[d.Source].since, DocsBefore: before(a, d)})
		}
		rows[i].Documents++
		rows[i].Mentions += int64(u.Mentions)
	}
	for source, i := range at {
		r := &rows[i]
		r.FewMentions = r.Mentions < config.LowMentions
		r.Unknown = r.DocsBefore*r.Documents < sourceCoverages[source].documents
	}
	return rows
}

// before counts the documents of a document's source that are dated to an earlier day.
func before(a *dataset.Dataset, d *dataset.Document) (n int64) {
	from, _ := slices.BinarySearchFunc(a.Documents, d.Source, func(x dataset.Document, source int32) int { return cmp.Compare(x.Source, source) })
	for i := from; i < len(a.Documents) && a.Documents[i].Source == d.Source && a.Documents[i].Day < d.Day; i++ {
		if a.Documents[i].Precision == corpus.PrecisionDay {
			n++
		}
	}
	return n
}

func writeLeads(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	var rows []outputs.Lead
	for _, pair := range dataset.SortedPairs(a.Settings.Compare) {
		first, second := sourceGroupOf(a, pair.By, pair.A), sourceGroupOf(a, pair.By, pair.B)
		l := leadLag{Dataset: a, a: a.Series(first, period.Month), b: a.Series(second, period.Month)}
		for i := range a.Concepts {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			row := l.row(i)
			row.Attribute, row.A, row.B = pair.By, pair.A, pair.B
			row.FirstA, row.FirstB = firstDay(a, first, i), firstDay(a, second, i)
			if row.FirstA != nil && row.FirstB != nil {
				row.LagDays = new(int64(*row.FirstB - *row.FirstA))
			}
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
	return dataset.SourceGroup{Group: outputs.Group{Attribute: by, Value: value}, Has: make([]bool, len(a.Sources))}
}

// firstDay is the day of the first document of a group that mentions a concept and is dated to the
// day.
func firstDay(a *dataset.Dataset, c dataset.SourceGroup, concept int) (first *int32) {
	for _, u := range a.ByConcept[concept] {
		d := &a.Documents[u.Document]
		if c.In(d) && d.Precision == corpus.PrecisionDay && (first == nil || d.Day < *first) {
			first = &d.Day
		}
	}
	return first
}

// leading compares the monthly rates of two groups.
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

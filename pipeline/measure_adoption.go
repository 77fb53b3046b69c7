package pipeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/stats"
)

// adoption says who used each concept first and in which order sources took it up, and which group of a pair goes ahead.
func adoption(ctx context.Context, a *dataset, to *outputs.Folder) error {
	return cmp.Or(write(to, slices.Values(a.adoptions())), a.writeLeads(ctx, to))
}

// sourceCoverage is what there is of a source: its documents dated to the day.
type sourceCoverage struct {
	documents int64
	since     int32
}

func (a *dataset) adoptions() (rows []outputs.Adoption) {
	sourceCoverages := make([]sourceCoverage, len(a.sources))
	for i := range a.documents {
		if d := &a.documents[i]; d.precision == corpus.PrecisionDay {
			r := &sourceCoverages[d.source]
			if r.documents == 0 || d.day < r.since {
				r.since = d.day
			}
			r.documents++
		}
	}
	for i := range a.concepts {
		found := a.firstUses(i, sourceCoverages)
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
func (a *dataset) firstUses(concept int, sourceCoverages []sourceCoverage) (rows []outputs.Adoption) {
	at := map[int32]int{}
	for _, u := range a.byConcept[concept] {
		d := &a.documents[u.document]
		if d.precision != corpus.PrecisionDay {
			continue
		}
		i, ok := at[d.source]
		if !ok {
			i = len(rows)
			at[d.source] = i
			rows = append(rows, outputs.Adoption{Concept: a.concepts[concept].ID, Source: a.sources[d.source].id, First: d.day,
				Document: d.id, Covered: sourceCoverages[d.source].since, DocsBefore: a.before(d)})
		}
		rows[i].Documents++
		rows[i].Mentions += int64(u.mentions)
	}
	for source, i := range at {
		r := &rows[i]
		r.FewMentions = r.Mentions < fewMentions
		r.Unknown = r.DocsBefore*r.Documents < sourceCoverages[source].documents
	}
	return rows
}

// before counts the documents of a document's source that are dated to an earlier day.
func (a *dataset) before(d *measured) (n int64) {
	from, _ := slices.BinarySearchFunc(a.documents, d.source, func(x measured, source int32) int { return cmp.Compare(x.source, source) })
	for i := from; i < len(a.documents) && a.documents[i].source == d.source && a.documents[i].day < d.day; i++ {
		if a.documents[i].precision == corpus.PrecisionDay {
			n++
		}
	}
	return n
}

func (a *dataset) writeLeads(ctx context.Context, to *outputs.Folder) error {
	var rows []outputs.Lead
	for _, pair := range sortedPairs(a.settings.Compare) {
		first, second := a.group(pair.By, pair.A), a.group(pair.By, pair.B)
		l := leadLag{dataset: a, a: a.series(first, Month), b: a.series(second, Month)}
		for i := range a.concepts {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			row := l.row(i)
			row.Attribute, row.A, row.B = pair.By, pair.A, pair.B
			row.FirstA, row.FirstB = a.firstDay(first, i), a.firstDay(second, i)
			if row.FirstA != nil && row.FirstB != nil {
				row.LagDays = new(int64(*row.FirstB - *row.FirstA))
			}
			rows = append(rows, row)
		}
	}
	return write(to, slices.Values(rows))
}

// group is the sources with a value of an attribute, perhaps none.
func (a *dataset) group(by, value string) sourceGroup {
	for _, c := range a.values(by) {
		if c.Value == value {
			return c
		}
	}
	return sourceGroup{outputs.Group{Attribute: by, Value: value}, make([]bool, len(a.sources))}
}

// firstDay is the day of the first document of a group that mentions a concept and is dated to the day.
func (a *dataset) firstDay(c sourceGroup, concept int) (first *int32) {
	for _, u := range a.byConcept[concept] {
		d := &a.documents[u.document]
		if c.in(d) && d.precision == corpus.PrecisionDay && (first == nil || d.day < *first) {
			first = &d.day
		}
	}
	return first
}

// leading compares the monthly rates of two groups.
type leadLag struct {
	*dataset
	a, b *series
}

// leadMonths is how many months with both groups a correlation of lags needs.
const leadMonths = 24

func (l *leadLag) row(concept int) outputs.Lead {
	row := outputs.Lead{Concept: l.concepts[concept].ID}
	x, y := l.a.points(l.byConcept[concept]), l.b.points(l.byConcept[concept])
	row.MentionsA, row.MentionsB = total(x).Y, total(y).Y
	row.Few = row.MentionsA+row.MentionsB < fewMentions
	for _, start := range l.a.starts {
		if _, both := slices.BinarySearch(l.b.starts, start); both {
			row.Months++
		}
	}
	switch {
	case row.Months < leadMonths:
		row.Reason = "fewer than 24 months with both groups"
	case min(row.MentionsA, row.MentionsB) < l.settings.MinMentions:
		row.Reason = "too few mentions"
	default:
		l.correlate(&row, x, y)
	}
	return row
}

func (l *leadLag) correlate(row *outputs.Lead, x, y []point) {
	from, to := min(l.a.starts[0], l.b.starts[0]), max(l.a.starts[len(l.a.starts)-1], l.b.starts[len(l.b.starts)-1])
	lags, band := stats.CrossCorrelation(stats.Differences(l.a.monthly(x, from, to)), stats.Differences(l.b.monthly(y, from, to)),
		l.settings.MaxLag, l.settings.Permutations, l.settings.Seed, level)
	best := lags[0]
	for _, lag := range lags {
		if lag.Lag == 0 {
			row.R0 = number(lag.R, true)
		}
		if math.Abs(lag.R) > math.Abs(best.R) {
			best = lag
		}
	}
	row.Tested = true
	row.Lag, row.R, row.Band = new(int64(best.Lag)), number(best.R, true), number(band, true)
	row.Beyond = math.Abs(best.R) >= band
}

// monthly are the rates of all months from one to another; NaN where a month has no tokens.
func (s *series) monthly(points []point, from, to int32) (rates []float64) {
	for at := from; at <= to; at = Month.next(at) {
		rate := math.NaN()
		if i, ok := slices.BinarySearch(s.starts, at); ok {
			rate = 1e6 * points[i].Estimate()
		}
		rates = append(rates, rate)
	}
	return rates
}

package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/stats"
)

// trends follows each concept in each source and group, and in all documents together, through months, quarters and years, whichever the run has. Days
// and weeks are too many points of mostly zero for trends; events and bursts by month say what is to be said of them.
func trends(ctx context.Context, a *dataset, to *outputs.Folder) error {
	var t trendTables
	types := slices.DeleteFunc(slices.Clone(a.periods), func(p PeriodType) bool { return p == Day || p == Week })
	slices.Sort(types)
	groups := sortedSourceGroups(append(append(a.sourceGroups(), a.bySource()...), a.everything())...)
	for _, p := range types {
		for _, c := range groups {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			t.add(a, a.series(c, p), c.Group)
		}
	}
	for _, c := range groups {
		t.temperatures = append(t.temperatures, a.temperatures(c)...)
	}
	return t.write(to)
}

// trendTables collect the rows of four tables.
type trendTables struct {
	trends       []outputs.Trend
	changes      []outputs.Change
	bursts       []outputs.Burst
	temperatures []outputs.TemperatureRow
}

func (t *trendTables) write(to *outputs.Folder) error {
	return cmp.Or(write(to, slices.Values(t.trends)), write(to, slices.Values(t.changes)), write(to, slices.Values(t.bursts)),
		write(to, slices.Values(t.temperatures)))
}

// add measures all concepts in one group and period type. Their p-values are one family.
func (t *trendTables) add(a *dataset, s *series, g outputs.Group) {
	first := len(t.trends)
	for i := range a.concepts {
		f := conceptSeries{dataset: a, series: s, group: g, concept: a.concepts[i].ID, points: s.points(a.byConcept[i])}
		row := f.trend(a.byConcept[i])
		changes, bursts := f.changes(), f.bursts()
		row.Changes, row.Bursts = int64(len(changes)), int64(len(bursts))
		t.trends, t.changes, t.bursts = append(t.trends, row), append(t.changes, changes...), append(t.bursts, bursts...)
	}
	var p []float64
	for _, row := range t.trends[first:] {
		if row.P != nil {
			p = append(p, *row.P)
		}
	}
	q := stats.QValues(p)
	for i := range t.trends[first:] {
		if row := &t.trends[first+i]; row.P != nil {
			row.Q, q = number(q[0], true), q[1:]
		}
	}
}

// conceptSeries is one concept in one group through the periods of one type.
type conceptSeries struct {
	*dataset
	series  *series
	group   outputs.Group
	concept string
	points  []point
}

func (f *conceptSeries) when(i int) outputs.When {
	return cellKey{period: f.series.kind, start: f.series.starts[i]}.when()
}

func (f *conceptSeries) trend(postings []posting) outputs.Trend {
	all := total(f.points)
	row := outputs.Trend{PeriodType: string(f.series.kind), Group: f.group, Concept: f.concept, Mentions: all.Y,
		Documents: all.documents, Periods: int64(len(f.points))}
	row.Few = all.Y < fewMentions
	for _, u := range postings {
		if f.series.at[u.document] >= 0 {
			day := f.documents[u.document].day
			if row.First == nil {
				row.First, row.Last = &day, &day
			}
			row.First, row.Last = new(min(*row.First, day)), new(max(*row.Last, day))
		}
	}
	f.peak(&row)
	row.Overspread = number(stats.Overdispersion(exposures(f.points)), all.Y > 0)
	rates := f.series.rates(f.points)
	switch trend, ok := stats.MannKendall(rates); {
	case all.Y < f.settings.MinMentions:
		row.Reason = "too few mentions"
	case !ok:
		row.Reason = "fewer than four periods"
	default:
		row.Tested = true
		row.Tau, row.Z, row.P = number(trend.Tau, true), number(trend.Z, true), number(trend.P, true)
		slope, lo, hi, _ := stats.SenSlope(rates, level)
		row.Slope, row.SlopeLo, row.SlopeHi = number(slope, true), number(lo, true), number(hi, true)
	}
	return row
}

func (f *conceptSeries) peak(row *outputs.Trend) {
	best := -1
	for i := range f.points {
		if f.points[i].Y > 0 && (best < 0 || f.points[i].Estimate() > f.points[best].Estimate()) {
			best = i
		}
	}
	if best >= 0 {
		name := f.when(best).Period
		row.Peak, row.PeakRate, row.PeakCount = &name, number(1e6*f.points[best].Estimate(), true), f.points[best].Y
	}
}

// changes are the changes of level of the rate. A concept with few mentions has none worth a row.
func (f *conceptSeries) changes() (rows []outputs.Change) {
	if total(f.points).Y < f.settings.MinMentions || len(f.points) < 2 {
		return nil
	}
	periods := exposures(f.points)
	penalty := f.settings.ChangePenalty * stats.PoissonPenalty(periods)
	places := append(append([]int{0}, stats.ChangesPoisson(periods, penalty)...), len(f.points))
	for i := 1; i < len(places)-1; i++ {
		from, at, to := places[i-1], places[i], places[i+1]
		before, after := total(f.points[from:at]), total(f.points[at:to])
		row := outputs.Change{When: f.when(at), Group: f.group, Concept: f.concept, Since: f.series.starts[from],
			Until: f.series.kind.next(f.series.starts[to-1]), Before: before.Y, After: after.Y,
			RateFrom: rounded(1e6 * before.Estimate()), RateTo: rounded(1e6 * after.Estimate()), Penalty: rounded(penalty)}
		row.Ratio, row.RatioLo, row.RatioHi = ratioColumns(before.Ratio, after.Ratio)
		row.Few = before.Y+after.Y < fewMentions
		rows = append(rows, row)
	}
	return rows
}

func (f *conceptSeries) bursts() (rows []outputs.Burst) {
	all := total(f.points)
	if all.documents == 0 {
		return nil
	}
	for _, b := range stats.BurstModel(f.settings.Bursts).Bursts(batches(f.points)) {
		in := total(f.points[b.Start:b.End])
		rows = append(rows, outputs.Burst{When: f.when(b.Start), Group: f.group, Concept: f.concept, Level: int64(b.Level),
			Last: f.when(b.End - 1).Period, Periods: int64(b.End - b.Start), Documents: in.documents, Docs: in.N,
			Share: rounded(share(in)), Usual: rounded(share(all)), Weight: rounded(b.Weight), Few: in.documents < fewDocuments})
	}
	slices.SortStableFunc(rows, func(a, b outputs.Burst) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.PeriodStart, b.PeriodStart))
	})
	return rows
}

// share is the share of documents that mention the concept.
func share(p point) float64 { return float64(p.documents) / float64(p.N) }

// temperatures are the tiers of each concept in each year of a group.
func (a *dataset) temperatures(c sourceGroup) (rows []outputs.TemperatureRow) {
	lines := stats.CutLines(a.settings.Temperature)
	s := a.series(c, Year)
	for i := range a.concepts {
		points := s.points(a.byConcept[i])
		for j, p := range points {
			tier, _ := lines.Temperature(p.documents, p.N)
			row := outputs.TemperatureRow{When: cellKey{period: Year, start: s.starts[j]}.when(), Group: c.Group,
				Concept: a.concepts[i].ID, Mentions: p.Y, Documents: p.documents, Docs: p.N, Share: rounded(share(p)),
				Temperature: string(tier), Few: p.Y < fewMentions}
			row.OurChoice = tier != stats.Boiling && tier != stats.Scalding ||
				lines.Boiling != stats.DefaultCutLines().Boiling || lines.Scalding != stats.DefaultCutLines().Scalding
			if j > 0 && Year.next(s.starts[j-1]) == s.starts[j] {
				row.Ratio, row.RatioLo, row.RatioHi = ratioColumns(points[j-1].Ratio, p.Ratio)
			}
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b outputs.TemperatureRow) int {
		return cmp.Or(strings.Compare(a.Concept, b.Concept), cmp.Compare(a.PeriodStart, b.PeriodStart))
	})
	return rows
}

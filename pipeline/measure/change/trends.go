// Package change follows concepts over time: trends, changepoints, bursts, temperatures, events,
// adoption, leads, and phrases that emerge.
package change

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// Trends follows each concept in each source and group, and in all documents together, through
// months, quarters and years, whichever the run has. Days and weeks are too many points of mostly
// zero for trends; events and bursts by month say what is to be said of them.
func Trends(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	t := trendTables{clumping: a.Clumping(a.ByConcept, nil)}
	types := slices.DeleteFunc(slices.Clone(a.Periods), func(p period.Type) bool { return p == period.Day || p == period.Week })
	slices.Sort(types)
	groups := dataset.SortedSourceGroups(append(append(a.SourceGroups(), a.BySource()...), a.Everything())...)
	for _, p := range types {
		for _, c := range groups {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			t.add(a, a.Series(c, p), c.Group)
		}
	}
	return t.write(to)
}

// trendTables collect the rows of four tables.
type trendTables struct {
	clumping     []inference.Clumping // of each concept
	trends       []outputs.Trend
	changepoints []outputs.Change
	bursts       []outputs.Burst
}

func (t *trendTables) write(to *outputs.Folder) error {
	return cmp.Or(outputs.WriteAll(to, slices.Values(t.trends)),
		outputs.WriteAll(to, slices.Values(t.changepoints)), outputs.WriteAll(to, slices.Values(t.bursts)))
}

// add measures all concepts in one group and period type. Their p-values are one family.
func (t *trendTables) add(a *dataset.Dataset, s *dataset.Series, g outputs.Group) {
	first := len(t.trends)
	for i := range a.Concepts {
		f := conceptSeries{Dataset: a, series: s, group: g, concept: a.Concepts[i].ID,
			clumping: t.clumping[i], points: s.Points(a.ByConcept[i])}
		row := f.trend(a.ByConcept[i])
		changes, bursts := f.changepoints(), f.bursts()
		row.Changes, row.Bursts = int64(len(changes)), int64(len(bursts))
		t.trends, t.changepoints, t.bursts = append(t.trends, row), append(t.changepoints, changes...), append(t.bursts, bursts...)
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
			row.Q, q = dataset.Number(q[0], true), q[1:]
		}
	}
}

// conceptSeries is one concept in one group through the periods of one type.
type conceptSeries struct {
	*dataset.Dataset
	series  *dataset.Series
	group   outputs.Group
	concept string
	// clumping is how the concept's mentions cluster in documents.
	clumping inference.Clumping
	points   []dataset.Point
}

// whenOf returns the columns that name the period of type t that starts on a day.
func whenOf(t period.Type, start int32) outputs.When {
	return outputs.When{PeriodType: string(t), Period: t.Name(start), PeriodStart: start}
}

func (f *conceptSeries) when(i int) outputs.When {
	return whenOf(f.series.Kind, f.series.Starts[i])
}

func (f *conceptSeries) trend(postings []dataset.Posting) outputs.Trend {
	all := dataset.Total(f.points)
	row := outputs.Trend{PeriodType: string(f.series.Kind), Group: f.group, Concept: f.concept, Mentions: all.Y,
		Documents: all.Documents, Periods: int64(len(f.points))}
	row.Few = all.Y < config.LowMentions
	for _, u := range postings {
		if f.series.At[u.Document] >= 0 {
			day := f.Documents[u.Document].Day
			if row.First == nil {
				row.First, row.Last = &day, &day
			}
			row.First, row.Last = new(min(*row.First, day)), new(max(*row.Last, day))
		}
	}
	f.peak(&row)
	row.Overspread = dataset.Number(stats.Overdispersion(dataset.Exposures(f.points)), all.Y > 0)
	rates := f.series.Rates(f.points)
	switch trend, ok := stats.MannKendall(rates); {
	case all.Y < f.Settings.MinMentions:
		row.Reason = "too few mentions"
	case !ok:
		row.Reason = "fewer than four periods"
	default:
		row.Tested = true
		row.Tau, row.Z, row.P = dataset.Number(trend.Tau, true), dataset.Number(trend.Z, true), dataset.Number(trend.P, true)
		slope, lo, hi, _ := stats.SenSlope(rates, config.Confidence)
		row.Slope, row.SlopeLo, row.SlopeHi = dataset.Number(slope, true), dataset.Number(lo, true), dataset.Number(hi, true)
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
		row.Peak, row.PeakRate, row.PeakCount = &name, dataset.Number(1e6*f.points[best].Estimate(), true), f.points[best].Y
	}
}

// changepoints are the changes of level of the rate. A concept with few mentions has none worth a
// row.
func (f *conceptSeries) changepoints() (rows []outputs.Change) {
	if dataset.Total(f.points).Y < f.Settings.MinMentions || len(f.points) < 2 {
		return nil
	}
	periods := dataset.Exposures(f.points)
	penalty := f.Settings.ChangePenalty * stats.PoissonPenalty(periods)
	places := append(append([]int{0}, stats.ChangepointsPoisson(periods, penalty)...), len(f.points))
	for i := 1; i < len(places)-1; i++ {
		from, at, to := places[i-1], places[i], places[i+1]
		before, after := dataset.Total(f.points[from:at]), dataset.Total(f.points[at:to])
		row := outputs.Change{When: f.when(at), Group: f.group, Concept: f.concept, Since: f.series.Starts[from],
			Until: f.series.Kind.Next(f.series.Starts[to-1]), Before: before.Y, After: after.Y,
			RateFrom: stats.Rounded(1e6 * before.Estimate()), RateTo: stats.Rounded(1e6 * after.Estimate()), Penalty: stats.Rounded(penalty)}
		row.Ratio, row.RatioLo, row.RatioHi = dataset.RatioColumns(before.Cell(), after.Cell(), f.clumping)
		row.Few = before.Y+after.Y < config.LowMentions
		rows = append(rows, row)
	}
	return rows
}

func (f *conceptSeries) bursts() (rows []outputs.Burst) {
	all := dataset.Total(f.points)
	if all.Documents == 0 {
		return nil
	}
	for _, b := range stats.BurstModel(f.Settings.Bursts).Bursts(dataset.Batches(f.points)) {
		in := dataset.Total(f.points[b.Start:b.End])
		rows = append(rows, outputs.Burst{When: f.when(b.Start), Group: f.group, Concept: f.concept, Level: int64(b.Level),
			Last: f.when(b.End - 1).Period, Periods: int64(b.End - b.Start), Documents: in.Documents, Docs: in.N,
			Share: stats.Rounded(shareOf(in)), Usual: stats.Rounded(shareOf(all)), Weight: stats.Rounded(b.Weight), Few: in.Documents < config.LowDocuments})
	}
	slices.SortStableFunc(rows, func(a, b outputs.Burst) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.PeriodStart, b.PeriodStart))
	})
	return rows
}

// shareOf is the share of documents that mention the concept.
func shareOf(p dataset.Point) float64 { return float64(p.Documents) / float64(p.N) }

// Package change follows concepts over time: trends, changepoints, bursts, temperatures, events,
// adoption, leads, and phrases that emerge.
package change

import (
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
	var t trendTables
	types := slices.DeleteFunc(slices.Clone(a.Periods), func(p period.Type) bool { return p == period.Day || p == period.Week })
	slices.Sort(types)
	groups := dataset.SortedSourceGroups(append(append(a.SourceGroups(), a.BySource()...), a.Everything())...)
	for _, p := range types {
		for _, c := range groups {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			t.add(a, c, p)
		}
	}
	return t.write(to)
}

// trendTables collect the rows of a table.
type trendTables struct{ trends []outputs.Trend }

func (t *trendTables) write(to *outputs.Folder) error {
	return outputs.WriteAll(to, slices.Values(t.trends))
}

// add describes all concepts in one group and period type.
func (t *trendTables) add(a *dataset.Dataset, g dataset.SourceGroup, p period.Type) {
	s, steady := a.Series(g, p), a.Series(a.Steady(g, p), p)
	for i := range a.Concepts {
		f := conceptSeries{Dataset: a, series: s, group: g.Group, concept: a.Concepts[i].ID,
			points: s.Points(a.ByConcept[i])}
		row := f.trend(a.ByConcept[i])
		slope(&row, steady.Rates(steady.Points(a.ByConcept[i])))
		t.trends = append(t.trends, row)
	}
}

// slope describes which way rates go. Whether chance may do it is for claims to say.
func slope(row *outputs.Trend, rates []stats.Point) {
	trend, ok := stats.MannKendall(rates)
	if ok = ok && trend.Variance > 0; ok {
		slope, _, _, _ := stats.SenSlope(rates, config.Confidence)
		row.Tau, row.Slope = dataset.Number(trend.Tau, true), dataset.Number(slope, true)
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

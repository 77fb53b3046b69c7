package claims

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
	overtime "tifa/pipeline/stats/inference/series"
)

// How many permutations a series has: a trend that may be one is permuted again with more.
const (
	seriesRounds = 999
	changeRounds = 499 // each takes some n² steps for a concept: most of the time of the stage
	leadRounds   = 1999
)

// followed lists all sources and the groups that differ from each other, so that no series is
// tested twice: a group of one source is that source, and a group may be all there is.
func (a data) followed() (out []dataset.SourceGroup) {
	for _, g := range dataset.SortedSourceGroups(append(a.SourceGroups(), a.Everything())...) {
		same := func(o dataset.SourceGroup) bool { return slices.Equal(o.Has, g.Has) && slices.Equal(o.Apart, g.Apart) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, g)
		}
	}
	return out
}

// seriesTypes are the types of period of series: months and quarters, else years.
func (a data) seriesTypes() []period.Type {
	var out []period.Type
	for _, t := range a.Periods {
		if t == period.Month || t == period.Quarter {
			out = append(out, t)
		}
	}
	if out == nil {
		out = []period.Type{period.Year}
	}
	return out
}

// seriesClaims follows all sources and each group over time: trends, changes of level, bursts.
func (a data) seriesClaims() (tasks []claimTask) {
	for _, g := range a.followed() {
		for i, t := range a.seriesTypes() {
			f := seriesFamily{data: a, group: g, t: t}
			if i == 0 {
				tasks = append(tasks, f.changes, f.bursts)
			}
			tasks = append(tasks, f.trends)
		}
	}
	return tasks
}

// seriesFamily is the concepts of one group over the periods of one type.
type seriesFamily struct {
	data
	group dataset.SourceGroup
	t     period.Type
}

// family begins a family; why is a reason for which nothing can be said of any of it.
func (s seriesFamily) family(kind, unit, statistic string, rounds int) (f claimFamily, over *dataset.Series,
	why inference.Reason) {
	row := outputs.Claim{Kind: kind, Attribute: s.group.Attribute, A: s.group.Value,
		PeriodType: string(s.t), Period: dataset.AllTime, Unit: unit, Statistic: statistic}
	f = s.claimFamily(row, rounds)
	over = s.Series(s.Steady(s.group, s.t), s.t)
	f.whereA = s.everWhere(s.group, over)
	switch {
	case len(over.Starts) > 0:
	case len(s.Series(s.group, s.t).Starts) > 0:
		why = inference.NoOverlap
	default:
		why = inference.NoDocuments
	}
	return f, over, why
}

// everWhere finds the mentions of a series of a group.
func (a data) everWhere(g dataset.SourceGroup, over *dataset.Series) string {
	ever := func(*dataset.Document) bool { return true }
	return a.filter(g, dataset.AllTime, ever, over.Kind, func(i int) bool { return over.At[i] >= 0 })
}

// trends tests each concept for a monotone trend. Families are adjusted by Holm.
func (s seriesFamily) trends(ctx context.Context) (out findings, err error) {
	f, over, why := s.family("trend", string(s.t), "kendall_tau", seriesRounds)
	if why != inference.Answered {
		return findings{claims: f.unanswered(why)}, ctx.Err()
	}
	var tested []int
	var p []float64
	for i := range f.items {
		points := over.Points(s.ByConcept[i])
		r, err := trendOf(ctx, f.draw, over.Rates(points))
		if err != nil {
			return out, err
		}
		if dataset.Total(points).Y == 0 {
			r.Reason = inference.NoMentions
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.P)
		c.UnitsA, c.MentionsA = int64(len(points)), dataset.Total(points).Y
		if r.Reason == inference.Answered {
			c.Estimate = dataset.Number(r.Kendall.Tau, true)
			tested, p = append(tested, i), append(p, r.P)
		}
		out.claims = append(out.claims, c)
	}
	for i, adjusted := range holm(p) {
		c := &out.claims[tested[i]]
		c.PAdjusted, c.Verdict = dataset.Number(adjusted, true), notSupported
		if adjusted <= inference.Alpha {
			c.Verdict = supported
		}
	}
	return out, nil
}

// trendOf tests one series. Only where few permutations find a trend are there ten times as many,
// drawn anew: a p-value of the first ones is above .05, and one of the second ones has its level.
func trendOf(ctx context.Context, draw inference.Draw, points []stats.Point) (overtime.Trend, error) {
	r, err := overtime.MonotoneTrend(ctx, draw, points)
	if err != nil || r.Reason != inference.Answered || r.P > inference.Alpha {
		return r, err
	}
	draw.Rounds = 10*draw.Rounds + 9
	return overtime.MonotoneTrend(ctx, draw, points)
}

// changes tests whether the rate of each concept changes its level.
func (s seriesFamily) changes(ctx context.Context) (out findings, err error) {
	f, over, why := s.family("changepoint", string(s.t), "changes", changeRounds)
	if why != inference.Answered {
		return findings{claims: f.unanswered(why)}, ctx.Err()
	}
	var sizes []int64
	for _, size := range over.Points(nil) {
		sizes = append(sizes, size.X)
	}
	mentions := mentionsOf(over, s.ByConcept)
	results, err := overtime.Changes(ctx, f.draw, 0, sizes, mentions)
	for i, r := range results {
		c := f.claim(i, r.Test, r.Reason, max(r.P, r.PPersistent), max(r.PAdjusted, r.PPersistent))
		c.UnitsA, c.MentionsA = int64(len(sizes)), sum(mentions[i])
		if c.Verdict == supported {
			points := over.Points(s.ByConcept[i])
			out.changes = append(out.changes, s.levels(over, c.Item, points, r.Changes)...)
			var names []string
			for _, at := range r.Changes {
				names = append(names, s.t.Name(over.Starts[at]))
			}
			c.Place, c.Estimate = strings.Join(names, " "), dataset.Number(float64(len(r.Changes)), true)
		}
		out.claims = append(out.claims, c)
	}
	return out, err
}

// mentionsOf are those of each concept in each period.
func mentionsOf(s *dataset.Series, concepts [][]dataset.Posting) (out [][]int64) {
	for _, postings := range concepts {
		y := make([]int64, len(s.Starts))
		for _, u := range postings {
			if at := s.At[u.Document]; at >= 0 {
				y[at] += int64(u.Mentions)
			}
		}
		out = append(out, y)
	}
	return out
}

func sum(values []int64) (n int64) {
	for _, v := range values {
		n += v
	}
	return n
}

// bursts tests the heaviest burst of each concept.
func (s seriesFamily) bursts(ctx context.Context) (out findings, err error) {
	f, over, why := s.family("burst", "source_week", "weight", seriesRounds)
	if why != inference.Answered {
		return findings{claims: f.unanswered(why)}, ctx.Err()
	}
	sources, relevant, weeks := s.weeks(over)
	results, err := overtime.FindBursts(ctx, f.draw, sources, relevant)
	for i, r := range results {
		if r.Reason == inference.Answered && !severalBlocks(sources) {
			r.Reason, r.LeastP = inference.NoOutcomeCouldReach, 1
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA, c.MentionsA = weeks, dataset.Total(over.Points(s.ByConcept[i])).Y
		if len(r.Bursts) > 0 && r.Reason == inference.Answered {
			c.Estimate = dataset.Number(r.Greatest, true)
			if c.Verdict == supported {
				out.bursts = append(out.bursts,
					s.burstRows(over, c.Item, r.Bursts, sources, relevant[i])...)
				heaviest := slices.MaxFunc(r.Bursts, func(x, y overtime.Burst) int { return cmp.Compare(x.Weight, y.Weight) })
				c.Place = s.t.Name(over.Starts[heaviest.Start]) + " " + s.t.Name(over.Starts[heaviest.End-1])
				setBurst(&c, sources, relevant[i], heaviest, len(over.Starts))
			}
		}
		out.claims = append(out.claims, c)
	}
	return out, err
}

// severalBlocks reports whether the weeks of any source make two blocks of four, so that a shuffle
// changes their order.
func severalBlocks(sources []overtime.SourceWeeks) bool {
	return slices.ContainsFunc(sources,
		func(s overtime.SourceWeeks) bool { return len(s.Documents) > 4 })
}

// weeks are the weeks of each source of a series that have documents dated to the day, and the
// documents of each concept in them. A week lies in the period of its Monday, or in the first.
func (s seriesFamily) weeks(over *dataset.Series) (sources []overtime.SourceWeeks, relevant [][][]int64, n int64) {
	sourceOf, place := map[int32]int{}, make([]int, len(s.Documents))
	last := map[int32]int32{}
	at := make([]int, len(s.Documents))
	for i := range s.Documents {
		d := &s.Documents[i]
		at[i] = -1
		if over.At[i] < 0 || d.Precision != corpus.PrecisionDay {
			continue
		}
		source, ok := sourceOf[d.Source]
		if !ok {
			source = len(sources)
			sourceOf[d.Source], sources = source, append(sources, overtime.SourceWeeks{})
		}
		w, week := &sources[source], period.Week.Start(d.Day)
		if len(w.Documents) == 0 || last[d.Source] != week {
			last[d.Source] = week
			w.Periods, w.Documents = append(w.Periods, int(over.At[i])), append(w.Documents, 0)
			n++
		}
		at[i], place[i] = source, len(w.Documents)-1
		w.Documents[place[i]]++
	}
	for _, postings := range s.ByConcept {
		counts := make([][]int64, len(sources))
		for i := range sources {
			counts[i] = make([]int64, len(sources[i].Documents))
		}
		for _, u := range postings {
			if source := at[u.Document]; source >= 0 {
				counts[source][place[u.Document]]++
			}
		}
		relevant = append(relevant, counts)
	}
	return sources, relevant, n
}

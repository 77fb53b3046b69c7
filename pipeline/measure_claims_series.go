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
	"tifa/pipeline/stats/inference"
	overtime "tifa/pipeline/stats/inference/series"
)

// How many permutations a series has: a trend that may be one is permuted again with more.
const (
	seriesRounds = 999
	leadRounds   = 1999
)

// followed lists all sources and the groups that differ from each other, so that no series is
// tested twice: a group of one source is that source, and a group may be all there is.
func (a *dataset) followed() (out []sourceGroup) {
	for _, g := range sortedSourceGroups(append(a.sourceGroups(), a.everything())...) {
		same := func(o sourceGroup) bool { return slices.Equal(o.has, g.has) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, g)
		}
	}
	return out
}

// steady are the sources of a group that have documents in nine of ten of its periods, so that what
// changes is not which sources there are.
func (a *dataset) steady(g sourceGroup, t PeriodType) sourceGroup {
	periods := make([]map[int32]bool, len(a.sources))
	all := map[int32]bool{}
	for i := range a.documents {
		if d := &a.documents[i]; g.in(d) && d.tokens > 0 && d.dated(t) {
			if periods[d.source] == nil {
				periods[d.source] = map[int32]bool{}
			}
			periods[d.source][t.start(d.day)], all[t.start(d.day)] = true, true
		}
	}
	g.has = slices.Clone(g.has)
	for i := range g.has {
		g.has[i] = g.has[i] && 10*len(periods[i]) >= 9*len(all)
	}
	return g
}

// seriesTypes are the types of period of series: months and quarters, else years.
func (a *dataset) seriesTypes() []PeriodType {
	var out []PeriodType
	for _, t := range a.periods {
		if t == Month || t == Quarter {
			out = append(out, t)
		}
	}
	if out == nil {
		out = []PeriodType{Year}
	}
	return out
}

// seriesClaims follows all sources and each group over time: trends, changes of level, bursts.
func (a *dataset) seriesClaims() (tasks []claimTask) {
	for _, g := range a.followed() {
		for i, t := range a.seriesTypes() {
			f := seriesFamily{dataset: a, group: g, t: t}
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
	*dataset
	group sourceGroup
	t     PeriodType
}

// family begins a family; why is a reason for which nothing can be said of any of it.
func (s seriesFamily) family(kind, unit, statistic string, rounds int) (f claimFamily, over *series,
	why inference.Reason) {
	row := outputs.Claim{Kind: kind, Attribute: s.group.Attribute, A: s.group.Value,
		PeriodType: string(s.t), Period: allTime, Unit: unit, Statistic: statistic}
	f = s.claimFamily(row, rounds)
	over = s.series(s.steady(s.group, s.t), s.t)
	switch {
	case len(over.starts) > 0:
	case len(s.series(s.group, s.t).starts) > 0:
		why = inference.NoOverlap
	default:
		why = inference.NoDocuments
	}
	return f, over, why
}

// trends tests each concept for a monotone trend. Families are adjusted by Holm.
func (s seriesFamily) trends(ctx context.Context) (rows []outputs.Claim, err error) {
	f, over, why := s.family("trend", string(s.t), "kendall_tau", seriesRounds)
	if why != inference.Answered {
		return f.unanswered(why), ctx.Err()
	}
	var tested []int
	var p []float64
	for i := range f.items {
		points := over.points(s.byConcept[i])
		r, err := trendOf(ctx, f.draw, over.rates(points))
		if err != nil {
			return nil, err
		}
		if total(points).Y == 0 {
			r.Reason = inference.NoMentions
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.P)
		c.UnitsA, c.MentionsA = int64(len(points)), total(points).Y
		if r.Reason == inference.Answered {
			c.Estimate = number(r.Kendall.Tau, true)
			tested, p = append(tested, i), append(p, r.P)
		}
		rows = append(rows, c)
	}
	for i, adjusted := range holm(p) {
		c := &rows[tested[i]]
		c.PAdjusted, c.Verdict = number(adjusted, true), notSupported
		if adjusted <= inference.Alpha {
			c.Verdict = supported
		}
	}
	return rows, nil
}

// trendOf tests one series. Only where few permutations find a trend are there ten times as many, drawn
// anew: a p-value of the first ones is above .05, and one of the second ones has its level.
func trendOf(ctx context.Context, draw inference.Draw, points []stats.Point) (overtime.Trend, error) {
	r, err := overtime.MonotoneTrend(ctx, draw, points)
	if err != nil || r.Reason != inference.Answered || r.P > inference.Alpha {
		return r, err
	}
	draw.Rounds = 10*draw.Rounds + 9
	return overtime.MonotoneTrend(ctx, draw, points)
}

// changes tests whether the rate of each concept changes its level.
func (s seriesFamily) changes(ctx context.Context) (rows []outputs.Claim, err error) {
	f, over, why := s.family("changepoint", string(s.t), "changes", seriesRounds)
	if why != inference.Answered {
		return f.unanswered(why), ctx.Err()
	}
	var sizes []int64
	for _, size := range over.sizes {
		sizes = append(sizes, size.X)
	}
	mentions := over.mentions(s.byConcept)
	results, err := overtime.Changes(ctx, f.draw, 0, sizes, mentions)
	for i, r := range results {
		c := f.claim(i, r.Test, r.Reason, max(r.P, r.PPersistent), max(r.PAdjusted, r.PPersistent))
		c.UnitsA, c.MentionsA = int64(len(sizes)), sum(mentions[i])
		if c.Verdict == supported {
			var names []string
			for _, at := range r.Changes {
				names = append(names, s.t.name(over.starts[at]))
			}
			c.Place, c.Estimate = strings.Join(names, " "), number(float64(len(r.Changes)), true)
		}
		rows = append(rows, c)
	}
	return rows, err
}

// mentions are those of each concept in each period.
func (s *series) mentions(concepts [][]posting) (out [][]int64) {
	for _, postings := range concepts {
		y := make([]int64, len(s.starts))
		for _, u := range postings {
			if at := s.at[u.document]; at >= 0 {
				y[at] += int64(u.mentions)
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
func (s seriesFamily) bursts(ctx context.Context) (rows []outputs.Claim, err error) {
	f, over, why := s.family("burst", "source_week", "weight", seriesRounds)
	if why != inference.Answered {
		return f.unanswered(why), ctx.Err()
	}
	sources, relevant, weeks := s.weeks(over)
	results, err := overtime.FindBursts(ctx, f.draw, sources, relevant)
	for i, r := range results {
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA, c.MentionsA = weeks, total(over.points(s.byConcept[i])).Y
		if len(r.Bursts) > 0 && r.Reason == inference.Answered {
			c.Estimate = number(r.Greatest, true)
			if c.Verdict == supported {
				heaviest := slices.MaxFunc(r.Bursts, func(x, y overtime.Burst) int { return cmp.Compare(x.Weight, y.Weight) })
				c.Place = s.t.name(over.starts[heaviest.Start]) + " " + s.t.name(over.starts[heaviest.End-1])
			}
		}
		rows = append(rows, c)
	}
	return rows, err
}

// weeks are the weeks of each source of a series that have documents dated to the day, and the
// documents of each concept in them. A week lies in the period of its Monday, or in the first.
func (s seriesFamily) weeks(over *series) (sources []overtime.SourceWeeks, relevant [][][]int64, n int64) {
	sourceOf, place := map[int32]int{}, make([]int, len(s.documents))
	last := map[int32]int32{}
	at := make([]int, len(s.documents))
	for i := range s.documents {
		d := &s.documents[i]
		at[i] = -1
		if over.at[i] < 0 || d.precision != corpus.PrecisionDay {
			continue
		}
		source, ok := sourceOf[d.source]
		if !ok {
			source = len(sources)
			sourceOf[d.source], sources = source, append(sources, overtime.SourceWeeks{})
		}
		w, week := &sources[source], Week.start(d.day)
		if len(w.Documents) == 0 || last[d.source] != week {
			last[d.source] = week
			w.Periods, w.Documents = append(w.Periods, int(over.at[i])), append(w.Documents, 0)
			n++
		}
		at[i], place[i] = source, len(w.Documents)-1
		w.Documents[place[i]]++
	}
	for _, postings := range s.byConcept {
		counts := make([][]int64, len(sources))
		for i := range sources {
			counts[i] = make([]int64, len(sources[i].Documents))
		}
		for _, u := range postings {
			if source := at[u.document]; source >= 0 {
				counts[source][place[u.document]]++
			}
		}
		relevant = append(relevant, counts)
	}
	return sources, relevant, n
}

// leadClaims tests for each pair whether the monthly rates of its groups move together.
func (a *dataset) leadClaims() (tasks []claimTask) {
	for _, pair := range sortedPairs(a.settings.Compare) {
		tasks = append(tasks, func(ctx context.Context) ([]outputs.Claim, error) {
			return a.leadsOf(ctx, pair)
		})
	}
	return tasks
}

func (a *dataset) leadsOf(ctx context.Context, pair Compare) (rows []outputs.Claim, err error) {
	f := a.claimFamily(outputs.Claim{Kind: "lead", Attribute: pair.By, A: pair.A, B: pair.B,
		PeriodType: string(Month), Period: allTime, Unit: "month", Statistic: "lag"}, leadRounds)
	first := a.series(a.steady(a.group(pair.By, pair.A), Month), Month)
	second := a.series(a.steady(a.group(pair.By, pair.B), Month), Month)
	if len(first.starts) == 0 || len(second.starts) == 0 {
		if len(first.starts) == len(second.starts) {
			return nil, ctx.Err()
		}
		return f.unanswered(inference.NoDocuments), ctx.Err()
	}
	from := min(first.starts[0], second.starts[0])
	to := max(first.starts[len(first.starts)-1], second.starts[len(second.starts)-1])
	var x, y [][]float64
	for _, postings := range a.byConcept {
		x = append(x, first.monthly(first.points(postings), from, to))
		y = append(y, second.monthly(second.points(postings), from, to))
	}
	results, err := overtime.LeadLags(ctx, f.draw, x, y)
	for i, r := range results {
		u, v := total(first.points(a.byConcept[i])).Y, total(second.points(a.byConcept[i])).Y
		if r.Reason == inference.NoVariation && u+v == 0 {
			r.Reason = inference.NoMentions
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA, c.UnitsB = int64(r.To-r.From), int64(r.To-r.From)
		c.MentionsA, c.MentionsB = u, v
		if r.Reason == inference.Answered && !math.IsNaN(r.R) {
			c.Estimate = number(float64(r.Lag), true)
		}
		rows = append(rows, c)
	}
	return rows, err
}

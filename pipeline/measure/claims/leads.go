package claims

import (
	"context"
	"math"
	"slices"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats/inference"
	overtime "tifa/pipeline/stats/inference/series"
)

// leadClaims tests for each pair whether the monthly rates of its groups move together.
func (a data) leadClaims() (tasks []claimTask) {
	for _, pair := range dataset.SortedPairs(a.Settings.Compare) {
		tasks = append(tasks, func(ctx context.Context) (findings, error) {
			return a.leadsOf(ctx, pair)
		})
	}
	return tasks
}

func (a data) leadsOf(ctx context.Context, pair config.Compare) (out findings, err error) {
	f := a.claimFamily(outputs.Claim{Kind: "lead", Attribute: pair.By, A: pair.A, B: pair.B,
		PeriodType: string(period.Month), Period: dataset.AllTime, Unit: "month",
		Statistic: "lag"}, leadRounds)
	groupA, groupB := a.group(pair.By, pair.A), a.group(pair.By, pair.B)
	first := a.Series(a.Steady(groupA, period.Month), period.Month)
	second := a.Series(a.Steady(groupB, period.Month), period.Month)
	f.whereA, f.whereB = a.everWhere(groupA, first), a.everWhere(groupB, second)
	uses := a.firstUses(pair)
	if len(first.Starts) == 0 || len(second.Starts) == 0 {
		if uses.nobody() && !config.Asked(pair) {
			return out, ctx.Err()
		}
		out.claims = f.unanswered(inference.NoDocuments)
		for i, c := range out.claims {
			out.leads = append(out.leads, uses.row(i, c, overtime.LeadLag{}))
		}
		return out, ctx.Err()
	}
	from := min(first.Starts[0], second.Starts[0])
	to := max(first.Starts[len(first.Starts)-1], second.Starts[len(second.Starts)-1])
	var x, y [][]float64
	for _, postings := range a.ByConcept {
		x = append(x, monthly(first, postings, from, to))
		y = append(y, monthly(second, postings, from, to))
	}
	results, err := overtime.LeadLags(ctx, f.draw, x, y)
	for i, r := range results {
		u := dataset.Total(first.Points(a.ByConcept[i])).Y
		v := dataset.Total(second.Points(a.ByConcept[i])).Y
		if r.Reason == inference.NoVariation && u+v == 0 {
			r.Reason = inference.NoMentions
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA, c.UnitsB = int64(r.To-r.From), int64(r.To-r.From)
		c.MentionsA, c.MentionsB = u, v
		if r.Reason == inference.Answered && !math.IsNaN(r.R) {
			c.Estimate = dataset.Number(float64(r.Lag), true)
		}
		out.claims = append(out.claims, c)
		out.leads = append(out.leads, uses.row(i, c, r))
	}
	return out, err
}

// group is the sources with a value of an attribute, perhaps none.
func (a data) group(by, value string) dataset.SourceGroup {
	for _, g := range a.Values(by) {
		if g.Value == value {
			return g
		}
	}
	return dataset.SourceGroup{Group: outputs.Group{Attribute: by, Value: value},
		Has: make([]bool, a.Parts())}
}

// monthly are the rates of a concept in all months from one to another; NaN where a month has no
// tokens.
func monthly(s *dataset.Series, postings []dataset.Posting, from, to int32) (rates []float64) {
	points := s.Points(postings)
	for at := from; at <= to; at = period.Month.Next(at) {
		rate := math.NaN()
		if i, ok := slices.BinarySearch(s.Starts, at); ok {
			rate = 1e6 * points[i].Estimate()
		}
		rates = append(rates, rate)
	}
	return rates
}

// firstUses are the first days on which two groups use each concept.
type firstUses struct {
	data
	groups [2]dataset.SourceGroup
	since  [2]*int32 // first day of each group's documents
}

func (a data) firstUses(pair config.Compare) *firstUses {
	u := &firstUses{data: a}
	for side, value := range []string{pair.A, pair.B} {
		u.groups[side] = a.group(pair.By, value)
		for i := range a.Documents {
			d := &a.Documents[i]
			if u.groups[side].In(d) && d.Precision == corpus.PrecisionDay {
				u.since[side] = earlier(u.since[side], d.Day)
			}
		}
	}
	return u
}

func earlier(first *int32, day int32) *int32 {
	if first != nil {
		day = min(*first, day)
	}
	return &day
}

// nobody reports whether neither group has a document dated to the day.
func (u *firstUses) nobody() bool { return u.since[0] == nil && u.since[1] == nil }

// of is the day of the first document of a group that mentions a concept and is dated to the day.
func (u *firstUses) of(side, concept int) (first *int32) {
	for _, posting := range u.ByConcept[concept] {
		d := &u.Documents[posting.Document]
		if u.groups[side].In(d) && d.Precision == corpus.PrecisionDay {
			first = earlier(first, d.Day)
		}
	}
	return first
}

// row describes what a claim of kind lead is about.
func (u *firstUses) row(concept int, c outputs.Claim, r overtime.LeadLag) outputs.Lead {
	row := outputs.Lead{Attribute: c.Attribute, A: c.A, B: c.B, Concept: c.Item,
		FirstA: u.of(0, concept), FirstB: u.of(1, concept), Months: c.UnitsA,
		MentionsA: c.MentionsA, MentionsB: c.MentionsB,
		Few: c.MentionsA+c.MentionsB < config.LowMentions}
	if row.FirstA != nil && row.FirstB != nil { // so that both have documents
		if both := max(*u.since[0], *u.since[1]); both < min(*row.FirstA, *row.FirstB) {
			row.LagDays = new(int64(*row.FirstB - *row.FirstA))
		}
	}
	if c.Estimate != nil {
		row.Lag, row.R = new(int64(r.Lag)), dataset.Number(r.R, true)
	}
	return row
}

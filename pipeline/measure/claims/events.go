package claims

import (
	"context"
	"math"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
	overtime "tifa/pipeline/stats/inference/series"
)

// binDays is the length of the periods around an event, at most. They are counted from the event,
// which no month begins with.
const binDays = 30

// eventClaims compares the change at each event with that at all other dates, for all sources and
// each group. Events outside the texts have no rows, and concepts that nobody mentions at any date.
func (a data) eventClaims() (tasks []claimTask) {
	d := a.clumping()
	for _, g := range a.followed() {
		for _, e := range a.Events {
			tasks = append(tasks, func(ctx context.Context) (findings, error) {
				return a.eventClaimsOf(ctx, e, g, d)
			})
		}
	}
	return tasks
}

// clumping is the design effect of each concept over all documents, shrunk to that of the run.
func (a data) clumping() []float64 {
	var base stats.Ratio
	for i := range a.Documents {
		base.Add(a.Documents[i].Tokens, 0)
	}
	cells := make([]inference.Cell, len(a.Concepts))
	for i, postings := range a.ByConcept {
		cells[i] = inference.Cell{Ratio: base, Mentioning: int64(len(postings))}
		for _, u := range postings {
			dataset.AddMentions(&cells[i].Ratio, a.Documents[u.Document].Tokens, int64(u.Mentions))
		}
	}
	run := inference.MedianClumping(cells)
	out := make([]float64, len(cells))
	for i, c := range cells {
		out[i] = run.Of(c).DesignEffect
	}
	return out
}

// eventSeries is the documents of the sources with documents on both sides of an event, in periods
// counted from it.
type eventSeries struct {
	overtime.Event
	at        []int32 // period of each document, -1 for none
	days      int64   // of a window
	documents []int64 // of each period
}

func (a data) eventSeries(day int32, g dataset.SourceGroup) (s eventSeries, before, after bool) {
	s.Width = int((a.Settings.EventDays + binDays - 1) / binDays)
	bin := a.Settings.EventDays / int32(s.Width)
	s.days = int64(bin) * int64(s.Width)
	sides := make([]int8, len(a.Sources))
	reach := int32(s.Width) * bin
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	for i := range a.Documents {
		if d := &a.Documents[i]; a.around(d, g) && d.Day >= day-reach && d.Day < day+reach {
			if d.Day < day {
				sides[d.Source] |= 1
			} else {
				sides[d.Source] |= 2
			}
		}
	}
	for _, side := range sides {
		before, after = before || side&1 > 0, after || side&2 > 0
	}
	s.at = make([]int32, len(a.Documents))
	for i := range a.Documents {
		s.at[i] = math.MinInt32
		if d := &a.Documents[i]; a.around(d, g) && sides[d.Source] == 3 {
			s.at[i] = floorDiv(d.Day-day, bin)
			first, last = min(first, s.at[i]), max(last, s.at[i])
		}
	}
	if first > last {
		return s, before, after
	}
	s.Sizes, s.Date = make([]int64, last-first+1), int(-first)
	s.documents = make([]int64, len(s.Sizes))
	for i := range s.at {
		if s.at[i] == math.MinInt32 {
			s.at[i] = -1
			continue
		}
		s.at[i] -= first
		s.Sizes[s.at[i]] += a.Documents[i].Tokens
		s.documents[s.at[i]]++
	}
	return s, before, after
}

// around reports whether a document may stand in a window.
func (a data) around(d *dataset.Document, g dataset.SourceGroup) bool {
	return g.In(d) && d.Tokens > 0 && d.Precision == corpus.PrecisionDay
}

func floorDiv(a, b int32) int32 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// eventClaimsOf are the rows of one event and group.
func (a data) eventClaimsOf(ctx context.Context, e config.Event, g dataset.SourceGroup,
	designEffects []float64) (out findings, err error) {
	s, before, after := a.eventSeries(e.Day, g)
	if !before || !after {
		return out, ctx.Err()
	}
	f := a.claimFamily(outputs.Claim{Kind: "event", Attribute: g.Attribute, A: g.Value,
		PeriodType: string(period.Day), Period: dataset.AllTime, Event: e.ID, Unit: "date",
		Statistic: "ratio_after_before"}, 0)
	ever := func(*dataset.Document) bool { return true }
	f.whereA = a.filter(g, dataset.AllTime, ever, period.Day, s.in(s.Date, s.Date+s.Width))
	f.whereB = a.filter(g, dataset.AllTime, ever, period.Day, s.in(s.Date-s.Width, s.Date))
	if s.Sizes == nil {
		return findings{claims: f.unanswered(inference.NoOverlap)}, ctx.Err()
	}
	mentions := make([][]int64, len(a.ByConcept))
	for i, postings := range a.ByConcept {
		mentions[i] = make([]int64, len(s.Sizes))
		for _, u := range postings {
			if at := s.at[u.Document]; at >= 0 {
				mentions[i][at] += int64(u.Mentions)
			}
		}
	}
	results, err := s.Compare(ctx, mentions, designEffects)
	for i, r := range results {
		if r.Reason == inference.NoMentions {
			continue // of each event and group, most concepts of a small corpus
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA = int64(r.Dates)
		c.MentionsA, c.MentionsB = s.sums(mentions[i])
		if r.Reason == inference.Answered {
			c.Estimate = dataset.Number(r.Ratio, true)
		}
		out.claims = append(out.claims, c)
		out.events = append(out.events, s.row(e, g, c))
	}
	return out, err
}

// in tells of a document whether it lies in a window of periods.
func (s *eventSeries) in(from, to int) func(i int) bool {
	return func(i int) bool { return s.at[i] >= 0 && int(s.at[i]) >= from && int(s.at[i]) < to }
}

// row describes what a claim is about.
func (s *eventSeries) row(e config.Event, g dataset.SourceGroup,
	c outputs.Claim) outputs.EventEffect {
	docsAfter, docsBefore := s.sums(s.documents)
	tokensAfter, tokensBefore := s.sums(s.Sizes)
	return outputs.EventEffect{Event: e.ID, Date: e.Day, Zh: e.Zh, En: e.En, Group: g.Group,
		Concept: c.Item, Days: s.days, CutShort: s.Date < s.Width || s.Date+s.Width > len(s.Sizes),
		MentionsBefore: c.MentionsB, MentionsAfter: c.MentionsA,
		DocsBefore: docsBefore, DocsAfter: docsAfter,
		RateBefore: dataset.Number(1e6*float64(c.MentionsB)/float64(tokensBefore), tokensBefore > 0),
		RateAfter:  dataset.Number(1e6*float64(c.MentionsA)/float64(tokensAfter), tokensAfter > 0),
		Ratio:      c.Estimate, Few: c.MentionsA+c.MentionsB < config.LowMentions}
}

// sums are those of the window after the event and of that before.
func (s *eventSeries) sums(values []int64) (after, before int64) {
	return sum(values[max(0, s.Date):min(len(values), s.Date+s.Width)]),
		sum(values[max(0, s.Date-s.Width):min(len(values), max(0, s.Date))])
}

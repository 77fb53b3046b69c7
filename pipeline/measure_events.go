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

// eventEffects compares the rate of each concept in equal windows before and after each event, in each group and over
// all documents dated to the day. Where a window has no document the event lies outside the texts, and has no row.
func eventEffects(ctx context.Context, a *dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.EventEffect](to)
	if err != nil {
		return err
	}
	events := slices.Clone(a.events)
	slices.SortFunc(events, func(x, y Event) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), strings.Compare(x.ID, y.ID))
	})
	groups := sortedSourceGroups(append(a.sourceGroups(), a.everything())...)
	for _, e := range events {
		var all []outputs.EventEffect // rows of the first group
		for i, c := range groups {
			rows, err := a.eventRowsOf(ctx, e, c, groups[0], all)
			if err != nil {
				return err
			}
			if i == 0 {
				all = rows
			}
			if err := w.Write(rows...); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

// eventRowsOf are the rows of a group, given those of another: where both have the same sources nothing is tested twice.
func (a *dataset) eventRowsOf(ctx context.Context, e Event, c, done sourceGroup, rows []outputs.EventEffect) ([]outputs.EventEffect, error) {
	if rows == nil || !slices.Equal(c.has, done.has) {
		return a.eventRows(ctx, e, c)
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Group = c.Group
	}
	return rows, context.Cause(ctx)
}

// window is the documents of a group around an event.
type window struct {
	position      []int32 // of each document of the dataset, -1 for none
	sizes         []int64
	after         []bool
	before, since stats.Ratio // sizes, without mentions
	cutShort      bool        // the texts begin or end within
}

func (a *dataset) window(day int32, c sourceGroup) *window {
	w := &window{position: make([]int32, len(a.documents))}
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	from, to := day-a.settings.EventDays, day+a.settings.EventDays
	for i := range a.documents {
		d := &a.documents[i]
		w.position[i] = -1
		if d.precision != corpus.PrecisionDay || !c.in(d) {
			continue
		}
		first, last = min(first, d.day), max(last, d.day)
		if d.day < from || d.day >= to {
			continue
		}
		w.position[i] = int32(len(w.sizes))
		w.sizes, w.after = append(w.sizes, d.tokens), append(w.after, d.day >= day)
		if d.day >= day {
			w.since.Add(d.tokens, 0)
		} else {
			w.before.Add(d.tokens, 0)
		}
	}
	w.cutShort = first > from || last < to-1
	return w
}

func (a *dataset) eventRows(ctx context.Context, e Event, c sourceGroup) ([]outputs.EventEffect, error) {
	w := a.window(e.Day, c)
	if w.before.N == 0 || w.since.N == 0 {
		return nil, nil
	}
	var rows []outputs.EventEffect
	var test []int
	var occurrences [][]stats.Occurrence
	for i := range a.concepts {
		before, after, postings := w.postings(a.byConcept[i])
		row := outputs.EventEffect{Event: e.ID, Date: e.Day, Zh: e.Zh, En: e.En, Group: c.Group, Concept: a.concepts[i].ID,
			Days: int64(a.settings.EventDays), CutShort: w.cutShort, MentionsBefore: before.Y, MentionsAfter: after.Y, DocsBefore: before.N, DocsAfter: after.N,
			RateBefore: number(1e6*before.Estimate(), before.X > 0), RateAfter: number(1e6*after.Estimate(), after.X > 0)}
		row.Few = before.Y+after.Y < fewMentions
		switch {
		case min(before.N, after.N) < a.settings.MinDocuments:
			row.Reason = "a window has too few documents"
		case before.Y+after.Y < a.settings.MinMentions:
			row.Reason = "too few mentions"
		case min(before.X, after.X) == 0:
			row.Reason = "a window has no tokens"
		default:
			test, occurrences = append(test, len(rows)), append(occurrences, postings)
		}
		rows = append(rows, row)
	}
	if len(test) > 0 {
		return rows, a.compareWindows(ctx, w, rows, test, occurrences)
	}
	return rows, nil
}

// compareWindows tests the rows at the places in test, and gives them q-values as one family.
func (a *dataset) compareWindows(ctx context.Context, w *window, rows []outputs.EventEffect, test []int,
	occurrences [][]stats.Occurrence) error {
	windows := stats.Permutation{Sizes: w.sizes, First: w.after, Rounds: a.settings.EventPermutations,
		Seed: a.settings.Seed, Workers: a.workers}
	results, _, err := windows.Ratios(ctx, occurrences, level)
	if err != nil {
		return err
	}
	var p []float64
	for i, r := range results {
		if row := &rows[test[i]]; r.OK {
			bounded := !math.IsInf(r.Hi, 0)
			row.Tested = true
			row.Ratio, row.RatioLo, row.RatioHi = number(r.Ratio, true), number(r.Lo, bounded), number(r.Hi, bounded)
			row.PermP = number(r.P, true)
			p = append(p, r.P)
		} else {
			row.Reason = "sums are too large"
		}
	}
	q := stats.QValues(p)
	for _, at := range test {
		if row := &rows[at]; row.PermP != nil {
			row.Q, q = number(q[0], true), q[1:]
		}
	}
	return nil
}

// postings are the sums of a concept before and after, and the documents that mention it.
func (w *window) postings(list []posting) (before, after stats.Ratio, postings []stats.Occurrence) {
	before, after = w.before, w.since
	for _, u := range list {
		doc := w.position[u.document]
		if doc < 0 {
			continue
		}
		sum := &before
		if w.after[doc] {
			sum = &after
		}
		addMentions(sum, w.sizes[doc], int64(u.mentions))
		postings = append(postings, stats.Occurrence{Document: int(doc), Mentions: int64(u.mentions)})
	}
	return before, after, postings
}

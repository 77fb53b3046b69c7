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
	"tifa/pipeline/stats"
)

// EventEffects compares the rate of each concept in equal windows before and after each event, in
// each group and over all documents dated to the day. Where a window has no document the event lies
// outside the texts, and has no row.
func EventEffects(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.EventEffect](to)
	if err != nil {
		return err
	}
	events := slices.Clone(a.Events)
	slices.SortFunc(events, func(x, y config.Event) int {
		return cmp.Or(cmp.Compare(x.Day, y.Day), strings.Compare(x.ID, y.ID))
	})
	groups := dataset.SortedSourceGroups(append(a.SourceGroups(), a.Everything())...)
	for _, e := range events {
		var all []outputs.EventEffect // rows of the first group
		for i, c := range groups {
			rows, err := eventRowsOf(ctx, a, e, c, groups[0], all)
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

// eventRowsOf are the rows of a group, given those of another: where both have the same sources
// nothing is tested twice.
func eventRowsOf(ctx context.Context, a *dataset.Dataset, e config.Event, c, done dataset.SourceGroup, rows []outputs.EventEffect) ([]outputs.EventEffect, error) {
	if rows == nil || !slices.Equal(c.Has, done.Has) {
		return eventRows(ctx, a, e, c)
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

func newWindow(a *dataset.Dataset, day int32, c dataset.SourceGroup) *window {
	w := &window{position: make([]int32, len(a.Documents))}
	first, last := int32(math.MaxInt32), int32(math.MinInt32)
	from, to := day-a.Settings.EventDays, day+a.Settings.EventDays
	for i := range a.Documents {
		d := &a.Documents[i]
		w.position[i] = -1
		if d.Precision != corpus.PrecisionDay || !c.In(d) {
			continue
		}
		first, last = min(first, d.Day), max(last, d.Day)
		if d.Day < from || d.Day >= to {
			continue
		}
		w.position[i] = int32(len(w.sizes))
		w.sizes, w.after = append(w.sizes, d.Tokens), append(w.after, d.Day >= day)
		if d.Day >= day {
			w.since.Add(d.Tokens, 0)
		} else {
			w.before.Add(d.Tokens, 0)
		}
	}
	w.cutShort = first > from || last < to-1
	return w
}

func eventRows(ctx context.Context, a *dataset.Dataset, e config.Event, c dataset.SourceGroup) ([]outputs.EventEffect, error) {
	w := newWindow(a, e.Day, c)
	if w.before.N == 0 || w.since.N == 0 {
		return nil, nil
	}
	var rows []outputs.EventEffect
	var test []int
	var occurrences [][]stats.Occurrence
	for i := range a.Concepts {
		before, after, postings := w.postings(a.ByConcept[i])
		row := outputs.EventEffect{Event: e.ID, Date: e.Day, Zh: e.Zh, En: e.En, Group: c.Group, Concept: a.Concepts[i].ID,
			Days: int64(a.Settings.EventDays), CutShort: w.cutShort, MentionsBefore: before.Y, MentionsAfter: after.Y, DocsBefore: before.N, DocsAfter: after.N,
			RateBefore: dataset.Number(1e6*before.Estimate(), before.X > 0), RateAfter: dataset.Number(1e6*after.Estimate(), after.X > 0)}
		row.Few = before.Y+after.Y < config.LowMentions
		switch {
		case min(before.N, after.N) < a.Settings.MinDocuments:
			row.Reason = "a window has too few documents"
		case before.Y+after.Y < a.Settings.MinMentions:
			row.Reason = "too few mentions"
		case min(before.X, after.X) == 0:
			row.Reason = "a window has no tokens"
		default:
			test, occurrences = append(test, len(rows)), append(occurrences, postings)
		}
		rows = append(rows, row)
	}
	if len(test) > 0 {
		return rows, compareWindows(ctx, a, w, rows, test, occurrences)
	}
	return rows, nil
}

// compareWindows tests the rows at the places in test, and gives them q-values as one family.
func compareWindows(ctx context.Context, a *dataset.Dataset, w *window, rows []outputs.EventEffect, test []int,
	occurrences [][]stats.Occurrence) error {
	windows := stats.Permutation{Sizes: w.sizes, First: w.after, Rounds: a.Settings.EventPermutations,
		Seed: a.Settings.Seed, Workers: a.Workers}
	results, _, err := windows.Ratios(ctx, occurrences, config.Confidence)
	if err != nil {
		return err
	}
	var p []float64
	for i, r := range results {
		if row := &rows[test[i]]; r.OK {
			bounded := !math.IsInf(r.Hi, 0)
			row.Tested = true
			row.Ratio, row.RatioLo, row.RatioHi = dataset.Number(r.Ratio, true), dataset.Number(r.Lo, bounded), dataset.Number(r.Hi, bounded)
			row.PermP = dataset.Number(r.P, true)
			p = append(p, r.P)
		} else {
			row.Reason = "sums are too large"
		}
	}
	q := stats.QValues(p)
	for _, at := range test {
		if row := &rows[at]; row.PermP != nil {
			row.Q, q = dataset.Number(q[0], true), q[1:]
		}
	}
	return nil
}

// postings are the sums of a concept before and after, and the documents that mention it.
func (w *window) postings(list []dataset.Posting) (before, after stats.Ratio, postings []stats.Occurrence) {
	before, after = w.before, w.since
	for _, u := range list {
		doc := w.position[u.Document]
		if doc < 0 {
			continue
		}
		sum := &before
		if w.after[doc] {
			sum = &after
		}
		dataset.AddMentions(sum, w.sizes[doc], int64(u.Mentions))
		postings = append(postings, stats.Occurrence{Document: int(doc), Mentions: int64(u.Mentions)})
	}
	return before, after, postings
}

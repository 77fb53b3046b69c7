package claims

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
	"tifa/pipeline/stats/inference/series"
)

// emergingRounds are the shuffles of a year. Each takes a step for each week of each phrase; the
// largest of all phrases is compared, so that many phrases need no more shuffles than one.
const emergingRounds = 199

// emergingClaims finds phrases that nobody listed and that spread in a year, and that are new or
// much more frequent than in the years before. A year is one family: all phrases that could. Only
// what is supported has rows, and a year of which nothing can be said has one without an item. The
// first years have no reference, and no rows.
func (a data) emergingClaims(ctx context.Context) (all findings, err error) {
	p, err := a.readPhrases(ctx)
	if err != nil {
		return all, err
	}
	return p.emerging(ctx)
}

func (p *phraseWeeks) emerging(ctx context.Context) (all findings, err error) {
	var tasks []claimTask
	for i := range p.years {
		if w, ok := p.window(i); ok {
			tasks = append(tasks, w.find)
		}
	}
	return collect(ctx, p.Workers, tasks)
}

// test tests the phrases of one year.
func (w *yearWindow) test(ctx context.Context) (claimFamily, series.EmergingPhrases, error) {
	f := w.claimFamily(outputs.Claim{Kind: "emerging", Attribute: "all",
		PeriodType: string(period.Year), Period: w.years[w.now], Unit: "source_week", Statistic: "ratio_of_weeks"}, emergingRounds)
	f.row.ItemKind = "phrase"
	result, err := series.Emerging(ctx, f.draw, w.sizes, w.uses())
	return f, result, err
}

// find makes the rows of what emerges in one year.
func (w yearWindow) find(ctx context.Context) (out findings, err error) {
	f, result, err := w.test(ctx)
	if err != nil {
		return out, err
	}
	if result.Reason != inference.Answered {
		row := f.row
		row.LeastP, row.Verdict, row.Reason = 1, cannotBeSaid, result.Reason.String()
		return findings{claims: []outputs.Claim{row}}, nil
	}
	perms := inference.Permutations{N: result.Permutations}
	tests := map[string]series.Spread{} // by phrase
	for i, spread := range result.Phrases {
		if !spread.Emerging {
			continue
		}
		if row, ok := w.row(&w.candidates[i], spread); ok {
			out.emerging = append(out.emerging, row)
			tests[row.Segmented] = spread
		}
	}
	out.emerging = w.rank(out.emerging)
	for _, row := range out.emerging {
		out.claims = append(out.claims, f.emerging(row, tests[row.Segmented], perms))
	}
	return out, nil
}

// rank puts the phrases of a year in the order of the table.
func (w *yearWindow) rank(rows []outputs.Emerging) []outputs.Emerging {
	slices.SortFunc(rows, func(x, y outputs.Emerging) int {
		return cmp.Or(cmp.Compare(y.LogOddsZ, x.LogOddsZ), strings.Compare(x.Phrase, y.Phrase),
			strings.Compare(x.Segmented, y.Segmented))
	})
	rows = withoutPieces(rows, w.Settings.Emerging.Top)
	for i := range rows {
		rows[i].Rank = int64(i + 1)
	}
	return rows
}

// row is a phrase that spreads in the year; ok is false where it is rare, or not much more frequent
// than before. Only sources with documents in the year and before it are counted.
func (w *yearWindow) row(c *candidate, spread series.Spread) (row outputs.Emerging, ok bool) {
	row = outputs.Emerging{Period: w.years[w.now], Phrase: c.Phrase, Segmented: c.Tokens,
		ReferenceFrom: w.years[w.from], ReferenceTo: w.years[w.now-1],
		Cohesion: c.Cohesion, Left: c.Left, Right: c.Right,
		PAdjusted: stats.Rounded(spread.PAdjusted)}
	if at, ok := c.examples[row.Period]; ok {
		row.Document, row.Example = at.Document, at.Example
	}
	w.size(&row)
	with := make([][2]int, len(w.sizes)) // weeks with the phrase, before and in the year
	for _, y := range c.weeks {
		if !w.has(y) {
			continue
		}
		weeks := bits.OnesCount64(y.bits)
		if y.year == w.now {
			row.Count, row.Documents = row.Count+y.count, row.Documents+y.documents
			row.WeeksWith += int64(weeks)
			with[y.source][1] += weeks
		} else {
			row.Reference += y.count
			row.RefWeeksWith += int64(weeks)
			with[y.source][0] += weeks
		}
	}
	row.WeekRatio = w.ratio(with)
	return row, w.compareRates(&row)
}

// size fills in what the year and the years of reference have of the sources that are shared.
func (w *yearWindow) size(row *outputs.Emerging) {
	for i, size := range w.sizes {
		if !w.shared(int32(i)) {
			continue
		}
		row.Sources++
		row.Weeks, row.RefWeeks = row.Weeks+int64(size.Year), row.RefWeeks+int64(size.Before)
		row.Tokens += w.tokens[i][w.now]
		for _, n := range w.tokens[i][w.from:w.now] {
			row.RefTokens += n
		}
	}
}

// ratio is how many times the share of weeks with the phrase in the year that of before is, within
// sources (Mantel & Haenszel 1959); null where no week before has it.
func (w *yearWindow) ratio(with [][2]int) *float64 {
	var now, before float64
	for i, size := range w.sizes {
		if all := float64(size.Before + size.Year); w.shared(int32(i)) {
			now += float64(with[i][1]) * float64(size.Before) / all
			before += float64(with[i][0]) * float64(size.Year) / all
		}
	}
	return dataset.Number(now/before, before > 0)
}

func (w *yearWindow) compareRates(row *outputs.Emerging) (ok bool) {
	s := w.Settings
	pair := stats.Pair{A: row.Count, B: row.Reference, N1: row.Tokens, N2: row.RefTokens}
	_, z := pair.LogOdds(s.Prior * float64(row.Tokens+row.RefTokens))
	row.New = row.Reference == 0
	row.LogRatio, row.LogOddsZ = stats.Rounded(pair.LogRatio()), stats.Rounded(z)
	row.Rate = stats.Rounded(1e6 * stats.Ratio{X: row.Tokens, Y: row.Count}.Estimate())
	row.RefRate = stats.Rounded(1e6 * stats.Ratio{X: row.RefTokens, Y: row.Reference}.Estimate())
	row.FewDocs = row.Documents < config.LowDocuments
	return row.Count >= s.Emerging.MinCount && row.Documents >= s.Emerging.MinDocs &&
		row.LogRatio >= s.Emerging.LogRatio
}

// emerging is the claim of a row.
func (f *claimFamily) emerging(row outputs.Emerging, spread series.Spread,
	perms inference.Permutations) outputs.Claim {
	c := f.row
	c.Item, c.LeastP, c.Verdict = row.Phrase, stats.Rounded(perms.LeastP()), supported
	c.P, c.PAdjusted = dataset.Number(spread.P, true), dataset.Number(spread.PAdjusted, true)
	c.UnitsA, c.UnitsB, c.MentionsA, c.MentionsB = row.Weeks, row.RefWeeks, row.Count, row.Reference
	c.WithA, c.OfA, c.WithB, c.OfB = row.WeeksWith, row.Weeks, row.RefWeeksWith, row.RefWeeks
	c.Estimate = row.WeekRatio
	return c
}

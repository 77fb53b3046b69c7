package change

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// Emerging finds phrases nobody listed: sequences of tokens that are new in a year, or much more
// frequent than in the years before it. A phrase has to cohere, to stand free on both sides, and to
// hold no wording of the lexicon; of phrases that say the same at different lengths one stays. The
// first years have no reference, and no rows.
func Emerging(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	candidates, err := candidates(ctx, a)
	if err != nil {
		return err
	}
	years := tokensOfYears(a)
	var rows []outputs.Emerging
	for i := range years {
		rows = append(rows, emergingIn(a.Settings, candidates, years, i)...)
	}
	return outputs.WriteAll(to, slices.Values(rows))
}

// candidate is a phrase with its counts by year.
type candidate struct {
	outputs.Ngram
	years map[string]outputs.Ngram
}

// yearTokens are the tokens of each year, by year.
type yearTokens struct {
	year   string
	tokens int64
}

func tokensOfYears(a *dataset.Dataset) (out []yearTokens) {
	tokens := map[int32]int64{}
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Dated(period.Year) {
			tokens[period.Year.Start(d.Day)] += d.Tokens
		}
	}
	for start, n := range tokens {
		out = append(out, yearTokens{period.Year.Name(start), n})
	}
	slices.SortFunc(out, func(x, y yearTokens) int { return strings.Compare(x.year, y.year) })
	return out
}

// candidates reads the phrases that cohere, stand free, and hold no wording that a lexicon lists.
func candidates(ctx context.Context, a *dataset.Dataset) (out []candidate, err error) {
	listed, err := lexiconFinder(a)
	if err != nil {
		return nil, err
	}
	s := &a.Settings.Emerging
	for row, err := range dataset.Table[outputs.Ngram](ctx, a) {
		if err != nil {
			return nil, err
		}
		if n := len(out); n > 0 && out[n-1].Phrase == row.Phrase && out[n-1].Tokens == row.Tokens {
			out[n-1].years[row.Period] = row
			continue
		}
		if row.Cohesion < s.Cohesion || min(row.Left, row.Right) < s.Entropy {
			continue
		}
		out = append(out, candidate{row, map[string]outputs.Ngram{row.Period: row}})
	}
	return slices.DeleteFunc(out, func(c candidate) bool { return listed(c.Phrase) }), nil
}

// lexiconFinder says of a phrase whether it holds a wording of a concept of the run, whatever the
// conditions of the concept.
func lexiconFinder(a *dataset.Dataset) (func(phrase string) bool, error) {
	matcher, err := manifest.Wordings(a.Dir)
	if err != nil {
		return nil, err
	}
	segmenter, err := a.Open()
	if err != nil {
		return nil, err
	}
	reader, finder := segmenter.Reader(), matcher.Finder()
	return func(phrase string) bool {
		for sentence := range reader.Sentences(phrase, nil) {
			if len(finder.Find(sentence)) > 0 {
				return true
			}
		}
		return false
	}, nil
}

// emergingIn ranks the phrases of one year against the years of reference.
func emergingIn(s *config.MeasureSettings, candidates []candidate, years []yearTokens, now int) []outputs.Emerging {
	from := 0
	if s.Emerging.Reference > 0 {
		from = max(0, now-s.Emerging.Reference)
	}
	if from == now {
		return nil
	}
	var rows []outputs.Emerging
	for i := range candidates {
		if row, ok := compareYears(s, &candidates[i], years[from:now], years[now]); ok {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(x, y outputs.Emerging) int {
		return cmp.Or(cmp.Compare(y.LogOddsZ, x.LogOddsZ), strings.Compare(x.Phrase, y.Phrase), strings.Compare(x.Segmented, y.Segmented))
	})
	rows = withoutPieces(rows, s.Emerging.Top)
	for i := range rows {
		rows[i].Rank = int64(i + 1)
	}
	return rows
}

func compareYears(s *config.MeasureSettings, c *candidate, reference []yearTokens, now yearTokens) (row outputs.Emerging, ok bool) {
	at, ok := c.years[now.year]
	if !ok || at.Count < s.Emerging.MinCount || at.Documents < s.Emerging.MinDocs {
		return row, false
	}
	row = outputs.Emerging{Period: now.year, Phrase: c.Phrase, Segmented: c.Tokens, Count: at.Count, Documents: at.Documents,
		Tokens: now.tokens, ReferenceFrom: reference[0].year, ReferenceTo: reference[len(reference)-1].year,
		Cohesion: c.Cohesion, Left: c.Left, Right: c.Right, Document: at.Document, Example: at.Example,
		FewDocs: at.Documents < config.LowDocuments}
	for _, y := range reference {
		row.Reference += c.years[y.year].Count
		row.RefTokens += y.tokens
	}
	pair := stats.Pair{A: row.Count, B: row.Reference, N1: row.Tokens, N2: row.RefTokens}
	_, z := pair.LogOdds(s.Prior * float64(row.Tokens+row.RefTokens))
	row.New, row.LogRatio, row.LogOddsZ = row.Reference == 0, stats.Rounded(pair.LogRatio()), stats.Rounded(z)
	row.Rate = stats.Rounded(1e6 * stats.Ratio{X: row.Tokens, Y: row.Count}.Estimate())
	row.RefRate = stats.Rounded(1e6 * stats.Ratio{X: row.RefTokens, Y: row.Reference}.Estimate())
	return row, row.LogRatio >= s.Emerging.LogRatio
}

// withoutPieces keeps the best phrases, of those that say the same at different lengths one. Where
// the longer has four fifths of the uses of the shorter, the shorter is a piece of it; where it has
// few, it is a special use of the shorter, and goes if it ranks below. In between both stand: 命运共同体
// has uses of its own beside 人类命运共同体.
func withoutPieces(ranked []outputs.Emerging, top int) []outputs.Emerging {
	ranked = ranked[:min(len(ranked), 3*top)]
	gone := make([]bool, len(ranked))
	for i := range ranked {
		for j := range ranked {
			if i == j || !strings.Contains(ranked[i].Phrase, ranked[j].Phrase) {
				continue
			}
			longer, shorter := ranked[i].Count, ranked[j].Count
			switch {
			case 5*longer >= 4*shorter:
				gone[j] = true
			case 3*longer < shorter && j < i:
				gone[i] = true
			}
		}
	}
	var kept []outputs.Emerging
	for i := range ranked {
		if !gone[i] && len(kept) < top {
			kept = append(kept, ranked[i])
		}
	}
	return kept
}

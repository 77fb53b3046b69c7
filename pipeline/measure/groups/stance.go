package groups

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
)

// StanceScores place each source between the two groups of each pair, by its words in each of the
// longest periods and in all of them: Wordscores from the groups as references, and Wordfish, which
// knows of no references. A source with documents in a reference is scored against the reference
// without them; else it would be scored by its own words.
func StanceScores(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	pairs := dataset.SortedPairs(a.Settings.Compare)
	if !slices.Contains(comparedParts(a), true) {
		pairs = nil
	}
	var rows []outputs.StanceScore
	if len(pairs) > 0 {
		matrices, err := wordMatrices(ctx, a)
		if err != nil {
			return err
		}
		for _, pair := range pairs {
			for _, m := range matrices {
				rows = append(rows, stances(ctx, a, pair, m)...)
				if err := context.Cause(ctx); err != nil {
					return err
				}
			}
		}
	}
	return outputs.WriteAll(to, slices.Values(rows))
}

// wordMatrix is how often each source uses each word in a period; classes other than word and latin
// are left out.
type wordMatrix struct {
	periodType, period string
	sources            []int32
	wordRows           // a row for each of sources
	// parts are the parts of these sources, each with a row in words of their own.
	parts   []int
	byParts wordRows
}

// wordRows are the words of several texts, one row each.
type wordRows struct {
	counts [][]int64
	sums   []int64 // of each row
}

// wordMatrices are those of the longest periods and of all together, in the order of tables.
func wordMatrices(ctx context.Context, a *dataset.Dataset) ([]*wordMatrix, error) {
	longest := string(a.Periods[len(a.Periods)-1])
	byPeriod := map[string]map[int]map[string]int64{}
	for t, err := range a.Tokens(ctx) {
		if err != nil {
			return nil, err
		}
		if t.Class != "word" && t.Class != "latin" {
			continue
		}
		for _, period := range []string{dataset.AllTime, t.Period} {
			if byPeriod[period] == nil {
				byPeriod[period] = map[int]map[string]int64{}
			}
			parts := byPeriod[period]
			if parts[t.Part] == nil {
				parts[t.Part] = map[string]int64{}
			}
			parts[t.Part][t.Token] += t.Count
		}
	}
	var out []*wordMatrix
	for period, parts := range byPeriod {
		m := newWordMatrix(a, parts)
		if m.periodType, m.period = longest, period; period == dataset.AllTime {
			m.periodType = dataset.AllTime
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(x, y *wordMatrix) int {
		if x.periodType != y.periodType {
			return strings.Compare(x.periodType, y.periodType)
		}
		return strings.Compare(x.period, y.period)
	})
	return out, nil
}

func newWordMatrix(a *dataset.Dataset, parts map[int]map[string]int64) *wordMatrix {
	m := &wordMatrix{parts: slices.Sorted(maps.Keys(parts))}
	total := map[string]int64{}
	for _, words := range parts {
		for w, n := range words {
			total[w] += n
		}
	}
	var vocabulary []string
	for w, n := range total {
		if n >= a.Settings.Stance.MinCount {
			vocabulary = append(vocabulary, w)
		}
	}
	slices.Sort(vocabulary)
	bySource := map[int32][]int64{}
	for _, part := range m.parts {
		row := make([]int64, len(vocabulary))
		for j, w := range vocabulary {
			row[j] = parts[part][w]
		}
		m.byParts.add(row)
		source := int32(a.SourceOf(part))
		bySource[source] = plus(bySource[source], row)
	}
	m.sources = slices.Sorted(maps.Keys(bySource))
	for _, i := range m.sources {
		m.add(bySource[i])
	}
	return m
}

func (m *wordRows) add(row []int64) {
	sum := int64(0)
	for _, n := range row {
		sum += n
	}
	m.counts, m.sums = append(m.counts, row), append(m.sums, sum)
}

// plus adds two rows of equal length; nil is a row of zeros.
func plus(a, b []int64) []int64 {
	out := slices.Clone(b)
	for i, n := range a {
		out[i] += n
	}
	return out
}

// sumRows adds up the rows of a matrix that are wanted.
func (m *wordRows) sumRows(wanted func(i int) bool) (sum []int64, size int64) {
	sum = make([]int64, len(m.counts[0]))
	for i, row := range m.counts {
		if wanted(i) {
			for j, n := range row {
				sum[j] += n
			}
			size += m.sums[i]
		}
	}
	return sum, size
}

// stances scores the sources of one period.
func stances(ctx context.Context, a *dataset.Dataset, pair config.Compare, m *wordMatrix) []outputs.StanceScore {
	rows := make([]outputs.StanceScore, len(m.sources))
	raw := make([]stats.TextScore, len(rows))
	var scored []int
	for i, s := range m.sources {
		own := func(value string) bool {
			return slices.ContainsFunc(m.parts, func(part int) bool {
				return a.SourceOf(part) == int(s) && a.Attributes(part)[pair.By] == value
			})
		}
		reference := func(value string) ([]int64, int64) {
			return m.byParts.sumRows(func(j int) bool {
				part := m.parts[j]
				return a.SourceOf(part) != int(s) && a.Attributes(part)[pair.By] == value
			})
		}
		row := outputs.StanceScore{Attribute: pair.By, A: pair.A, B: pair.B, PeriodType: m.periodType, Period: m.period,
			Source: a.Sources[s].ID, InA: own(pair.A), InB: own(pair.B)}
		refA, sizeA := reference(pair.A)
		refB, sizeB := reference(pair.B)
		least := a.Settings.Stance.MinTokens
		switch {
		case m.sums[i] < least:
			row.Reason = "too few tokens"
		case min(sizeA, sizeB) < least:
			row.Reason = "a reference has too few tokens without this source"
		default:
			scored = append(scored, i)
			raw[i] = score(&row, m.counts[i], refA, refB)
		}
		row.Few = m.sums[i] < config.LowTokens
		rows[i] = row
	}
	texts := make([]stats.TextScore, len(scored))
	for k, i := range scored {
		texts[k] = raw[i]
	}
	if lbg, ok := stats.LBG(texts, []float64{1, -1}); ok {
		for k, i := range scored {
			rows[i].LBG = dataset.Number(lbg[k].Score, true)
		}
	}
	wordfish(ctx, a, m, rows)
	return rows
}

// score fills in the raw score and its Martin-Vanberg transform.
func score(row *outputs.StanceScore, counts, refA, refB []int64) stats.TextScore {
	words := stats.NewWordscores([][]int64{refA, refB}, []float64{1, -1})
	raw, ok := words.Score(counts)
	if !ok {
		row.Reason = "no word that a reference has"
		return raw
	}
	row.Tested = true
	row.Words, row.Raw, row.RawSE = raw.Words, dataset.Number(raw.Score, true), dataset.Number(raw.SE, true)
	high, _ := words.Score(refA)
	low, _ := words.Score(refB)
	if mv, ok := stats.MartinVanberg(raw, stats.Anchor{Position: -1, Raw: low.Score}, stats.Anchor{Position: 1, Raw: high.Score}); ok {
		row.MV = dataset.Number(mv.Score, true)
	}
	return raw
}

// wordfish scales the sources of a period that have enough tokens. The first source of group b gets
// a lower position than the first of group a; a source with documents in both is neither.
func wordfish(ctx context.Context, a *dataset.Dataset, m *wordMatrix, rows []outputs.StanceScore) {
	var texts []int
	left, right := -1, -1
	for i := range rows {
		if m.sums[i] < a.Settings.Stance.MinTokens {
			continue
		}
		if rows[i].InB && !rows[i].InA && left < 0 {
			left = len(texts)
		}
		if rows[i].InA && !rows[i].InB && right < 0 {
			right = len(texts)
		}
		texts = append(texts, i)
	}
	if left < 0 || right < 0 {
		return
	}
	var counts [][]int64
	for _, i := range texts {
		counts = append(counts, nil)
		for j, n := range m.counts[i] {
			if slices.ContainsFunc(texts, func(t int) bool { return m.counts[t][j] > 0 }) {
				counts[len(counts)-1] = append(counts[len(counts)-1], n)
			}
		}
	}
	fit, ok := stats.FitWordfish(counts, stats.WordfishSettings{Left: left, Right: right, Stop: func() bool { return ctx.Err() != nil }})
	if !ok || !fit.Converged {
		return
	}
	for k, i := range texts {
		rows[i].Theta = dataset.Number(fit.Theta[k], true)
		rows[i].ThetaSE = dataset.Number(fit.SE[k]*math.Sqrt(max(1, fit.Overdispersion)), true)
	}
}

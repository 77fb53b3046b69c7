package groups

import (
	"context"
	"math"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
)

// StanceScores place each source between the two groups of each pair, by its words in each of the longest periods and in
// all of them: Wordscores from the groups as references, and Wordfish, which knows of no references. A source that belongs to a
// reference is scored against the reference without it; else it would be scored by its own words.
func StanceScores(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	pairs := dataset.SortedPairs(a.Settings.Compare)
	if !slices.Contains(comparedSources(a), true) {
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

// wordMatrix is how often each source uses each word in a period; classes other than word and latin are left out.
type wordMatrix struct {
	periodType, period string
	sources            []int32
	counts             [][]int64 // a row for each of sources
	sums               []int64   // of each row
}

// wordMatrices are those of the longest periods and of all together, in the order of tables.
func wordMatrices(ctx context.Context, a *dataset.Dataset) ([]*wordMatrix, error) {
	longest := string(a.Periods[len(a.Periods)-1])
	type cellName struct{ period, source string }
	cells := map[cellName]map[string]int64{}
	for t, err := range dataset.Part[outputs.TokenCount](ctx, a, outputs.Part{First: longest}) {
		if err != nil {
			return nil, err
		}
		if t.Class != "word" && t.Class != "latin" {
			continue
		}
		for _, period := range []string{dataset.AllTime, t.Period} {
			k := cellName{period, t.Source}
			if cells[k] == nil {
				cells[k] = map[string]int64{}
			}
			cells[k][t.Token] += t.Count
		}
	}
	byPeriod := map[string]map[int32]map[string]int64{}
	for i, s := range a.Sources {
		for k, words := range cells {
			if k.source == s.ID {
				if byPeriod[k.period] == nil {
					byPeriod[k.period] = map[int32]map[string]int64{}
				}
				byPeriod[k.period][int32(i)] = words
			}
		}
	}
	var out []*wordMatrix
	for period, sources := range byPeriod {
		m := newWordMatrix(sources, &a.Settings.Stance)
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

func newWordMatrix(sources map[int32]map[string]int64, s *config.StanceSettings) *wordMatrix {
	m := &wordMatrix{}
	total := map[string]int64{}
	for i, words := range sources {
		m.sources = append(m.sources, i)
		for w, n := range words {
			total[w] += n
		}
	}
	slices.Sort(m.sources)
	var vocabulary []string
	for w, n := range total {
		if n >= s.MinCount {
			vocabulary = append(vocabulary, w)
		}
	}
	slices.Sort(vocabulary)
	for _, i := range m.sources {
		row, sum := make([]int64, len(vocabulary)), int64(0)
		for j, w := range vocabulary {
			row[j] = sources[i][w]
			sum += row[j]
		}
		m.counts, m.sums = append(m.counts, row), append(m.sums, sum)
	}
	return m
}

// sumRows adds up the rows of a matrix that are wanted.
func (m *wordMatrix) sumRows(wanted func(i int) bool) (sum []int64, size int64) {
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
		value := a.Sources[s].Attributes[pair.By]
		row := outputs.StanceScore{Attribute: pair.By, A: pair.A, B: pair.B, PeriodType: m.periodType, Period: m.period,
			Source: a.Sources[s].ID, InA: value == pair.A, InB: value == pair.B}
		inA := func(j int) bool { return j != i && a.Sources[m.sources[j]].Attributes[pair.By] == pair.A }
		inB := func(j int) bool { return j != i && a.Sources[m.sources[j]].Attributes[pair.By] == pair.B }
		refA, sizeA := m.sumRows(inA)
		refB, sizeB := m.sumRows(inB)
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

// wordfish scales the sources of a period that have enough tokens. The first source of group b gets a lower position than the
// first of group a.
func wordfish(ctx context.Context, a *dataset.Dataset, m *wordMatrix, rows []outputs.StanceScore) {
	var texts []int
	left, right := -1, -1
	for i := range rows {
		if m.sums[i] < a.Settings.Stance.MinTokens {
			continue
		}
		if rows[i].InB && left < 0 {
			left = len(texts)
		}
		if rows[i].InA && right < 0 {
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

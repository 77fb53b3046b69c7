package groups

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
)

// StanceScores place each source between the two groups of each pair, by its words in each of the
// longest periods and in all of them: Wordscores from the groups as references, and Wordfish, which
// knows of no references. A source that belongs to a reference is scored against the reference
// without it; else it would be scored by its own words. The tokens that carry the scores are a
// table of their own.
func StanceScores(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	pairs := dataset.SortedPairs(a.Settings.Compare)
	if !slices.Contains(comparedSources(a), true) {
		pairs = nil
	}
	var scores []outputs.StanceScore
	var tokens []outputs.StanceToken
	if len(pairs) > 0 {
		matrices, err := wordMatrices(ctx, a)
		if err != nil {
			return err
		}
		for _, pair := range pairs {
			for _, m := range matrices {
				s := stanceScale{Dataset: a, pair: pair, wordMatrix: m}
				s.score(ctx)
				scores, tokens = append(scores, s.rows...), append(tokens, s.tokens...)
				if err := context.Cause(ctx); err != nil {
					return err
				}
			}
		}
	}
	return cmp.Or(outputs.WriteAll(to, slices.Values(scores)), outputs.WriteAll(to, slices.Values(tokens)))
}

// wordMatrix is how often each source uses each word in a period; classes other than word and latin
// are left out.
type wordMatrix struct {
	periodType, period string
	sources            []int32
	vocabulary         []string  // sorted
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
	m.vocabulary = vocabulary
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

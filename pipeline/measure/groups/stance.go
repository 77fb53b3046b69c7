package groups

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
)

// StanceScores place each source between the two groups of each pair, by its words in each of the
// longest periods and in all of them: Wordscores from the groups as references, and Wordfish, which
// knows of no references. A source with documents in a reference is scored against the reference
// without them; else it would be scored by its own words. The tokens that carry the scores are a
// table of their own.
func StanceScores(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	pairs := dataset.SortedPairs(a.Settings.Compare)
	if !slices.Contains(comparedParts(a), true) {
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
	vocabulary         []string // sorted
	wordRows                    // a row for each of sources
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
	m.vocabulary = vocabulary
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

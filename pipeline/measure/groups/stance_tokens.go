package groups

import (
	"cmp"
	"math"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/stats"
)

// carry adds the tokens that move the raw score of source i most from the middle.
func (s *stanceScale) carry(i int, words stats.Wordscores, raw stats.TextScore, middle float64) {
	var rows []outputs.StanceToken
	for j, n := range s.counts[i] {
		if score, ok := words.Of(j); ok && n > 0 {
			rows = append(rows, outputs.StanceToken{Method: "wordscores", Source: s.rows[i].Source,
				Token: s.vocabulary[j], Count: n, Score: stats.Rounded(score),
				Influence: stats.Rounded(float64(n) / float64(raw.Words) * (score - middle))})
		}
	}
	s.tokens = append(s.tokens, s.ranked(rows, sourceTokens)...)
}

// fishTokens are the tokens that carry a scale of Wordfish. words are their places in the
// vocabulary.
func (s *stanceScale) fishTokens(words []int, beta []float64) []outputs.StanceToken {
	var rows []outputs.StanceToken
	for k, j := range words {
		row := outputs.StanceToken{Method: "wordfish", Token: s.vocabulary[j], Score: stats.Rounded(beta[k])}
		for i := range s.counts {
			row.Count += s.counts[i][j]
		}
		row.Influence = stats.Rounded(beta[k] * math.Sqrt(float64(row.Count)))
		rows = append(rows, row)
	}
	return s.ranked(rows, wordfishTokens)
}

// ranked are the rows of the largest influence, with what all rows of the scale share and the
// source that each token is mostly from.
func (s *stanceScale) ranked(rows []outputs.StanceToken, most int) []outputs.StanceToken {
	slices.SortFunc(rows, func(a, b outputs.StanceToken) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Influence), math.Abs(a.Influence)), cmp.Compare(a.Token, b.Token))
	})
	rows = rows[:min(most, len(rows))]
	for k := range rows {
		r := &rows[k]
		r.Attribute, r.A, r.B, r.PeriodType, r.Period = s.pair.By, s.pair.A, s.pair.B, s.periodType, s.period
		r.Rank = int64(k + 1)
		r.Carrier, r.CarrierShare = s.carrier(r.Token)
	}
	return rows
}

// carrier is the source with the most occurrences of a token, and its share of them.
func (s *stanceScale) carrier(token string) (source string, share float64) {
	j, _ := slices.BinarySearch(s.vocabulary, token)
	var most, all int64
	for i := range s.counts {
		n := s.counts[i][j]
		if all += n; n > most {
			most, source = n, s.Sources[s.sources[i]].ID
		}
	}
	return source, stats.Rounded(float64(most) / float64(max(all, 1)))
}

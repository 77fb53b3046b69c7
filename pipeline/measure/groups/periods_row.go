package groups

import (
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
)

// comparedSides are the rates of a concept on both sides, in each stratum and in all.
type comparedSides struct {
	a, b           []outputs.Rate
	totalA, totalB outputs.Rate
}

func (s *comparedSides) add(a, b outputs.Rate) {
	s.a, s.b = append(s.a, a), append(s.b, b)
	s.totalA, s.totalB = s.totalA.Plus(a), s.totalB.Plus(b)
}

// compared reports whether there is something to compare: a mention, and documents on both sides.
func (s *comparedSides) compared() bool {
	return s.totalA.Mentions+s.totalB.Mentions > 0 && s.totalA.Docs > 0 && s.totalB.Docs > 0
}

// row is frame with the numbers of a concept, without test and ratio.
func (s *comparedSides) row(frame comparisonRow, concept string) comparisonRow {
	row, a, b := frame, &s.totalA, &s.totalB
	row.Concept, row.Few = concept, a.Mentions+b.Mentions < config.LowMentions
	row.MentionsA, row.MentionsB = a.Mentions, b.Mentions
	row.DocsMentioningA, row.DocsMentioningB = a.DocsMentioning, b.DocsMentioning
	row.DocsA, row.DocsB, row.TokensA, row.TokensB = a.Docs, b.Docs, a.Tokens, b.Tokens
	shareA, _ := a.DocShare()
	shareB, _ := b.DocShare()
	row.DocShareA, row.DocShareALo, row.DocShareAHi = threeColumns(shareA)
	row.DocShareB, row.DocShareBLo, row.DocShareBHi = threeColumns(shareB)
	row.PerMA, row.PerMALo, row.PerMAHi = nullable(a.PerMillion())
	row.PerMB, row.PerMBLo, row.PerMBHi = nullable(b.PerMillion())
	share, _ := s.difference(outputs.Rate.DocShare, func(r outputs.Rate) int64 { return r.Docs })
	row.ShareDiff, row.ShareDiffLo, row.ShareDiffHi = threeColumns(share)
	row.ShareDiffers = share.Excludes(0)
	rate, ok := s.difference(outputs.Rate.PerMillion, func(r outputs.Rate) int64 { return r.Tokens })
	row.RateDiff, row.RateDiffLo, row.RateDiffHi = nullable(rate, ok)
	return row
}

// threeColumns is an estimate that exists, with its interval.
func threeColumns(e stats.Estimate) (value, lo, hi float64) {
	return stats.Rounded(e.Value), stats.Rounded(e.Lo), stats.Rounded(e.Hi)
}

// difference is that of an estimate within strata, weighted by their sizes.
func (s *comparedSides) difference(
	of func(outputs.Rate) (stats.Estimate, bool), size func(outputs.Rate) int64,
) (stats.Estimate, bool) {
	var strata []stats.Stratum
	for i := range s.a {
		a, okA := of(s.a[i])
		b, okB := of(s.b[i])
		if okA && okB {
			weight := stats.HarmonicWeight(size(s.a[i]), size(s.b[i]))
			strata = append(strata, stats.Stratum{A: a, B: b, Weight: weight})
		}
	}
	return stats.StratifiedDifference(strata)
}

// nullable is an estimate that may not exist, or have no interval.
func nullable(e stats.Estimate, ok bool) (value, lo, hi *float64) {
	return dataset.Number(e.Value, ok), dataset.Number(e.Lo, ok && e.Bounded), dataset.Number(e.Hi, ok && e.Bounded)
}

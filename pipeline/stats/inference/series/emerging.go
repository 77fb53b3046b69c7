package series

import (
	"context"

	"tifa/pipeline/stats/inference"
)

const (
	emergingBlock = 12 // weeks that are shuffled together
	emergingWeeks = 5  // with the phrase, over all, at least
	emergingNow   = 3  // in the year, at least
)

// YearWeeks are the weeks in which a source has documents: Before the year, then in the Year.
type YearWeeks struct{ Before, Year int }

// WeekUse is a week of a source that has a phrase: Week counts the weeks of YearWeeks from 0, so
// that those from Before on lie in the year.
type WeekUse struct{ Source, Week int }

// Spread is how much more widespread a phrase is over a year's weeks than before. It compares
// within sources.
type Spread struct {
	Reason    inference.Reason
	K         int     // weeks of the year that have it, in sources with weeks on both sides
	E, V      float64 // expectation and variance of K if weeks were alike
	Z         float64 // signed root of the deviance of K, above 0 where it spreads
	P         float64 // share of shuffles in which the phrase itself has K weeks in the year
	PAdjusted float64 // share of shuffles in which any phrase reaches Z
	Emerging  bool    // PAdjusted is at most inference.Alpha
}

// EmergingPhrases are those of one year.
type EmergingPhrases struct {
	Reason       inference.Reason
	Phrases      []Spread
	Threshold    float64 // of Z: the largest of all phrases exceeds it in 5 % of shuffles
	Sources      int     // that have weeks on both sides
	Permutations int
}

// Emerging finds the phrases that spread in a year, as one family. The unit is a source's week,
// with or without the phrase; sources are strata (Cochran 1954; Mantel & Haenszel 1959), so that
// one that enters or leaves adds nothing. Of a source with n₁ weeks in the year, n₀ before, N in
// all and K with the phrase, E = Kn₁/N and V = n₁n₀K(N-K)/(N²(N-1)); with k, E and V summed, Z =
// sign(k-E)√(2[k ln(k/E)-(k-E)]·E/V). A phrase needs five weeks, three of them in the year. The
// largest Z is compared with its value when blocks of twelve weeks are shuffled between the years
// within each source (Westfall & Young 1993).
//
// The reason is NoOverlap where no source has weeks on both sides. A phrase has the reason
// NoVariation where its weeks say nothing, and TooFewUnits where they are too few.
func Emerging(ctx context.Context, draw inference.Draw, sources []YearWeeks,
	phrases [][]WeekUse) (result EmergingPhrases, err error) {
	s, err := newSpreadShuffle(sources, phrases)
	if err != nil {
		return result, err
	}
	perms := inference.Permutations{N: draw.Count()}
	result = EmergingPhrases{Sources: s.shared, Permutations: perms.N,
		Phrases: make([]Spread, len(phrases))}
	if s.shared == 0 {
		result.Reason = inference.NoOverlap
	} else if perms.LeastP() > inference.Alpha {
		result.Reason = inference.NoOutcomeCouldReach
	}
	s.observed()
	for i := range phrases {
		result.Phrases[i] = s.spread(i)
		if result.Reason != inference.Answered {
			result.Phrases[i].Reason = result.Reason
		}
	}
	if result.Reason != inference.Answered {
		return result, ctx.Err()
	}
	largest, hits, err := s.permute(ctx, perms, draw)
	if err != nil {
		return EmergingPhrases{}, err
	}
	for i := range result.Phrases {
		if p := &result.Phrases[i]; p.Reason == inference.Answered && p.Z > 0 {
			p.P = perms.P(hits[i])
			p.PAdjusted = perms.P(inference.Reaching(largest, p.Z))
			p.Emerging = p.PAdjusted <= inference.Alpha
		}
	}
	result.Threshold = perms.Critical(largest)
	return result, nil
}

package series

import (
	"context"
	"math"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// burstWeeks is how many weeks of a source are shuffled together.
const burstWeeks = 4

// SourceWeeks are the weeks in which a source has documents, in their order.
type SourceWeeks struct {
	Periods   []int   // the period, such as a month, in which each week lies; ascending, from 0
	Documents []int64 // of each week
}

// Burst is a run of periods in which more documents use a concept.
type Burst struct {
	stats.Burst
	// P is the share of shuffles whose heaviest burst weighs at least as much: it allows for the
	// search over periods.
	P float64
}

// Bursts are those of one concept. Test is of the heaviest.
type Bursts struct {
	inference.Test
	Reason   inference.Reason
	Greatest float64 // weight of the heaviest burst; 0 without any
	Critical float64 // a burst has P ≤ inference.Alpha exactly where it weighs more
	Bursts   []Burst // all that Kleinberg's model finds, by time
}

// FindBursts finds the bursts of each concept by Kleinberg's model (2002, two states, s = 2, γ = 1)
// over the periods and tests the weight of the heaviest, the concepts as one family. It is compared
// with its value when blocks of four weeks are shuffled within each source and the periods summed
// anew: a burst of one month can't be found, since a block keeps it. It does not hold its level
// where a rate is autocorrelated over months: such a series is not a burst but moves.
//
// relevant holds for each concept, source and week the documents that use the concept. A burst of
// one source has a weight of its own: give one source alone for it. The reason is NoDocuments,
// NoMentions, or TooFrequent where half of all documents use the concept. PAdjusted is the larger
// of two: that of the weights as they are, in which a clumped concept rules the maximum, and that
// of the weights on one scale.
func FindBursts(ctx context.Context, draw inference.Draw, sources []SourceWeeks,
	relevant [][][]int64) ([]Bursts, error) {
	s, err := newBurstShuffle(sources, relevant)
	if err != nil {
		return nil, err
	}
	perms := inference.Permutations{N: draw.Count()}
	results := make([]Bursts, len(relevant))
	var tested []int
	var observed []float64
	for i := range relevant {
		results[i] = s.observe(relevant[i], perms)
		if results[i].Reason == inference.Answered {
			tested, observed = append(tested, i), append(observed, results[i].Greatest)
		}
	}
	if len(tested) == 0 {
		return results, ctx.Err()
	}
	nulls, err := s.permute(ctx, perms, draw, relevant, tested)
	if err != nil {
		return nil, err
	}
	copied := func(i int, values []float64) error { copy(values, nulls[i]); return nil }
	after := func(i int, values []float64) {
		r := &results[tested[i]]
		for j := range r.Bursts {
			r.Bursts[j].P = perms.P(inference.Reaching(values, r.Bursts[j].Weight))
		}
		r.Critical = perms.Critical(values)
	}
	tests, err := perms.Family(ctx, perms.LeastP(), observed, copied, after)
	if err != nil {
		return nil, err
	}
	s.scale(observed, nulls)
	scaled, err := perms.Family(ctx, perms.LeastP(), observed, copied, nil)
	for i := range scaled {
		tests[i].PAdjusted = max(tests[i].PAdjusted, scaled[i].PAdjusted)
		results[tested[i]].Test = tests[i]
	}
	return results, err
}

// scale divides the weights of each concept by their root mean square over the shuffles, at least
// by ln of the number of periods, the cost of entering a burst.
func (s *burstShuffle) scale(observed []float64, nulls [][]float64) {
	for i, null := range nulls {
		squares := 0.0
		for _, weight := range null {
			squares += weight * weight / float64(len(null))
		}
		by := max(math.Sqrt(squares), math.Log(float64(len(s.documents))))
		observed[i] /= by
		for round := range null {
			null[round] /= by
		}
	}
}

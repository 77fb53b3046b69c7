package series

import (
	"context"
	"fmt"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

const (
	changePeriods = 10 // at least
	changeBlock   = 4  // periods that are permuted together
	blocksFrom    = 36 // periods from which on they are; below, single ones
	mostChanges   = 3  // that decide whether there are any
)

// Changepoints are the changes of level of a rate. After the search the ratio of two levels has no
// valid interval: give none.
type Changepoints struct {
	inference.Test
	Reason  inference.Reason
	Penalty float64    // β*: the penalty per change at which none is left
	Fall    [3]float64 // of the Poisson deviance by the best one, two and three changes
	Changes []int      // first period of each new level; nil unless both p-values are at most .05
	Factor  float64    // by which autocorrelation beyond a block inflates β*, 1 or more
	// PPersistent compares β*/Factor. Blocks lose what months far apart have in common.
	PPersistent float64
}

// Supported reports whether the level changes: the adjusted P and PPersistent are at most Alpha.
func (c Changepoints) Supported() bool {
	return c.Test.Supported() && c.PPersistent <= inference.Alpha
}

// Changes tests for each concept whether its rate changes its level, as one family, and finds the
// changes of those that do. The statistic is β* = max(G₁, G₂/2, G₃/3), G_k being the fall of the
// Poisson deviance with the best k changes. It is compared with its value when blocks of periods
// are permuted, sizes with them. Where the level changes, the series is segmented with the value
// that β* has P ≤ Alpha above as the penalty.
//
// length is that of a block; 0 takes four periods, below 36 periods single ones. Where neighbouring
// periods correlate by .6 and have ten mentions each, P alone errs in 11 to 16 %; with PPersistent,
// which divides β* by the long-run variance of an autoregression over that within a block, in 5 to
// 7 %. It costs some power: at a correlation of .3 a doubling in the middle of 60 months is found
// in 65 % instead of 76 %.
//
// PAdjusted compares β* divided by the Pearson dispersion of the whole series, which no permutation
// changes: without that a clumped concept would rule the maximum. A permutation takes some n²
// steps for each concept; for months, 999 rounds are enough.
//
// sizes holds the size of each period; leave out periods without any. The reason is TooShort below
// ten periods, NoMentions without a mention, NoVariation where the rate is the same in all periods.
func Changes(ctx context.Context, draw inference.Draw, length int, sizes []int64,
	mentions [][]int64) ([]Changepoints, error) {
	if length < 1 {
		length = blockLength(len(sizes))
	}
	if err := checkChanges(sizes, mentions); err != nil {
		return nil, err
	}
	b := inference.Blocks{N: len(sizes), Length: length}
	perms := b.Permutations(draw.Count())
	results := make([]Changepoints, len(mentions))
	s := newChangeSearch(sizes, b)
	var tested []int
	for i, y := range mentions {
		results[i] = Changepoints{Test: perms.Untested(perms.LeastP()), PPersistent: 1, Factor: 1,
			Reason: s.reason(y, perms)}
		if results[i].Reason == inference.Answered {
			results[i].Penalty, results[i].Fall = s.observe(y)
			tested = append(tested, i)
		}
	}
	if len(tested) == 0 {
		return results, ctx.Err()
	}
	if err := s.permute(ctx, perms, draw); err != nil {
		return nil, err
	}
	copied := func(i int, values []float64) error { copy(values, s.null[i]); return nil }
	after := func(i int, values []float64) {
		r := &results[tested[i]]
		r.Factor = s.persistence(s.mentions[i], r.Penalty)
		r.PPersistent = perms.P(inference.Reaching(values, s.observed[i]/r.Factor))
		critical := perms.Critical(values) * s.dispersion[i]
		if r.Penalty > critical && r.PPersistent <= inference.Alpha {
			r.Changes = stats.ChangepointsPoisson(exposures(sizes, s.mentions[i]), critical)
		}
	}
	tests, err := perms.Family(ctx, perms.LeastP(), s.observed, copied, after)
	for i, t := range tests {
		results[tested[i]].Test = t
	}
	return results, err
}

func blockLength(periods int) int {
	if periods < blocksFrom {
		return 1
	}
	return changeBlock
}

func checkChanges(sizes []int64, mentions [][]int64) error {
	for t, x := range sizes {
		if x <= 0 {
			return fmt.Errorf("period %d has a size of %d: leave it out", t, x)
		}
	}
	for i, y := range mentions {
		if err := checkSeries(i, sizes, y); err != nil {
			return err
		}
	}
	return nil
}

func exposures(sizes, mentions []int64) []stats.Exposure {
	out := make([]stats.Exposure, len(sizes))
	for t := range sizes {
		out[t] = stats.Exposure{Count: mentions[t], Size: sizes[t]}
	}
	return out
}

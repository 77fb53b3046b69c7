package inference

import (
	"context"
	"math"

	"tifa/pipeline/stats"
)

// PeriodComparison is how many times the rate of the documents of a later period that of an
// earlier one is, within sources.
type PeriodComparison struct {
	Test
	Reason       Reason
	A, B         int      // blocks of the later and of the earlier period
	Ratio        float64  // 0 where there is none: the earlier period has no mention
	Interval     Interval // leaves out 1 exactly where P is at most Alpha
	DesignEffect float64
}

// ComparePeriods tests whether items became more or less frequent within sources. documents are
// those of two periods, the later one marked InA, from sources that have documents in both; items
// holds the mentions of each item, clumping how each clusters in documents.
//
// The unit is a block, the documents of one source's week in one period; each source's blocks are
// permuted between the periods. The statistic is the mentions of the later period less those
// expected of it if no source had changed, in its standard deviation over all permutations. The
// ratio is that of mentions to expected mentions, of the later period over the earlier: with one
// source the ratio of rates. Its interval is that of RateRatio, with the design effect of documents
// or of blocks, whichever is larger, each shrunk to the item's. P is the larger of the
// permutation's and the interval's, PAdjusted that of step-down maxT over the items or the
// interval's, so that neither alone decides; where only the permutation's is above Alpha, the end
// of the interval nearer to 1 is 1.
//
// The reason is NoDocuments where a period has no size, NoMentions, NoOutcomeCouldReach, or
// TooLarge.
func ComparePeriods(ctx context.Context, draw Draw, documents []Document,
	items [][]stats.Occurrence, clumping []Clumping) ([]PeriodComparison, error) {
	p, err := newPeriodBlocks(documents)
	if err != nil {
		return nil, err
	}
	perms := p.permutations(draw.Count())
	out, sums := make([]PeriodComparison, len(items)), make([]periodSums, len(items))
	var tested []int
	var observed []float64
	for i, item := range items {
		if sums[i], err = p.sums(i, item); err != nil {
			return nil, err
		}
		out[i] = PeriodComparison{Test: perms.Untested(p.leastP(perms)), A: p.a, B: len(p.source) - p.a}
		if out[i].Reason = p.reason(&sums[i], out[i].LeastP); out[i].Reason == Answered {
			tested = append(tested, i)
			observed = append(observed, math.Abs(sums[i].excess)/sums[i].deviation())
		}
	}
	if len(tested) == 0 {
		return out, ctx.Err()
	}
	null := func(k int, values []float64) error { p.null(&sums[tested[k]], values); return nil }
	if err := p.permute(ctx, perms, draw.Source()); err != nil {
		return nil, err
	}
	tests, err := perms.Family(ctx, out[0].LeastP, observed, null, nil)
	for k, test := range tests {
		out[tested[k]].Test = test
		out[tested[k]].judge(&sums[tested[k]], clumping[tested[k]])
	}
	return out, err
}

// judge gives a tested comparison its ratio and interval, and makes it and p agree.
func (c *PeriodComparison) judge(s *periodSums, of Clumping) {
	d := s.designEffect(of)
	y1, y2, sizes := s.cells[1].Y, s.cells[0].Y, s.expected[1]/s.expected[0]
	r, p := ratio(y1, y2, sizes, d), ratioP(y1, y2, sizes, d)
	c.Ratio, c.Interval, c.DesignEffect = r.Ratio, r.Interval, d
	if p <= Alpha && c.P > Alpha {
		if c.Interval.Lo > 1 {
			c.Interval.Lo = 1
		} else {
			c.Interval.Hi = 1
		}
	}
	c.P, c.PAdjusted = max(c.P, p), max(c.PAdjusted, p)
}

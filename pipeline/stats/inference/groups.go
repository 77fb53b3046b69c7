package inference

import (
	"context"
	"fmt"
	"math"
)

// variance0 is added to the variance of a difference, so that a few sources that happen to agree do
// not make it certain, nor rule the maximum over a family.
const variance0 = 0.05

// SourceGroups are two groups of sources over the periods that are compared. Leave out sources and
// periods that only one group covers. The units are sources: under the null hypothesis each could
// as well have stood in the other group.
type SourceGroups struct {
	Sizes []int64 // of each source, in tokens or another unit; a source of size 0 takes no part
	InA   []bool  // whether the source belongs to group A; as long as Sizes
}

// GroupComparison is how many times as often a typical source of A uses a concept as a typical
// source of B. Every source counts once; Pooled weighs them by their size.
type GroupComparison struct {
	Test
	Reason   Reason
	A, B     int     // sources of each group that have size
	Ratio    float64 // exp(D); 0 where a group has no source or there is no mention
	Interval Interval
	Pooled   float64 // ratio of the pooled rates; 0 where B has no mention, and then there is none

	D, V, T  float64 // difference of the mean log rates, its variance, and |D|/√(V+0.05)
	Critical float64 // T has P ≤ Alpha exactly above this
	WelchP   float64 // of Welch's t on the log rates
	WelchDF  float64 // Satterthwaite's degrees of freedom

	LeftOut LeaveOneOut
}

// LeaveOneOut is the range of the ratio with each source removed in turn. It is no interval.
// Sources are places in SourceGroups.Sizes, -1 for none.
type LeaveOneOut struct {
	Least, Greatest             float64
	LeastSource, GreatestSource int
	HangsOn                     int // the source whose removal moves the log ratio most
}

// IncludesOne reports whether the direction of a difference hangs on one source.
func (l LeaveOneOut) IncludesOne() bool { return l.HangsOn >= 0 && l.Least <= 1 && l.Greatest >= 1 }

// Supported reports whether the groups differ: both the adjusted permutation p and Welch's p are at
// most Alpha. The interval leaves out 1 exactly where the unadjusted P and WelchP are.
func (c GroupComparison) Supported() bool {
	return c.Reason == Answered && c.PAdjusted <= Alpha && c.WelchP <= Alpha
}

// Compare tests the concepts as one family. mentions holds for each concept the mentions in each
// source.
//
// With R = Σy/Σx over all sources, the log rate of a source is ℓ = ln[(y+½)/(x+½/R)], D is the
// difference of the means of ℓ, V = s²_A/n_A + s²_B/n_B, and T = |D|/√(V+0.05). Sources are
// permuted between the groups in all ways up to 10,000, else Draw.Rounds times (Gail et al. 1996;
// studentized: Chung & Romano 2013). The interval is exp(D ± max(c√(V+0.05), t√V)), c being
// Critical and t Student's quantile.
//
// A group of fewer than three sources gives OneSource or TooFewUnits, a group without any
// NoDocuments, and three against three NoOutcomeCouldReach; estimates that exist are still given.
func (g SourceGroups) Compare(ctx context.Context, draw Draw,
	mentions [][]int64) ([]GroupComparison, error) {
	if err := g.check(mentions); err != nil {
		return nil, err
	}
	units, a, b := g.units()
	perms := splitsOf(a+b, a, draw.Count())
	leastP := leastSplitP(perms, a, b)
	few := fewSources(a, b, leastP)
	results := make([]GroupComparison, len(mentions))
	var tested []int // places in mentions
	var concepts []logRates
	var observed []float64
	for i, y := range mentions {
		logs, r := g.compareOne(units, a, b, y)
		if r.Test = perms.Untested(leastP); r.Reason == Answered {
			r.Reason = few
		}
		if results[i] = r; r.Reason == Answered {
			tested, concepts = append(tested, i), append(concepts, logs)
			observed = append(observed, r.T)
		}
	}
	if len(tested) == 0 {
		return results, ctx.Err()
	}
	members, err := permuteSplits(ctx, perms, a+b, a, draw.Source())
	if err != nil {
		return nil, err
	}
	null := func(i int, values []float64) error { concepts[i].null(members, values); return nil }
	after := func(i int, values []float64) { results[tested[i]].interval(perms.Critical(values)) }
	tests, err := perms.Family(ctx, leastP, observed, null, after)
	for i, t := range tests {
		results[tested[i]].Test = t
	}
	return results, err
}

func (g SourceGroups) check(mentions [][]int64) error {
	if len(g.InA) != len(g.Sizes) {
		return fmt.Errorf("%d sources have %d groups: give each one", len(g.Sizes), len(g.InA))
	}
	for i, y := range mentions {
		if len(y) != len(g.Sizes) {
			return fmt.Errorf("concept %d: %d counts for %d sources: give one for each", i, len(y),
				len(g.Sizes))
		}
		for source := range y {
			if y[source] < 0 || g.Sizes[source] < 0 || (y[source] > 0 && g.Sizes[source] == 0) {
				return fmt.Errorf("concept %d, source %d: %d mentions in a size of %d: count them anew",
					i, source, y[source], g.Sizes[source])
			}
		}
	}
	return nil
}

// units are the sources that have size, those of A first, and the number of each group.
func (g SourceGroups) units() (units []int, a, b int) {
	var second []int
	for i, size := range g.Sizes {
		switch {
		case size == 0:
		case g.InA[i]:
			units = append(units, i)
		default:
			second = append(second, i)
		}
	}
	return append(units, second...), len(units), len(second)
}

func fewSources(a, b int, leastP float64) Reason {
	switch few := min(a, b); {
	case few == 1:
		return OneSource
	case few < 3:
		return TooFewUnits
	case leastP > Alpha:
		return NoOutcomeCouldReach
	}
	return Answered
}

// compareOne computes all of a comparison that needs no permutations. Its reason is Answered,
// NoDocuments or NoMentions.
func (g SourceGroups) compareOne(units []int, a, b int, y []int64) (logs logRates,
	r GroupComparison) {
	r = GroupComparison{A: a, B: b, WelchP: 1,
		LeftOut: LeaveOneOut{HangsOn: -1, LeastSource: -1, GreatestSource: -1}}
	if a == 0 || b == 0 {
		r.Reason = NoDocuments
		return logs, r
	}
	logs = newLogRates(g.Sizes, y, units, a, -1)
	if logs.none {
		r.Reason = NoMentions
		return logs, r
	}
	r.D, r.V, r.T = logs.statistic(logs.sums(a))
	r.Ratio = math.Exp(r.D)
	r.Pooled = g.pooled(units, a, y)
	if a > 1 && b > 1 {
		r.WelchP, r.WelchDF = logs.welch(r.D, r.V)
		r.LeftOut = g.leaveOneOut(units, a, y, r.D)
	}
	return logs, r
}

func (g SourceGroups) pooled(units []int, a int, y []int64) float64 {
	var x1, y1, x2, y2 float64
	for place, unit := range units {
		if place < a {
			x1, y1 = x1+float64(g.Sizes[unit]), y1+float64(y[unit])
		} else {
			x2, y2 = x2+float64(g.Sizes[unit]), y2+float64(y[unit])
		}
	}
	if y2 == 0 {
		return 0
	}
	return y1 / x1 / (y2 / x2)
}

func (g SourceGroups) leaveOneOut(units []int, a int, y []int64, all float64) LeaveOneOut {
	l := LeaveOneOut{HangsOn: -1, LeastSource: -1, GreatestSource: -1}
	moved := -1.0
	for place, unit := range units {
		in := a
		if place < a {
			in--
		}
		logs := newLogRates(g.Sizes, y, units, in, place)
		d, _, _ := logs.statistic(logs.sums(in))
		ratio := math.Exp(d)
		if l.LeastSource < 0 || ratio < l.Least {
			l.Least, l.LeastSource = ratio, unit
		}
		if l.GreatestSource < 0 || ratio > l.Greatest {
			l.Greatest, l.GreatestSource = ratio, unit
		}
		if far := math.Abs(d - all); far > moved {
			moved, l.HangsOn = far, unit
		}
	}
	return l
}

// interval fills in what the critical value of T decides.
func (c *GroupComparison) interval(critical float64) {
	c.Critical = critical
	half := critical * math.Sqrt(c.V+variance0)
	if c.V > 0 {
		half = max(half, studentQuantile(c.WelchDF)*math.Sqrt(c.V))
	}
	c.Interval = Interval{Lo: math.Exp(c.D - half), Hi: math.Exp(c.D + half)}
}

package stats

import (
	"cmp"
	"slices"
)

// QValues are the Benjamini-Hochberg adjusted p-values (Benjamini & Hochberg 1995) of one family of
// tests, in the order of p: calling everything with q ≤ 0.05 a difference is wrong in at most 5 %
// of the calls, on average. The family is what p holds: leave out what was not tested. Valid for
// tests that are independent or positively dependent.
func QValues(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	q := make([]float64, len(p))
	least := 1.0
	for rank := len(p); rank > 0; rank-- {
		i := order[rank-1]
		least = min(least, p[i]*(float64(len(p))/float64(rank)))
		q[i] = least
	}
	return q
}

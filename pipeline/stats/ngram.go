package stats

import (
	"math"
	"slices"
)

// Cut is one way to cut an n-gram in two: how often its left and its right part occur in all.
type Cut struct{ Left, Right int64 }

// Cohesion says how firmly an n-gram of count occurrences holds together: the NPMI (Bouma 2009) of
// its weakest cut, in -1..1, with the parts of every cut counted among total places. A name for one
// thing coheres at every cut; a sentence fragment has one where it falls apart (the weakest cut
// after Silva et al. 1999). ok is false without a cut or a count.
func Cohesion(count, total int64, cuts []Cut) (npmi float64, ok bool) {
	if len(cuts) == 0 || count <= 0 || total <= 0 {
		return 0, false
	}
	npmi = 1
	for _, cut := range cuts {
		npmi = min(npmi, Cooccurrence{XY: count, X: cut.Left, Y: cut.Right, N: total}.NPMI())
	}
	return npmi, true
}

// BranchingEntropy is the entropy in bits of what follows (or precedes) an n-gram, from the counts
// of its different neighbours in any order (Jin & Tanaka-Ishii 2006): 0 is always the same
// neighbour, so the n-gram is a piece of a longer one; high is free to stand anywhere. Count the
// edge of a sentence as a new neighbour each time. Zeros are nothing.
func BranchingEntropy(neighbours []int64) float64 {
	sorted := slices.Clone(neighbours) // the sum must not depend on the order of a map
	slices.Sort(sorted)
	var total int64
	for _, n := range sorted {
		total += n
	}
	entropy := 0.0
	for _, n := range sorted {
		if n > 0 {
			p := float64(n) / float64(total)
			entropy -= p * math.Log2(p)
		}
	}
	return max(0, entropy)
}

package inference

import (
	"context"
	"math/rand/v2"
	"tifa/pipeline/stats"
)

// splitsOf are the ways of choosing k of n units: all, or as many as are to be drawn.
func splitsOf(n, k, rounds int) Permutations {
	ways := 1
	for i := 1; i <= min(k, n-k); i++ {
		if ways = ways * (n - min(k, n-k) + i) / i; ways > enumerable { // exact, and grows with i
			return Permutations{N: rounds}
		}
	}
	return Permutations{N: ways, Exact: true}
}

// leastSplitP is the smallest attainable p-value: with groups of equal numbers every permutation
// has a mirror image.
func leastSplitP(perms Permutations, a, b int) float64 {
	if perms.Exact && a == b {
		return perms.P(2)
	}
	return perms.LeastP()
}

// permuteSplits are the places of the first group in each permutation, one after another.
func permuteSplits(ctx context.Context, perms Permutations, n, k int, source *rand.PCG) ([]int32,
	error) {
	members := make([]int32, 0, perms.N*k)
	places := make([]int32, n)
	for i := range places {
		places[i] = int32(i)
	}
	if perms.Exact {
		for more := true; more; more = stats.NextCombination(places[:k], n) {
			members = append(members, places[:k]...)
		}
		return members, ctx.Err()
	}
	random := rand.New(source)
	for range perms.N {
		for i := range k {
			j := i + random.IntN(n-i)
			places[i], places[j] = places[j], places[i]
		}
		members = append(members, places[:k]...)
	}
	return members, ctx.Err()
}

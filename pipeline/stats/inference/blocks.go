package inference

import (
	"context"
	"math/rand/v2"
)

// Blocks are the positions 0..n-1 cut into blocks of one length, of which the last may be shorter.
// A permutation is an order of the blocks and then a shift of all positions by 0..length-1, modulo
// n. It keeps what neighbours have in common, and the shift lets no boundary between blocks be
// special.
type Blocks struct{ N, Length int }

// Count is the number of blocks.
func (b Blocks) Count() int { return (b.N + b.Length - 1) / b.Length }

// Size is the number of positions in block i.
func (b Blocks) Size(i int) int { return min(b.Length, b.N-i*b.Length) }

// Permutations are all of them up to 10,000, or as many as are to be drawn.
func (b Blocks) Permutations(rounds int) Permutations {
	ways := max(1, min(b.Length, b.N))
	for i := 2; i <= b.Count(); i++ {
		if ways *= i; ways > enumerable {
			return Permutations{N: rounds}
		}
	}
	return Permutations{N: ways, Exact: true}
}

// Each calls visit with every permutation; order is good until visit returns. The first one
// enumerated is the observed.
func (b Blocks) Each(ctx context.Context, perms Permutations, source *rand.PCG,
	visit func(round int, order []int, shift int)) error {
	order := b.Order()
	if perms.Exact {
		round := 0
		for more := true; more; more = nextPermutation(order) {
			for shift := range min(b.Length, b.N) {
				visit(round, order, shift)
				round++
			}
		}
		return ctx.Err()
	}
	random := rand.New(source)
	for round := range perms.N {
		if round%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		shuffle(random, order)
		visit(round, order, random.IntN(min(b.Length, b.N)))
	}
	return nil
}

// Fill tells which period stands at each position: from[position] is its place in the observed
// series.
func (b Blocks) Fill(from []int, order []int, shift int) {
	at := shift
	for _, block := range order {
		for i := range b.Size(block) {
			from[at] = block*b.Length + i
			if at++; at == b.N {
				at = 0
			}
		}
	}
}

// Shuffle draws one permutation: it puts order, which holds each block once, into another order,
// and fills from.
func (b Blocks) Shuffle(random *rand.Rand, order, from []int) {
	if b.N == 0 {
		return
	}
	shuffle(random, order)
	b.Fill(from, order, random.IntN(min(b.Length, b.N)))
}

// Order is the observed order of the blocks.
func (b Blocks) Order() []int {
	order := make([]int, b.Count())
	for i := range order {
		order[i] = i
	}
	return order
}

func shuffle(random *rand.Rand, order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := random.IntN(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}

// nextPermutation moves order to the next one in lexicographic order; false after the last.
func nextPermutation(order []int) bool {
	i := len(order) - 2
	for i >= 0 && order[i] > order[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(order) - 1
	for order[j] < order[i] {
		j--
	}
	order[i], order[j] = order[j], order[i]
	for lo, hi := i+1, len(order)-1; lo < hi; lo, hi = lo+1, hi-1 {
		order[lo], order[hi] = order[hi], order[lo]
	}
	return true
}

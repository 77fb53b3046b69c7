package stats

import (
	"context"
	"iter"
	"math"
	"math/bits"
	"math/rand/v2"

	"tifa/pipeline/parallel"
)

// permutations are the ways in which documents are permuted between two groups: all there are, or
// some at random. A permutation is one bit in the mask of each document, set where the document
// stands in the first group; 64 permutations are a block.
type permutations struct {
	documents, first int // how many there are, and how many stand in the first group
	rounds           int64
	exact            bool // every permutation there is, the observed one among them
	seed             uint64
	workers          *parallel.Workers
}

// permutations are those of a test; ok is false where a group has no documents.
func (p Permutation) permutations() (d permutations, ok bool) {
	d = permutations{documents: len(p.Sizes), rounds: int64(p.Rounds), seed: p.Seed, workers: p.Workers}
	for _, f := range p.First {
		if f {
			d.first++
		}
	}
	if all, few := splits(d.documents, d.first, d.rounds); few {
		d.rounds, d.exact = all, true
	}
	return d, d.first > 0 && d.first < d.documents
}

// p is the p-value of something that so many permutations reach.
func (d permutations) p(hits int64) float64 {
	if d.exact {
		return float64(hits) / float64(d.rounds)
	}
	return float64(hits+1) / float64(d.rounds+1)
}

// in is the number of permutations in the block that starts with a permutation.
func (d permutations) in(from int) int { return int(min(64, d.rounds-int64(from))) }

// each calls work by as many workers as there are, with blocks that are each given to one of them:
// the first permutation of the block and the mask of each document, which are good until the next.
// Random blocks have generators of their own, so that it doesn't matter who gets which. The end of
// ctx is an error.
func (d permutations) each(ctx context.Context, work func(blocks iter.Seq2[int, []uint64])) error {
	if d.exact {
		work(d.all)
		return nil
	}
	blocks := int((d.rounds + 63) / 64)
	tasks := make([]func(context.Context) error, min(d.workers.Number(), blocks))
	for w := range tasks {
		tasks[w] = func(ctx context.Context) error {
			work(d.random(ctx, w, blocks, len(tasks)))
			return context.Cause(ctx)
		}
	}
	return d.workers.Do(ctx, tasks...)
}

// random yields every step-th block of random permutations, from one on, until ctx ends.
func (d permutations) random(ctx context.Context, from, blocks, step int) iter.Seq2[int, []uint64] {
	return func(yield func(int, []uint64) bool) {
		masks := make([]uint64, d.documents)
		for block := from; block < blocks && ctx.Err() == nil; block += step {
			randomBlock(masks, d.first, newStream(d.seed, uint64(block)))
			if !yield(64*block, masks) {
				return
			}
		}
	}
}

// randomBlock fills masks with 64 random permutations. Each document first gets into the first
// group with about the right chance, whatever the others do, in all permutations at once; then
// documents chosen at random change sides until the number is right. As no document differs from
// another in either step, every permutation of the right number is as likely as any other.
func randomBlock(masks []uint64, first int, random *rand.Rand) {
	chance, digits := nearChance(first, len(masks))
	var counts slicedCounters
	for i := range masks {
		masks[i] = randomBits(random, chance, digits)
		counts.add(masks[i], 1)
	}
	for permutation, n := range counts.values() {
		for n != int64(first) {
			n = balance(masks, permutation, n, int64(first), random)
		}
	}
}

// balance lets one document change sides in a permutation that has n in the first group, if the
// document drawn stands on the wrong one.
func balance(masks []uint64, permutation int, n, first int64, random *rand.Rand) int64 {
	mask := &masks[random.Uint32N(uint32(len(masks)))]
	switch in := *mask>>permutation&1 == 1; {
	case n < first && !in:
		n++
	case n > first && in:
		n--
	default:
		return n
	}
	*mask ^= 1 << permutation
	return n
}

// nearChance is a chance near k of n as a binary fraction, chance/2^digits. More digits are more
// random numbers for each document, fewer are more documents that have to change sides.
func nearChance(k, n int) (chance uint64, digits int) {
	least := math.Inf(1)
	for d := 1; d <= 8; d++ {
		near := math.Round(math.Ldexp(float64(k)/float64(n), d))
		wrong := math.Abs(float64(k) - math.Ldexp(near*float64(n), -d))
		if cost := float64(d*n) + 256*wrong; cost < least {
			least, chance, digits = cost, uint64(near), d
		}
	}
	return chance, digits
}

// randomBits are 64 bits, each set with a chance of chance/2^digits.
func randomBits(random *rand.Rand, chance uint64, digits int) (set uint64) {
	if chance == 1<<digits {
		return math.MaxUint64
	}
	for d := range digits {
		if chance>>d&1 == 1 {
			set |= random.Uint64()
		} else {
			set &= random.Uint64()
		}
	}
	return set
}

// all yields every permutation there is.
func (d permutations) all(yield func(int, []uint64) bool) {
	masks, chosen := make([]uint64, d.documents), make([]int, d.first)
	for i := range chosen {
		chosen[i] = i
	}
	permutation := 0
	for more := true; more; more = NextCombination(chosen, d.documents) {
		if permutation > 0 && permutation%64 == 0 {
			if !yield(permutation-64, masks) {
				return
			}
			clear(masks)
		}
		for _, document := range chosen {
			masks[document] |= 1 << (permutation % 64)
		}
		permutation++
	}
	yield((permutation-1)/64*64, masks)
}

// splits is the number of ways to choose k of n, and whether it is at most limit.
func splits(n, k int, limit int64) (int64, bool) {
	k = min(k, n-k)
	ways := int64(1)
	for i := 1; i <= k; i++ {
		ways = ways * int64(n-k+i) / int64(i) // exact; grows with i, and stops long before it could overflow
		if ways > limit {
			return 0, false
		}
	}
	return ways, true
}

// NextCombination moves ascending chosen to the next choice of numbers below n; false after the
// last.
func NextCombination[T int | int32](chosen []T, n int) bool {
	k := len(chosen)
	i := k - 1
	for i >= 0 && int(chosen[i]) == n-k+i {
		i--
	}
	if i < 0 {
		return false
	}
	chosen[i]++
	for j := i + 1; j < k; j++ {
		chosen[j] = chosen[j-1] + 1
	}
	return true
}

// slicedCounters are 64 counters side by side: bit c of slice s is bit s of counter c.
type slicedCounters struct {
	slices [64]uint64
	used   int // slices that may be set
}

// add adds value to the counters whose bit is set in mask.
func (c *slicedCounters) add(mask uint64, value int64) {
	for v := uint64(value); v != 0; v &= v - 1 {
		carry, s := mask, bits.TrailingZeros64(v)
		for ; carry != 0; s++ {
			c.slices[s], carry = c.slices[s]^carry, c.slices[s]&carry
		}
		c.used = max(c.used, s)
	}
}

func (c *slicedCounters) values() (values [64]int64) {
	for s, slice := range c.slices[:c.used] {
		for ; slice != 0; slice &= slice - 1 {
			values[bits.TrailingZeros64(slice)] |= 1 << s
		}
	}
	return values
}

func (c *slicedCounters) reset() {
	clear(c.slices[:c.used])
	c.used = 0
}

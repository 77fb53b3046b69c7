package stats

import (
	"math"
	"math/bits"
	"runtime"
	"sync"
)

// Permutation tests whether concepts have different rates in two groups of documents, by dealing the documents anew
// into groups of the same numbers. Nothing is assumed of words or of distributions, only that under the null
// hypothesis a document could as well have stood in the other group.
//
// The statistic is the difference of the two ratio-estimator rates Σy/Σx, two-sided: the very rates the tables show,
// in which a long document weighs by its length, so that one short document with a high rate does not decide.
// Sizes move with their documents. All concepts see the same deals.
type Permutation struct {
	Sizes  []int64 // of the documents, in a fixed order that the caller sorts: the deals go by position
	First  []bool  // whether the document stands in the first group; as long as Sizes
	Rounds int     // deals, 9,999 or more as a rule; where there are no more splits than that, every split is taken once
	Seed   uint64
}

// Occurrence is the mentions of a concept in one document that has any.
type Occurrence struct {
	Document int // index into Sizes
	Mentions int64
}

// PermutationResult holds a p-value for each concept, in the order given. It is hits/Splits where Exact, else
// (hits+1)/(Splits+1) (Phipson & Smyth 2010): never 0. A hit is a split whose difference is at least the observed one.
type PermutationResult struct {
	P      []float64
	Splits int64 // splits compared
	Exact  bool  // every possible split was compared, the observed one among them
}

// Run tests each concept, given by the documents that mention it. ok is false where a group has no documents.
// The result depends on the seed and the order of the documents, not on the number of processors.
func (p Permutation) Run(concepts [][]Occurrence) (result PermutationResult, ok bool) {
	first := 0
	for _, f := range p.First {
		if f {
			first++
		}
	}
	n := len(p.Sizes)
	if first == 0 || first == n {
		return PermutationResult{}, false
	}
	test := newPermutationTest(p, concepts)
	total, few := splits(n, first, int64(p.Rounds))
	var hits []int64
	if few {
		hits = test.all(n, first)
	} else {
		total = int64(p.Rounds)
		hits = test.random(first, p.Rounds, p.Seed)
	}
	result = PermutationResult{P: make([]float64, len(concepts)), Splits: total, Exact: few}
	for i, h := range hits {
		if few {
			result.P[i] = float64(h) / float64(total)
		} else {
			result.P[i] = float64(h+1) / float64(total+1)
		}
	}
	return result, true
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

// permutationTest compares 64 splits at once. A split is one bit in the mask of each document: set where the document
// stands in the first group. Adding a document's mentions to the first group's sum in all 64 splits is then a few
// logical operations on bit-sliced counters, and all sums are exact integers.
type permutationTest struct {
	sizes    []int64
	size     int64
	concepts [][]Occurrence
	mentions []int64
	bounds   []float64 // a split whose |difference| reaches this is a hit
}

func newPermutationTest(p Permutation, concepts [][]Occurrence) *permutationTest {
	t := &permutationTest{sizes: p.Sizes, concepts: concepts,
		mentions: make([]int64, len(concepts)), bounds: make([]float64, len(concepts))}
	var firstSize int64
	for i, s := range p.Sizes {
		t.size += s
		if p.First[i] {
			firstSize += s
		}
	}
	for i, concept := range concepts {
		var first int64
		for _, o := range concept {
			t.mentions[i] += o.Mentions
			if p.First[o.Document] {
				first += o.Mentions
			}
		}
		observed := rateDifference(first, t.mentions[i]-first, firstSize, t.size-firstSize)
		// Equal differences reached by other sums may differ in the last digit: they are ties, and ties are hits.
		t.bounds[i] = observed - 1e-12*rate(t.mentions[i], t.size)
	}
	return t
}

func rateDifference(y1, y2, x1, x2 int64) float64 { return math.Abs(rate(y1, x1) - rate(y2, x2)) }

// random counts the hits of each concept in rounds random splits. Blocks of 64 rounds have generators of their own,
// and hits are integers, so that the processors may share the blocks as they like.
func (t *permutationTest) random(first, rounds int, seed uint64) []int64 {
	workers := min(runtime.GOMAXPROCS(0), (rounds+63)/64)
	hits := make([][]int64, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			hits[w] = make([]int64, len(t.concepts))
			order, masks := make([]int32, len(t.sizes)), make([]uint64, len(t.sizes))
			for block := w; block*64 < rounds; block += workers {
				deals := min(64, rounds-block*64)
				dealBlock(order, masks, first, deals, seed, uint64(block))
				t.count(masks, deals, hits[w])
			}
		})
	}
	wait.Wait()
	for _, h := range hits[1:] {
		for i := range h {
			hits[0][i] += h[i]
		}
	}
	return hits[0]
}

// dealBlock fills masks with random splits, one a bit.
func dealBlock(order []int32, masks []uint64, first, deals int, seed, block uint64) {
	for i := range order {
		order[i] = int32(i)
	}
	clear(masks)
	random := newStream(seed, block)
	few := min(first, len(order)-first) // draw the smaller group
	for deal := range deals {
		for i := range few {
			j := i + int(random.Uint32N(uint32(len(order)-i)))
			order[i], order[j] = order[j], order[i]
			masks[order[i]] |= 1 << deal
		}
	}
	if few != first {
		for i := range masks {
			masks[i] = ^masks[i]
		}
	}
}

// all counts the hits in every split of n documents with first of them in the first group.
func (t *permutationTest) all(n, first int) []int64 {
	hits, masks := make([]int64, len(t.concepts)), make([]uint64, n)
	chosen := make([]int, first)
	for i := range chosen {
		chosen[i] = i
	}
	deals := 0
	for more := true; more; more = nextCombination(chosen, n) {
		for _, document := range chosen {
			masks[document] |= 1 << deals
		}
		if deals++; deals == 64 {
			t.count(masks, deals, hits)
			clear(masks)
			deals = 0
		}
	}
	t.count(masks, deals, hits)
	return hits
}

// nextCombination moves ascending chosen to the next choice of numbers below n; false after the last.
func nextCombination(chosen []int, n int) bool {
	k := len(chosen)
	i := k - 1
	for i >= 0 && chosen[i] == n-k+i {
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

// count adds to hits the splits, of the first deals bits of masks, that reach each concept's bound.
func (t *permutationTest) count(masks []uint64, deals int, hits []int64) {
	var sizes, mentions slicedCounters
	for document, size := range t.sizes {
		sizes.add(masks[document], size)
	}
	x1 := sizes.values()
	for i, concept := range t.concepts {
		mentions.reset()
		for _, o := range concept {
			mentions.add(masks[o.Document], o.Mentions)
		}
		y1 := mentions.values()
		for deal := range deals {
			if rateDifference(y1[deal], t.mentions[i]-y1[deal], x1[deal], t.size-x1[deal]) >= t.bounds[i] {
				hits[i]++
			}
		}
	}
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

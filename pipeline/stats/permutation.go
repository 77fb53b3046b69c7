package stats

import (
	"context"
	"iter"
	"math"
	"sync"

	"tifa/pipeline/parallel"
)

// Permutation tests whether concepts have different rates in two groups of documents, by permuting
// the documents into groups of the same numbers. Nothing is assumed of words or of distributions,
// only that under the null hypothesis a document could as well have stood in the other group.
//
// The statistic is the difference of the two ratio-estimator rates Σy/Σx, two-sided: the very rates
// the tables show, in which a long document weighs by its length, so that one short document with a
// high rate does not decide. Sizes move with their documents. All concepts see the same
// permutations.
type Permutation struct {
	Sizes  []int64 // of the documents, in a fixed order that the caller sorts: the permutations go by position
	First  []bool  // whether the document stands in the first group; as long as Sizes
	Rounds int     // permutations, 9,999 or more as a rule; where there are no more splits than that, every split is taken once
	Seed   uint64
	// Workers bounds how many goroutines permute; nil for one.
	Workers *parallel.Workers
}

// Occurrence is the mentions of a concept in one document that has any.
type Occurrence struct {
	Document int // index into Sizes
	Mentions int64
}

// PermutationResult holds a p-value for each concept, in the order given. It is hits/Splits where
// Exact, else (hits+1)/(Splits+1) (Phipson & Smyth 2010): never 0. A hit is a split whose
// difference is at least the observed one.
type PermutationResult struct {
	P      []float64
	Splits int64 // splits compared
	Exact  bool  // every possible split was compared, the observed one among them
}

// Run tests each concept, given by the documents that mention it. ok is false where a group has no
// documents. The result depends on the seed and the order of the documents, not on the number of
// workers. The end of ctx is an error.
func (p Permutation) Run(ctx context.Context, concepts [][]Occurrence) (result PermutationResult, ok bool, err error) {
	d, ok := p.permutations()
	if !ok {
		return PermutationResult{}, false, nil
	}
	hits, err := newPermutationTest(p, concepts).hits(ctx, d)
	if err != nil {
		return PermutationResult{}, false, err
	}
	result = PermutationResult{P: make([]float64, len(concepts)), Splits: d.rounds, Exact: d.exact}
	for i, h := range hits {
		result.P[i] = d.p(h)
	}
	return result, true, nil
}

// permutationTest compares 64 splits at once. Adding a document's mentions to the first group's sum
// in all of them is a few logical operations on bit-sliced counters, and all sums are exact
// integers.
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
		// Equal differences reached by other sums may differ in the last digit: they are ties, and
		// ties are hits.
		t.bounds[i] = observed - 1e-12*rate(t.mentions[i], t.size)
	}
	return t
}

func rateDifference(y1, y2, x1, x2 int64) float64 { return math.Abs(rate(y1, x1) - rate(y2, x2)) }

// hits counts, for each concept, the permutations that reach its bound.
func (t *permutationTest) hits(ctx context.Context, d permutations) ([]int64, error) {
	var lock sync.Mutex
	sum := make([]int64, len(t.concepts))
	err := d.each(ctx, func(blocks iter.Seq2[int, []uint64]) {
		hits := make([]int64, len(t.concepts))
		for from, masks := range blocks {
			t.count(masks, d.in(from), hits)
		}
		lock.Lock()
		defer lock.Unlock()
		for i, h := range hits {
			sum[i] += h
		}
	})
	return sum, err
}

// count adds to hits the splits, of the first permutations bits of masks, that reach each concept's
// bound.
func (t *permutationTest) count(masks []uint64, permutations int, hits []int64) {
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
		for permutation := range permutations {
			if rateDifference(y1[permutation], t.mentions[i]-y1[permutation], x1[permutation], t.size-x1[permutation]) >= t.bounds[i] {
				hits[i]++
			}
		}
	}
}

package stats

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/pipeline/parallel"
)

// small is eight documents, three in the first group, with one concept.
var small = Permutation{
	Sizes:  []int64{100, 250, 80, 400, 120, 300, 90, 210},
	First:  []bool{true, true, true, false, false, false, false, false},
	Rounds: 9999, Seed: 1,
}

var smallConcept = []Occurrence{{0, 3}, {1, 2}, {2, 5}, {3, 4}, {5, 1}, {7, 1}}

func TestPermutationExact(t *testing.T) {
	result, ok, _ := small.Run(context.Background(), [][]Occurrence{smallConcept, nil})
	// 3 of 56 splits: computed with scipy 1.17.1, stats.permutation_test, and by
	// itertools.combinations
	if !ok || !result.Exact || result.Splits != 56 || result.P[0] != 3.0/56 || result.P[1] != 1 {
		t.Errorf("got %+v %v", result, ok)
	}
	if _, ok, _ := (Permutation{Sizes: []int64{1, 2}, First: []bool{true, true}, Rounds: 9}).Run(context.Background(), nil); ok {
		t.Error("a group without documents was tested")
	}
}

// TestPermutationRandomNearExact: with fewer rounds than splits the p-value is an estimate of the
// exact one.
func TestPermutationRandomNearExact(t *testing.T) {
	test := newPermutationTest(small, [][]Occurrence{smallConcept})
	const rounds = 40000
	hits, err := test.hits(t.Context(), permutations{documents: len(small.Sizes), first: 3, rounds: rounds, seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	got, want := float64(hits[0])/rounds, 3.0/56
	if math.Abs(got-want) > 4*math.Sqrt(want*(1-want)/rounds) {
		t.Errorf("got %g, exact is %g", got, want)
	}
}

// TestPermutationCounts compares the bit-sliced counting with plain counting of the same splits.
func TestPermutationCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "documents")
		p := Permutation{First: make([]bool, n)}
		first := rapid.IntRange(1, n-1).Draw(t, "first")
		var concept []Occurrence
		for i := range n {
			p.Sizes = append(p.Sizes, rapid.Int64Range(0, 1e6).Draw(t, "size"))
			p.First[i] = i < first
			if m := rapid.Int64Range(0, 3).Draw(t, "mentions"); m > 0 {
				concept = append(concept, Occurrence{i, m * m * m})
			}
		}
		test := newPermutationTest(p, [][]Occurrence{concept})
		masks := make([]uint64, n)
		randomBlock(masks, first, newStream(rapid.Uint64().Draw(t, "seed"), 3))
		hits, want := make([]int64, 1), int64(0)
		test.count(masks, 50, hits)
		for permutation := range 50 {
			var x, y int64
			members := 0
			for i, mask := range masks {
				if mask>>permutation&1 == 1 {
					members++
					x += p.Sizes[i]
				}
			}
			for _, o := range concept {
				if masks[o.Document]>>permutation&1 == 1 {
					y += o.Mentions
				}
			}
			if members != first {
				t.Fatalf("%d documents in the first group, want %d", members, first)
			}
			if rateDifference(y, test.mentions[0]-y, x, test.size-x) >= test.bounds[0] {
				want++
			}
		}
		if hits[0] != want {
			t.Fatalf("%d hits, want %d", hits[0], want)
		}
	})
}

// nullCorpus makes documents and bursty concepts that have nothing to do with the groups.
func nullCorpus(documents, concepts int, seed uint64) (Permutation, [][]Occurrence) {
	random := newRandom(seed)
	p := Permutation{First: make([]bool, documents), Rounds: 9999, Seed: seed}
	for i := range documents {
		p.Sizes = append(p.Sizes, 200+random.Int64N(2000))
		p.First[i] = i%3 == 0
	}
	all := make([][]Occurrence, concepts)
	for c := range all {
		share := 0.02 + 0.3*random.Float64()
		for i := range documents {
			if random.Float64() < share {
				all[c] = append(all[c], Occurrence{i, 1 + int64(random.ExpFloat64()*float64(p.Sizes[i])/300)})
			}
		}
	}
	return p, all
}

// TestPermutationKeepsItsLevel: where groups mean nothing, 5 % ± 1 of the concepts have p < 0.05,
// while the word-level G2 calls far more. Concepts of one permutation share the documents, so
// several corpora are drawn.
func TestPermutationKeepsItsLevel(t *testing.T) {
	below, wordBelow, tests := 0, 0, 0
	for seed := range uint64(20) {
		p, concepts := nullCorpus(150, 200, seed+1)
		p.Rounds = 999
		result, _, _ := p.Run(context.Background(), concepts)
		for c, concept := range concepts {
			var pair Pair
			for i, size := range p.Sizes {
				if p.First[i] {
					pair.N1 += size
				} else {
					pair.N2 += size
				}
			}
			for _, o := range concept {
				if p.First[o.Document] {
					pair.A += o.Mentions
				} else {
					pair.B += o.Mentions
				}
			}
			tests++
			if result.P[c] < 0.05 {
				below++
			}
			if WordP(pair.G2()) < 0.05 {
				wordBelow++
			}
		}
	}
	share, words := float64(below)/float64(tests), float64(wordBelow)/float64(tests)
	t.Logf("p < 0.05 under the null: %.3f of concepts by documents, %.3f by words", share, words)
	if share > 0.06 || share < 0.04 {
		t.Errorf("%.3f of concepts below 0.05", share)
	}
	if words < 0.2 {
		t.Errorf("words as units: %.3f, the example is not bursty", words)
	}
}

func TestPermutationIsTheSameOnAnyMachine(t *testing.T) {
	p, concepts := nullCorpus(300, 20, 5)
	p.Rounds = 999
	one, _, _ := p.Run(context.Background(), concepts)
	p.Workers = parallel.New(3)
	many, _, _ := p.Run(context.Background(), concepts)
	if !slices.Equal(many.P, one.P) {
		t.Errorf("%v with one worker, %v with more", one.P, many.P)
	}
	if got := one.P[:2]; !slices.Equal(got, []float64{0.363, 0.137}) {
		t.Errorf("the sequence of the generator moved: %v", got)
	}
}

func TestNextCombinationVisitsAll(t *testing.T) {
	chosen, seen := []int{0, 1, 2}, map[[3]int]bool{}
	for more := true; more; more = NextCombination(chosen, 7) {
		seen[[3]int(chosen)] = true
	}
	if ways, few := splits(7, 3, 35); len(seen) != 35 || ways != 35 || !few {
		t.Errorf("%d of %d", len(seen), ways)
	}
	if _, few := splits(7, 3, 34); few {
		t.Error("35 splits are more than 34")
	}
	if _, few := splits(1e6, 5e5, 9999); few {
		t.Error("half of a million documents are more than 9,999 splits")
	}
}

func BenchmarkPermutation(b *testing.B) {
	p, concepts := nullCorpus(5000, 300, 1)
	for b.Loop() {
		p.Run(context.Background(), concepts)
	}
}

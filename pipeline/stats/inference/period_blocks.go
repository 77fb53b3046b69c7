package inference

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"tifa/pipeline/stats"
)

// periodBlocks are the blocks of two periods by source, which permutations keep.
type periodBlocks struct {
	*documentBlocks
	documents []Document
	sizes     [2]Cell // of the documents of each period, the later first
	sources   []sourceBlocks
	source    []int // of each block its place in sources

	later      [][]uint8   // for each block, whether it is of the later period in each permutation
	laterSizes [][]float64 // for each source, the size of its later period in each permutation
}

// sourceBlocks are the blocks of one source, which stand one after another.
type sourceBlocks struct {
	id, from, to, later int     // of which so many are of the later period
	size, laterSize     float64 // of all, and of those of the later period
	squares             float64 // Σ size² of the blocks
}

func newPeriodBlocks(documents []Document) (*periodBlocks, error) {
	b, err := newDocumentBlocks(documents)
	if err != nil {
		return nil, err
	}
	p := &periodBlocks{documentBlocks: b, documents: documents, source: make([]int, len(b.test.Sizes))}
	of := make([]int, len(b.test.Sizes))
	for i, block := range b.of {
		of[block] = documents[i].Source
		p.sizes[sideOf(documents[i])].Add(documents[i].Size, 0)
	}
	for block, size := range b.test.Sizes {
		if n := len(p.sources); n == 0 || p.sources[n-1].id != of[block] {
			p.sources = append(p.sources, sourceBlocks{id: of[block], from: block, to: block})
		}
		p.source[block] = len(p.sources) - 1
		p.sources[p.source[block]].add(float64(size), b.test.First[block])
	}
	return p, nil
}

// sideOf is 0 for a document of the later period, 1 for one of the earlier.
func sideOf(d Document) int {
	if d.InA {
		return 0
	}
	return 1
}

func (s *sourceBlocks) add(size float64, later bool) {
	s.to++
	s.size += size
	s.squares += size * size
	if later {
		s.later++
		s.laterSize += size
	}
}

func (s *sourceBlocks) count() int { return s.to - s.from }

// permutations are all ways to choose the later blocks of each source, or as many as are drawn.
func (p *periodBlocks) permutations(rounds int) Permutations {
	ways := 1
	for i := range p.sources {
		of := splitsOf(p.sources[i].count(), p.sources[i].later, rounds)
		if ways *= of.N; !of.Exact || ways > enumerable {
			return Permutations{N: rounds}
		}
	}
	return Permutations{N: ways, Exact: true}
}

// leastP is the smallest attainable p-value: where each source has as many blocks in one period as
// in the other, every permutation has a mirror image.
func (p *periodBlocks) leastP(perms Permutations) float64 {
	unequal := func(s sourceBlocks) bool { return 2*s.later != s.count() }
	if perms.Exact && perms.N > 1 && !slices.ContainsFunc(p.sources, unequal) {
		return perms.P(2)
	}
	return perms.LeastP()
}

func (p *periodBlocks) reason(s *periodSums, leastP float64) Reason {
	switch {
	case p.sizes[0].X == 0 || p.sizes[1].X == 0:
		return NoDocuments
	case s.cells[0].tooLarge() || s.cells[1].tooLarge():
		return TooLarge
	case s.cells[0].Y+s.cells[1].Y == 0:
		return NoMentions
	case leastP > Alpha || min(s.expected[0], s.expected[1]) <= 0:
		return NoOutcomeCouldReach
	}
	return Answered
}

// permute fills later and laterSizes.
func (p *periodBlocks) permute(ctx context.Context, perms Permutations, source *rand.PCG) error {
	p.later = make([][]uint8, len(p.source))
	for block := range p.later {
		p.later[block] = make([]uint8, perms.N)
	}
	p.laterSizes = make([][]float64, len(p.sources))
	every, random := 1, rand.New(source) // every: how many permutations one of this source lasts
	for i := range p.sources {
		s := &p.sources[i]
		p.laterSizes[i] = make([]float64, perms.N)
		if perms.Exact {
			every = p.enumerate(i, perms.N, every)
			continue
		}
		blocks := make([]int, s.count())
		for k := range blocks {
			blocks[k] = s.from + k
		}
		for round := range perms.N {
			if round%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			for k := range s.later {
				j := k + random.IntN(len(blocks)-k)
				blocks[k], blocks[j] = blocks[j], blocks[k]
				p.choose(i, blocks[k], round)
			}
		}
	}
	return ctx.Err()
}

// choose puts a block of source i into the later period of a permutation.
func (p *periodBlocks) choose(i, block, round int) {
	p.later[block][round] = 1
	p.laterSizes[i][round] += float64(p.test.Sizes[block])
}

// enumerate gives source i each of its choices for `every` permutations in turn, over all n, and
// returns how many permutations all of its choices last.
func (p *periodBlocks) enumerate(i, n, every int) int {
	s := &p.sources[i]
	chosen := make([]int32, s.count())
	for k := range chosen {
		chosen[k] = int32(k)
	}
	all := every * splitsOf(s.count(), s.later, 0).N
	from := 0
	for more := true; more; more = stats.NextCombination(chosen[:s.later], s.count()) {
		for turn := from; turn < n; turn += all {
			for round := range every {
				for _, k := range chosen[:s.later] {
					p.choose(i, s.from+int(k), turn+round)
				}
			}
		}
		from += every
	}
	return all
}

// null fills values with the statistic of an item in each permutation.
func (p *periodBlocks) null(s *periodSums, values []float64) {
	clear(values)
	for _, o := range s.blocks {
		y := float64(o.Mentions)
		for round, later := range p.later[o.Document] {
			values[round] += y * float64(later)
		}
	}
	for i, rate := range s.rates {
		for round, size := range p.laterSizes[i] {
			if rate == 0 {
				break
			}
			values[round] -= rate * size
		}
	}
	deviation := s.deviation()
	for round, v := range values {
		values[round] = max(v, -v) / deviation
	}
}

// check finds mentions that no document can have.
func (p *periodBlocks) check(item int, o stats.Occurrence) error {
	if o.Document < 0 || o.Document >= len(p.of) || o.Mentions < 0 {
		return fmt.Errorf("item %d: %d mentions in document %d: count them anew", item, o.Mentions,
			o.Document)
	}
	return nil
}

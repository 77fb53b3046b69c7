package inference

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"tifa/pipeline/stats"
)

// Document is what a comparison of documents needs of one.
type Document struct {
	Source int
	Week   int // since any Monday; four weeks count as one where stories run on
	InA    bool
	Size   int64
}

// DocumentComparison is how many times the rate of the documents of A that of those of B is. It
// says that these documents differ, and nothing of whether their sources do.
type DocumentComparison struct {
	Test
	Reason   Reason
	A, B     int // blocks on each side
	Ratio    float64
	Interval Interval // leaves out 1 exactly where P is at most Alpha
}

// CompareDocuments tests the concepts as one family. The unit is a block, the documents of one
// source's week on one side, or of four weeks that count as one: stories run on, and documents of a
// week are not independent.
// Blocks are permuted between the sides; the statistic is |ln ratio| in its standard
// errors with blocks as clusters (see stats.Permutation). PAdjusted is Benjamini & Hochberg's
// (1995), which serves as the smallest p-value is far below Alpha over the family.
//
// concepts holds for each concept its mentions in those documents that have any. The reason is
// NoDocuments, NoMentions, TooLarge after saturation of the sums, NoOutcomeCouldReach.
func CompareDocuments(ctx context.Context, draw Draw, documents []Document,
	concepts [][]stats.Occurrence) ([]DocumentComparison, error) {
	b, err := newDocumentBlocks(documents)
	if err != nil {
		return nil, err
	}
	perms := splitsOf(len(b.test.Sizes), b.a, draw.Count())
	results := make([]DocumentComparison, len(concepts))
	occurrences := make([][]stats.Occurrence, len(concepts))
	for i, concept := range concepts {
		results[i] = DocumentComparison{A: b.a, B: len(b.test.Sizes) - b.a}
		results[i].Test = perms.Untested(leastSplitP(perms, results[i].A, results[i].B))
		if occurrences[i], err = b.merge(i, concept); err != nil {
			return nil, err
		}
	}
	b.test.Rounds, b.test.Seed = draw.Count(), rand.New(draw.Source()).Uint64()
	ratios, ok, err := b.test.Ratios(ctx, occurrences, 1-Alpha)
	if err != nil {
		return nil, err
	}
	var tested []int
	var p []float64
	for i := range results {
		results[i].fill(ratios, i, ok && b.sized(), len(occurrences[i]) > 0)
		if results[i].Reason == Answered {
			tested, p = append(tested, i), append(p, results[i].P)
		}
	}
	for i, q := range stats.QValues(p) {
		results[tested[i]].PAdjusted = q
	}
	return results, nil
}

func (r *DocumentComparison) fill(ratios []stats.RatioTest, i int, ok, mentioned bool) {
	switch {
	case !ok:
		r.Reason = NoDocuments
	case !mentioned:
		r.Reason = NoMentions
	case !ratios[i].OK:
		r.Reason = TooLarge
	case r.LeastP > Alpha:
		r.Reason = NoOutcomeCouldReach
	}
	if r.Reason == Answered {
		r.P, r.Ratio = ratios[i].P, ratios[i].Ratio
		r.Interval = Interval{Lo: ratios[i].Lo, Hi: ratios[i].Hi}
		if math.IsInf(r.Interval.Hi, 1) { // too many permutations leave a side without size
			r.Interval = Interval{Open: true}
		}
		r.Hits = int(r.P*float64(r.Permutations) + 0.5)
		if !r.Exact {
			r.Hits = int(r.P*float64(r.Permutations+1)+0.5) - 1
		}
	}
}

// documentBlocks are the blocks of documents as the units of a permutation.
type documentBlocks struct {
	test stats.Permutation
	a    int   // blocks of A
	of   []int // block of each document
}

func newDocumentBlocks(documents []Document) (*documentBlocks, error) {
	order := make([]int, len(documents))
	for i, d := range documents {
		if d.Size < 0 {
			return nil, fmt.Errorf("document %d has a size of %d: count it anew", i, d.Size)
		}
		order[i] = i
	}
	side := func(d Document) int {
		if d.InA {
			return 0
		}
		return 1
	}
	compare := func(x, y Document) int {
		return cmp.Or(cmp.Compare(x.Source, y.Source), cmp.Compare(x.Week, y.Week),
			cmp.Compare(side(x), side(y)))
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(compare(documents[i], documents[j]),
			cmp.Compare(i, j))
	})
	b := &documentBlocks{of: make([]int, len(documents))}
	for place, i := range order {
		if d := documents[i]; place == 0 || compare(documents[order[place-1]], d) != 0 {
			b.test.Sizes, b.test.First = append(b.test.Sizes, 0), append(b.test.First, d.InA)
			b.a += 1 - side(d)
		}
		b.of[i] = len(b.test.Sizes) - 1
		b.test.Sizes[b.of[i]] += documents[i].Size
	}
	return b, nil
}

// sized reports whether both sides have size.
func (b *documentBlocks) sized() bool {
	var sides [2]bool
	for block, size := range b.test.Sizes {
		if size > 0 && b.test.First[block] {
			sides[0] = true
		} else if size > 0 {
			sides[1] = true
		}
	}
	return sides[0] && sides[1]
}

// merge sums the mentions of a concept by block, in the order of blocks.
func (b *documentBlocks) merge(concept int, mentions []stats.Occurrence) ([]stats.Occurrence,
	error) {
	sums := map[int]int64{}
	for _, o := range mentions {
		if o.Document < 0 || o.Document >= len(b.of) || o.Mentions < 0 {
			return nil, fmt.Errorf("concept %d: %d mentions in document %d: count them anew",
				concept, o.Mentions, o.Document)
		}
		if o.Mentions > 0 {
			sums[b.of[o.Document]] += o.Mentions
		}
	}
	out := make([]stats.Occurrence, 0, len(sums))
	for block, n := range sums {
		out = append(out, stats.Occurrence{Document: block, Mentions: n})
	}
	slices.SortFunc(out, func(x, y stats.Occurrence) int {
		return cmp.Compare(x.Document,
			y.Document)
	})
	return out, nil
}

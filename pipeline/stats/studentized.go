package stats

import (
	"context"
	"iter"
	"math"
)

// RatioTest is how many times the rate of the first group that of the second is, with its interval
// and p-value, both from the same permutations: the interval at 1-α leaves 1 out exactly where P is
// at most α.
type RatioTest struct {
	Ratio, Lo, Hi, P float64
	OK               bool // false where a group has no size, neither has mentions, or sums are too large
}

// Ratios tests the ratio of the rates of each concept by its distance from 1 in standard errors,
// |ln ratio|/SE, with documents as clusters as in RateRatio (studentized permutation test: Janssen
// 1997; Chung & Romano 2013). Under the null hypothesis that a document could as well have stood in
// the other group it is as exact as Run; where only the rates are equal, and documents of one group
// are longer or burstier, it is so for many documents, which Run is not. The interval is
// ratio·exp(±c·SE), where c is what the distance stays below in a share `confidence` of the
// permutations. ok is false where a group has no documents. The end of ctx is an error.
func (p Permutation) Ratios(ctx context.Context, concepts [][]Occurrence,
	confidence float64) (results []RatioTest, ok bool, err error) {
	d, ok := p.permutations()
	if !ok {
		return nil, false, nil
	}
	t := newRatioTests(p, concepts)
	distances, err := t.distances(ctx, d)
	if err != nil {
		return nil, false, err
	}
	for i := range concepts {
		results = append(results, t.result(i, d, distances[i], confidence))
	}
	return results, true, nil
}

// ratioTests hold the sums of all documents, without mentions and of each concept.
type ratioTests struct {
	Permutation
	concepts [][]Occurrence
	sizes    foursomes
	none     Ratio   // of all documents, without mentions
	all      []Ratio // of each concept
	observed []Ratio // of each concept, in the first group
}

func newRatioTests(p Permutation, concepts [][]Occurrence) *ratioTests {
	t := &ratioTests{Permutation: p, concepts: concepts, sizes: newFoursomes(p.Sizes)}
	var first Ratio
	for i, size := range p.Sizes {
		t.none.Add(size, 0)
		if p.First[i] {
			first.Add(size, 0)
		}
	}
	for _, concept := range concepts {
		all, observed := t.none, first
		for _, o := range concept {
			all.mention(p.Sizes[o.Document], o.Mentions)
			if p.First[o.Document] {
				observed.mention(p.Sizes[o.Document], o.Mentions)
			}
		}
		t.all, t.observed = append(t.all, all), append(t.observed, observed)
	}
	return t
}

// foursomes hold, for every four documents, the sums of sizes and of their squares over each choice
// among the four. It takes a quarter of the additions to look these up.
type foursomes [][16][2]int64

func newFoursomes(sizes []int64) foursomes {
	out := make(foursomes, (len(sizes)+3)/4)
	for i, size := range sizes {
		for choice := range 16 {
			if choice>>(i%4)&1 == 1 {
				out[i/4][choice][0] = addSat(out[i/4][choice][0], size)
				out[i/4][choice][1] = addSat(out[i/4][choice][1], mulSat(size, size))
			}
		}
	}
	return out
}

// sums are the sizes in the first group, and their squares, in each permutation of a block.
func (f foursomes) sums(masks []uint64) (sizes, squares [64]int64) {
	for i := range f {
		var four [4]uint64
		copy(four[:], masks[4*i:])
		a, b, c, d := four[0], four[1], four[2], four[3]
		table := &f[i]
		for permutation := range 64 {
			choice := &table[a>>permutation&1|b>>permutation&1<<1|c>>permutation&1<<2|d>>permutation&1<<3]
			sizes[permutation] += choice[0]
			squares[permutation] += choice[1]
		}
	}
	return sizes, squares
}

// mention adds y mentions to a document of size x that is in r already.
func (r *Ratio) mention(x, y int64) {
	r.Y, r.XY, r.YY = addSat(r.Y, y), addSat(r.XY, mulSat(x, y)), addSat(r.YY, mulSat(y, y))
}

// without are the documents of r that are not in part.
func (r Ratio) without(part Ratio) Ratio {
	return Ratio{N: r.N - part.N, X: r.X - part.X, Y: r.Y - part.Y, XX: r.XX - part.XX, XY: r.XY - part.XY, YY: r.YY - part.YY}
}

// slack is how much further out a permutation may seem to lie than it does: equal distances reached
// by other sums may differ in the last digits.
const slack = 1 + 1e-9

// distances are those of each concept in each permutation.
func (t *ratioTests) distances(ctx context.Context, d permutations) ([][]float64, error) {
	out := make([][]float64, len(t.concepts))
	for i := range out {
		out[i] = make([]float64, d.rounds)
	}
	if t.none.saturated() {
		return out, nil
	}
	err := d.each(ctx, func(blocks iter.Seq2[int, []uint64]) {
		for from, masks := range blocks {
			t.block(masks, int64(d.first), out, from, d.in(from))
		}
	})
	return out, err
}

// block fills in the distances of the permutations of one block.
func (t *ratioTests) block(masks []uint64, first int64, out [][]float64, from, permutations int) {
	var y, xy, yy slicedCounters
	sizes, squares := t.sizes.sums(masks)
	for i, concept := range t.concepts {
		if t.all[i].saturated() {
			continue
		}
		y.reset()
		xy.reset()
		yy.reset()
		for _, o := range concept {
			y.add(masks[o.Document], o.Mentions)
			xy.add(masks[o.Document], o.Mentions*t.Sizes[o.Document])
			yy.add(masks[o.Document], o.Mentions*o.Mentions)
		}
		mentions, products, mentionSquares := y.values(), xy.values(), yy.values()
		for permutation := range permutations {
			a := Ratio{N: first, X: sizes[permutation], Y: mentions[permutation], XX: squares[permutation], XY: products[permutation], YY: mentionSquares[permutation]}
			out[i][from+permutation] = distance(a, t.all[i].without(a)) * slack
		}
	}
}

// distance of a ratio from 1 in standard errors. Groups without size are as far apart as can be:
// such a permutation speaks against no null hypothesis.
func distance(a, b Ratio) float64 {
	log, se := logRatio(b, a)
	if se == 0 {
		return math.Inf(1)
	}
	return math.Abs(log) / se
}

// logRatio is the logarithm of RateRatio and its standard error, which is 0 where there is no
// ratio.
func logRatio(from, to Ratio) (log, se float64) {
	if from.X <= 0 || to.X <= 0 || (from.Y == 0 && to.Y == 0) {
		return 0, 0
	}
	half := 0.0
	if from.Y == 0 || to.Y == 0 {
		half = 0.5
	}
	v1, _ := from.logVariance()
	v2, _ := to.logVariance()
	return math.Log((float64(to.Y) + half) / float64(to.X) / ((float64(from.Y) + half) / float64(from.X))), math.Sqrt(v1 + v2)
}

// result of one concept from its distances in all permutations, which it puts in another order.
func (t *ratioTests) result(i int, d permutations, distances []float64, confidence float64) (r RatioTest) {
	a := t.observed[i]
	b := t.all[i].without(a)
	log, se := logRatio(b, a)
	if se == 0 || t.all[i].saturated() {
		return r
	}
	hits := int64(0)
	for _, far := range distances {
		if far >= math.Abs(log)/se {
			hits++
		}
	}
	r = RatioTest{Ratio: math.Exp(log), P: d.p(hits), OK: true}
	most := 0 // hits with a p-value of 1-confidence
	for d.p(int64(most+1)) <= 1-confidence+1e-12 {
		most++
	}
	half := se * nthLargest(distances, most)
	r.Lo, r.Hi = math.Exp(log-half), math.Exp(log+half)
	return r
}

// nthLargest is the value that n others are at least as large as. It puts values in another order
// (Hoare 1961).
func nthLargest(values []float64, n int) float64 {
	for lo, hi := 0, len(values)-1; lo < hi; {
		pivot := values[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for values[i] > pivot {
				i++
			}
			for values[j] < pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return values[n]
		}
	}
	return values[n]
}

package inference

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"tifa/pipeline/stats"
)

// prior is how many documents with a mention the shrunken values of a design effect weigh.
const prior = 10

// Cell is the documents of one group in one period, as the sums of stats.Ratio, with the number
// that mention a concept.
type Cell struct {
	stats.Ratio
	Mentioning int64
}

// Add counts one document of size x with y mentions; both are 0 or more.
func (c *Cell) Add(x, y int64) {
	c.Ratio.Add(x, y)
	if y > 0 {
		c.Mentioning++
	}
}

// Merge adds the documents of other, which must not be in c already.
func (c *Cell) Merge(other Cell) {
	c.Ratio.Merge(other.Ratio)
	c.Mentioning += other.Mentioning
}

// DesignEffect is how many times more the mentions vary between documents than independent ones
// would, at least 1: n/(n-1)·Σ(y-rx)²/Y. It is 1 for fewer than two documents or without a mention.
func (c Cell) DesignEffect() float64 {
	if c.Y <= 0 {
		return 1
	}
	return max(1, c.Variance()*float64(c.X)*(float64(c.X)/float64(c.Y)))
}

func (c Cell) tooLarge() bool { return max(c.N, c.X, c.Y, c.XX, c.XY, c.YY) == math.MaxInt64 }

// Clumping is how mentions of a concept cluster in documents, or how those of a typical concept of
// a run do.
type Clumping struct {
	DesignEffect float64
	PerDocument  float64 // mentions in a document that has any
}

// MedianClumping is that of the run: medians over the concepts that are mentioned, each given by
// its cell over all documents. Without any it is 1 and 1: independent mentions.
func MedianClumping(concepts []Cell) Clumping {
	var effects, perDocument []float64
	for _, c := range concepts {
		if c.Y > 0 && c.Mentioning > 0 && !c.tooLarge() {
			effects = append(effects, c.DesignEffect())
			perDocument = append(perDocument, float64(c.Y)/float64(c.Mentioning))
		}
	}
	if len(effects) == 0 {
		return Clumping{1, 1}
	}
	return Clumping{Median(effects), Median(perDocument)}
}

// Of is the clumping of a concept, given by its cell over all documents of the run, shrunk to that
// of the run with the weight of ten documents.
func (run Clumping) Of(all Cell) Clumping {
	k := float64(all.Mentioning)
	return Clumping{
		DesignEffect: (k*all.DesignEffect() + prior*run.DesignEffect) / (k + prior),
		PerDocument:  (float64(all.Y) + prior*run.PerDocument) / (k + prior),
	}
}

// RateEstimate is a rate with its interval.
type RateEstimate struct {
	Reason       Reason
	PerMillion   float64  // 10⁶·Y/X
	Interval     Interval // per million
	Mentions     Interval // the same in mentions
	DesignEffect float64  // of the cell, shrunk to that of the concept
}

// Rate is the rate of a cell. Documents are the units, and the concept's clumping makes up for
// cells too small to show theirs. With D the design effect, the interval in mentions is D·g(.025,
// Y/D+½) to D·g(.975, Y/D+1), g being quantiles of the gamma distribution (effective counts: Korn &
// Graubard 1998; gamma: Fay & Feuer 1997), or Poisson's (Garwood 1936) where that is wider. Without
// mentions it is 0 to 3.689 times the mentions of a document. Where stories run over several
// documents, count a source's days as documents. The reason is NoDocuments without size and
// TooLarge after saturation of the sums.
func Rate(cell Cell, concept Clumping) (r RateEstimate) {
	switch {
	case cell.X <= 0:
		r.Reason = NoDocuments
		return r
	case cell.tooLarge():
		r.Reason = TooLarge
		return r
	}
	k, y := float64(cell.Mentioning), float64(cell.Y)
	r.DesignEffect = (k*cell.DesignEffect() + prior*concept.DesignEffect) / (k + prior)
	r.Mentions.Lo, r.Mentions.Hi = stats.PoissonExact(cell.Y, 1-Alpha)
	if d := r.DesignEffect; cell.Y > 0 {
		r.Mentions.Lo = min(r.Mentions.Lo, d*gammaQuantile(Alpha/2, y/d+0.5))
		r.Mentions.Hi = max(r.Mentions.Hi, d*gammaQuantile(1-Alpha/2, y/d+1))
	} else {
		r.Mentions.Hi *= max(1, concept.PerDocument)
	}
	r.PerMillion = 1e6 * cell.Estimate()
	r.Interval = r.Mentions.times(1e6 / float64(cell.X))
	return r
}

// RatioEstimate is how many times the rate of one cell that of another is.
type RatioEstimate struct {
	Reason       Reason
	Ratio        float64  // 0 with an open interval: the first cell has no mention
	Interval     Interval // open above where the first cell has no mention
	DesignEffect float64  // common to both
}

// RateRatio is the rate of to over that of from. Documents are the units; for groups of sources
// take SourceGroups. Given the mentions of both together, those of to are binomial in effective
// counts Y/D, so the bounds are those of a beta distribution with parameters Y₂/D+½ and Y₁/D+½
// (Jeffreys), as odds times X₁/X₂. D is one for both cells. The reason is NoMentions where neither
// cell has one, NoDocuments where one has no size, TooLarge after saturation.
func RateRatio(from, to Cell, concept Clumping) (r RatioEstimate) {
	switch {
	case from.X <= 0 || to.X <= 0:
		r.Reason = NoDocuments
		return r
	case from.tooLarge() || to.tooLarge():
		r.Reason = TooLarge
		return r
	case from.Y == 0 && to.Y == 0:
		r.Reason = NoMentions
		return r
	}
	d := pooled(from, to, concept)
	return ratio(from.Y, to.Y, float64(from.X)/float64(to.X), d)
}

// pooled is one design effect for two cells, shrunk to that of the concept.
func pooled(from, to Cell, concept Clumping) float64 {
	k1, k2 := float64(from.Mentioning), float64(to.Mentioning)
	d := k1*from.DesignEffect() + k2*to.DesignEffect() + prior*concept.DesignEffect
	return d / (k1 + k2 + prior)
}

// ratio has y1 mentions below and y2 above, in sizes of which the one below is so many times the
// one above.
func ratio(y1, y2 int64, sizes, d float64) (r RatioEstimate) {
	a, b := float64(y1)/d+0.5, float64(y2)/d+0.5
	r = RatioEstimate{DesignEffect: d, Interval: Interval{Open: y1 == 0}}
	if y2 > 0 {
		r.Interval.Lo = betaOdds(Alpha/2, b, a) * sizes
	}
	if y1 > 0 {
		r.Ratio = float64(y2) / float64(y1) * sizes
		r.Interval.Hi = betaOdds(1-Alpha/2, b, a) * sizes
	}
	return r
}

// ratioP is the p-value that the ratio is 1. The interval of ratio leaves out 1 exactly where it is
// at most Alpha, since an end that does not exist leaves out nothing.
func ratioP(y1, y2 int64, sizes, d float64) float64 {
	a, b := float64(y1)/d+0.5, float64(y2)/d+0.5
	below, above := mathext.RegIncBeta(b, a, 1/(1+sizes)), mathext.RegIncBeta(a, b, sizes/(1+sizes))
	switch {
	case y1 == 0:
		above = 1
	case y2 == 0:
		below = 1
	}
	return min(1, 2*below, 2*above)
}

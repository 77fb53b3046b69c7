package stats

import "math"

// Cooccurrence is how often x (the node: a concept) and y (the collocate, or another concept)
// occur, together and in all. The units are the caller's: places in windows for collocates,
// sentences or documents for co-mentions.
type Cooccurrence struct {
	XY   int64 // together
	X, Y int64 // each in all, at least XY
	N    int64 // units in all
}

// LogDice is 14 + log2 of the Dice coefficient 2XY/(X+Y) (Rychlý 2008): 14 is always together, one
// point less is half as often. It does not depend on N, so it compares across groups of different
// sizes. Minus infinity where the two never occur together.
func (c Cooccurrence) LogDice() float64 {
	if c.XY <= 0 {
		return math.Inf(-1)
	}
	return 14 + math.Log2(2*float64(c.XY)/(float64(c.X)+float64(c.Y)))
}

// MI is pointwise mutual information, the binary logarithm of observed over expected (Church &
// Hanks 1990). It loves rare words. Minus infinity where the two never occur together.
func (c Cooccurrence) MI() float64 {
	if c.XY <= 0 {
		return math.Inf(-1)
	}
	return math.Log2(float64(c.XY) / float64(c.X) * float64(c.N) / float64(c.Y))
}

// T is the t-score (O-E)/√O (Church et al. 1991), which loves frequent words; 0 where the two never
// occur together.
func (c Cooccurrence) T() float64 {
	if c.XY <= 0 {
		return 0
	}
	observed := float64(c.XY)
	return (observed - float64(c.X)/float64(c.N)*float64(c.Y)) / math.Sqrt(observed)
}

// cells is the table of x and not x against y and not y.
func (c Cooccurrence) cells() (both, xOnly, yOnly, neither float64) {
	return float64(c.XY), float64(max(0, c.X-c.XY)), float64(max(0, c.Y-c.XY)), float64(max(0, c.N-c.X-c.Y+c.XY))
}

// G2 is the log-likelihood ratio of the four cells (Dunning 1993), negative where the two avoid
// each other.
func (c Cooccurrence) G2() float64 {
	a, b, d, e := c.cells()
	return math.Copysign(fourCells(a, b, d, e), a*e-b*d)
}

// DeltaP is P(y|x) - P(y|not x) and P(x|y) - P(x|not y) (Allan 1980; Gries 2013), each -1..1: how
// much the one leads to expect the other. A condition that never holds has probability 0.
func (c Cooccurrence) DeltaP() (yGivenX, xGivenY float64) {
	a, b, d, e := c.cells()
	return share(a, b) - share(d, e), share(a, d) - share(b, e)
}

// share is a of a and b together.
func share(a, b float64) float64 {
	if a+b <= 0 {
		return 0
	}
	return a / (a + b)
}

// NPMI is mutual information normalised to -1..1 (Bouma 2009): 1 is only ever together, 0
// independent, -1 never.
func (c Cooccurrence) NPMI() float64 {
	if c.XY <= 0 {
		return -1
	}
	if c.XY >= c.N {
		return 1 // everywhere together: the limit
	}
	together := float64(c.XY) / float64(c.N)
	return min(1, max(-1, c.MI()*math.Ln2/-math.Log(together)))
}

// Jaccard is the units that have both over those that have either: 0..1.
func (c Cooccurrence) Jaccard() float64 {
	if c.X+c.Y-c.XY <= 0 {
		return 0
	}
	return float64(c.XY) / float64(c.X+c.Y-c.XY)
}

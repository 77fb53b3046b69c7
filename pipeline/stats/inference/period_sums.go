package inference

import (
	"math"

	"tifa/pipeline/stats"
)

// periodSums are the sums of an item that a comparison of periods needs.
type periodSums struct {
	cells    [2]Cell            // of documents, the later period first
	blocks   []stats.Occurrence // mentions by block
	rates    []float64          // of each source in both periods together
	expected [2]float64         // mentions of each period, had no source changed its rate
	excess   float64            // mentions of the later period less the expected ones
	variance float64            // of excess over the permutations
	binomial float64            // of excess, were mentions independent
}

// sums are those of one item.
func (p *periodBlocks) sums(i int, item []stats.Occurrence) (s periodSums, err error) {
	for _, o := range item {
		if err := p.check(i, o); err != nil {
			return s, err
		}
	}
	s.cells = p.sizes
	for _, o := range item {
		if o.Mentions > 0 {
			d := p.documents[o.Document]
			s.cells[sideOf(d)].mention(d.Size, o.Mentions)
		}
	}
	s.blocks, err = p.merge(i, item)
	s.residuals(p)
	return s, err
}

// mention adds mentions of a document whose size is counted already.
func (c *Cell) mention(size, mentions int64) {
	of := stats.Ratio{X: size}
	of.Add(size, mentions)
	c.Y, c.XY, c.YY = c.Y+mentions, c.XY+of.XY, c.YY+of.YY
	c.Mentioning++
}

// residuals sums over sources what depends on their rates.
func (s *periodSums) residuals(p *periodBlocks) {
	s.rates = make([]float64, len(p.sources))
	y, yy, xy := make([]float64, len(p.sources)), make([]float64, len(p.sources)),
		make([]float64, len(p.sources))
	for _, o := range s.blocks {
		i, n := p.source[o.Document], float64(o.Mentions)
		y[i] += n
		yy[i] += n * n
		xy[i] += n * float64(p.test.Sizes[o.Document])
	}
	for i := range p.sources {
		of := &p.sources[i]
		if y[i] == 0 || of.size == 0 || of.count() < 2 {
			continue
		}
		rate, n, later := y[i]/of.size, float64(of.count()), float64(of.later)
		s.rates[i] = rate
		s.expected[0] += rate * of.laterSize
		s.expected[1] += rate * (of.size - of.laterSize)
		s.binomial += y[i] * of.laterSize / of.size * (1 - of.laterSize/of.size)
		if squares := yy[i] - 2*rate*xy[i] + rate*rate*of.squares; squares > 1e-12*yy[i] {
			s.variance += later * (n - later) / (n * (n - 1)) * squares
		}
	}
	s.excess = float64(s.cells[0].Y) - s.expected[0]
}

// deviation is the standard deviation of excess over the permutations; 1 where all blocks of each
// source have one rate, and every excess is 0.
func (s *periodSums) deviation() float64 {
	if s.variance <= 0 {
		return 1
	}
	return math.Sqrt(s.variance)
}

// designEffect is one for both periods: that of documents, or that of blocks where it is larger,
// each shrunk to the item's. That of blocks is how many times more the excess varies over the
// permutations than with independent mentions.
func (s *periodSums) designEffect(of Clumping) float64 {
	d := max(1, pooled(s.cells[1], s.cells[0], of))
	if s.binomial > 0 {
		k := float64(len(s.blocks))
		d = max(d, (k*s.variance/s.binomial+prior*of.DesignEffect)/(k+prior))
	}
	return d
}

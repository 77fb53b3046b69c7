package stats

import "math"

// Parts are the parts of a group that a word is spread over: its documents, with their true sizes.
// Only parts that have the word need be listed to measure its dispersion; Parts says what the
// others amount to.
type Parts struct {
	N        int64 // parts with a size above 0
	Size     int64 // of all parts together, in tokens
	Smallest int64 // size of the smallest part
}

// Part is one part that has the word.
type Part struct {
	Size  int64 // tokens
	Count int64 // mentions, above 0
}

// Dispersion says how evenly a word is spread over the parts of a group.
type Dispersion struct {
	DP        float64 // deviation of proportions (Gries 2008): 0 is spread as the text is, near 1 is in very few parts
	DPNorm    float64 // DP over its maximum 1 - smallest share (Lijffijt & Gries 2012): 0..1
	JuillandD float64 // 1 - variation coefficient of the rates of parts / √(n-1) (Juilland et al. 1970): 1 is even, 0 is one part only
	KL        float64 // Kullback-Leibler divergence of the word's spread from the text's, in bits: 0 is even (Gries 2020)
}

// Dispersion measures a word from the parts that have it, in a fixed order (sums of floats depend
// on it). JuillandD takes rates, so unequal parts do it no harm, and is never below 0. ok is false
// without mentions, and with fewer than two parts, where there is nothing to be spread over.
func (p Parts) Dispersion(having []Part) (d Dispersion, ok bool) {
	var mentions int64
	for _, part := range having {
		mentions += part.Count
	}
	if mentions <= 0 || p.N < 2 || p.Size <= 0 {
		return Dispersion{}, false
	}
	covered, deviation, sum, squares := 0.0, 0.0, 0.0, 0.0
	for _, part := range having {
		expected, observed := rate(part.Size, p.Size), rate(part.Count, mentions)
		covered += expected
		deviation += math.Abs(observed - expected)
		r := rate(part.Count, part.Size)
		sum, squares = sum+r, squares+r*r
		if expected > 0 && observed > 0 {
			d.KL += observed * math.Log2(observed/expected)
		}
	}
	n := float64(p.N)
	d.DP = (deviation + max(0, 1-covered)) / 2 // a part without the word deviates by its share
	d.DPNorm = min(1, d.DP/(1-rate(p.Smallest, p.Size)))
	if sum > 0 {
		mean := sum / n
		d.JuillandD = max(0, 1-math.Sqrt(max(0, squares/n-mean*mean))/mean/math.Sqrt(n-1))
	}
	d.KL = max(0, d.KL)
	return d, true
}

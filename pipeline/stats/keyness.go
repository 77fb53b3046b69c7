package stats

import "math"

// Pair is one word (token, concept, theme) in two groups: A mentions among N1 tokens, B among N2.
// The measures of keyness compare the rates A/N1 and B/N2. All but the effect sizes are taken to be
// of independent words, which is false: mentions cluster in documents. Give them only beside a test
// that has documents as units.
type Pair struct{ A, B, N1, N2 int64 }

// cells is the table [[a, b], [n1-a, n2-b]].
func (p Pair) cells() (a, b, c, d float64) {
	return float64(p.A), float64(p.B), float64(max(0, p.N1-p.A)), float64(max(0, p.N2-p.B))
}

// Chi2 is Pearson's chi-squared with one degree of freedom, positive where the first group has the
// higher rate and negative where the second has; 0 where a margin is empty. Yates's correction
// applies only where |ad-bc| ≥ N/2 and an expected count is below 5, as in quanteda.textstats
// (Benoit et al. 2018).
func (p Pair) Chi2() float64 {
	a, b, c, d := p.cells()
	n := a + b + c + d
	margins := (a + b) * (c + d) * (a + c) * (b + d)
	if margins == 0 {
		return 0
	}
	cross := a*d - b*c
	distance := math.Abs(cross)
	smallest := min(a+b, c+d) * min(a+c, b+d) / n
	if distance >= n/2 && smallest < 5 {
		distance -= n / 2
	}
	return math.Copysign(n*distance*distance/margins, cross)
}

// G2 is the log-likelihood ratio 2 Σ O ln(O/E) over the four cells (Dunning 1993), signed as Chi2.
// Rayson & Garside (2000) sum two cells only; for rare words the two differ little.
func (p Pair) G2() float64 {
	a, b, c, d := p.cells()
	return math.Copysign(fourCells(a, b, c, d), a*d-b*c)
}

// fourCells is G2 without a sign; empty cells count 0.
func fourCells(a, b, c, d float64) float64 {
	n := a + b + c + d
	term := func(o, row, column float64) float64 {
		if o <= 0 {
			return 0
		}
		return o * math.Log(o/row*n/column)
	}
	return max(0, 2*(term(a, a+b, a+c)+term(b, a+b, b+d)+term(c, c+d, a+c)+term(d, c+d, b+d)))
}

// WordP is the p-value of a Chi2 or G2 (sign ignored, one degree of freedom) if words were
// independent.
func WordP(chi2 float64) float64 { return math.Erfc(math.Sqrt(math.Abs(chi2) / 2)) }

// LogRatio is the binary logarithm of the ratio of the two rates (Hardie 2014) with ½ added to
// every count and size (Walter 1975), always, so that it is finite: 1 is twice as often in the
// first group, -1 half as often.
func (p Pair) LogRatio() float64 {
	return math.Log2((float64(p.A) + 0.5) / (float64(p.N1) + 0.5) / ((float64(p.B) + 0.5) / (float64(p.N2) + 0.5)))
}

// LRC is the conservative log ratio (Evert 2022): the bound nearest to 0 of the interval of the log
// ratio, from Clopper-Pearson on A of A+B at the family's level alpha over the number of words
// compared (Bonferroni; tests is 1 or more); 0 where the interval holds equal rates. alpha is
// two-sided, 0.05 as a rule. In binary logarithms.
func (p Pair) LRC(alpha float64, tests int) float64 {
	if p.A+p.B <= 0 || p.N1 <= 0 || p.N2 <= 0 {
		return 0
	}
	lo, hi := ClopperPearson(p.A, p.A+p.B, 1-alpha/float64(tests))
	ratio := func(share float64) float64 { return math.Log2(float64(p.N2) / float64(p.N1) * share / (1 - share)) }
	if p.A > 0 && ratio(lo) > 0 {
		return ratio(lo)
	}
	if p.B > 0 && ratio(hi) < 0 {
		return ratio(hi)
	}
	return 0
}

// SimpleMaths is the ratio of the two rates per million with k added to both (Kilgarriff 2009); k >
// 0, and the larger it is the commoner the words on top; 100 as a rule. A group without tokens has
// rate 0.
func (p Pair) SimpleMaths(k float64) float64 {
	return (1e6*rate(p.A, p.N1) + k) / (1e6*rate(p.B, p.N2) + k)
}

// DiffPct is the difference of the rates in per cent of the second (Gabrielatos & Marchi 2011). ok
// is false where the second group has no mention or a group no tokens: the measure does not exist
// there.
func (p Pair) DiffPct() (percent float64, ok bool) {
	if p.B <= 0 || p.N1 <= 0 || p.N2 <= 0 {
		return 0, false
	}
	second := rate(p.B, p.N2)
	return 100 * (rate(p.A, p.N1) - second) / second, true
}

// BIC is the Bayes factor approximation G2 - ln N (Wilson 2013): above 2 positive evidence of a
// difference, above 6 strong, above 10 very strong, below 0 evidence of none. 0 without tokens.
func (p Pair) BIC() float64 {
	a, b, c, d := p.cells()
	if a+b+c+d <= 0 {
		return 0
	}
	return fourCells(a, b, c, d) - math.Log(a+b+c+d)
}

// LogOdds is the log-odds ratio with an informative Dirichlet prior, and z its value in standard
// errors (Monroe, Colaresi & Quinn 2008, eq. 15-16 and 20-22). The prior gives the word its share
// in both groups together, with the weight of alpha0 > 0 tokens: the more, the more a rare word
// must show. Natural logarithm. Both are 0 where the word does not occur or nothing else does.
func (p Pair) LogOdds(alpha0 float64) (delta, z float64) {
	a, b, c, d := p.cells()
	n := a + b + c + d
	if a+b == 0 || c+d == 0 {
		return 0, 0
	}
	prior, others := alpha0*((a+b)/n), alpha0*((c+d)/n)
	delta = math.Log((a+prior)/(c+others)) - math.Log((b+prior)/(d+others))
	return delta, delta / math.Sqrt(1/(a+prior)+1/(b+prior))
}

func rate(mentions, tokens int64) float64 {
	if tokens <= 0 {
		return 0
	}
	return float64(mentions) / float64(tokens)
}

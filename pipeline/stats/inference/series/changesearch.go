package series

import (
	"context"
	"math"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// changeSearch computes β* of many concepts in the same permutations.
type changeSearch struct {
	inference.Blocks
	sizes      []int64
	mentions   [][]int64 // of the concepts tested
	observed   []float64 // β*/dispersion
	dispersion []float64
	null       [][]float64 // of each concept, in each permutation

	xlogx        []float64    // c ln c for small counts
	logs         []float64    // ln of the size from one period to another, see logSizes
	sumX, sumY   []int64      // of the first periods
	best         [3][]float64 // log-likelihood of the first periods in one, two and three segments
	arrangedFrom []int
}

func newChangeSearch(sizes []int64, b inference.Blocks) *changeSearch {
	n := len(sizes)
	s := &changeSearch{Blocks: b, sizes: sizes, logs: make([]float64, n*(n+1)/2),
		xlogx: make([]float64, 1<<14),
		sumX:  make([]int64, n+1), sumY: make([]int64, n+1), arrangedFrom: make([]int, n)}
	for i := range s.best {
		s.best[i] = make([]float64, n+1)
	}
	for c := range s.xlogx[1:] {
		s.xlogx[c+1] = float64(c+1) * math.Log(float64(c+1))
	}
	return s
}

func (s *changeSearch) reason(mentions []int64, perms inference.Permutations) inference.Reason {
	if s.N < changePeriods {
		return inference.TooShort
	}
	total, same := int64(0), true
	for t, y := range mentions {
		total += y
		same = same && float64(y)*float64(s.sizes[0]) == float64(mentions[0])*float64(s.sizes[t])
	}
	switch {
	case total == 0:
		return inference.NoMentions
	case same:
		return inference.NoVariation
	case perms.LeastP() > inference.Alpha:
		return inference.NoOutcomeCouldReach
	}
	return inference.Answered
}

// observe adds a concept, and returns its β* and falls of deviance in the observed order.
func (s *changeSearch) observe(mentions []int64) (penalty float64, fall [3]float64) {
	for t := range s.arrangedFrom {
		s.arrangedFrom[t] = t
	}
	s.logSizes()
	penalty, fall = s.search(mentions)
	s.mentions = append(s.mentions, mentions)
	d := pearsonDispersion(exposures(s.sizes, mentions))
	s.dispersion = append(s.dispersion, d)
	s.observed = append(s.observed, penalty/d)
	return penalty, fall
}

// pearsonDispersion is Σ(y-rx)²/(rx)/(n-1). It is above 0 where the rate varies.
func pearsonDispersion(periods []stats.Exposure) (dispersion float64) {
	for _, r := range pearsonResiduals(periods) {
		dispersion += r * r / float64(len(periods)-1)
	}
	return dispersion
}

// persistence is the long-run variance of an autoregression of order 1 over the variance of sums
// within a block, 1+2Σ(1-k/L)ρᵏ: what blocks lose. ρ is that of the Pearson residuals from the
// levels which a penalty just below β* finds, since a change of level correlates all periods.
func (s *changeSearch) persistence(mentions []int64, penalty float64) float64 {
	series := exposures(s.sizes, mentions)
	var rest []float64
	from := 0
	for _, to := range append(stats.ChangepointsPoisson(series, 0.999*penalty), s.N) {
		rest = append(rest, pearsonResiduals(series[from:to])...)
		from = to
	}
	rho := unbiased(autocorrelation(rest), float64(s.N))
	within, power := 1.0, 1.0
	for k := 1; k < s.Length; k++ {
		power *= rho
		within += 2 * (1 - float64(k)/float64(s.Length)) * power
	}
	return (1 + rho) / (1 - rho) / within
}

// pearsonResiduals are (y-rx)/√(rx), r being the rate of all; 0 without a mention.
func pearsonResiduals(periods []stats.Exposure) []float64 {
	var x, y float64
	for _, p := range periods {
		x, y = x+float64(p.Size), y+float64(p.Count)
	}
	out := make([]float64, len(periods))
	for i, p := range periods {
		if expected := y / x * float64(p.Size); expected > 0 {
			out[i] = (float64(p.Count) - expected) / math.Sqrt(expected)
		}
	}
	return out
}

func (s *changeSearch) permute(ctx context.Context, perms inference.Permutations,
	draw inference.Draw) error {
	s.null = make([][]float64, len(s.mentions))
	for i := range s.null {
		s.null[i] = make([]float64, perms.N)
	}
	return s.Each(ctx, perms, draw.Source(), func(round int, order []int, shift int) {
		s.Fill(s.arrangedFrom, order, shift)
		s.logSizes()
		for i, mentions := range s.mentions {
			penalty, _ := s.search(mentions)
			s.null[i][round] = penalty / s.dispersion[i]
		}
	})
}

// logSizes fills logs with ln of the size of periods from..to, in the order in which search asks
// for them.
func (s *changeSearch) logSizes() {
	for at, from := range s.arrangedFrom {
		s.sumX[at+1] = s.sumX[at] + s.sizes[from]
	}
	i := 0
	for to := 1; to <= s.N; to++ {
		for from := range to {
			s.logs[i] = math.Log(float64(s.sumX[to] - s.sumX[from]))
			i++
		}
	}
}

// search finds the best one, two and three changes exactly, by dynamic programming over the last
// segment.
func (s *changeSearch) search(mentions []int64) (penalty float64, fall [3]float64) {
	for at, from := range s.arrangedFrom {
		s.sumY[at+1] = s.sumY[at] + mentions[from]
	}
	one, two, three := s.best[0], s.best[1], s.best[2]
	var four float64
	logs := s.logs
	for to := 1; to <= s.N; to++ {
		first := s.gain(s.sumY[to], logs[0])
		one[to] = first
		two[to], three[to], four = s.extend(to, first, logs[1:to])
		logs = logs[to:]
	}
	for k, likelihood := range [3]float64{two[s.N], three[s.N], four} {
		fall[k] = 2 * (likelihood - one[s.N])
		penalty = max(penalty, fall[k]/float64(k+1))
	}
	return penalty, fall
}

// extend finds the best two, three and four segments of the first periods, given the likelihood as
// one segment. logs are those of the sizes of the last segment by its start, from 1 on.
func (s *changeSearch) extend(to int, whole float64, logs []float64) (two, three, four float64) {
	sums, ones := s.sumY[1:to:to], s.best[0][1:to:to]
	twos, threes := s.best[1][1:to:to], s.best[2][1:to:to]
	two, three, four = whole, whole, whole
	for from, log := range logs {
		g := s.gain(s.sumY[to]-sums[from], log)
		// not max, which looks for NaN
		if v := ones[from] + g; v > two {
			two = v
		}
		if v := twos[from] + g; v > three {
			three = v
		}
		if v := threes[from] + g; v > four {
			four = v
		}
	}
	return two, three, four
}

// gain is the Poisson log-likelihood of a segment at its own rate, c ln(c/x), less what all
// segmentations share.
func (s *changeSearch) gain(c int64, logSize float64) float64 {
	if c < int64(len(s.xlogx)) {
		return s.xlogx[c] - float64(c)*logSize
	}
	return float64(c) * (math.Log(float64(c)) - logSize)
}

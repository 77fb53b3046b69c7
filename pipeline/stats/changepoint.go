package stats

import "math"

// A segmentation cuts a series into segments of one level each, where the sum of the segments'
// costs plus a penalty per change is least. It is found exactly, by PELT (Killick, Fearnhead &
// Eckley 2012): no change more, none less, none elsewhere would be cheaper. Changes are told as the
// index of the first observation of each new level, which is the number of observations before it.

// ChangepointsL2 finds the changes of mean of values: the cost of a segment is the sum of squares
// about its mean. A penalty of σ² ln n with the variance of the values, NormalPenalty, is Schwarz's
// for one parameter. It is what the published Nile result takes.
func ChangepointsL2(values []float64, penalty float64) []int {
	sums, squares := make([]float64, len(values)+1), make([]float64, len(values)+1)
	centre := meanOf(values) // keeps the sums of squares small
	for i, v := range values {
		sums[i+1] = sums[i] + (v - centre)
		squares[i+1] = squares[i] + (v-centre)*(v-centre)
	}
	return pelt(len(values), penalty, func(from, to int) float64 {
		sum := sums[to] - sums[from]
		return squares[to] - squares[from] - sum*sum/float64(to-from)
	})
}

// NormalPenalty is σ² ln n, σ² being the variance (n-1) of all values.
func NormalPenalty(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	mean, squares := meanOf(values), 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return squares / float64(len(values)-1) * math.Log(float64(len(values)))
}

// Exposure is a period's mentions and the tokens (or articles) they were counted in.
type Exposure struct{ Count, Size int64 }

// ChangepointsPoisson finds the changes of rate of counts with exposure: the cost of a segment is
// -2 times its Poisson log-likelihood at its own rate, less what all segmentations share. Leave out
// periods without size. See PoissonPenalty.
func ChangepointsPoisson(periods []Exposure, penalty float64) []int {
	counts, sizes := make([]int64, len(periods)+1), make([]int64, len(periods)+1)
	for i, p := range periods {
		counts[i+1], sizes[i+1] = counts[i]+p.Count, sizes[i]+p.Size
	}
	return pelt(len(periods), penalty, func(from, to int) float64 {
		count, size := float64(counts[to]-counts[from]), float64(sizes[to]-sizes[from])
		if count == 0 || size == 0 {
			return 0
		}
		return -2 * count * math.Log(count/size)
	})
}

// PoissonPenalty is 2 ln n, Schwarz's for a change's place and its new rate, times the
// overdispersion of the counts: mentions come in clusters, and as Poisson counts they would seem to
// change all the time.
func PoissonPenalty(periods []Exposure) float64 {
	return 2 * math.Log(max(1, float64(len(periods)))) * Overdispersion(periods)
}

// Overdispersion is how many times the counts vary more than Poisson counts, at least 1: the mean
// over neighbouring periods of (y₁x₂-y₂x₁)²/(x₁x₂(y₁+y₂)), which is 1 for Poisson counts of one
// rate, given their sum. Being of neighbours, it is hardly touched by changes of level.
func Overdispersion(periods []Exposure) float64 {
	sum, pairs := 0.0, 0
	for i := 1; i < len(periods); i++ {
		p, q := periods[i-1], periods[i]
		x1, x2, y1, y2 := float64(p.Size), float64(q.Size), float64(p.Count), float64(q.Count)
		if x1 <= 0 || x2 <= 0 || y1+y2 <= 0 {
			continue
		}
		d := y1*x2 - y2*x1
		sum += d * d / (x1 * x2 * (y1 + y2))
		pairs++
	}
	if pairs == 0 {
		return 1
	}
	return max(1, sum/float64(pairs))
}

// pelt finds the cheapest segmentation of n observations. cost is of the half-open segment
// from..to; cutting a segment must never make it dearer. Among equals the latest last change wins.
func pelt(n int, penalty float64, cost func(from, to int) float64) []int {
	best := make([]float64, n+1) // cheapest segmentation of the first i observations, each segment with a penalty
	last := make([]int, n+1)     // where its last segment starts
	candidates := []int{0}
	for to := 1; to <= n; to++ {
		best[to] = math.Inf(1)
		for _, from := range candidates {
			if c := best[from] + cost(from, to) + penalty; c <= best[to] {
				best[to], last[to] = c, from
			}
		}
		kept := candidates[:0]
		for _, from := range candidates {
			if best[from]+cost(from, to) <= best[to] {
				kept = append(kept, from)
			}
		}
		candidates = append(kept, to)
	}
	var changes []int
	for at := last[n]; at > 0; at = last[at] {
		changes = append(changes, at)
	}
	for i, j := 0, len(changes)-1; i < j; i, j = i+1, j-1 {
		changes[i], changes[j] = changes[j], changes[i]
	}
	return changes
}

func meanOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / max(1, float64(len(values)))
}

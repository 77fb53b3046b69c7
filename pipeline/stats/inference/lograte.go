package inference

import (
	"math"
)

// logRates are the log rates of sources less their mean, those of A first.
type logRates struct {
	values       []float64
	a, b         float64 // sources in each group
	sum, squares float64 // of all values
	none         bool    // no source has a mention; all values are 0, the limit of few
}

// newLogRates are those of the units except the one at place without.
func newLogRates(sizes, mentions []int64, units []int, a, without int) logRates {
	var x, y float64
	for place, unit := range units {
		if place != without {
			x, y = x+float64(sizes[unit]), y+float64(mentions[unit])
		}
	}
	l := logRates{none: y == 0}
	mean := 0.0
	for place, unit := range units {
		if place == without {
			continue
		}
		v := 0.0
		if !l.none {
			v = math.Log((float64(mentions[unit]) + 0.5) / (float64(sizes[unit]) + 0.5*x/y))
		}
		l.values = append(l.values, v)
		mean += v
	}
	mean /= float64(len(l.values))
	for i := range l.values {
		l.values[i] -= mean
		l.sum, l.squares = l.sum+l.values[i], l.squares+l.values[i]*l.values[i]
	}
	l.a, l.b = float64(a), float64(len(l.values)-a)
	return l
}

// sums are those of the first a values and of their squares.
func (l *logRates) sums(a int) (sum, squares float64) {
	for _, v := range l.values[:a] {
		sum, squares = sum+v, squares+v*v
	}
	return sum, squares
}

// variances are those of the means of the two groups, given the sums of A. The variance of one
// value is 0.
func (l *logRates) variances(sum, squares float64) (va, vb float64) {
	of := func(sum, squares, n float64) float64 {
		return max(0, squares-sum*sum/n) / (max(1, n-1) * n)
	}
	return of(sum, squares, l.a), of(l.sum-sum, l.squares-squares, l.b)
}

func (l *logRates) statistic(sum, squares float64) (d, v, t float64) {
	va, vb := l.variances(sum, squares)
	d, v = sum/l.a-(l.sum-sum)/l.b, va+vb
	if v < Tiny*Tiny+Slack*Slack*l.squares { // rounding of exact zero
		v = 0
	}
	return d, v, math.Abs(d) / math.Sqrt(v+variance0)
}

// null fills values with T in each permutation; members are the places of A in all permutations,
// one after another.
func (l *logRates) null(members []int32, values []float64) {
	a := int(l.a)
	for round := range values {
		var sum, squares float64
		for _, place := range members[round*a : (round+1)*a] {
			v := l.values[place]
			sum, squares = sum+v, squares+v*v
		}
		_, _, values[round] = l.statistic(sum, squares)
	}
}

// welch is Welch's test on the log rates (Welch 1947). Without any variance a difference is certain
// to it.
func (l *logRates) welch(d, v float64) (p, df float64) {
	df = l.a + l.b - 2
	switch {
	case v == 0 && math.Abs(d) > Tiny:
		return 0, df
	case v == 0:
		return 1, df
	}
	va, vb := l.variances(l.sums(int(l.a)))
	df = v * v / (va*va/(l.a-1) + vb*vb/(l.b-1))
	return studentP(d/math.Sqrt(v), df), df
}

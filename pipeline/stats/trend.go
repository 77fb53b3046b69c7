package stats

import (
	"math"
	"slices"
)

// Point is the value of a series at a time; times may be unequally spaced, in any unit. Periods
// without documents have no rate and are left out; periods without mentions have the rate 0 and are
// not.
type Point struct{ Time, Value float64 }

// Trend is the Mann-Kendall test (Mann 1945; Kendall 1975).
type Trend struct {
	N        int
	S        int64   // pairs that rise less pairs that fall
	Variance float64 // of S if there is no trend, corrected for tied values
	Z        float64 // S with continuity correction in standard deviations
	P        float64 // two-sided, normal approximation: good from about ten points on
	Tau      float64 // Kendall's tau-b, -1..1: 1 is never falling
}

// MannKendall tests whether a series rises or falls throughout, not caring how straight. Points
// ascend in Time and times differ. Autocorrelated series, and most are, give p-values too small. ok
// is false with fewer than four points, of which no p-value could be small.
func MannKendall(points []Point) (trend Trend, ok bool) {
	n := len(points)
	if n < 4 {
		return Trend{}, false
	}
	trend.N = n
	for i, p := range points {
		for _, q := range points[i+1:] {
			switch {
			case q.Value > p.Value:
				trend.S++
			case q.Value < p.Value:
				trend.S--
			}
		}
	}
	pairs, tied := float64(n)*float64(n-1)/2, 0.0
	trend.Variance, tied = kendallVariance(points)
	trend.P = 1
	if trend.Variance > 0 {
		trend.Z = float64(trend.S-sign(trend.S)) / math.Sqrt(trend.Variance)
		trend.P = normalP(trend.Z)
		trend.Tau = float64(trend.S) / math.Sqrt(pairs*(pairs-tied))
	}
	return trend, true
}

func sign(s int64) int64 {
	switch {
	case s > 0:
		return 1
	case s < 0:
		return -1
	}
	return 0
}

// kendallVariance is the variance of S under no trend, and the number of tied pairs.
func kendallVariance(points []Point) (variance, tied float64) {
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = p.Value
	}
	slices.Sort(values)
	term := func(n float64) float64 { return n * (n - 1) * (2*n + 5) }
	variance = term(float64(len(values)))
	for i := 0; i < len(values); {
		j := i + 1
		for j < len(values) && values[j] == values[i] {
			j++
		}
		ties := float64(j - i)
		variance -= term(ties)
		tied += ties * (ties - 1) / 2
		i = j
	}
	return max(0, variance/18), tied // divided last: exact, whatever the order of the ties
}

// SenSlope is the median of the slopes of all pairs of points (Sen 1968), in units of value per
// unit of time, with the interval with this confidence from the normal approximation of Kendall's S
// (Gilbert 1987, §16.5). A few wild periods do not move it. Points as in MannKendall. ok is false
// with fewer than four points.
func SenSlope(points []Point, confidence float64) (slope, lo, hi float64, ok bool) {
	n := len(points)
	if n < 4 {
		return 0, 0, 0, false
	}
	slopes := make([]float64, 0, n*(n-1)/2)
	for i, p := range points {
		for _, q := range points[i+1:] {
			if q.Time > p.Time {
				slopes = append(slopes, (q.Value-p.Value)/(q.Time-p.Time))
			}
		}
	}
	if len(slopes) == 0 {
		return 0, 0, 0, false
	}
	slices.Sort(slopes)
	variance, _ := kendallVariance(points)
	reach := normalQuantile(confidence) * math.Sqrt(variance)
	last := len(slopes) - 1
	lower := int(math.RoundToEven((float64(len(slopes))-reach)/2)) - 1
	upper := int(math.RoundToEven((float64(len(slopes)) + reach) / 2))
	middle := (slopes[last/2] + slopes[(last+1)/2]) / 2
	return middle, slopes[max(0, min(lower, last))], slopes[min(upper, last)], true
}

package series

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

func draw(seed uint64, rounds int) inference.Draw {
	return inference.Draw{Rounds: rounds, Random: rand.NewPCG(seed, 1)}
}

// printed checks that got rounds to want, in the digits that want has.
func printed(t *testing.T, what string, got float64, want string) {
	t.Helper()
	_, decimals, _ := strings.Cut(want, ".")
	if s := strconv.FormatFloat(got, 'f', len(decimals), 64); s != want {
		t.Errorf("%s: got %s (%v), want %s", what, s, got, want)
	}
}

func pointsOf(values ...float64) (points []stats.Point) {
	for i, v := range values {
		points = append(points, stats.Point{Time: float64(i), Value: v})
	}
	return points
}

// nile is the annual flow at Aswan 1871-1900 (Cobb 1978).
var nile = []float64{1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994,
	1020, 960, 1180, 799,
	958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840}

func TestTrendValues(t *testing.T) {
	for _, c := range []struct {
		values                                     []float64
		s, variance, p, hr, yw, sen, r1, rho, f, a string
	}{
		{nile, "-31", "3135", "0.59209698", "3135", "620.878321", "-1.111111", "0.200487",
			"0.308254", "1.848290", "0.69349984"},
		{[]float64{12, 9, 15, 11, 14, 18, 13, 17, 21, 16, 19, 24, 18, 22, 20, 25, 23, 28, 24, 27},
			"140", "948", "0.00000635", "-28.047970", "50.750509", "0.856410", "-0.598064", "0",
			"1", "0.00000635"},
		{[]float64{5, 3, 0, 0, 2, 7, 4, 4, 1, 0, 6, 8, 3, 3, 9, 5, 7, 2, 10, 6, 8, 4, 11, 9},
			"113", "1608.333333", "0.00522642", "699.231755", "112.846720", "0.272727", "-0.182131",
			"0", "1", "0.00522642"},
	} {
		r, err := MonotoneTrend(context.Background(), draw(1, 0), pointsOf(c.values...))
		if err != nil || r.Reason != inference.Answered {
			t.Fatal(err, r.Reason)
		}
		printed(t, "S", float64(r.Kendall.S), c.s)
		printed(t, "Var", r.Kendall.Variance, c.variance)
		printed(t, "Mann-Kendall p", r.Kendall.P, c.p)
		printed(t, "Sen", r.Slope, c.sen)
		printed(t, "r1", r.R1, c.r1)
		printed(t, "rho", r.Rho, c.rho)
		printed(t, "f", r.F, c.f)
		printed(t, "(a)", r.PVariance, c.a)
		hr, yw := varianceFactors(c.values, r.Slope)
		printed(t, "Hamed & Rao", r.Kendall.Variance*hr, c.hr)
		printed(t, "Yue & Wang", r.Kendall.Variance*yw, c.yw)
		if r.P != max(r.PBlocks, r.PVariance) || r.PAdjusted != r.P {
			t.Errorf("%+v", r)
		}
	}
}

// varianceFactors are those of two tests that are not used, as pymannkendall computes them: Hamed &
// Rao 1998 over the significant lags of ranks, Yue & Wang 2004 over all lags. The first can be
// negative.
func varianceFactors(values []float64, slope float64) (hr, yw float64) {
	n := float64(len(values))
	rest, ranks := make([]float64, len(values)), make([]float64, len(values))
	for i, v := range values {
		rest[i] = v - slope*float64(i+1)
	}
	for i, v := range rest {
		ranks[i] = 0.5
		for _, w := range rest {
			if w == v {
				ranks[i] += 0.5
			} else if w < v {
				ranks[i]++
			}
		}
	}
	hr, yw = 1, 1
	for lag := 1; lag < len(values); lag++ {
		k := float64(lag)
		if r := acf(ranks, lag); math.Abs(r) > 1.959963984540054/math.Sqrt(n) {
			hr += 2 / (n * (n - 1) * (n - 2)) * (n - k) * (n - k - 1) * (n - k - 2) * r
		}
		yw += 2 * (1 - k/n) * acf(rest, lag)
	}
	return hr, yw
}

func acf(values []float64, lag int) float64 {
	mean := 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	var products, squares float64
	for i, v := range values {
		squares += (v - mean) * (v - mean)
		if i >= lag {
			products += (v - mean) * (values[i-lag] - mean)
		}
	}
	return products / squares
}

func TestTrendBlocksValues(t *testing.T) {
	r, err := MonotoneTrend(context.Background(), draw(1, 0),
		pointsOf(2, 4, 3, 5, 7, 6, 5, 9, 8, 11, 10, 12))
	if err != nil || r.Kendall.S != 53 || r.Hits != 1 || r.Permutations != 72 || !r.Exact {
		t.Errorf("%v %+v", err, r)
	}
}

func TestLeadLagValues(t *testing.T) {
	x := []float64{11, 18, 16, 15, 16, 6, 12, 11, 35, 29, 22, 19, 16, 12, 13, 20, 18, 25, 21, 21,
		30, 28, 21, 19, 23, 33, 25, 21, 27, 18, 17, 24, 25, 23, 26, 6}
	y := []float64{24, 28, 7, 15, 18, 13, 10, 5, 8, 14, 35, 33, 31, 22, 13, 13, 14, 17, 14, 24, 12,
		21, 31, 24, 22, 16, 25, 25, 22, 24, 32, 13, 13, 23, 23, 31}
	results, err := LeadLags(context.Background(), draw(1, 10000), [][]float64{x}, [][]float64{y})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	printed(t, "r", r.R, "0.759836")
	printed(t, "statistic", r.Peak, "4.230591")
	if r.Orders != [2]int{0, 1} || r.Lag != 2 || r.P >= 0.0001 {
		t.Errorf("%+v", r)
	}
	_, covariance, _ := residualsOf(y)
	printed(t, "phi of y", covariance[1]/covariance[0], "0.366045")
}

func residualsOf(values []float64) (rest []float64, covariance [mostOrder + 1]float64, n float64) {
	rest = detrend(values)
	n = float64(len(rest))
	for lag := range covariance {
		for t := lag; t < len(rest); t++ {
			covariance[lag] += rest[t] * rest[t-lag] / n
		}
	}
	return rest, covariance, n
}

var eventSizes = []int64{52, 48, 55, 60, 47, 51, 58, 49, 53, 50, 62, 57, 54, 46, 51, 59, 48, 55, 53,
	50, 61, 56, 47, 52, 58, 49, 54, 60, 51, 57}

func TestEventValues(t *testing.T) {
	e := Event{Sizes: eventSizes, Width: 3, Date: 15}
	results, err := e.Compare(context.Background(), [][]int64{
		{6, 4, 5, 8, 3, 5, 7, 4, 6, 5, 7, 6, 5, 4, 6, 19, 14, 18, 17, 15, 20, 16, 13, 17, 18, 14,
			16, 19, 15, 18},
		{10, 12, 9, 14, 15, 13, 18, 22, 25, 21, 19, 24, 16, 12, 11, 9, 8, 10, 12, 7, 5, 6, 4, 5, 7,
			9, 12, 15, 13, 18},
	}, []float64{1.6, 1.6})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		l, se2, tau2, t string
		hits            int
	}{{"1.130425", "0.134294", "0", "3.084707", 1},
		{"-0.432431", "0.098688", "0.223128", "-0.762277", 11}} {
		r := results[i]
		printed(t, "L", r.L, want.l)
		printed(t, "SE2", r.SE2, want.se2)
		printed(t, "tau2", r.Tau2, want.tau2)
		printed(t, "T", r.T, want.t)
		if r.Hits != want.hits || r.Permutations != 25 || !r.Exact {
			t.Errorf("%+v", r)
		}
	}
	printed(t, "ratio", results[0].Ratio, "3.1")
}

func TestChangeValues(t *testing.T) {
	sizes := []int64{50, 40, 60, 55, 45, 50, 52, 48, 61, 39, 44, 56, 50, 47, 53, 58}
	y := []int64{3, 2, 4, 3, 2, 3, 4, 2, 9, 6, 7, 9, 8, 6, 8, 10}
	results, err := Changes(context.Background(), draw(1, 0), 4, sizes, [][]int64{y})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	for k, want := range []string{"18.557615", "18.817468", "19.101090"} {
		printed(t, "G", r.Fall[k], want)
	}
	printed(t, "penalty", r.Penalty, "18.557615")
	if r.Hits != 8 || r.Permutations != 96 || !r.Exact || r.Changes != nil {
		t.Errorf("%+v", r)
	}
	single, err := Changes(context.Background(), draw(1, 999), 0, sizes, [][]int64{y})
	if err != nil || !slices.Equal(single[0].Changes, []int{8}) || single[0].P != 0.001 {
		t.Errorf("%v %+v", err, single)
	}
}

func TestBurstValues(t *testing.T) {
	source := SourceWeeks{Documents: []int64{30, 28, 33, 31, 35, 36, 30, 29, 27, 30, 32, 28}}
	for period := range source.Documents {
		source.Periods = append(source.Periods, period)
	}
	results, err := FindBursts(context.Background(), draw(1, 99), []SourceWeeks{source},
		[][][]int64{{{2, 1, 3, 2, 9, 11, 8, 2, 1, 2, 3, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	printed(t, "weight", r.Greatest, "8.492304")
	if len(r.Bursts) != 1 || r.Bursts[0].Start != 4 || r.Bursts[0].End != 7 ||
		r.Bursts[0].P != r.P {
		t.Errorf("%+v", r)
	}
}

func TestSpreadValues(t *testing.T) {
	var e, v float64
	k := 0
	for _, s := range [][4]int{{14, 96, 2, 103}, {3, 21, 5, 127}, {9, 65, 11, 130}} {
		es, vs := stratum(s[0]+s[2], YearWeeks{Before: s[3], Year: s[1]})
		k, e, v = k+s[0], e+es, v+vs
	}
	printed(t, "E", e, "15.520395")
	printed(t, "V", v, "8.629244")
	printed(t, "score z", (float64(k)-e)/math.Sqrt(v), "3.567455")
	printed(t, "z", signedRoot(k, e, v), "3.249188")

	var uses []WeekUse
	sources := []YearWeeks{{103, 96}, {127, 21}, {130, 65}}
	for source, s := range [][2]int{{2, 14}, {5, 3}, {11, 9}} {
		for week := range s[0] {
			uses = append(uses, WeekUse{source, 4 * week})
		}
		for week := range s[1] {
			uses = append(uses, WeekUse{source, sources[source].Before + week})
		}
	}
	result, err := Emerging(context.Background(), draw(1, 99), sources, [][]WeekUse{uses})
	if err != nil || result.Phrases[0].K != 26 {
		t.Fatalf("%v %+v", err, result)
	}
	printed(t, "z of the weeks", result.Phrases[0].Z, "3.249188")
}

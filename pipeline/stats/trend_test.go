package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestMannKendallAndSen(t *testing.T) {
	var points []Point
	values := []float64{3, 3, 5, 4, 8, 7, 7, 9, 12, 3}
	for i, time := range []float64{1, 2, 3, 5, 8, 9, 12, 15, 16, 20} {
		points = append(points, Point{time, values[i]})
	}
	// computed with scipy 1.17.1: kendalltau, theilslopes, norm.sf; S and its variance by the
	// formula in numpy
	trend, ok := MannKendall(points)
	if !ok || trend.S != 21 {
		t.Errorf("S: got %d, want 21", trend.S)
	}
	check(t, "variance", trend.Variance, 120.33333333333333, 1e-12)
	check(t, "z", trend.Z, 1.823211376388292, 1e-12)
	check(t, "p", trend.P, 0.06827138270064588, 1e-9)
	check(t, "tau-b", trend.Tau, 0.48890120703870477, 1e-12)
	slope, lo, hi, _ := SenSlope(points, 0.95)
	check(t, "slope", slope, 0.4, 1e-12)
	check(t, "lo", lo, 0, 0)
	check(t, "hi", hi, 0.6428571428571429, 1e-12)

	points = nil
	for i, flow := range nile {
		points = append(points, Point{1871 + float64(i), flow})
	}
	trend, _ = MannKendall(points)
	slope, lo, hi, _ = SenSlope(points, 0.95)
	check(t, "Nile tau-b", trend.Tau, -0.2807413347246131, 1e-12)
	check(t, "Nile slope", slope, -2.6, 1e-12)
	check(t, "Nile lo", lo, -3.627906976744186, 1e-12)
	check(t, "Nile hi", hi, -1.4285714285714286, 1e-12)
}

func TestTrendOfLittle(t *testing.T) {
	if _, ok := MannKendall([]Point{{1, 1}, {2, 2}, {3, 3}}); ok {
		t.Error("three points have a trend")
	}
	flat := []Point{{1, 5}, {2, 5}, {3, 5}, {4, 5}}
	trend, _ := MannKendall(flat)
	slope, lo, hi, ok := SenSlope(flat, 0.95)
	if trend.P != 1 || trend.S != 0 || trend.Tau != 0 || slope != 0 || lo != 0 || hi != 0 || !ok {
		t.Errorf("flat: %+v %g %g..%g", trend, slope, lo, hi)
	}
}

// TestTrendTurnsRound: upside down, a series has the opposite trend; stretched, the same test.
func TestTrendTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var up, down, wide []Point
		for i, v := range rapid.SliceOfN(rapid.IntRange(0, 20), 4, 40).Draw(t, "values") {
			up, down = append(up, Point{float64(i), float64(v)}), append(down, Point{float64(i), -float64(v)})
			wide = append(wide, Point{2 * float64(i), math.Exp(float64(v) / 4)})
		}
		a, _ := MannKendall(up)
		b, _ := MannKendall(down)
		c, _ := MannKendall(wide)
		finite(t, a.Z, a.P, a.Tau, a.Variance)
		if a.S != -b.S || a.Z != -b.Z || a != c {
			t.Fatalf("%+v, %+v, %+v", a, b, c)
		}
		s1, lo1, hi1, _ := SenSlope(up, 0.95)
		s2, _, _, _ := SenSlope(down, 0.95)
		if s1 != -s2 || lo1 > s1 || hi1 < s1 {
			t.Fatalf("%g in %g..%g, %g", s1, lo1, hi1, s2)
		}
	})
}

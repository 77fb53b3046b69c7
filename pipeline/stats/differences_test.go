package stats

import (
	"math"
	"testing"
)

func shareOf(t *testing.T, k, n int64) Estimate {
	t.Helper()
	e, ok := Share(k, n, 0.95)
	if !ok {
		t.Fatalf("%d of %d has no share", k, n)
	}
	return e
}

// Newcombe 1998, Statistics in Medicine 17, 873–890, table II: method 10.
func TestDifferenceIsNewcombesMethod10(t *testing.T) {
	for _, c := range []struct {
		x, m, y, n int64
		lo, hi     float64
	}{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1},
		{10, 10, 0, 10, 0.6075, 1},
	} {
		d := Difference(shareOf(t, c.x, c.m), shareOf(t, c.y, c.n))
		if math.Abs(d.Lo-c.lo) > 5e-5 || math.Abs(d.Hi-c.hi) > 5e-5 {
			t.Errorf("%d/%d − %d/%d: %.4f to %.4f, published %.4f to %.4f", c.x, c.m, c.y, c.n, d.Lo, d.Hi, c.lo, c.hi)
		}
	}
}

// Two equal strata halve the variance: the half widths are those of one, by √2.
func TestStratifiedDifferenceOfEqualStrata(t *testing.T) {
	a, b := shareOf(t, 56, 70), shareOf(t, 48, 80)
	one := Difference(a, b)
	two, ok := StratifiedDifference([]Stratum{{a, b, 3}, {a, b, 3}})
	if !ok || math.Abs(two.Value-one.Value) > 1e-12 ||
		math.Abs((two.Value-two.Lo)*math.Sqrt2-(one.Value-one.Lo)) > 1e-12 ||
		math.Abs((two.Hi-two.Value)*math.Sqrt2-(one.Hi-one.Value)) > 1e-12 {
		t.Errorf("two strata: %+v, one: %+v", two, one)
	}
}

// A source that writes as it did is no change, however many more documents it has.
func TestMixIsNoChange(t *testing.T) {
	d, ok := StratifiedDifference([]Stratum{
		{shareOf(t, 9, 10), shareOf(t, 90, 100), HarmonicWeight(10, 100)},
		{shareOf(t, 10, 100), shareOf(t, 1, 10), HarmonicWeight(100, 10)}})
	if !ok || math.Abs(d.Value) > 1e-12 || d.Excludes(0) {
		t.Errorf("within sources: %+v", d)
	}
	if !Difference(shareOf(t, 19, 110), shareOf(t, 91, 110)).Excludes(0) {
		t.Error("the difference of the sums does not exclude 0")
	}
}

func TestDifferenceWithoutInterval(t *testing.T) {
	if d := Difference(Estimate{Value: 2}, shareOf(t, 1, 2)); d.Bounded || d.Excludes(0) {
		t.Errorf("an interval made of none: %+v", d)
	}
	if _, ok := StratifiedDifference([]Stratum{{Weight: HarmonicWeight(0, 3)}}); ok {
		t.Error("a difference without weight")
	}
	if _, ok := StratifiedDifference(nil); ok {
		t.Error("a difference without strata")
	}
	if _, ok := Share(0, 0, 0.95); ok {
		t.Error("a share of nothing")
	}
}

package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// ratioOf sums documents given as pairs of size and mentions.
func ratioOf(documents ...[2]int64) (r Ratio) {
	for _, d := range documents {
		r.Add(d[0], d[1])
	}
	return r
}

func TestRatioInterval(t *testing.T) {
	for _, c := range []struct {
		name         string
		r            Ratio
		rate, lo, hi float64
		ok           bool
	}{
		// computed with scipy 1.17.1 and the formula
		{"before", ratioOf([2]int64{1000, 2}, [2]int64{1500, 1}, [2]int64{800, 3}, [2]int64{1200, 0}), 0.001333333333, 0, 0.00360555530866, true},
		{"after", ratioOf([2]int64{900, 5}, [2]int64{1100, 4}, [2]int64{1300, 9}), 0.005454545455, 0.00103700237807, 0.00987208853102, true},
		{"no documents", Ratio{}, 0, 0, 0, false},
		{"one document", ratioOf([2]int64{100, 3}), 0.03, 0, 0, false},
		{"one document, no mention", ratioOf([2]int64{1000, 0}), 0, 0, 0.00368887945411, true},
		{"zero mentions", ratioOf([2]int64{400, 0}, [2]int64{600, 0}), 0, 0, 0.00368887945411, true},
		{"no size", ratioOf([2]int64{0, 0}, [2]int64{0, 0}), 0, 0, 0, false},
		{"one rate everywhere", ratioOf([2]int64{100, 1}, [2]int64{100, 1}), 0.01, 0.242209278544 / 200, 7.22468766772 / 200, true},
	} {
		lo, hi, ok := c.r.Interval(0.95)
		if !near(c.r.Estimate(), c.rate, 1e-9) || !near(lo, c.lo, 1e-8) || !near(hi, c.hi, 1e-8) || ok != c.ok {
			t.Errorf("%s: got %.10g %.12g..%.12g %v, want %.10g %.12g..%.12g %v",
				c.name, c.r.Estimate(), lo, hi, ok, c.rate, c.lo, c.hi, c.ok)
		}
	}
}

func drawRatio(t *rapid.T, name string) (r Ratio) {
	for _, d := range rapid.SliceOfN(rapid.Int64Range(0, 1e6), 0, 30).Draw(t, name) {
		r.Add(d, rapid.Int64Range(0, d).Draw(t, "mentions"))
	}
	return r
}

func TestRatioMergesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRatio(t, "a"), drawRatio(t, "b")
		ab, ba := a, b
		ab.Merge(b)
		ba.Merge(a)
		if ab != ba {
			t.Fatalf("%v and %v", ab, ba)
		}
		lo, hi, ok := ab.Interval(0.95)
		finite(t, lo, hi)
		if ok && !(0 <= lo && lo <= ab.Estimate() && ab.Estimate() <= hi) {
			t.Fatalf("%v: %g..%g does not hold %g", ab, lo, hi, ab.Estimate())
		}
	})
}

func TestRatioSaturates(t *testing.T) {
	r := ratioOf([2]int64{math.MaxInt64 / 2, 1}, [2]int64{10, 1})
	if r.XX != math.MaxInt64 {
		t.Errorf("XX is %d", r.XX)
	}
	if _, _, ok := r.Interval(0.95); ok {
		t.Error("a saturated sum has an interval")
	}
	big := Ratio{N: 1, X: 1e5, Y: 1e3, XX: 1e10, XY: 1e8, YY: 1e6}
	var all Ratio
	for range 7 { // doubling: 2^23 documents of 100,000 tokens
		big.Merge(big)
	}
	for range 65536 {
		all.Merge(big)
	}
	if all.saturated() || all.XX != 8388608*1e10 {
		t.Errorf("eight million documents of 100,000 tokens: %+v", all)
	}
}

func TestRateRatio(t *testing.T) {
	before := ratioOf([2]int64{1000, 2}, [2]int64{1500, 1}, [2]int64{800, 3}, [2]int64{1200, 0})
	after := ratioOf([2]int64{900, 5}, [2]int64{1100, 4}, [2]int64{1300, 9})
	silent := ratioOf([2]int64{1000, 0}, [2]int64{2000, 0})
	for _, c := range []struct {
		name          string
		from, to      Ratio
		ratio, lo, hi float64
		ok            bool
	}{
		// computed with scipy 1.17.1 and the formula
		{"more after", before, after, 4.090909091, 0.8037959046, 20.82063008, true},
		{"from nothing", silent, after, 33.63636364, 2.052052352, 551.3528725, true},
		{"to nothing", before, silent, 0.1153846154, 0.005844436386, 2.277997156, true},
		{"both silent", silent, silent, 0, 0, 0, false},
		{"no size", Ratio{}, after, 0, 0, 0, false},
		{"one document with mentions", before, ratioOf([2]int64{100, 3}), 22.5, 0, 0, false},
	} {
		ratio, lo, hi, ok := RateRatio(c.from, c.to, 0.95)
		if !near(ratio, c.ratio, 1e-8) || !near(lo, c.lo, 1e-7) || !near(hi, c.hi, 1e-7) || ok != c.ok {
			t.Errorf("%s: got %.10g %.10g..%.10g %v, want %.10g %.10g..%.10g %v",
				c.name, ratio, lo, hi, ok, c.ratio, c.lo, c.hi, c.ok)
		}
	}
}

func TestRateRatioTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRatio(t, "a"), drawRatio(t, "b")
		r1, lo1, hi1, ok1 := RateRatio(a, b, 0.95)
		r2, lo2, hi2, ok2 := RateRatio(b, a, 0.95)
		finite(t, r1, lo1, hi1, r2, lo2, hi2)
		if ok1 != ok2 || (ok1 && (!near(r1, 1/r2, 1e-9) || !near(lo1, 1/hi2, 1e-9) || !near(hi1, 1/lo2, 1e-9))) {
			t.Fatalf("%g %g..%g against %g %g..%g", r1, lo1, hi1, r2, lo2, hi2)
		}
	})
}

// TestRatioCovers simulates a bursty concept: the 95 % interval must hold the true rate in most
// samples of documents.
func TestRatioCovers(t *testing.T) {
	random := newRandom(1)
	covered, rounds := 0, 2000
	for range rounds {
		var r Ratio
		for range 60 {
			x := 200 + random.Int64N(1800)
			y := int64(0)
			if random.IntN(3) == 0 { // one document in three has the concept, at a rate of 3/200 per token
				y = x * (1 + random.Int64N(5)) / 200
			}
			r.Add(x, y)
		}
		// E[y|x] is x·3/200 where present, up to the rounding down of the division, ½ a mention on
		// average
		if lo, hi, ok := r.Interval(0.95); ok && lo <= 0.00485 && 0.00485 <= hi {
			covered++
		}
	}
	if share := float64(covered) / float64(rounds); share < 0.92 || share > 0.975 {
		t.Errorf("covered in %.3f of samples", share)
	}
}

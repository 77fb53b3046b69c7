package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestKeynessOfTheReference reproduces published values (and those marked computed, from the
// formulas).
func TestKeynessOfTheReference(t *testing.T) {
	const tests = 20109
	obama := func(a, b int64) Pair { return Pair{a, b, 43002, 108539} }
	bnc := func(a, b int64) Pair { return Pair{a, b, 1177, 341805} }
	low := Pair{7, 2, 1000, 1000}
	toy := Pair{7, 2, 10, 9}
	pct, _ := Pair{206523, 178174, 959641, 1562358}.DiffPct()
	for _, c := range []struct {
		what                 string
		got, want, precision float64
	}{
		{"chi2 of we, quanteda inaugural, published", obama(1048, 779).Chi2(), 764.4484, 5e-5},
		{"chi2 of us", obama(289, 216).Chi2(), 207.5181, 5e-5},
		{"chi2 of which", obama(96, 911).Chi2(), -177.10087, 5e-6},
		{"chi2 of the", obama(2089, 8094).Chi2(), -331.99069, 5e-6},
		{"chi2 of obama, published", Pair{3, 0, 1660, 41342}.Chi2(), 51.05861, 5e-6},
		{"G2, R package corpora, published", bnc(411, 13).G2(), 4711.9165, 5e-5},
		{"G2", bnc(374, 25471).G2(), 591.6062, 5e-5},
		{"log ratio", bnc(411, 13).LogRatio(), 13.111166, 5e-7},
		{"log ratio", bnc(374, 25471).LogRatio(), 2.093530, 5e-7},
		{"lrc", bnc(411, 13).LRC(0.05, tests), 11.530551, 5e-7},
		{"lrc", bnc(374, 25471).LRC(0.05, tests), 1.722251, 5e-7},
		{"simple maths", bnc(411, 13).SimpleMaths(100), 2530.4956, 5e-5},
		{"simple maths", bnc(374, 25471).SimpleMaths(100), 4.259727, 5e-7},
		{"four-cell G2, published", Pair{52, 57, 50000, 75000}.G2(), 2.6541, 5e-5},
		{"toy chi2, corrected", toy.Chi2(), 2.632438, 5e-7},
		{"toy G2", toy.G2(), 4.534939, 5e-7},
		{"Dunning", Pair{10, 0, 13, 31764}.G2(), 167.23, 5e-3},
		{"%DIFF, published", pct, 88.7, 0.05},
		{"low counts, G2", low.G2(), 2.954494, 5e-7},
		{"low counts, log ratio", low.LogRatio(), 1.584963, 5e-7},
		{"low counts, lrc", low.LRC(0.05, 1), 0, 0},
		{"low counts, simple maths", low.SimpleMaths(100), 3.380952, 5e-7},
		{"bic", low.BIC(), 2.954494 - math.Log(2000), 5e-7},
		{"log odds, computed from eq. 15 with numpy", first(Pair{30, 12, 5000, 8000}.LogOdds(500)), 1.2819232954898654, 1e-12},
		{"log odds z, eq. 22", second(Pair{30, 12, 5000, 8000}.LogOdds(500)), 3.954660851273203, 1e-12},
		{"p of chi2 3.841459", WordP(-3.841458820694124), 0.05, 1e-12},
	} {
		if math.Abs(c.got-c.want) > c.precision {
			t.Errorf("%s: got %.8g, want %.8g", c.what, c.got, c.want)
		}
	}
}

func first(a, _ float64) float64  { return a }
func second(_, b float64) float64 { return b }

func drawPair(t *rapid.T) Pair {
	n1, n2 := rapid.Int64Range(0, 1e7).Draw(t, "n1"), rapid.Int64Range(0, 1e7).Draw(t, "n2")
	return Pair{rapid.Int64Range(0, n1).Draw(t, "a"), rapid.Int64Range(0, n2).Draw(t, "b"), n1, n2}
}

// TestKeynessTurnsRound: exchanging the groups changes the sign and nothing else, for any counts.
func TestKeynessTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPair(t)
		q := Pair{p.B, p.A, p.N2, p.N1}
		delta, z := p.LogOdds(500)
		delta2, z2 := q.LogOdds(500)
		percent, _ := p.DiffPct()
		finite(t, p.Chi2(), p.G2(), p.LogRatio(), p.LRC(0.05, 1000), p.SimpleMaths(100), percent, p.BIC(), delta, z)
		for name, v := range map[string][2]float64{
			"chi2": {p.Chi2(), q.Chi2()}, "g2": {p.G2(), q.G2()}, "log ratio": {p.LogRatio(), q.LogRatio()},
			"lrc": {p.LRC(0.05, 1000), q.LRC(0.05, 1000)}, "log odds": {delta, delta2}, "z": {z, z2},
		} {
			if math.Abs(v[0]+v[1]) > 1e-7*(1+math.Abs(v[0])) {
				t.Fatalf("%s of %v: %g one way, %g the other", name, p, v[0], v[1])
			}
		}
		if math.Abs(p.BIC()-q.BIC()) > 1e-6*(1+math.Abs(p.BIC())) || !near(p.SimpleMaths(100)*q.SimpleMaths(100), 1, 1e-12) {
			t.Fatalf("bic or simple maths of %v", p)
		}
		// LRC is never further out than the ratio of the rates itself, and never on the other side.
		if lrc := p.LRC(0.05, 1); lrc != 0 && p.A > 0 && p.B > 0 {
			plain := math.Log2(rate(p.A, p.N1) / rate(p.B, p.N2))
			if lrc*plain < 0 || math.Abs(lrc) > math.Abs(plain)+1e-9 {
				t.Fatalf("lrc %g of log ratio %g in %v", lrc, plain, p)
			}
		}
	})
}

// TestKeynessGrowsWithMentions: one mention more in the first group never lowers a measure there.
func TestKeynessGrowsWithMentions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPair(t)
		if p.A >= p.N1 || p.N2 == 0 || rate(p.A, p.N1) < rate(p.B, p.N2) {
			t.Skip("not key in the first group")
		}
		q := p
		q.A++
		if q.G2() < p.G2()-1e-6*(1+p.G2()) || q.LogRatio() < p.LogRatio() || q.LRC(0.05, 10) < p.LRC(0.05, 10)-1e-9 {
			t.Fatalf("%v: g2 %g then %g, lrc %g then %g", p, p.G2(), q.G2(), p.LRC(0.05, 10), q.LRC(0.05, 10))
		}
	})
}

// TestLogOddsShrinks: the heavier the prior, the nearer to 0.
func TestLogOddsShrinks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPair(t)
		light, _ := p.LogOdds(10)
		heavy, _ := p.LogOdds(1e5)
		if math.Abs(heavy) > math.Abs(light)+1e-9 {
			t.Fatalf("%v: %g with 10, %g with 100,000", p, light, heavy)
		}
	})
}

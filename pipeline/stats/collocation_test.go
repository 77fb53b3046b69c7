package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCollocation(t *testing.T) {
	if mi := (Cooccurrence{8, 1105, 44, 15000000}).MI(); math.Abs(mi-11.3) > 0.05 {
		t.Errorf("MI, published 11.3: got %g", mi)
	}
	for _, c := range []struct {
		Cooccurrence
		logDice, mi, t, g2, dyx, dxy, npmi, jaccard float64
	}{ // computed with numpy and scipy 1.17.1, contingency.chi2_contingency(lambda_="log-likelihood")
		{Cooccurrence{8, 1105, 44, 15000000}, 7.833836917353887, 11.269196892016602, 2.827281140356147, 110.59442313787834,
			0.0072374188277118615, 0.18174504827032342, 0.5407883952850312, 0.007011393514460999},
		{Cooccurrence{30, 120, 400, 10000}, 10.884522782580063, 2.643856189774725, 4.600869483043395, 67.22913744712623,
			0.2125506072874494, 0.065625, 0.3154650293173874, 0.061224489795918366},
		{Cooccurrence{2, 500, 800, 5000}, 5.655704092084184, -5.321928094887363, -55.154328932550705, -164.68956389423673,
			-0.17333333333333334, -0.11607142857142858, -0.4714797751694474, 0.0015408320493066256},
	} {
		dyx, dxy := c.DeltaP()
		check(t, "logDice", c.LogDice(), c.logDice, 1e-12)
		check(t, "MI", c.MI(), c.mi, 1e-12)
		check(t, "t", c.T(), c.t, 1e-12)
		check(t, "G2", c.G2(), c.g2, 1e-9)
		check(t, "ΔP(y|x)", dyx, c.dyx, 1e-9)
		check(t, "ΔP(x|y)", dxy, c.dxy, 1e-9)
		check(t, "NPMI", c.NPMI(), c.npmi, 1e-9)
		check(t, "Jaccard", c.Jaccard(), c.jaccard, 1e-12)
	}
	if never := (Cooccurrence{0, 5, 5, 100}); !math.IsInf(never.LogDice(), -1) || !math.IsInf(never.MI(), -1) || never.NPMI() != -1 {
		t.Error("never together")
	}
	if always := (Cooccurrence{5, 5, 5, 100}); always.LogDice() != 14 || !near(always.NPMI(), 1, 1e-12) || always.Jaccard() != 1 {
		t.Error("always together")
	}
}

func TestCollocationTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e7).Draw(t, "n")
		x := rapid.Int64Range(0, n).Draw(t, "x")
		xy := rapid.Int64Range(0, x).Draw(t, "xy")
		y := rapid.Int64Range(xy, n-x+xy).Draw(t, "y")
		c, d := Cooccurrence{xy, x, y, n}, Cooccurrence{xy, y, x, n}
		yx, xyP := c.DeltaP()
		yx2, xy2 := d.DeltaP()
		finite(t, c.T(), c.G2(), yx, xyP, c.NPMI(), c.Jaccard())
		if xy > 0 {
			finite(t, c.LogDice(), c.MI())
		}
		if yx != xy2 || xyP != yx2 || math.Abs(c.NPMI()-d.NPMI()) > 1e-9 || math.Abs(c.G2()-d.G2()) > 1e-6*(1+math.Abs(c.G2())) {
			t.Fatalf("%+v is not symmetric", c)
		}
		if c.NPMI() < -1 || c.NPMI() > 1 || c.Jaccard() < 0 || c.Jaccard() > 1 {
			t.Fatalf("%+v: out of bounds", c)
		}
	})
}

func TestNgram(t *testing.T) {
	// The weaker cut decides; its NPMI is the second row of TestCollocation.
	got, ok := Cohesion(30, 10000, []Cut{{31, 31}, {120, 400}})
	if check(t, "cohesion", got, 0.3154650293173874, 1e-9); !ok {
		t.Error("no cohesion")
	}
	if _, ok := Cohesion(3, 100, nil); ok {
		t.Error("a single token has no cut")
	}
	// computed with scipy 1.17.1, stats.entropy([5, 3, 1, 1], base=2)
	check(t, "entropy", BranchingEntropy([]int64{1, 5, 0, 1, 3}), 1.6854752972273344, 1e-12)
	check(t, "one neighbour", BranchingEntropy([]int64{7}), 0, 0)
	check(t, "no neighbour", BranchingEntropy(nil), 0, 0)
	if BranchingEntropy([]int64{5, 3, 1, 1}) != BranchingEntropy([]int64{1, 1, 3, 5}) {
		t.Error("order matters")
	}
}

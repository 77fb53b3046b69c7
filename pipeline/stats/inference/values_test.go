package inference

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa/pipeline/stats"
)

func draw(seed uint64, rounds int) Draw {
	return Draw{Rounds: rounds,
		Random: rand.NewPCG(seed, 1)}
}

// printed checks that got rounds to want, in the digits that want has.
func printed(t *testing.T, what string, got float64, want string) {
	t.Helper()
	_, decimals, _ := strings.Cut(want, ".")
	if s := strconv.FormatFloat(got, 'f', len(decimals), 64); s != want {
		t.Errorf("%s: got %s (%v), want %s", what, s, got, want)
	}
}

func firstOf(a, n int) []bool {
	in := make([]bool, n)
	for i := range a {
		in[i] = true
	}
	return in
}

// computed in two ways, with loops and with numpy and scipy
func TestGroupsValues(t *testing.T) {
	g := SourceGroups{Sizes: []int64{190741, 176268, 198598, 128868, 98276, 110645, 240500, 61200,
		35400}, InA: firstOf(4, 9)}
	results, err := g.Compare(context.Background(), draw(1, 0),
		[][]int64{{120, 45, 70, 60, 30, 22, 41, 9, 3}})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	printed(t, "d", r.D, "0.849625")
	printed(t, "V", r.V, "0.072887")
	printed(t, "T", r.T, "2.423678")
	printed(t, "p", r.P, "0.023810")
	printed(t, "c", r.Critical, "1.937184")
	printed(t, "df", r.WelchDF, "6.8490")
	printed(t, "Welch p", r.WelchP, "0.016688")
	printed(t, "ratio", r.Ratio, "2.3388")
	printed(t, "lo", r.Interval.Lo, "1.1859")
	printed(t, "hi", r.Interval.Hi, "4.6122")
	printed(t, "least", r.LeftOut.Least, "2.0144")
	printed(t, "greatest", r.LeftOut.Greatest, "2.7186")
	if r.Hits != 3 || r.Permutations != 126 || !r.Exact || r.LeftOut.LeastSource != 8 ||
		r.LeftOut.GreatestSource != 1 || !r.Supported() || r.LeftOut.IncludesOne() {
		t.Errorf("%+v", r)
	}

	g = SourceGroups{Sizes: []int64{50000, 120000, 800000, 30000, 60000, 90000, 400000, 20000},
		InA: firstOf(4, 8)}
	results, _ = g.Compare(context.Background(), draw(1, 0),
		[][]int64{{40, 75, 410, 0, 12, 14, 55, 2}})
	r = results[0]
	printed(t, "d", r.D, "0.508627")
	printed(t, "T", r.T, "0.531323")
	printed(t, "p", r.P, "0.657143")
	printed(t, "Welch p", r.WelchP, "0.621691")
	printed(t, "ratio", r.Ratio, "1.6630")
	printed(t, "lo", r.Interval.Lo, "0.0905")
	printed(t, "hi", r.Interval.Hi, "30.5555")
	printed(t, "least", r.LeftOut.Least, "1.1365")
	printed(t, "greatest", r.LeftOut.Greatest, "4.1686")
	if r.Hits != 46 || r.Permutations != 70 || r.LeftOut.LeastSource != 0 ||
		r.LeftOut.GreatestSource != 3 || r.LeftOut.HangsOn != 3 || r.Supported() {
		t.Errorf("%+v", r)
	}
}

func TestSmallestP(t *testing.T) {
	for _, c := range []struct {
		a, b, n int
		p       string
		reason  Reason
	}{
		{3, 3, 20, "0.1", NoOutcomeCouldReach}, {2, 5, 21, "0.047619", TooFewUnits},
		{3, 4, 35, "0.028571", Answered},
		{4, 4, 70, "0.028571", Answered}, {3, 5, 56, "0.017857", Answered},
		{4, 5, 126, "0.007937", Answered},
		{5, 5, 252, "0.007937", Answered}, {7, 7, 3432, "0.000583", Answered},
		{1, 9, 10, "0.1", OneSource},
		{0, 4, 1, "1", NoDocuments}, {8, 8, 9999, "0.0001", Answered},
	} {
		g := SourceGroups{InA: firstOf(c.a, c.a+c.b)}
		var y []int64
		for i := range c.a + c.b {
			g.Sizes, y = append(g.Sizes, 1000), append(y, int64(i))
		}
		results, err := g.Compare(context.Background(), draw(1, 0), [][]int64{y})
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		printed(t, strconv.Itoa(c.a)+"v"+strconv.Itoa(c.b), r.LeastP, c.p)
		if r.Permutations != c.n || r.Reason != c.reason || r.Supported() && r.Reason != Answered {
			t.Errorf("%dv%d: %d splits, reason %q; want %d, %q", c.a, c.b, r.Permutations, r.Reason,
				c.n,
				c.reason)
		}
		if r.Reason != Answered && (r.P != 1 || r.PAdjusted != 1 || r.Interval != Interval{}) {
			t.Errorf("%dv%d: %+v", c.a, c.b, r)
		}
	}
}

func TestFamilyValues(t *testing.T) {
	g := SourceGroups{Sizes: []int64{190741, 176268, 198598, 128868, 98276, 110645, 240500, 61200,
		35400}, InA: firstOf(4, 9)}
	results, err := g.Compare(context.Background(), draw(1, 0), [][]int64{
		{120, 145, 170, 80, 10, 12, 21, 5, 2}, {30, 12, 44, 19, 9, 25, 51, 4, 8},
		{8, 4, 2, 9, 1, 0, 3, 1, 0},
		{60, 75, 81, 40, 25, 33, 40, 22, 15}, {2, 0, 5, 1, 14, 20, 33, 6, 4}})
	if err != nil {
		t.Fatal(err)
	}
	var p []float64
	for _, r := range results {
		p = append(p, r.P)
	}
	bh := stats.QValues(p)
	for i, want := range [][4]string{
		{"8.135086", "0.007937", "0.007937", "0.019841"},
		{"0.162133", "0.936508", "0.936508", "0.936508"},
		{"2.053983", "0.055556", "0.071429", "0.092593"},
		{"0.808181", "0.277778", "0.507937", "0.347222"},
		{"4.720938", "0.007937", "0.007937", "0.019841"},
	} {
		printed(t, "T", results[i].T, want[0])
		printed(t, "p", results[i].P, want[1])
		printed(t, "maxT", results[i].PAdjusted, want[2])
		printed(t, "BH", bh[i], want[3])
	}
}

// cell is groups of documents: how many, their size, the mentions in each.
func cell(groups ...[3]int64) (c Cell) {
	for _, g := range groups {
		for range g[0] {
			c.Add(g[1], g[2])
		}
	}
	return c
}

func TestRateValues(t *testing.T) {
	for _, c := range []struct {
		cell                  Cell
		d0, c0                float64
		own, d, mlo, mhi      string
		perMillion, lo, hi    string
		noMentionsHaveNoClump bool
	}{
		{cell([3]int64{1, 600, 1}, [3]int64{99, 600, 0}), 2.8, 1.9, "1", "2.636364", "0.025318",
			"11.722491", "16.67", "0.4220", "195.3749", false},
		{cell([3]int64{1, 600, 3}, [3]int64{99, 600, 0}), 2.8, 1.9, "3", "2.818182", "0.345537",
			"16.016103", "50", "5.7589", "266.9350", false},
		{cell([3]int64{1, 2400, 22}, [3]int64{1, 800, 1}, [3]int64{1, 950, 4}, [3]int64{1, 600, 1},
			[3]int64{196, 800, 0}), 13, 3.5,
			"17.440531", "14.268723", "5.727652", "102.232676", "173.32", "35.4544", "632.8237",
			false},
		{cell([3]int64{100, 600, 0}), 2.8, 1.9, "1", "2.8", "0", "7.008871", "0", "0.0000",
			"116.8145", true},
		{cell([3]int64{30, 500, 1}, [3]int64{8, 800, 2}, [3]int64{4, 1500, 5},
			[3]int64{300, 700, 0}), 2.2, 1.9,
			"2.171418", "2.176915", "45.526396", "94.044965", "278.01", "191.7708", "396.1456",
			false},
		{cell([3]int64{1, 1100, 2}, [3]int64{1, 400, 1}, [3]int64{18, 500, 0}), 1, 1.9,
			"1.401217", "1.066870", "0.618672", "9.050552", "285.71", "58.9212", "861.9574", false},
	} {
		r := Rate(c.cell, Clumping{c.d0, c.c0})
		printed(t, "own design effect", c.cell.DesignEffect(), c.own)
		printed(t, "design effect", r.DesignEffect, c.d)
		printed(t, "lo in mentions", r.Mentions.Lo, c.mlo)
		printed(t, "hi in mentions", r.Mentions.Hi, c.mhi)
		printed(t, "per million", r.PerMillion, c.perMillion)
		printed(t, "lo", r.Interval.Lo, c.lo)
		printed(t, "hi", r.Interval.Hi, c.hi)
	}
}

func TestRatioValues(t *testing.T) {
	r := ratio(3, 12, 1, 2.8)
	printed(t, "ratio", r.Ratio, "4")
	printed(t, "lo", r.Interval.Lo, "0.626275")
	printed(t, "hi", r.Interval.Hi, "40.221183")
	r = ratio(0, 9, 1, 2.8)
	printed(t, "lo", r.Interval.Lo, "0.948042")
	if !r.Interval.Open || r.Ratio != 0 || r.Interval.Hi != 0 {
		t.Errorf("without mentions before: %+v", r)
	}
	r = ratio(120, 61, 2.5, 3.3)
	printed(t, "ratio", r.Ratio, "1.270833")
	printed(t, "lo", r.Interval.Lo, "0.716666")
	printed(t, "hi", r.Interval.Hi, "2.198648")
}

func TestBlocksArrangements(t *testing.T) {
	seen := map[string]int{}
	b := Blocks{12, 3}
	perms := b.Permutations(9999)
	from := make([]int, 12)
	err := b.Each(context.Background(), perms, nil, func(round int, order []int, shift int) {
		b.Fill(from, order, shift)
		var key []string
		for _, f := range from {
			key = append(key, strconv.Itoa(f))
		}
		seen[strings.Join(key, " ")]++
		sorted := slices.Clone(from)
		slices.Sort(sorted)
		for i, f := range sorted {
			if f != i {
				t.Fatalf("round %d: %v", round, from)
			}
		}
	})
	if err != nil || !perms.Exact || perms.N != 72 || len(seen) != 72 ||
		seen["0 1 2 3 4 5 6 7 8 9 10 11"] != 1 {
		t.Errorf("%v: %+v, %d different", err, perms, len(seen))
	}
}

package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// nile is the annual flow of the Nile at Aswan, 1871-1970, in 10⁸ m³ (Cobb 1978).
var nile = []float64{
	1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
	1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
	831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
	781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
	744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
}

func TestNile(t *testing.T) {
	got := ChangepointsL2(nile, NormalPenalty(nile))
	if !slices.Equal(got, []int{28}) {
		t.Fatalf("changes %v, published: one after observation 28", got)
	}
	if before, after := meanOf(nile[:28]), meanOf(nile[28:]); before != 1097.75 || math.Abs(after-849.97) > 0.005 {
		t.Errorf("means %g and %g, published 1097.75 and 849.97", before, after)
	}
	var counts []Exposure
	for i, flow := range nile { // the same as counts of different exposure
		size := int64(1 + i%3)
		counts = append(counts, Exposure{int64(flow) * size, 1000 * size})
	}
	if got := ChangepointsPoisson(counts, PoissonPenalty(counts)); !slices.Equal(got, []int{28}) {
		t.Errorf("as counts: changes %v, overdispersion %g", got, Overdispersion(counts))
	}
}

// TestPeltIsExact compares with every segmentation of short series.
func TestPeltIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var periods []Exposure
		var values []float64
		for range rapid.IntRange(1, 11).Draw(t, "n") {
			e := Exposure{rapid.Int64Range(0, 30).Draw(t, "count"), rapid.Int64Range(1, 5).Draw(t, "size")}
			periods, values = append(periods, e), append(values, float64(e.Count))
		}
		penalty := rapid.Float64Range(0.5, 60).Draw(t, "penalty")
		poisson := func(from, to int) float64 {
			count, size := 0.0, 0.0
			for _, p := range periods[from:to] {
				count, size = count+float64(p.Count), size+float64(p.Size)
			}
			if count == 0 {
				return 0
			}
			return -2 * count * math.Log(count/size)
		}
		squares := func(from, to int) float64 {
			sum, mean := 0.0, meanOf(values[from:to])
			for _, v := range values[from:to] {
				sum += (v - mean) * (v - mean)
			}
			return sum
		}
		n := len(values)
		for name, c := range map[string]struct {
			cost func(from, to int) float64
			got  []int
		}{"poisson": {poisson, ChangepointsPoisson(periods, penalty)}, "l2": {squares, ChangepointsL2(values, penalty)}} {
			total := func(changes []int) float64 {
				sum, from := 0.0, 0
				for _, to := range append(slices.Clone(changes), n) {
					sum, from = sum+c.cost(from, to)+penalty, to
				}
				return sum
			}
			least := math.Inf(1)
			for set := range 1 << (n - 1) {
				var changes []int
				for i := 1; i < n; i++ {
					if set>>(i-1)&1 == 1 {
						changes = append(changes, i)
					}
				}
				least = min(least, total(changes))
			}
			if total(c.got) > least+1e-9*(1+math.Abs(least)) {
				t.Fatalf("%s: %v costs %g, the cheapest %g", name, c.got, total(c.got), least)
			}
		}
	})
}

func TestChangepointsOfLittle(t *testing.T) {
	if got := ChangepointsL2(nil, 1); got != nil {
		t.Errorf("no values: %v", got)
	}
	silent := make([]Exposure, 12)
	for i := range silent {
		silent[i].Size = 100
	}
	if got := ChangepointsPoisson(silent, PoissonPenalty(silent)); got != nil {
		t.Errorf("silence changed: %v", got)
	}
	if got := ChangepointsPoisson(nil, PoissonPenalty(nil)); got != nil || NormalPenalty(nil) != 0 {
		t.Errorf("nothing changed: %v", got)
	}
}

// TestOverdispersion: about 1 for Poisson-like counts with a change, far more for clusters.
func TestOverdispersion(t *testing.T) {
	random := newRandom(3)
	var plain, clustered []Exposure
	for i := range 400 {
		size, share := int64(500+random.IntN(1000)), 0.02
		if i >= 200 {
			share = 0.08
		}
		var count, clusters int64
		for range size {
			if random.Float64() < share {
				count++
			}
			if random.Float64() < share/5 {
				clusters += 5
			}
		}
		plain, clustered = append(plain, Exposure{count, size}), append(clustered, Exposure{clusters, size})
	}
	if d := Overdispersion(plain); d > 1.25 {
		t.Errorf("plain: %g", d)
	}
	if d := Overdispersion(clustered); d < 4 || d > 6 {
		t.Errorf("in fives: %g", d)
	}
	for _, c := range [][]Exposure{plain, clustered} {
		got := ChangepointsPoisson(c, PoissonPenalty(c))
		if len(got) != 1 || got[0] < 198 || got[0] > 202 {
			t.Errorf("changes %v, want about 200", got)
		}
	}
}

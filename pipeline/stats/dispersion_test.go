package stats

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDispersionOfTheReference(t *testing.T) {
	parts := Parts{N: 5, Size: 50, Smallest: 9}
	d, ok := parts.Dispersion([]Part{{9, 1}, {10, 2}, {10, 3}, {10, 4}, {11, 5}})
	if !ok {
		t.Fatal("not measured")
	}
	check(t, "Juilland D", d.JuillandD, 0.785150, 1e-6)
	check(t, "DP", d.DP, 0.18, 1e-6)
	check(t, "DPnorm", d.DPNorm, 0.219512, 2e-6)
	check(t, "KL", d.KL, 0.136972, 3e-6)
	if _, ok := parts.Dispersion(nil); ok {
		t.Error("a word without mentions has a dispersion")
	}
	one, _ := parts.Dispersion([]Part{{9, 7}})
	check(t, "all in the smallest part, DPnorm", one.DPNorm, 1, 1e-12)
	check(t, "all in one part, Juilland D", 1+one.JuillandD, 1, 1e-7)
}

func TestDispersionIsOfSharesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 20).Draw(t, "parts")
		var having, times10, silent []Part
		parts := Parts{N: int64(n), Smallest: 1 << 40}
		for range n {
			p := Part{rapid.Int64Range(1, 1e6).Draw(t, "size"), rapid.Int64Range(0, 50).Draw(t, "count")}
			parts.Size += p.Size
			parts.Smallest = min(parts.Smallest, p.Size)
			silent = append(silent, p)
			if p.Count > 0 {
				having = append(having, p)
				times10 = append(times10, Part{p.Size, 10 * p.Count})
			}
		}
		d, ok := parts.Dispersion(having)
		e, _ := parts.Dispersion(times10)
		f, _ := parts.Dispersion(silent) // parts without the word may be listed too
		finite(t, d.DP, d.DPNorm, d.JuillandD, d.KL)
		for _, pair := range [][2]float64{{d.DP, e.DP}, {d.DPNorm, e.DPNorm}, {d.JuillandD, e.JuillandD}, {d.KL, e.KL},
			{d.DP, f.DP}, {d.KL, f.KL}, {d.JuillandD, f.JuillandD}} {
			if diff := pair[0] - pair[1]; diff > 1e-7 || diff < -1e-7 {
				t.Fatalf("%+v, %+v, %+v", d, e, f)
			}
		}
		if ok && (d.DP < 0 || d.DP > 1 || d.DPNorm < d.DP-1e-12 || d.DPNorm > 1 || d.JuillandD < 0 || d.JuillandD > 1) {
			t.Fatalf("%+v", d)
		}
	})
}

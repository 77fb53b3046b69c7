package stats

import (
	"testing"

	"pgregory.net/rapid"
)

func sampleOf(rates ...float64) (s Sample) {
	for _, r := range rates {
		s.Add(r)
	}
	return s
}

func TestWelch(t *testing.T) {
	for _, c := range []struct {
		a, b     Sample
		t, df, p float64
		ok       bool
	}{ // computed with scipy 1.17.1, stats.ttest_ind(equal_var=False)
		{sampleOf(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4),
			sampleOf(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 31.0),
			-2.955281493339972, 27.423770171449863, 0.006350133985791259, true},
		{sampleOf(0, 0, 1, 3), sampleOf(0, 9, 4), -1.2356041264304307, 2.2976302048467, 0.3279552951934209, true},
		{sampleOf(1), sampleOf(0, 9, 4), 0, 0, 0, false},
		{sampleOf(0, 0), sampleOf(0, 0, 0), 0, 0, 0, false},
	} {
		tt, df, p, ok := Welch(c.a, c.b)
		if !near(tt, c.t, 1e-9) || !near(df, c.df, 1e-9) || !near(p, c.p, 1e-8) || ok != c.ok {
			t.Errorf("got %.12g %.12g %.12g %v, want %.12g %.12g %.12g %v", tt, df, p, ok, c.t, c.df, c.p, c.ok)
		}
	}
}

func TestWelchTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rates := rapid.SliceOf(rapid.Float64Range(0, 1e5))
		a, b := sampleOf(rates.Draw(t, "a")...), sampleOf(rates.Draw(t, "b")...)
		t1, df1, p1, ok1 := Welch(a, b)
		t2, _, p2, ok2 := Welch(b, a)
		finite(t, t1, df1, p1)
		if t1 != -t2 || !near(p1, p2, 1e-9) || ok1 != ok2 || p1 < 0 || p1 > 1 {
			t.Fatalf("%g %g against %g %g", t1, p1, t2, p2)
		}
	})
}

func TestQValues(t *testing.T) {
	// computed with scipy 1.17.1, stats.false_discovery_control
	got := QValues([]float64{0.01, 0.04, 0.03, 0.005, 0.55, 0.03, 1})
	for i, want := range []float64{0.035, 0.056, 0.0525, 0.035, 0.6416666666666667, 0.0525, 1} {
		check(t, "q", got[i], want, 1e-12)
	}
	if len(QValues(nil)) != 0 {
		t.Error("no tests, no q-values")
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOf(rapid.Float64Range(0, 1)).Draw(t, "p")
		q := QValues(p)
		for i := range p {
			if q[i] < p[i] || q[i] > 1 {
				t.Fatalf("p %g has q %g", p[i], q[i])
			}
			for j := range p {
				if p[i] < p[j] && q[i] > q[j] {
					t.Fatalf("p %g has q %g, p %g has q %g", p[i], q[i], p[j], q[j])
				}
			}
		}
	})
}

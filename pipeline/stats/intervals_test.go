package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// near says whether got is want up to a relative (or, near 0, absolute) tolerance.
func near(got, want, tolerance float64) bool {
	return got == want || math.Abs(got-want) <= tolerance*max(1e-300, math.Abs(want))
}

func check(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !near(got, want, tolerance) {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}

// finite fails where a value is NaN or infinite.
func finite(t interface{ Fatalf(string, ...any) }, values ...float64) {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("value %d of %v is not finite", i, values)
		}
	}
}

func TestShareIntervalsOfTheReference(t *testing.T) {
	lo, hi := Wilson(19, 100, 0.95)
	check(t, "wilson lo", lo, 0.125148, 5e-6)
	check(t, "wilson hi", hi, 0.277788, 5e-6)
	lo, hi = ClopperPearson(19, 100, 0.95)
	check(t, "clopper-pearson lo", lo, 0.118443, 5e-6)
	check(t, "clopper-pearson hi", hi, 0.280698, 5e-6)
}

func TestClopperPearson(t *testing.T) {
	for _, c := range []struct {
		k, n          int64
		level, lo, hi float64
	}{ // computed with scipy 1.17.1, stats.beta.ppf
		{10000000, 100000000, 0.95, 0.0999412076555, 0.100058815499},
		{3, 1000000, 0.95, 6.18672550191e-07, 8.76724778807e-06},
		{100000, 200000, 0.95, 0.497806206946, 0.502193793054},
		{1, 2, 0.95, 0.0125791170934, 0.987420882907},
		{411, 424, 0.95, 0.94814046407, 0.983575687792},
		{374, 25845, 0.95, 0.0130503903985, 0.0160020207931},
		{411, 424, 1 - 0.05/20109, 0.910609321751, 0.994385360021},
		{374, 25845, 1 - 0.05/20109, 0.0112341596962, 0.0182796834215},
		{0, 0, 0.95, 0, 1},
	} {
		lo, hi := ClopperPearson(c.k, c.n, c.level)
		if !near(lo, c.lo, 1e-9) || !near(hi, c.hi, 1e-9) {
			t.Errorf("%d of %d: got %.12g..%.12g, want %.12g..%.12g", c.k, c.n, lo, hi, c.lo, c.hi)
		}
	}
}

func TestPoissonExact(t *testing.T) {
	for _, c := range []struct {
		k      int64
		lo, hi float64
	}{ // computed with scipy 1.17.1, stats.gamma.ppf; the first is in the reference
		{0, 0, 3.68887945411},
		{1, 0.0253178079843, 5.57164339094},
		{2, 0.242209278544, 7.22468766772},
		{5, 1.62348639012, 11.6683320793},
		{19, 11.4392411644, 29.6708535716},
		{100, 81.3639912509, 121.626793792},
		{10000, 9804.95246726, 10197.9516247},
		{100000000, 99980401.3073, 100019601.587},
	} {
		lo, hi := PoissonExact(c.k, 0.95)
		if !near(lo, c.lo, 1e-9) || !near(hi, c.hi, 1e-9) {
			t.Errorf("%d: got %.12g..%.12g, want %.12g..%.12g", c.k, lo, hi, c.lo, c.hi)
		}
	}
}

func TestStudentQuantile(t *testing.T) {
	for _, c := range []struct{ df, p95, p99 float64 }{ // computed with scipy 1.17.1, stats.t.ppf
		{1, 12.7062047362, 63.6567411629},
		{1.5, 6.01666310443, 17.8203105145},
		{2, 4.30265272975, 9.92484320092},
		{5, 2.57058183564, 4.03214298356},
		{30, 2.0422724563, 2.74999565357},
		{100, 1.98397151852, 2.62589052144},
		{1000, 1.96233908083, 2.58075469807},
		{1e5, 1.95998770753, 2.57587846991},
		{1e6, 1.95996635681, 2.57583422011},
		{1e7, 1.95996422177, 2.5758297952},
		{1e9, 1.95996398691, 2.57582930847},
	} {
		if a, b := studentQuantile(0.95, c.df), studentQuantile(0.99, c.df); !near(a, c.p95, 1e-8) || !near(b, c.p99, 1e-8) {
			t.Errorf("df %g: got %.12g and %.12g, want %.12g and %.12g", c.df, a, b, c.p95, c.p99)
		}
	}
}

func TestShareIntervalsHoldTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e8).Draw(t, "n")
		k := rapid.Int64Range(0, n).Draw(t, "k")
		level := rapid.SampledFrom([]float64{0.5, 0.9, 0.95, 0.99, 0.999999}).Draw(t, "level")
		for name, interval := range map[string]func(k, n int64, level float64) (lo, hi float64){"wilson": Wilson, "cp": ClopperPearson} {
			lo, hi := interval(k, n, level)
			finite(t, lo, hi)
			p := float64(k) / max(1, float64(n))
			if !(0 <= lo && lo <= p && p <= hi && hi <= 1) {
				t.Fatalf("%s of %d/%d at %g: %g..%g", name, k, n, level, lo, hi)
			}
			// What is true of the mentions is true of the silence.
			mlo, mhi := interval(n-k, n, level)
			if math.Abs(mlo-(1-hi)) > 1e-9 || math.Abs(mhi-(1-lo)) > 1e-9 {
				t.Fatalf("%s of %d/%d does not mirror: %g..%g and %g..%g", name, k, n, lo, hi, mlo, mhi)
			}
		}
	})
}

package report

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 5e-5 {
		t.Errorf("%s is %v, published %v", what, got, want)
	}
}

// Newcombe 1998, Statistics in Medicine 17, tables I and II: Wilson's intervals (method 3 for one proportion) and
// method 10 for differences.
func TestPublishedIntervals(t *testing.T) {
	for _, c := range []struct {
		x, n   int64
		lo, hi float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		e := rate{Using: c.x, Docs: c.n}.share()
		near(t, "lower end", e.Lo, c.lo)
		near(t, "upper end", e.Hi, c.hi)
	}
	for _, c := range []struct {
		x, m, y, n int64
		lo, hi     float64
	}{{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {5, 56, 0, 29, -0.0381, 0.1926}, {0, 10, 0, 10, -0.2775, 0.2775}} {
		e := difference(rate{Using: c.x, Docs: c.m}.share(), rate{Using: c.y, Docs: c.n}.share())
		near(t, "lower end of the difference", e.Lo, c.lo)
		near(t, "upper end of the difference", e.Hi, c.hi)
	}
}

// Fisher's tea: 3 of 4 against 1 of 4 has the two-sided p-value 0.4857.
func TestExact(t *testing.T) {
	tea, other := rate{Using: 3, Docs: 4}, rate{Using: 1, Docs: 4}
	near(t, "p", exact([]rate{tea}, []rate{other}), 0.4857)
	near(t, "p of nothing", exact([]rate{{Docs: 4}}, []rate{{Docs: 4}}), 1)
	near(t, "p without documents", exact([]rate{tea}, []rate{{}}), 1)
	// Two cups of tea: of 70 × 70 outcomes, those whose sum of right cups is no likelier than 6 of 8.
	near(t, "p of two strata", exact([]rate{tea, tea}, []rate{other, other}), 0.1473)
}

// A source that writes as it did is no change, however many more documents it has.
func TestMixIsNoChange(t *testing.T) {
	e := func(x, n int64) estimate { return rate{Using: x, Docs: n}.share() }
	d := within([]stratum{{e(9, 10), e(90, 100), harmonic(10, 100)}, {e(10, 100), e(1, 10), harmonic(100, 10)}})
	near(t, "difference", d.V, 0)
	if d.clear() || !difference(e(19, 110), e(91, 110)).clear() {
		t.Error("the difference of sums is clear, that within sources is not")
	}
}

func TestFalseDiscovery(t *testing.T) {
	q := falseDiscovery([]float64{0.01, 0.04, 0.03, 0.005})
	for i, want := range []float64{0.02, 0.04, 0.04, 0.02} {
		near(t, "q", q[i], want)
	}
}

func TestZeroHasThePoissonBound(t *testing.T) {
	near(t, "upper end", rate{Tokens: 1e6}.perMillion().Hi, 3.6889)
}

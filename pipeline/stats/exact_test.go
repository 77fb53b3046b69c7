package stats

import (
	"math"
	"math/big"
	"testing"
)

// Fisher 1935, The Design of Experiments: the lady who tastes tea names 3 of 4 cups. One-sided p is
// 17/70 = 0.243, two-sided 34/70. All 4: 2/70.
func TestFishersTea(t *testing.T) {
	for _, c := range []struct {
		a, b Trials
		want float64
	}{
		{Trials{3, 4}, Trials{1, 4}, 34.0 / 70},
		{Trials{4, 4}, Trials{0, 4}, 2.0 / 70},
		{Trials{2, 4}, Trials{2, 4}, 1},
		{Trials{0, 4}, Trials{0, 4}, 1},
		{Trials{4, 4}, Trials{3, 3}, 1},
		{Trials{3, 4}, Trials{}, 1},
		{Trials{}, Trials{}, 1},
		// Agresti 2002, Categorical Data Analysis, and R's fisher.test: convictions of twins.
		{Trials{10, 12}, Trials{3, 18}, 0.0005367241},
	} {
		if got := FisherP(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v against %v: p %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// exactP computes the same p-value in another way: it goes through every combination of tables of
// all strata, and adds their weights, products of binomial coefficients, as whole numbers.
func exactP(a, b []Trials) float64 {
	weights := map[int64]*big.Int{}
	var observed int64
	var walk func(i int, sum int64, weight *big.Int)
	walk = func(i int, sum int64, weight *big.Int) {
		if i == len(a) {
			if weights[sum] == nil {
				weights[sum] = new(big.Int)
			}
			weights[sum].Add(weights[sum], weight)
			return
		}
		k := a[i].Successes + b[i].Successes
		for x := int64(0); x <= k; x++ {
			w := new(big.Int).Mul(new(big.Int).Binomial(a[i].Trials, x), new(big.Int).Binomial(b[i].Trials, k-x))
			if w.Sign() > 0 {
				walk(i+1, sum+x, w.Mul(w, weight))
			}
		}
	}
	walk(0, 0, big.NewInt(1))
	for i := range a {
		observed += a[i].Successes
	}
	all, extreme := new(big.Int), new(big.Int)
	for _, w := range weights {
		all.Add(all, w)
		if w.Cmp(weights[observed]) <= 0 {
			extreme.Add(extreme, w)
		}
	}
	p, _ := new(big.Rat).SetFrac(extreme, all).Float64()
	return p
}

func TestStratifiedFisher(t *testing.T) {
	tea, other := Trials{3, 4}, Trials{1, 4}
	for _, c := range []struct{ a, b []Trials }{
		{[]Trials{tea, tea}, []Trials{other, other}},
		{[]Trials{{12, 40}, {3, 7}, {0, 5}}, []Trials{{5, 44}, {4, 30}, {2, 3}}},
		{[]Trials{{0, 9}, {8, 9}}, []Trials{{5, 9}, {1, 9}}},
		{[]Trials{{60, 80}, {1, 50}}, []Trials{{1, 90}, {0, 2}}},
		{[]Trials{tea, {}}, []Trials{other, {5, 9}}},
	} {
		got, want := StratifiedFisherP(c.a, c.b), exactP(c.a, c.b)
		if math.Abs(got-want) > 1e-9*want {
			t.Errorf("%v against %v: p %v, counted %v", c.a, c.b, got, want)
		}
	}
	if p := StratifiedFisherP([]Trials{tea, tea}, []Trials{other, other}); math.Abs(p-0.1473) > 5e-5 {
		t.Errorf("two cups of tea: p %v, by hand 0.1473", p)
	}
}

// Large counts neither overflow nor vanish, and p is never 0.
func TestFisherOfManyDocuments(t *testing.T) {
	if p := FisherP(Trials{5e5, 1e6}, Trials{5e5, 1e6}); p < 0.99 || p > 1 {
		t.Errorf("equal shares: p %v", p)
	}
	if p := FisherP(Trials{9e5, 1e6}, Trials{1e5, 1e6}); p != leastExactP {
		t.Errorf("shares of 0.9 and 0.1: p %v", p)
	}
	big := []Trials{{1000, 20000}, {700, 9000}}
	if p := StratifiedFisherP(big, []Trials{{900, 20000}, {600, 9000}}); p < 1e-5 || p > 1e-2 {
		t.Errorf("two large strata: p %v", p)
	}
}

package stats

import (
	"math"
	"slices"
	"testing"
)

func TestWordfishMode(t *testing.T) {
	counts := [][]int64{
		{5, 53, 6, 1, 1, 2, 2, 9, 2, 0, 3, 15}, {5, 42, 8, 2, 3, 2, 2, 10, 5, 0, 2, 10},
		{3, 17, 4, 0, 3, 2, 4, 3, 4, 2, 3, 1}, {3, 16, 7, 2, 0, 1, 7, 6, 9, 8, 4, 2},
		{2, 5, 5, 1, 10, 0, 4, 3, 6, 22, 6, 3}, {1, 1, 1, 2, 18, 0, 0, 2, 6, 38, 7, 1},
	}
	// The same posterior maximised from 20 random starts with scipy 1.17.1,
	// optimize.minimize(method="BFGS").
	theta := []float64{-1.2556559996, -0.8168496933, -0.2118178995, 0.0469249947, 0.7977323464, 1.4396662513}
	se := []float64{0.1916803609, 0.1586434682, 0.1652629611, 0.1260920706, 0.1177282062, 0.1408085949}
	beta := []float64{-0.4835136950, -1.1703936167, -0.3005998450, 0.2607824916, 1.3905209280, -0.8886541175,
		0.0147242779, -0.5378797151, 0.3884330297, 1.8606126104, 0.6041756919, -1.1382081888}
	f, ok := FitWordfish(counts, WordfishSettings{Left: 0, Right: 5, Tolerance: 1e-13})
	if !ok || !f.Converged {
		t.Fatalf("not fitted after %d rounds", f.Rounds)
	}
	closeTo(t, "theta", f.Theta, theta, 2e-5)
	closeTo(t, "se", f.SE, se, 2e-5)
	closeTo(t, "beta", f.Beta, beta, 1e-4)
	check(t, "log posterior", f.LogPosterior, 644.3481669126829, 1e-9)
	check(t, "overdispersion", f.Overdispersion, 0.840469202702414, 1e-4)

	mirrored, _ := FitWordfish(counts, WordfishSettings{Left: 5, Right: 0, Tolerance: 1e-13})
	for i := range theta {
		theta[i] = -theta[i]
	}
	closeTo(t, "mirrored theta", mirrored.Theta, theta, 2e-5)
	closeTo(t, "mirrored psi", mirrored.Psi, f.Psi, 1e-9)
}

func closeTo(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if math.Abs(got[i]-want[i]) > tolerance {
			t.Errorf("%s %d: got %.10g, want %.10g", what, i, got[i], want[i])
		}
	}
}

// poissonTexts draws counts from the model itself, for texts at even positions from -1.5 to 1.5.
func poissonTexts(texts, words int, seed uint64) [][]int64 {
	random := newRandom(seed)
	psi, beta := make([]float64, words), make([]float64, words)
	for j := range psi {
		psi[j], beta[j] = 1+random.NormFloat64(), 0.7*random.NormFloat64()
	}
	counts := make([][]int64, texts)
	for i := range counts {
		alpha, theta := 0.5*random.NormFloat64(), 3*float64(i)/float64(texts-1)-1.5
		for j := range psi {
			left := math.Exp(alpha + psi[j] + beta[j]*theta)
			count := int64(0)
			for left -= random.ExpFloat64(); left > 0; left -= random.ExpFloat64() {
				count++
			}
			counts[i] = append(counts[i], count)
		}
	}
	return counts
}

// withoutEmpty leaves out the words that no text has.
func withoutEmpty(counts [][]int64) [][]int64 {
	kept := make([][]int64, len(counts))
	for j := range counts[0] {
		if slices.ContainsFunc(counts, func(row []int64) bool { return row[j] > 0 }) {
			for i, row := range counts {
				kept[i] = append(kept[i], row[j])
			}
		}
	}
	return kept
}

func TestWordfishRecoversPositions(t *testing.T) {
	for seed := range uint64(4) {
		counts := withoutEmpty(poissonTexts(20, 200, seed+1))
		f, ok := FitWordfish(counts, WordfishSettings{Left: 0, Right: 19})
		if !ok || !f.Converged {
			t.Fatalf("not fitted after %d rounds", f.Rounds)
		}
		for i := 2; i < len(f.Theta); i++ { // next neighbours lie close and may swap
			if f.Theta[i] < f.Theta[i-2] {
				t.Errorf("seed %d: the order is lost: %.3f", seed, f.Theta)
			}
		}
		t.Logf("seed %d: %d rounds", seed, f.Rounds)
		truth, inside := make([]float64, 20), 0
		for i := range truth {
			truth[i] = float64(i)
		}
		standardise(truth)
		for i := range truth {
			if math.Abs(truth[i]-f.Theta[i]) < 3*f.SE[i] {
				inside++
			}
		}
		if inside < 18 {
			t.Errorf("seed %d: %d of 20 within three standard errors", seed, inside)
		}
		if f.Overdispersion < 0.85 || f.Overdispersion > 1.15 {
			t.Errorf("seed %d: overdispersion %g of Poisson counts", seed, f.Overdispersion)
		}
	}
}

// TestWordfishInvariances: neither the order of texts nor that of words matters.
func TestWordfishInvariances(t *testing.T) {
	counts := withoutEmpty(poissonTexts(12, 60, 8))
	f, _ := FitWordfish(counts, WordfishSettings{Left: 0, Right: 11, Tolerance: 1e-13})
	turned := slices.Clone(counts)
	slices.Reverse(turned)
	for i := range turned {
		turned[i] = slices.Clone(turned[i])
		slices.Reverse(turned[i])
	}
	g, _ := FitWordfish(turned, WordfishSettings{Left: 11, Right: 0, Tolerance: 1e-13})
	slices.Reverse(g.Theta)
	slices.Reverse(g.Beta)
	closeTo(t, "theta", g.Theta, f.Theta, 1e-4)
	closeTo(t, "beta", g.Beta, f.Beta, 1e-3)
	if mean, deviation := standardise(slices.Clone(f.Theta)); math.Abs(mean) > 1e-12 || !near(deviation, 1, 1e-12) {
		t.Errorf("positions have mean %g and deviation %g", mean, deviation)
	}
	if a, b := meanOf(f.Alpha), meanOf(f.Beta); math.Abs(a) > 1e-12 || math.Abs(b) > 1e-12 {
		t.Errorf("alpha has mean %g, beta %g", a, b)
	}
}

// wordfishGradient is the gradient of the log posterior by its definition.
func wordfishGradient(counts [][]int64, f *Wordfish) (largest float64) {
	theta, alpha := make([]float64, len(counts)), make([]float64, len(counts))
	psi, beta := make([]float64, len(counts[0])), make([]float64, len(counts[0]))
	for i, row := range counts {
		for j, c := range row {
			rest := float64(c) - math.Exp(f.Alpha[i]+f.Psi[j]+f.Beta[j]*f.Theta[i])
			theta[i] += rest * f.Beta[j]
			alpha[i] += rest
			psi[j] += rest
			beta[j] += rest * f.Theta[i]
		}
		theta[i] -= f.Theta[i]
	}
	for j := range beta {
		beta[j] -= f.Beta[j] / 9
	}
	for _, g := range slices.Concat(theta, alpha, psi, beta) {
		largest = max(largest, math.Abs(g))
	}
	return largest
}

// TestWordfishOfTheTextbook fits the example of Laver, Benoit & Garry (2003), on which alternation
// alone took 1,449 rounds from the same start, for a share of 1e-14 each, to the log posterior and
// positions below. Half of its words are in two of the six texts.
func TestWordfishOfTheTextbook(t *testing.T) {
	counts, _ := lbgExample()
	counts = append(counts, lbgText(7))
	f, ok := FitWordfish(counts, WordfishSettings{Left: 0, Right: 4})
	if !ok || !f.Converged || f.Rounds > 50 {
		t.Errorf("converged %t after %d rounds", f.Converged, f.Rounds)
	}
	if f.LogPosterior < 21306.8699772 {
		t.Errorf("log posterior %.9f", f.LogPosterior)
	}
	closeTo(t, "theta", f.Theta, []float64{-1.339024, -0.617552, 0.076642, 0.753502, 1.462543, -0.336110}, 2e-5)
	// The mode: no parameter can be moved to gain, once it is in the scale of the priors.
	fit, _ := newWordfishFit(counts)
	fit.start()
	for range 60 {
		if _, _, ok := fit.newton(fit.logPosterior()); !ok {
			fit.climbWords()
			fit.climbTexts()
			fit.balance()
		}
	}
	if g := wordfishGradient(counts, &fit.Wordfish); g > 1e-6 {
		t.Errorf("the gradient is %g", g)
	}
}

// TestWordfishSaysWhenItDidNotConverge: two rounds are not enough.
func TestWordfishSaysWhenItDidNotConverge(t *testing.T) {
	counts, _ := lbgExample()
	if f, ok := FitWordfish(counts, WordfishSettings{Left: 0, Right: 4, Rounds: 2}); !ok || f.Converged || f.Rounds != 2 {
		t.Errorf("ok %t, converged %t after %d rounds", ok, f.Converged, f.Rounds)
	}
}

func TestWordfishOfLittle(t *testing.T) {
	lr := WordfishSettings{Left: 0, Right: 2}
	for name, counts := range map[string][][]int64{
		"nothing": nil, "two texts": {{1, 2, 3}, {3, 2, 1}}, "two words": {{1, 2}, {2, 1}, {3, 3}},
		"an empty text": {{1, 2, 3}, {0, 0, 0}, {3, 2, 1}}, "an empty word": {{1, 0, 3}, {2, 0, 2}, {3, 0, 1}},
	} {
		if _, ok := FitWordfish(counts, lr); ok {
			t.Errorf("%s was fitted", name)
		}
	}
	for name, counts := range map[string][][]int64{
		"all the same":   {{5, 5, 5}, {5, 5, 5}, {5, 5, 5}},
		"nothing shared": {{100, 0, 0}, {0, 100, 0}, {0, 0, 100}},
	} {
		f, ok := FitWordfish(counts, lr)
		if !ok {
			t.Errorf("%s was not fitted", name)
		}
		finite(t, append(append(append(append(f.Theta, f.SE...), f.Beta...), f.Psi...), f.Overdispersion)...)
	}
}

func BenchmarkWordfish(b *testing.B) {
	counts := withoutEmpty(poissonTexts(100, 2000, 1))
	for b.Loop() {
		f, _ := FitWordfish(counts, WordfishSettings{Left: 0, Right: 99})
		b.ReportMetric(float64(f.Rounds), "rounds")
	}
}

package groups

import (
	"fmt"
	"math"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
)

// scaleOf makes the scale of all time of invented sources: each has a stance and how often it uses
// the words w00, w01, ….
func scaleOf(stances []string, counts [][]int64) *stanceScale {
	s := config.DefaultMeasures()
	s.Stance.MinTokens = 10
	a := &dataset.Dataset{Settings: &s}
	m := &wordMatrix{periodType: dataset.AllTime, period: dataset.AllTime}
	for i, stance := range stances {
		a.Sources = append(a.Sources, dataset.Source{ID: fmt.Sprint("s", i), Attributes: map[string]string{"stance": stance}})
		m.sources, m.parts = append(m.sources, int32(i)), append(m.parts, i)
		m.add(counts[i])
		m.byParts.add(counts[i])
	}
	for j := range counts[0] {
		m.vocabulary = append(m.vocabulary, fmt.Sprintf("w%02d", j))
	}
	return &stanceScale{Dataset: a, wordMatrix: m, pair: config.Compare{By: "stance", A: "hawkish", B: "moderate"}}
}

// shared are words that all use; the first group prefers w00, the second w01; w02 is s1's own.
func shared() *stanceScale {
	return scaleOf([]string{"hawkish", "hawkish", "moderate", "moderate", ""}, [][]int64{
		{40, 10, 0, 30, 20}, {30, 12, 90, 25, 25}, {10, 45, 0, 28, 22}, {12, 38, 1, 31, 20}, {20, 22, 0, 30, 24}})
}

func tokensOf(s *stanceScale, method, source string) (rows []outputs.StanceToken) {
	for _, r := range s.tokens {
		if r.Method == method && r.Source == source {
			rows = append(rows, r)
		}
	}
	return rows
}

// TestTokensCarryTheScore: the influences of a source's tokens add up to its distance from the
// middle of the references; the token that only one source uses says who that is.
func TestTokensCarryTheScore(t *testing.T) {
	s := shared()
	s.score(t.Context())
	rows := tokensOf(s, "wordscores", "s4")
	sum := 0.0
	for i, r := range rows {
		sum += r.Influence
		if r.Rank != int64(i+1) || i > 0 && math.Abs(r.Influence) > math.Abs(rows[i-1].Influence) {
			t.Errorf("row %d: %+v", i, r)
		}
	}
	if len(rows) != 4 {
		t.Fatalf("s4 uses four words: %+v", rows)
	}
	refA, refB := []int64{70, 22, 90, 55, 45}, []int64{22, 83, 1, 59, 42}
	mean := func(counts []int64) (mean float64) {
		var n float64
		for j, c := range counts {
			a, b := float64(refA[j])/282, float64(refB[j])/207
			mean += float64(c) * (a - b) / (a + b)
			n += float64(c)
		}
		return mean / n
	}
	if want := mean(s.counts[4]) - (mean(refA)+mean(refB))/2; math.Abs(sum-want) > 1e-9 {
		t.Errorf("influences add up to %v, want %v", sum, want)
	}
	own := tokensOf(s, "wordscores", "s0")
	if len(own) == 0 || own[0].Carrier == "" || own[0].CarrierShare <= 0 {
		t.Errorf("s0: %+v", own)
	}
	for _, r := range s.tokens {
		if r.Token == "w02" && (r.Carrier != "s1" || math.Abs(r.CarrierShare-90.0/91) > 1e-9) {
			t.Errorf("w02 is the word of s1: %+v", r)
		}
	}
}

// TestScoresSayOnWhomTheyHang: without s1, whose own word makes up a third of its text, the
// position of s4 moves most.
func TestScoresSayOnWhomTheyHang(t *testing.T) {
	s := shared()
	s.score(t.Context())
	row := s.rows[4]
	if row.HangsOn == "" || row.LooLo == nil || *row.LooLo > *row.MV || *row.LooHi < *row.MV {
		t.Errorf("%+v", row)
	}
	without := scaleOf([]string{"hawkish", "", "moderate", "moderate", ""}, s.counts)
	without.score(t.Context())
	moved := *without.rows[4].MV
	if moved < *row.LooLo-1e-9 || moved > *row.LooHi+1e-9 {
		t.Errorf("without s1 s4 is at %v, outside of %v to %v", moved, *row.LooLo, *row.LooHi)
	}
	if s.rows[0].HangsOn == "s0" {
		t.Error("a source hangs on itself, though it is scored without its own words")
	}
}

// TestWordfishSaysWhy: where there is no position there is a reason, and where there is one it
// converged.
func TestWordfishSaysWhy(t *testing.T) {
	s := shared()
	s.score(t.Context())
	for _, r := range s.rows {
		if r.Theta == nil || !r.Converged || r.Rounds == 0 || r.NoTheta != "" {
			t.Errorf("%+v", r)
		}
	}
	if fish := tokensOf(s, "wordfish", ""); len(fish) != 5 || fish[0].Count == 0 {
		t.Errorf("tokens of the scale: %+v", fish)
	}
	two := scaleOf([]string{"hawkish", "moderate"}, [][]int64{{40, 10, 30}, {10, 40, 30}})
	two.score(t.Context())
	alone := scaleOf([]string{"hawkish", "hawkish", ""}, [][]int64{{40, 10, 30}, {10, 40, 30}, {9, 0, 0}})
	alone.score(t.Context())
	for i, want := range map[*outputs.StanceScore]string{&two.rows[0]: fewTexts, &alone.rows[0]: noReference, &alone.rows[2]: tooFewTokens} {
		if i.NoTheta != want || i.Theta != nil || i.Converged {
			t.Errorf("reason %q, want %q: %+v", i.NoTheta, want, i)
		}
	}
}

package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sequenceCost is Kleinberg's cost of a sequence of states, written from the paper.
func sequenceCost(m BurstModel, batches []Batch, states []int) float64 {
	var relevant, documents, cost float64
	for _, b := range batches {
		relevant, documents = relevant+float64(b.Relevant), documents+float64(b.Documents)
	}
	before := 0
	for t, b := range batches {
		p := relevant / documents * math.Pow(m.S, float64(states[t]))
		if states[t] > before {
			cost += float64(states[t]-before) * m.Gamma * math.Log(float64(len(batches)))
		}
		before = states[t]
		r, d := float64(b.Relevant), float64(b.Documents)
		cost -= r*math.Log(p) + (d-r)*math.Log(1-p)
	}
	return cost
}

// TestBurstsAreExact compares with every sequence of states over short series.
func TestBurstsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := BurstModel{rapid.IntRange(2, 3).Draw(t, "states"), rapid.Float64Range(1.2, 3).Draw(t, "s"), rapid.Float64Range(0, 2).Draw(t, "gamma")}
		var batches []Batch
		for range rapid.IntRange(1, 7).Draw(t, "n") {
			d := rapid.Int64Range(0, 200).Draw(t, "documents")
			batches = append(batches, Batch{rapid.Int64Range(0, d).Draw(t, "relevant"), d})
		}
		states := len(m.probabilities(batches))
		got := m.StateSequence(batches)
		if states == 1 {
			if slices.Max(got) != 0 {
				t.Fatalf("states %v where there is but one", got)
			}
			return
		}
		least := math.Inf(1)
		sequence := make([]int, len(batches))
		for {
			least = min(least, sequenceCost(m, batches, sequence))
			i := 0
			for i < len(sequence) && sequence[i] == states-1 {
				sequence[i], i = 0, i+1
			}
			if i == len(sequence) {
				break
			}
			sequence[i]++
		}
		if cost := sequenceCost(m, batches, got); cost > least+1e-9*(1+math.Abs(least)) {
			t.Fatalf("%v costs %g, the cheapest %g", got, cost, least)
		}
		for _, b := range m.Bursts(batches) {
			finite(t, b.Weight)
			if b.Start >= b.End || b.Level < 1 || (b.Weight < -1e-9) {
				t.Fatalf("%+v in %v", b, got)
			}
		}
	})
}

func TestBursts(t *testing.T) {
	batches := []Batch{{1, 100}, {2, 100}, {1, 100}, {0, 0}, {30, 100}, {60, 100}, {25, 100}, {1, 100}, {2, 100}, {0, 100}}
	m := BurstModel{States: 3, S: 2, Gamma: 1}
	if got := m.StateSequence(batches); !slices.Equal(got, []int{0, 0, 0, 0, 1, 2, 1, 0, 0, 0}) {
		t.Errorf("states %v", got)
	}
	two := DefaultBurstModel().Bursts(batches)
	if len(two) != 1 || two[0].Start != 4 || two[0].End != 7 || two[0].Level != 1 || two[0].Weight <= 0 {
		t.Errorf("bursts %+v", two)
	}
	for _, quiet := range [][]Batch{nil, {{0, 5}, {0, 7}}, {{5, 5}, {7, 7}}, {{0, 0}}} {
		if got := DefaultBurstModel().Bursts(quiet); got != nil {
			t.Errorf("%v bursts: %+v", quiet, got)
		}
	}
}

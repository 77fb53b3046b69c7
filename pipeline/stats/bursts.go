package stats

import "math"

// Batch is one period: of Documents, Relevant use the concept.
type Batch struct{ Relevant, Documents int64 }

// BurstModel is Kleinberg's automaton for batches (Kleinberg 2002, §4): in state i documents are
// relevant with probability p·Sⁱ, p being the share over all batches, and climbing from state i to
// j costs Gamma·(j-i)·ln n in n batches; falling is free. States whose probability would reach 1
// are left out. The event-gap model of the same paper is not used: many documents bear one date
// here, and gaps of zero have no rate.
type BurstModel struct {
	States int     // 2 or more; 2 says burst or not
	S      float64 // how much denser each state is than the one below, above 1; Kleinberg uses 2
	Gamma  float64 // how much evidence a burst needs, 0 or more; Kleinberg uses 1
}

// DefaultBurstModel is two states, s = 2, γ = 1.
func DefaultBurstModel() BurstModel { return BurstModel{States: 2, S: 2, Gamma: 1} }

// Burst is a stretch of batches in Level or above: half-open, Start to End. Bursts of a higher
// level lie within those of lower ones. Weight is how much cheaper the stretch is in Level than in
// the level below, in nats: Kleinberg's measure of how strong a burst is.
type Burst struct {
	Start, End int
	Level      int
	Weight     float64
}

// StateSequence is the cheapest sequence of states for the batches, exactly, by Viterbi's
// algorithm, starting from below: being in state i at the first batch costs the climb from 0. Among
// equals the lower state wins. Batches without documents are evidence of nothing.
func (m BurstModel) StateSequence(batches []Batch) []int {
	n := len(batches)
	if n == 0 {
		return nil
	}
	probabilities := m.probabilities(batches)
	k := len(probabilities)
	cost, came := make([]float64, k), make([][]int, n)
	for i := range cost {
		cost[i] = m.transitionCost(0, i, n)
	}
	for t, batch := range batches {
		came[t] = make([]int, k)
		next := make([]float64, k)
		for j, p := range probabilities {
			next[j] = cost[j]
			came[t][j] = j
			for i := range k {
				if c := cost[i] + m.transitionCost(i, j, n); t > 0 && (c < next[j] || (c == next[j] && i < came[t][j])) {
					next[j], came[t][j] = c, i
				}
			}
			next[j] += batch.cost(p)
		}
		cost = next
	}
	best := 0
	for i, c := range cost {
		if c < cost[best] {
			best = i
		}
	}
	states := make([]int, n)
	for t := n - 1; t >= 0; t-- {
		states[t] = best
		best = came[t][best]
	}
	return states
}

// Bursts are the stretches above state 0, by start, then level.
func (m BurstModel) Bursts(batches []Batch) []Burst {
	states, probabilities := m.StateSequence(batches), m.probabilities(batches)
	var bursts []Burst
	for start := range states {
		for level := 1; level <= states[start]; level++ {
			if start > 0 && states[start-1] >= level {
				continue
			}
			b := Burst{Start: start, End: start, Level: level}
			for b.End < len(states) && states[b.End] >= level {
				b.Weight += batches[b.End].cost(probabilities[level-1]) - batches[b.End].cost(probabilities[level])
				b.End++
			}
			bursts = append(bursts, b)
		}
	}
	return bursts
}

// probabilities are those of the states, from 0; only state 0 where nothing or everything is
// relevant.
func (m BurstModel) probabilities(batches []Batch) []float64 {
	var relevant, documents int64
	for _, b := range batches {
		relevant, documents = relevant+b.Relevant, documents+b.Documents
	}
	p := rate(relevant, documents)
	all := []float64{p}
	for len(all) < m.States && p > 0 && p*m.S < 1 {
		p *= m.S
		all = append(all, p)
	}
	return all
}

func (m BurstModel) transitionCost(from, to, n int) float64 {
	if to <= from {
		return 0
	}
	return float64(to-from) * m.Gamma * math.Log(float64(n))
}

// cost is -ln of the binomial probability of the batch, without the binomial coefficient, which all
// states share.
func (b Batch) cost(p float64) float64 {
	if p <= 0 || p >= 1 {
		return 0 // the only state there is
	}
	return -float64(b.Relevant)*math.Log(p) - float64(b.Documents-b.Relevant)*math.Log1p(-p)
}

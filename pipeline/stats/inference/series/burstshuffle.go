package series

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// burstShuffle holds the weeks of all sources and the sums by period of one permutation.
type burstShuffle struct {
	sources   []SourceWeeks
	from      [][]int // of each source and week, the week whose documents stand there
	documents []int64 // by period
	relevant  []int64
	path      []bool // see greatest
}

func newBurstShuffle(sources []SourceWeeks, relevant [][][]int64) (*burstShuffle, error) {
	s := &burstShuffle{sources: sources}
	periods := 0
	for i, source := range sources {
		if len(source.Periods) != len(source.Documents) {
			return nil, fmt.Errorf("source %d: %d weeks have %d periods: give each one", i,
				len(source.Documents), len(source.Periods))
		}
		for week, period := range source.Periods {
			if period < 0 || (week > 0 && period < source.Periods[week-1]) ||
				source.Documents[week] < 0 {
				return nil, fmt.Errorf("source %d, week %d: period %d, %d documents: sort the weeks",
					i, week, period, source.Documents[week])
			}
			periods = max(periods, period+1)
		}
		s.from = append(s.from, make([]int, len(source.Periods)))
	}
	s.documents, s.relevant, s.path = make([]int64, periods), make([]int64, periods),
		make([]bool, 2*periods)
	for i, concept := range relevant {
		if err := s.check(i, concept); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *burstShuffle) check(i int, concept [][]int64) error {
	if len(concept) != len(s.sources) {
		return fmt.Errorf("concept %d: counts of %d sources, not %d: give one list for each", i,
			len(concept), len(s.sources))
	}
	for source, weeks := range concept {
		if len(weeks) != len(s.sources[source].Documents) {
			return fmt.Errorf("concept %d, source %d: %d weeks, not %d: give one count for each", i,
				source, len(weeks), len(s.sources[source].Documents))
		}
		for week, r := range weeks {
			if r < 0 || r > s.sources[source].Documents[week] {
				return fmt.Errorf("concept %d, source %d, week %d: %d of %d documents: count anew",
					i, source, week, r, s.sources[source].Documents[week])
			}
		}
	}
	return nil
}

// observe finds the bursts in the observed order.
func (s *burstShuffle) observe(relevant [][]int64, perms inference.Permutations) (r Bursts) {
	r.Test = perms.Untested(perms.LeastP())
	for i, source := range s.sources {
		for week := range source.Periods {
			s.from[i][week] = week
		}
	}
	s.sumDocuments()
	s.sum(relevant)
	var used, documents int64
	batches := make([]stats.Batch, len(s.documents))
	for t, d := range s.documents {
		used, documents = used+s.relevant[t], documents+d
		batches[t] = stats.Batch{Relevant: s.relevant[t], Documents: d}
	}
	switch {
	case documents == 0:
		r.Reason = inference.NoDocuments
	case used == 0:
		r.Reason = inference.NoMentions
	case 2*used >= documents:
		r.Reason = inference.TooFrequent
	case perms.LeastP() > inference.Alpha:
		r.Reason = inference.NoOutcomeCouldReach
	}
	if r.Reason == inference.Answered {
		for _, b := range stats.DefaultBurstModel().Bursts(batches) {
			r.Bursts = append(r.Bursts, Burst{b, 1})
			r.Greatest = max(r.Greatest, b.Weight)
		}
	}
	return r
}

// permute computes the weight of the heaviest burst of each concept tested in each shuffle.
func (s *burstShuffle) permute(ctx context.Context, perms inference.Permutations,
	draw inference.Draw,
	relevant [][][]int64, tested []int) ([][]float64, error) {
	random := rand.New(draw.Source())
	nulls := make([][]float64, len(tested))
	for i := range nulls {
		nulls[i] = make([]float64, perms.N)
	}
	orders := make([][]int, len(s.sources))
	for i, source := range s.sources {
		orders[i] = inference.Blocks{N: len(source.Periods), Length: burstWeeks}.Order()
	}
	for round := range perms.N {
		if round%16 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i, order := range orders {
			inference.Blocks{N: len(s.from[i]), Length: burstWeeks}.Shuffle(random, order,
				s.from[i])
		}
		s.sumDocuments()
		for i, concept := range tested {
			s.sum(relevant[concept])
			nulls[i][round] = s.greatest(inference.Slack)
		}
	}
	return nulls, nil
}

func (s *burstShuffle) sumDocuments() {
	clear(s.documents)
	for i, source := range s.sources {
		for week, period := range source.Periods {
			s.documents[period] += source.Documents[s.from[i][week]]
		}
	}
}

func (s *burstShuffle) sum(relevant [][]int64) {
	clear(s.relevant)
	for i, source := range s.sources {
		weeks, from := relevant[i], s.from[i]
		for week, period := range source.Periods {
			s.relevant[period] += weeks[from[week]]
		}
	}
}

// greatest is the weight of the heaviest burst of the sums: the default model of stats, with costs
// counted from those of state 0 and without allocation. Being in the upper state is favoured by so
// much: where both are equally cheap rounding would decide, and a tie has to be a hit.
func (s *burstShuffle) greatest(favour float64) (heaviest float64) {
	used, unused := s.gains()
	enter := math.Log(float64(len(s.documents)))
	low, high := 0.0, enter // least cost of ending in each state
	for t, r := range s.relevant {
		// path tells whether the cheapest way to each state comes from the upper one
		fromLow, stay := low+enter, high
		s.path[2*t], s.path[2*t+1] = t > 0 && high < low+favour, t == 0 || stay < fromLow+favour
		if t > 0 {
			low, high = min(low, high), min(stay, fromLow)
		}
		high -= float64(r)*used + float64(s.documents[t]-r)*unused
	}
	weight := 0.0
	for t, upper := len(s.documents)-1, high < low+favour; t >= 0; t-- {
		if upper {
			weight += float64(s.relevant[t])*used + float64(s.documents[t]-s.relevant[t])*unused
			heaviest = max(heaviest, weight)
			upper = s.path[2*t+1]
		} else {
			weight = 0
			upper = s.path[2*t]
		}
		if !upper {
			weight = 0
		}
	}
	return heaviest
}

// gains are how much cheaper a document is in the upper state that uses the concept, and one that
// does not.
func (s *burstShuffle) gains() (used, unused float64) {
	var r, d int64
	for t := range s.documents {
		r, d = r+s.relevant[t], d+s.documents[t]
	}
	p := float64(r) / float64(d)
	return math.Ln2, math.Log1p(-2*p) - math.Log1p(-p)
}

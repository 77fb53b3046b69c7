package series

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"tifa/pipeline/stats/inference"
)

// spreadShuffle holds the weeks of all sources that have any on both sides, one after another.
type spreadShuffle struct {
	sources []YearWeeks
	first   []int // place of each source's first week, -1 for a source without weeks on one side
	shared  int
	having  [][]int32 // of each week the phrases that it has
	in      []int32   // of each phrase its weeks that stand in the year
	e, v    []float64
	k       []int // weeks over all
}

func newSpreadShuffle(sources []YearWeeks, phrases [][]WeekUse) (*spreadShuffle, error) {
	s := &spreadShuffle{sources: sources, e: make([]float64, len(phrases)),
		v: make([]float64, len(phrases)), k: make([]int, len(phrases)),
		in: make([]int32, len(phrases))}
	total := 0
	for i, y := range sources {
		if y.Before < 0 || y.Year < 0 {
			return nil, fmt.Errorf("source %d: %d and %d weeks: count them anew", i, y.Before,
				y.Year)
		}
		if y.Before == 0 || y.Year == 0 {
			s.first = append(s.first, -1)
			continue
		}
		s.shared++
		s.first = append(s.first, total)
		total += y.Before + y.Year
	}
	s.having = make([][]int32, total)
	for i, uses := range phrases {
		if err := s.add(i, uses); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add puts a phrase into its weeks and sums its expectation and variance over sources.
func (s *spreadShuffle) add(phrase int, uses []WeekUse) error {
	bySource := make([]int, len(s.sources))
	for _, u := range uses {
		if u.Source < 0 || u.Source >= len(s.sources) || u.Week < 0 ||
			u.Week >= s.sources[u.Source].Before+s.sources[u.Source].Year {
			return fmt.Errorf("phrase %d: week %d of source %d does not exist: count them anew",
				phrase, u.Week, u.Source)
		}
		if s.first[u.Source] < 0 {
			continue
		}
		have := &s.having[s.first[u.Source]+u.Week]
		if n := len(*have); n == 0 || (*have)[n-1] != int32(phrase) {
			*have = append(*have, int32(phrase))
			bySource[u.Source]++
		}
	}
	for i, with := range bySource {
		if with > 0 {
			e, v := stratum(with, s.sources[i])
			s.e[phrase], s.v[phrase], s.k[phrase] = s.e[phrase]+e, s.v[phrase]+v, s.k[phrase]+with
		}
	}
	return nil
}

// stratum is the expectation and variance of the weeks in the year, of a number of weeks with the
// phrase: hypergeometric.
func stratum(with int, y YearWeeks) (e, v float64) {
	k, n1, n0 := float64(with), float64(y.Year), float64(y.Before)
	n := n1 + n0
	return k * n1 / n, n1 * n0 * k * (n - k) / (n * n * (n - 1))
}

// signedRoot is the signed root of the deviance of k from its expectation, scaled to variance 1.
func signedRoot(k int, e, v float64) float64 {
	now := float64(k)
	deviance := e - now
	if k > 0 {
		deviance += now * math.Log(now/e)
	}
	return math.Copysign(math.Sqrt(2*max(0, deviance)*e/v), now-e)
}

func (s *spreadShuffle) spread(phrase int) Spread {
	p := Spread{K: int(s.in[phrase]), E: s.e[phrase], V: s.v[phrase], P: 1, PAdjusted: 1}
	switch {
	case s.k[phrase] < emergingWeeks || p.K < emergingNow:
		p.Reason = inference.TooFewUnits
	case p.V <= 0:
		p.Reason = inference.NoVariation
	}
	if p.V > 0 {
		p.Z = signedRoot(p.K, p.E, p.V)
	}
	return p
}

// observed puts the weeks of the year into the year.
func (s *spreadShuffle) observed() {
	clear(s.in)
	for i, y := range s.sources {
		if s.first[i] < 0 {
			continue
		}
		for week := y.Before; week < y.Before+y.Year; week++ {
			s.put(s.first[i] + week)
		}
	}
}

// put counts a week in the year.
func (s *spreadShuffle) put(week int) {
	for _, phrase := range s.having[week] {
		s.in[phrase]++
	}
}

// permute returns the largest Z of any phrase in each shuffle, 0 where none spreads, and for each
// phrase the shuffles that put as many of its weeks into the year as were observed.
func (s *spreadShuffle) permute(ctx context.Context, perms inference.Permutations,
	draw inference.Draw) (largest []float64, hits []int, err error) {
	random := rand.New(draw.Source())
	observed := slices.Clone(s.in)
	largest, hits = make([]float64, perms.N), make([]int, len(s.k))
	orders, from := make([][]int, len(s.sources)), []int(nil)
	for i, y := range s.sources {
		b := inference.Blocks{N: y.Before + y.Year, Length: emergingBlock}
		orders[i] = b.Order()
		from = slices.Grow(from, b.N)
	}
	tested := s.tested()
	for round := range largest {
		if round%16 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		clear(s.in)
		for i, y := range s.sources {
			if s.first[i] < 0 {
				continue
			}
			from = from[:y.Before+y.Year]
			inference.Blocks{N: len(from), Length: emergingBlock}.Shuffle(random, orders[i], from)
			for _, week := range from[y.Before:] {
				s.put(s.first[i] + week)
			}
		}
		for _, phrase := range tested {
			if s.in[phrase] >= observed[phrase] {
				hits[phrase]++
			}
			largest[round] = s.larger(int(phrase), largest[round])
		}
	}
	return largest, hits, nil
}

// larger is the Z of a phrase in a shuffle, or z if that is larger. Z² is at most the score
// (k-E)²/V, which saves most logarithms.
func (s *spreadShuffle) larger(phrase int, z float64) float64 {
	k, e, v := s.in[phrase], s.e[phrase], s.v[phrase]
	over := float64(k) - e
	if k < emergingNow || over <= 0 || over*over <= z*z*v {
		return z
	}
	return max(z, signedRoot(int(k), e, v))
}

// tested are the phrases that could emerge in some permutation.
func (s *spreadShuffle) tested() (phrases []int32) {
	for i, k := range s.k {
		if k >= emergingWeeks && s.v[i] > 0 {
			phrases = append(phrases, int32(i))
		}
	}
	return phrases
}

package pipeline

import (
	"slices"

	"tifa/pipeline/stats"
)

// series is the documents of a group by period, the periods without tokens left out.
type series struct {
	documents []measured
	kind      PeriodType
	starts    []int32
	at        []int32       // of each document of the dataset its place in starts, -1 for none
	sizes     []stats.Ratio // documents of each period, without mentions
}

// point is the sums of one concept in one period of a series.
type point struct {
	stats.Ratio
	documents int64 // that mention the concept
}

func (a *dataset) series(c sourceGroup, t PeriodType) *series {
	s := &series{documents: a.documents, kind: t, at: make([]int32, len(a.documents))}
	sizes := map[int32]*stats.Ratio{}
	for i := range a.documents {
		if d := &a.documents[i]; c.in(d) && d.dated(t) {
			start := t.start(d.day)
			if sizes[start] == nil {
				sizes[start] = &stats.Ratio{}
				s.starts = append(s.starts, start)
			}
			sizes[start].Add(d.tokens, 0)
		}
	}
	s.starts = slices.DeleteFunc(s.starts, func(start int32) bool { return sizes[start].X == 0 })
	slices.Sort(s.starts)
	for _, start := range s.starts {
		s.sizes = append(s.sizes, *sizes[start])
	}
	for i := range a.documents {
		s.at[i] = -1
		if d := &a.documents[i]; c.in(d) && d.dated(t) {
			if at, ok := slices.BinarySearch(s.starts, t.start(d.day)); ok {
				s.at[i] = int32(at)
			}
		}
	}
	return s
}

// points are the sums of a concept in each period.
func (s *series) points(postings []posting) []point {
	out := make([]point, len(s.starts))
	for i, size := range s.sizes {
		out[i].Ratio = size
	}
	for _, u := range postings {
		if at := s.at[u.document]; at >= 0 {
			addMentions(&out[at].Ratio, s.documents[u.document].tokens, int64(u.mentions))
			out[at].documents++
		}
	}
	return out
}

// total merges points.
func total(points []point) (sum point) {
	for _, p := range points {
		sum.Merge(p.Ratio)
		sum.documents += p.documents
	}
	return sum
}

// rates are points as rates per million tokens over time in years.
func (s *series) rates(points []point) []stats.Point {
	out := make([]stats.Point, len(points))
	for i, p := range points {
		out[i] = stats.Point{Time: s.years(i), Value: 1e6 * p.Estimate()}
	}
	return out
}

// years is the time of a period in years, evenly spaced within period types.
func (s *series) years(i int) float64 {
	t := timeOf(s.starts[i])
	switch s.kind {
	case Year:
		return float64(t.Year())
	case Month, Quarter:
		return float64(t.Year()) + float64(t.Month()-1)/12
	}
	return float64(s.starts[i]) / 365.25
}

// exposures are points as counts with sizes.
func exposures(points []point) []stats.Exposure {
	out := make([]stats.Exposure, len(points))
	for i, p := range points {
		out[i] = stats.Exposure{Count: p.Y, Size: p.X}
	}
	return out
}

// batches are points as documents that mention the concept, of all documents.
func batches(points []point) []stats.Batch {
	out := make([]stats.Batch, len(points))
	for i, p := range points {
		out[i] = stats.Batch{Relevant: p.documents, Documents: p.N}
	}
	return out
}

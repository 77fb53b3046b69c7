package dataset

import (
	"slices"

	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// Series is the documents of a group by period, the periods without tokens left out.
type Series struct {
	documents []Document
	Kind      period.Type
	Starts    []int32
	At        []int32       // of each document of the dataset its place in starts, -1 for none
	sizes     []stats.Ratio // documents of each period, without mentions
}

// Point is the sums of one concept in one period of a series.
type Point struct {
	stats.Ratio
	Documents int64 // that mention the concept
}

// Cell is the point as the sums of inference.
func (p Point) Cell() inference.Cell { return inference.Cell{Ratio: p.Ratio, Mentioning: p.Documents} }

// Series returns the documents of a group by period of type t.
func (a *Dataset) Series(c SourceGroup, t period.Type) *Series {
	s := &Series{documents: a.Documents, Kind: t, At: make([]int32, len(a.Documents))}
	sizes := map[int32]*stats.Ratio{}
	for i := range a.Documents {
		if d := &a.Documents[i]; c.In(d) && d.Dated(t) {
			start := t.Start(d.Day)
			if sizes[start] == nil {
				sizes[start] = &stats.Ratio{}
				s.Starts = append(s.Starts, start)
			}
			sizes[start].Add(d.Tokens, 0)
		}
	}
	s.Starts = slices.DeleteFunc(s.Starts, func(start int32) bool { return sizes[start].X == 0 })
	slices.Sort(s.Starts)
	for _, start := range s.Starts {
		s.sizes = append(s.sizes, *sizes[start])
	}
	for i := range a.Documents {
		s.At[i] = -1
		if d := &a.Documents[i]; c.In(d) && d.Dated(t) {
			if at, ok := slices.BinarySearch(s.Starts, t.Start(d.Day)); ok {
				s.At[i] = int32(at)
			}
		}
	}
	return s
}

// Steady returns the sources of a group that have documents in nine of ten of its periods, so that
// what changes over time is not which sources there are.
func (a *Dataset) Steady(g SourceGroup, t period.Type) SourceGroup {
	periods := make([]map[int32]bool, len(a.Sources))
	all := map[int32]bool{}
	for i := range a.Documents {
		if d := &a.Documents[i]; g.In(d) && d.Tokens > 0 && d.Dated(t) {
			if periods[d.Source] == nil {
				periods[d.Source] = map[int32]bool{}
			}
			periods[d.Source][t.Start(d.Day)], all[t.Start(d.Day)] = true, true
		}
	}
	g.Has, g.Apart = slices.Clone(g.Has), slices.Clone(g.Apart)
	for i := range g.Has {
		g.Has[i] = g.Has[i] && 10*len(periods[i]) >= 9*len(all)
	}
	for i := range g.Apart {
		g.Apart[i] = g.Apart[i] && 10*len(periods[a.Apart[i].Source]) >= 9*len(all)
	}
	return g
}

// Points are the sums of a concept in each period.
func (s *Series) Points(postings []Posting) []Point {
	out := make([]Point, len(s.Starts))
	for i, size := range s.sizes {
		out[i].Ratio = size
	}
	for _, u := range postings {
		if at := s.At[u.Document]; at >= 0 {
			AddMentions(&out[at].Ratio, s.documents[u.Document].Tokens, int64(u.Mentions))
			out[at].Documents++
		}
	}
	return out
}

// Total merges points.
func Total(points []Point) (sum Point) {
	for _, p := range points {
		sum.Merge(p.Ratio)
		sum.Documents += p.Documents
	}
	return sum
}

// Rates are points as rates per million tokens over time in years.
func (s *Series) Rates(points []Point) []stats.Point {
	out := make([]stats.Point, len(points))
	for i, p := range points {
		out[i] = stats.Point{Time: s.years(i), Value: 1e6 * p.Estimate()}
	}
	return out
}

// years is the time of a period in years, evenly spaced within period types.
func (s *Series) years(i int) float64 {
	t := period.Time(s.Starts[i])
	switch s.Kind {
	case period.Year:
		return float64(t.Year())
	case period.Month, period.Quarter:
		return float64(t.Year()) + float64(t.Month()-1)/12
	}
	return float64(s.Starts[i]) / 365.25
}

// Exposures are points as counts with sizes.
func Exposures(points []Point) []stats.Exposure {
	out := make([]stats.Exposure, len(points))
	for i, p := range points {
		out[i] = stats.Exposure{Count: p.Y, Size: p.X}
	}
	return out
}

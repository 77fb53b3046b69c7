package report

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

const (
	// enoughDocs is how many documents the median period has to have for a month to be worth a report.
	enoughDocs = 30
	// enoughForLine is the same for a line of rates.
	enoughForLine = 10
	// nearEnd is how many days before its end a period's last document may be dated for the period to be complete: a
	// weekly journal has no number on the last day.
	nearEnd = 7
)

// choose finds the period to report on: the one asked for; else the last complete period of the shortest type whose
// median period has enough documents, or of the longest type where none has.
func (r *run) choose(asked string) error {
	if asked != "" {
		for _, t := range r.types {
			for _, p := range r.periods[t] {
				if p.Name == asked {
					r.now = p
					return nil
				}
			}
		}
		return fmt.Errorf("period %q: this run has no such period: it has %s", asked, r.spans())
	}
	if len(r.types) == 0 {
		return nil // nothing is dated; every section says so
	}
	kind := r.typeWith(enoughDocs)
	r.now = r.lastComplete(kind)
	r.shortest = r.types[0]
	return nil
}

// typeWith is the shortest type of period, days left out, whose median period that has documents has at least n of
// them; the longest type where none has.
func (r *run) typeWith(n int64) string {
	for _, t := range r.types {
		if t != "day" && r.medianDocs(t) >= n {
			return t
		}
	}
	return r.types[len(r.types)-1]
}

func (r *run) medianDocs(kind string) int64 {
	var docs []int64
	for _, p := range r.periods[kind] {
		if n := r.docs(p); n > 0 {
			docs = append(docs, n)
		}
	}
	if len(docs) == 0 {
		return 0
	}
	slices.Sort(docs)
	return docs[len(docs)/2]
}

// lastComplete is the last period with documents that the run's last document is near the end of, or past.
func (r *run) lastComplete(kind string) period {
	all := r.periods[kind]
	last := all[len(all)-1]
	for _, p := range slices.Backward(all) {
		if r.docs(p) > 0 && r.lastDay >= p.end()-nearEnd+1 {
			return p
		}
	}
	return last
}

// spans says which periods there are, for a person.
func (r *run) spans() string {
	var out []string
	for _, t := range r.types {
		all := r.periods[t]
		out = append(out, fmt.Sprintf("%s to %s (%s)", all[0].Name, all[len(all)-1].Name, t))
	}
	if out == nil {
		return "no dated documents"
	}
	return strings.Join(out, ", ")
}

// descending gives the places of values from the largest to the least; equal values stay in order.
func descending(values []float64) []int {
	at := make([]int, len(values))
	for i := range at {
		at[i] = i
	}
	sort.SliceStable(at, func(i, j int) bool { return values[at[i]] > values[at[j]] })
	return at
}

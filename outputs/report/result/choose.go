package result

import (
	"fmt"
	"slices"
	"strings"
)

const (
	// enoughDocs is how many documents the median period has to have for a month to be worth a
	// report.
	enoughDocs = 30
	// EnoughForLine is the same for a line of rates.
	EnoughForLine = 10
	// NearEnd is how many days before its end a period's last document may be dated for the period
	// to be complete: a weekly journal has no number on the last day.
	NearEnd = 7
)

// choose finds the period to report on: the one asked for; else the last complete period of the
// shortest type whose median period has enough documents, or of the longest type where none has,
// in which all groups that are compared have documents.
func (r *Result) choose(asked string) error {
	if asked != "" {
		for _, t := range r.Types {
			for _, p := range r.Periods[t] {
				if p.Name == asked {
					r.Now = p
					return nil
				}
			}
		}
		return fmt.Errorf("period %q: this run has no such period: it has %s", asked, r.spans())
	}
	if len(r.Types) == 0 {
		return nil // nothing is dated; every section says so
	}
	r.Now = r.LastComplete(r.TypeWith(enoughDocs))
	r.Shortest = r.Types[0]
	if both, ok := r.lastOfAllGroups(r.Now); ok && both != r.Now {
		r.Passed, r.Now = r.Now, both
	}
	return nil
}

// lastOfAllGroups is the last period, of the type of the last complete one and not after it, in
// which every group that is compared has documents. A later one would have nothing to compare.
func (r *Result) lastOfAllGroups(complete Period) (p Period, ok bool) {
	for _, p := range slices.Backward(r.Periods[complete.Type]) {
		if p.Start <= complete.Start && r.Docs(p) > 0 && r.AllGroupsIn(p) {
			return p, true
		}
	}
	return Period{}, false
}

// AllGroupsIn reports whether both groups of every comparison have documents in a period. A
// comparison of which one group has none at all does not count.
func (r *Result) AllGroupsIn(p Period) bool {
	for _, c := range r.Manifest.Settings.Compare {
		a, b := r.groupHas(c.SideA(), ""), r.groupHas(c.SideB(), "")
		if a && b && (!r.groupHas(c.SideA(), p.Name) || !r.groupHas(c.SideB(), p.Name)) {
			return false
		}
	}
	return true
}

// groupHas reports whether a group has documents in a period; in any where its name is empty.
func (r *Result) groupHas(group, period string) bool {
	return r.groupDocs[[2]string{group, period}] > 0
}

// TypeWith is the shortest type of period, days left out, whose median period that has documents
// has at least n of them; the longest type where none has.
func (r *Result) TypeWith(n int64) string {
	for _, t := range r.Types {
		if t != "day" && r.MedianDocs(t) >= n {
			return t
		}
	}
	return r.Types[len(r.Types)-1]
}

// MedianDocs is how many documents the median period of a type has, of those with documents; 0
// where none has.
func (r *Result) MedianDocs(kind string) int64 {
	var docs []int64
	for _, p := range r.Periods[kind] {
		if n := r.Docs(p); n > 0 {
			docs = append(docs, n)
		}
	}
	if len(docs) == 0 {
		return 0
	}
	slices.Sort(docs)
	return docs[len(docs)/2]
}

// LastComplete is the last period with documents that the run's last document is near the end of,
// or past.
func (r *Result) LastComplete(kind string) Period {
	all := r.Periods[kind]
	last := all[len(all)-1]
	for _, p := range slices.Backward(all) {
		if r.Docs(p) > 0 && r.LastDay >= p.End()-NearEnd+1 {
			return p
		}
	}
	return last
}

// spans says which periods there are, for a person.
func (r *Result) spans() string {
	var out []string
	for _, t := range r.Types {
		all := r.Periods[t]
		out = append(out, fmt.Sprintf("%s to %s (%s)", all[0].Name, all[len(all)-1].Name, t))
	}
	if out == nil {
		return "no dated documents"
	}
	return strings.Join(out, ", ")
}

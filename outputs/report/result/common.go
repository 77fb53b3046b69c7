package result

import (
	"tifa/outputs/report/evidence"
)

// Common is the group of the sources that have documents in both periods: empty, for all sources,
// where no source has documents in only one of them. ok is false where no source has documents in
// both.
func (r *Result) Common(a, b Period) (group string, ok bool) {
	var both []string
	all := true
	for i := range r.Sources {
		id := r.Sources[i].ID
		inA, inB := r.Coverage[CoverKey{Source: id, Period: a.Name}].Docs > 0, r.Coverage[CoverKey{Source: id, Period: b.Name}].Docs > 0
		if inA && inB {
			both = append(both, id)
		}
		all = all && inA == inB
	}
	if all {
		return "", len(both) > 0
	}
	return evidence.Listed(both), len(both) > 0
}

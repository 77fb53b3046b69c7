package result

import "tifa/pipeline/period"

// Ground is the type of the periods that two groups have to share for a claim on them: months, or
// the shortest longer type where the run counts no months.
func (r *Result) Ground() string {
	for _, t := range r.Types {
		if period.Type(t).Rank() >= period.Month.Rank() {
			return t
		}
	}
	return r.Longest()
}

// Shared are the first and the last period in which both groups of a comparison have documents: the
// time that claims on them rest on. ok is false where there is none.
func (r *Result) Shared(by, a, b string) (first, last Period, ok bool) {
	for _, q := range r.Periods[r.Ground()] {
		if !r.groupHas(by+"="+a, q.Name) || !r.groupHas(by+"="+b, q.Name) {
			continue
		}
		if last = q; !ok {
			first, ok = q, true
		}
	}
	return first, last, ok
}

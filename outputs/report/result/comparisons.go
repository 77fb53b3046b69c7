package result

import (
	"tifa/outputs"
)

// Family names the rows of one comparison of period_comparisons.
type Family struct{ Kind, Attribute, A, B, Period string }

// AllPeriods is the name of the period that holds all of them.
const AllPeriods = "all"

// loadComparisons reads what is said of the period reported on, and of all periods together.
func (r *Result) loadComparisons() (err error) {
	keep := func(c *outputs.PeriodComparison) bool { return c.Period == r.Now.Name || c.Period == AllPeriods }
	rows, there, err := Optional(r.Dir, keep)
	r.HasComparisons, r.Comparisons = there, map[Family]map[string]*outputs.PeriodComparison{}
	for i := range rows {
		c := &rows[i]
		k := Family{c.Comparison, c.Attribute, c.A, c.B, c.Period}
		if r.Comparisons[k] == nil {
			r.Comparisons[k] = map[string]*outputs.PeriodComparison{}
		}
		r.Comparisons[k][c.Concept] = c
	}
	return err
}

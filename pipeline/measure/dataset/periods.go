package dataset

import (
	"cmp"
	"slices"
	"strings"
)

// TimePeriod is a stretch of time that documents are compared in: a period, or all time.
type TimePeriod struct {
	PeriodType, Period string
	Has                func(*Document) bool
}

// AllTime is the name of the period that has every document, dated or not.
const AllTime = "all"

// TimePeriods lists all time and the periods of the longest type that have documents, in the order
// of tables.
func (a *Dataset) TimePeriods() []TimePeriod {
	out := []TimePeriod{{AllTime, AllTime, func(*Document) bool { return true }}}
	t := a.Periods[len(a.Periods)-1] // config.Config.Complete sorts them from the shortest
	starts := map[int32]bool{}
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Dated(t) {
			starts[t.Start(d.Day)] = true
		}
	}
	for start := range starts {
		out = append(out, TimePeriod{string(t), t.Name(start), func(d *Document) bool { return d.Dated(t) && t.Start(d.Day) == start }})
	}
	slices.SortFunc(out, func(a, b TimePeriod) int {
		return cmp.Or(strings.Compare(a.PeriodType, b.PeriodType), strings.Compare(a.Period, b.Period))
	})
	return out
}

package report

import (
	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/pipeline/stats"
)

// rate is what the tables count of one concept or theme in one period, over one source or several.
type rate = outputs.Rate

// rateKey names a rate.
type rateKey = evidence.Key

// period is a period of one type.
type period = result.Period

// comparison is a pair of groups.
type comparison = result.Comparison

// estimate is a value with its 95 % interval. Without ok there is no value.
type estimate struct {
	stats.Estimate
	ok bool
}

// clear reports whether there is an interval and it leaves out 0.
func (e estimate) clear() bool { return e.ok && e.Excludes(0) }

// estimateOf is an estimate as three columns of a table hold it.
func estimateOf(value, lo, hi *float64) estimate {
	if value == nil {
		return estimate{}
	}
	e := estimate{ok: true, Estimate: stats.Estimate{Value: *value}}
	if lo != nil && hi != nil {
		e.Lo, e.Hi, e.Bounded = *lo, *hi, true
	}
	return e
}

package dataset

import (
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// Number is a value for a column that may be null: null where ok is false.
func Number(v float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	v = stats.Rounded(v)
	return &v
}

// RatioColumns are how many times the rate of from that of to is, with its interval (see
// inference.RateRatio). Where from has no mention there is no ratio, and nothing bounds it above.
func RatioColumns(from, to inference.Cell, c inference.Clumping) (ratio, lo, hi *float64) {
	r := inference.RateRatio(from, to, c)
	if r.Reason != inference.Answered {
		return nil, nil, nil
	}
	return Number(r.Ratio, !r.Interval.Open), Number(r.Interval.Lo, true),
		Number(r.Interval.Hi, !r.Interval.Open)
}

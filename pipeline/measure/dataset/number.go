package dataset

import (
	"tifa/pipeline/config"
	"tifa/pipeline/stats"
)

// Number is a value for a column that may be null: null where ok is false.
func Number(v float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	v = stats.Rounded(v)
	return &v
}

// RatioColumns are how many times the rate of from that of to is, with its interval.
func RatioColumns(from, to stats.Ratio) (ratio, lo, hi *float64) {
	r, l, h, ok := stats.RateRatio(from, to, config.Confidence)
	return Number(r, r > 0), Number(l, ok), Number(h, ok)
}

package config

import (
	"time"

	"tifa/corpus"
	"tifa/pipeline/period"
)

// Needs returns how much of a date must be known for a document to belong to one period of a type.
func Needs(t period.Type) corpus.Precision {
	switch t {
	case period.Day, period.Week:
		return corpus.PrecisionDay
	case period.Month, period.Quarter:
		return corpus.PrecisionMonth
	}
	return corpus.PrecisionYear
}

// DayOf returns the first day of what is known of a date, in days since 1970-01-01.
func DayOf(d corpus.Date) int32 {
	return period.DayOf(time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
}

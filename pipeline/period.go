package pipeline

import (
	"time"

	"tifa/corpus"
	"tifa/pipeline/period"
)

// PeriodType is a length of time that documents are counted in.
type PeriodType string

// Lengths of time, from the shortest.
const (
	Day     = PeriodType(period.Day)
	Week    = PeriodType(period.Week)
	Month   = PeriodType(period.Month)
	Quarter = PeriodType(period.Quarter)
	Year    = PeriodType(period.Year)
)

func (t PeriodType) valid() bool { return t.rank() >= 0 }

// rank orders period types from the shortest; -1 is no period type.
func (t PeriodType) rank() int { return period.Type(t).Rank() }

// needs says how much of a date must be known for a document to belong to one period of this type.
func (t PeriodType) needs() corpus.Precision {
	switch t {
	case Day, Week:
		return corpus.PrecisionDay
	case Month, Quarter:
		return corpus.PrecisionMonth
	}
	return corpus.PrecisionYear
}

// epochDays counts days since 1970-01-01.
func epochDays(t time.Time) int32 { return period.DayOf(t) }

// dayOf is the first day of what is known of a date.
func dayOf(d corpus.Date) int32 {
	return epochDays(time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
}

func timeOf(day int32) time.Time { return period.Time(day) }

// start is the first day of the period that day lies in. It identifies the period within its type.
func (t PeriodType) start(day int32) int32 { return period.Type(t).Start(day) }

// next is the first day of the period after the one that starts on day.
func (t PeriodType) next(day int32) int32 { return period.Type(t).Next(day) }

// name is how the period that starts on day is written: 2015-03-05, 2015-W10, 2015-03, 2015-Q1, 2015.
func (t PeriodType) name(day int32) string { return period.Type(t).Name(day) }

package pipeline

import (
	"fmt"
	"slices"
	"time"

	"tifa/corpus"
)

// PeriodType is a length of time that documents are counted in.
type PeriodType string

// Lengths of time, from the shortest.
const (
	Day     PeriodType = "day"
	Week    PeriodType = "week" // ISO 8601: Monday to Sunday, the week belongs to the year its Thursday lies in
	Month   PeriodType = "month"
	Quarter PeriodType = "quarter"
	Year    PeriodType = "year"
)

func (t PeriodType) valid() bool { return t.rank() >= 0 }

// rank orders period types from the shortest; -1 is no period type.
func (t PeriodType) rank() int {
	return slices.Index([]PeriodType{Day, Week, Month, Quarter, Year}, t)
}

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

// epochDays counts days since 1970-01-01. It is how every table and every index here holds a date.
func epochDays(t time.Time) int32 { return int32(t.Unix() / 86400) }

// dayOf is the first day of what is known of a date.
func dayOf(d corpus.Date) int32 {
	return epochDays(time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
}

func timeOf(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// start is the first day of the period that day lies in. It identifies the period within its type.
func (t PeriodType) start(day int32) int32 {
	d := timeOf(day)
	switch t {
	case Day:
		return day
	case Week:
		return day - int32((d.Weekday()+6)%7)
	case Month:
		return epochDays(time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC))
	case Quarter:
		return epochDays(time.Date(d.Year(), (d.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC))
	}
	return epochDays(time.Date(d.Year(), 1, 1, 0, 0, 0, 0, time.UTC))
}

// next is the first day of the period after the one that starts on day.
func (t PeriodType) next(day int32) int32 {
	d := timeOf(day)
	switch t {
	case Day:
		return day + 1
	case Week:
		return day + 7
	case Month:
		return epochDays(d.AddDate(0, 1, 0))
	case Quarter:
		return epochDays(d.AddDate(0, 3, 0))
	}
	return epochDays(d.AddDate(1, 0, 0))
}

// name is how the period that starts on day is written: 2015-03-05, 2015-W10, 2015-03, 2015-Q1, 2015.
func (t PeriodType) name(day int32) string {
	d := timeOf(day)
	switch t {
	case Day:
		return d.Format("2006-01-02")
	case Week:
		y, w := d.ISOWeek()
		return fmt.Sprintf("%d-W%02d", y, w)
	case Month:
		return d.Format("2006-01")
	case Quarter:
		return fmt.Sprintf("%d-Q%d", d.Year(), (int(d.Month())+2)/3)
	}
	return d.Format("2006")
}

// Package date reads the dates that files and texts bear, and finds them among other words: in the
// name of a file, in the names of its folders, in the first lines of a text.
//
// It reads forms of dates that are in use in Chinese sources, see Parse. It refuses to guess: a
// year alone is believed only where it cannot be another number. It imports nothing of ours.
package date

import (
	"fmt"
	"time"
)

// Date is a calendar date as the source gives it, without a time or a zone. Month and Day are 0
// where they are not known; the zero Date is no date.
type Date struct{ Year, Month, Day int }

// Precision is how much of a date is known. A greater one knows more.
type Precision int

// The precisions, from the coarsest.
const (
	PrecisionNone Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
)

// String is the precision's name in tables: none, year, month or day.
func (p Precision) String() string {
	switch p {
	case PrecisionYear:
		return "year"
	case PrecisionMonth:
		return "month"
	case PrecisionDay:
		return "day"
	}
	return "none"
}

// ParsePrecision is the way back from String. Any other name is PrecisionNone.
func ParsePrecision(name string) Precision {
	for p := PrecisionYear; p <= PrecisionDay; p++ {
		if p.String() == name {
			return p
		}
	}
	return PrecisionNone
}

// Precision reports how much of d is known.
func (d Date) Precision() Precision {
	switch {
	case d.Year == 0:
		return PrecisionNone
	case d.Month == 0:
		return PrecisionYear
	case d.Day == 0:
		return PrecisionMonth
	}
	return PrecisionDay
}

// String is d as 2015-03-05, 2015-03 or 2015; empty for the zero Date.
func (d Date) String() string {
	switch d.Precision() {
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.Year)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case PrecisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	return ""
}

// Years outside of these are a mistake in the data far more often than a date: a price, a page, a
// first century.
const firstYear, lastYear = 1900, 2100

// check says which part of d is out of range: "year", "month", "day", or "" where the calendar has
// such a date.
func (d Date) check() string {
	switch {
	case d.Year < firstYear || d.Year > lastYear:
		return "year"
	case d.Month < 0 || d.Month > 12:
		return "month"
	case d.Day < 0 || d.Day > 31:
		return "day"
	case d.Day > 0 && time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Day() != d.Day:
		return "day"
	}
	return ""
}

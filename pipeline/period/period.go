// Package period is the calendar of the tables: days, ISO weeks, months, quarters and years.
//
// A day is a number of days since 1970-01-01, as every table holds it. A period is its type and its
// first day. The package reads and yields such numbers and names; it knows no documents, no tables
// and no languages.
package period

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Type is a length of time that documents are counted in.
type Type string

// The types of period, from the shortest.
const (
	Day     Type = "day"
	Week    Type = "week" // ISO 8601: Monday to Sunday, of the year that its Thursday lies in
	Month   Type = "month"
	Quarter Type = "quarter"
	Year    Type = "year"
)

// Types lists the types of period from the shortest.
func Types() []Type { return []Type{Day, Week, Month, Quarter, Year} }

// Rank orders types from the shortest, from 0; -1 is no type of period.
func (t Type) Rank() int { return slices.Index(Types(), t) }

// Holds reports whether a date lies in exactly one period of the type, where the date is known to a
// day, a month or a year. A known that is no type of period, such as "none", lies in none.
func (t Type) Holds(known Type) bool { return known.Rank() >= 0 && known.Rank() <= t.Rank() }

// Undated stands before all days: the day of what has no date.
const Undated = math.MinInt32

// DayOf is the day a time lies in, in UTC.
func DayOf(t time.Time) int32 { return int32(t.Unix() / 86400) }

// Time is the start of a day, in UTC.
func Time(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// Start is the first day of the period that day lies in. It identifies the period within its type.
func (t Type) Start(day int32) int32 {
	d := Time(day)
	switch t {
	case Day:
		return day
	case Week:
		return day - int32((d.Weekday()+6)%7)
	case Month:
		return DayOf(time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC))
	case Quarter:
		return DayOf(time.Date(d.Year(), (d.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC))
	}
	return DayOf(time.Date(d.Year(), 1, 1, 0, 0, 0, 0, time.UTC))
}

// WeekOfYear is the number of the week of a day in its year, 0 to 53. Week 0 begins on 1 January,
// the others on Mondays.
func WeekOfYear(day int32) int {
	return int(Week.Start(day)-Week.Start(Year.Start(day))) / 7
}

// Next is the first day of the period after the one that starts on day.
func (t Type) Next(day int32) int32 {
	d := Time(day)
	switch t {
	case Day:
		return day + 1
	case Week:
		return day + 7
	case Month:
		return DayOf(d.AddDate(0, 1, 0))
	case Quarter:
		return DayOf(d.AddDate(0, 3, 0))
	}
	return DayOf(d.AddDate(1, 0, 0))
}

// Name is how the tables write the period that starts on day: 2015-03-05, 2015-W10, 2015-03,
// 2015-Q1, 2015.
func (t Type) Name(day int32) string {
	d := Time(day)
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

// Previous is the first day of the period before the one that starts on day.
func (t Type) Previous(day int32) int32 { return t.Start(day - 1) }

// YearBefore is the first day of the same period of the year before the one that starts on day: the
// same date or month, or the week 52 weeks earlier. 29 February has 1 March. ok is false for a
// year, whose previous period that is.
func (t Type) YearBefore(day int32) (start int32, ok bool) {
	if t == Week {
		return day - 364, true
	}
	return t.Start(DayOf(Time(day).AddDate(-1, 0, 0))), t != Year
}

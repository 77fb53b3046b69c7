package result

import (
	"time"

	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

// Period is one period of one type, as the tables name it.
type Period struct {
	Type  string
	Name  string
	Start int32 // first day, days since 1970-01-01
}

// periodTypes are the lengths of time documents are counted in, from the shortest.
func periodTypes() (out []string) {
	for _, t := range calendar.Types() {
		out = append(out, string(t))
	}
	return out
}

// At is the period of a type that a day lies in.
func At(kind string, day int32) Period {
	start := calendar.Type(kind).Start(day)
	return Period{Type: kind, Name: calendar.Type(kind).Name(start), Start: start}
}

// Before is the period just before this one.
func (p Period) Before() Period { return At(p.Type, p.Start-1) }

// Next is the period just after this one.
func (p Period) Next() Period { return At(p.Type, calendar.Type(p.Type).Next(p.Start)) }

// End is the last day of the period.
func (p Period) End() int32 { return p.Next().Start - 1 }

// YearBefore is the same period of the year before; ok is false for a year, whose last period that
// is.
func (p Period) YearBefore() (q Period, ok bool) {
	start, ok := calendar.Type(p.Type).YearBefore(p.Start)
	return At(p.Type, start), ok
}

// lastDay is the last day a date of this precision may mean.
func lastDay(day int32, precision string) int32 {
	if precision == "year" || precision == "month" {
		return At(precision, day).End()
	}
	return day
}

// ParseDay is a day as events have it, such as 2013-06-05.
func ParseDay(s string) (day int32, ok bool) {
	d, err := time.Parse(time.DateOnly, s)
	return calendar.DayOf(d), err == nil
}

// Label is the period in words.
func (p Period) Label(lang string) string {
	return translate.Period(lang, calendar.Type(p.Type), p.Start)
}

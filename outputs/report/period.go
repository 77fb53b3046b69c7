package report

import (
	"time"

	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

// period is one period of one type, as the tables name it.
type period struct {
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

func dayTime(day int32) time.Time { return calendar.Time(day) }

func timeDay(t time.Time) int32 { return calendar.DayOf(t) }

// periodAt is the period of a type that a day lies in.
func periodAt(kind string, day int32) period {
	start := calendar.Type(kind).Start(day)
	return period{kind, calendar.Type(kind).Name(start), start}
}

// before is the period just before this one.
func (p period) before() period { return periodAt(p.Type, p.Start-1) }

// next is the period just after this one.
func (p period) next() period { return periodAt(p.Type, calendar.Type(p.Type).Next(p.Start)) }

// end is the last day of the period.
func (p period) end() int32 { return p.next().Start - 1 }

// yearBefore is the same period of the year before; ok is false for a year, whose last period that is.
func (p period) yearBefore() (q period, ok bool) {
	start, ok := calendar.Type(p.Type).YearBefore(p.Start)
	return periodAt(p.Type, start), ok
}

// lastDay is the last day a date of this precision may mean.
func lastDay(day int32, precision string) int32 {
	if precision == "year" || precision == "month" {
		return periodAt(precision, day).end()
	}
	return day
}

// label is the period in words.
func (p period) label(lang string) string {
	return translate.Period(lang, calendar.Type(p.Type), p.Start)
}

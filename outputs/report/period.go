package report

import (
	"fmt"
	"slices"
	"time"
)

// period is one period of one type, as the tables name it.
type period struct {
	Type  string
	Name  string
	Start int32 // first day, days since 1970-01-01
}

// periodTypes are the lengths of time documents are counted in, from the shortest.
func periodTypes() []string { return []string{"day", "week", "month", "quarter", "year"} }

// finer orders period types from the shortest.
func finer(a, b string) int { return slices.Index(periodTypes(), a) - slices.Index(periodTypes(), b) }

func dayTime(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

func timeDay(t time.Time) int32 { return int32(t.Unix() / 86400) }

// periodAt is the period of a type that a day lies in.
func periodAt(kind string, day int32) period {
	d := dayTime(day)
	y, m := d.Year(), d.Month()
	start := func(m time.Month) int32 { return timeDay(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)) }
	switch kind {
	case "day":
		return period{kind, d.Format("2006-01-02"), day}
	case "week":
		iso, week := d.ISOWeek()
		return period{kind, fmt.Sprintf("%04d-W%02d", iso, week), day - int32((d.Weekday()+6)%7)}
	case "month":
		return period{kind, d.Format("2006-01"), start(m)}
	case "quarter":
		q := (m - 1) / 3
		return period{kind, fmt.Sprintf("%04d-Q%d", y, q+1), start(3*q + 1)}
	}
	return period{"year", d.Format("2006"), start(1)}
}

// before is the period just before this one.
func (p period) before() period { return periodAt(p.Type, p.Start-1) }

// next is the period just after this one.
func (p period) next() period {
	days := map[string]int32{"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[p.Type]
	return periodAt(p.Type, p.Start+days)
}

// end is the last day of the period.
func (p period) end() int32 { return p.next().Start - 1 }

// yearBefore is the same period of the year before; ok is false for a year, whose last period that is.
func (p period) yearBefore() (q period, ok bool) {
	if p.Type == "week" {
		return periodAt(p.Type, p.Start-364), true
	}
	return periodAt(p.Type, timeDay(dayTime(p.Start).AddDate(-1, 0, 0))), p.Type != "year"
}

// holds tells whether a document of this date and precision belongs to a period of the type.
func holds(kind, precision string) bool {
	switch precision {
	case "day":
		return true
	case "month":
		return finer(kind, "week") > 0
	case "year":
		return kind == "year"
	}
	return false
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
	d := dayTime(p.Start)
	iso, week := d.ISOWeek()
	quarter := int(d.Month()-1)/3 + 1
	if lang == "zh" {
		switch p.Type {
		case "day":
			return d.Format("2006年1月2日")
		case "week":
			return fmt.Sprintf("%d年第%d周", iso, week)
		case "month":
			return d.Format("2006年1月")
		case "quarter":
			return fmt.Sprintf("%d年第%d季度", d.Year(), quarter)
		}
		return d.Format("2006年")
	}
	switch p.Type {
	case "day":
		return d.Format("2 January 2006")
	case "week":
		return fmt.Sprintf("week %d of %d", week, iso)
	case "month":
		return d.Format("January 2006")
	case "quarter":
		return fmt.Sprintf("quarter %d of %d", quarter, d.Year())
	}
	return d.Format("2006")
}

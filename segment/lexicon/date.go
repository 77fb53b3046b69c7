package lexicon

import (
	"fmt"
	"time"
)

// Date is a day, a month or a year: Month and Day are 0 where they are not known. The zero Date is
// none.
type Date struct{ Year, Month, Day int }

// ParseDate reads 2013, 2013-05 or 2013-05-20.
func ParseDate(s string) (Date, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() == 0 {
			continue
		}
		d := Date{Year: t.Year()}
		if len(layout) > len("2006") {
			d.Month = int(t.Month())
		}
		if len(layout) > len("2006-01") {
			d.Day = t.Day()
		}
		return d, nil
	}
	return Date{}, fmt.Errorf("%q: write a year, month or day, such as 2013, 2013-05 or 2013-05-20",
		s)
}

// First is the first day of a date as a number that sorts: 20130501 for 2013-05.
func (d Date) First() int { return number(d.Year, max(d.Month, 1), max(d.Day, 1)) }

// Last is the last day of a date as a number that sorts: 20130531 for 2013-05.
func (d Date) Last() int {
	switch {
	case d.Month == 0:
		return number(d.Year, 12, 31)
	case d.Day == 0:
		last := time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
		return number(d.Year, d.Month, last.Day())
	}
	return number(d.Year, d.Month, d.Day)
}

// Between reports whether the whole of d lies between the first day of from and the last day of
// to. A zero bound is none; a zero d lies between no bounds.
func (d Date) Between(from, to Date) bool {
	if from.Year == 0 && to.Year == 0 {
		return true
	}
	return d.Year != 0 && (from.Year == 0 || d.First() >= from.First()) &&
		(to.Year == 0 || d.Last() <= to.Last())
}

// Unclear reports whether d may lie between the bounds and may not: it has no date, or one that is
// too coarse.
func (d Date) Unclear(from, to Date) bool {
	if d.Between(from, to) {
		return false
	}
	return d.Year == 0 || (from.Year == 0 || d.Last() >= from.First()) &&
		(to.Year == 0 || d.First() <= to.Last())
}

func number(year, month, day int) int { return 10_000*year + 100*month + day }

// Package date reads the dates that files and texts bear, and finds them among other words: in the
// name of a file, in the names of its folders, in the first lines of a text.
//
// It reads forms of dates that are in use in Chinese sources, see Parse. It refuses to guess: a
// year alone is believed only where it cannot be another number. It imports nothing of ours.
package date

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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

// chinaTime is the zone in which a number of seconds is turned into a date: the sources' own.
func chinaTime() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

// Parse reads a date in any form that files use:
//
//	2015-03-05  2015/3/5  2015.3.5  20150305  2015-03  2015/3  2015
//	2015年3月5日  2015年3月  2015年  二〇一五年三月五日  二○一五年十二月二十一日
//	2015-03-01 19:12:00  2015-03-01T19:12:00+08:00   the calendar date as written, whatever the offset
//	20150305123000  201503051230  2015030512         a date and a time of day
//	1425208320  1425208320000                        seconds or milliseconds since 1970, in China's time (UTC+8)
//
// Full-width digits and white space around the parts are read, too. A date that the calendar lacks,
// or that lies before 1900 or after 2100, is an error that names the part out of range: date
// "2015-13-01": month out of range.
func Parse(s string) (Date, error) {
	t := foldDigits(strings.TrimSpace(s))
	if t == "" {
		return Date{}, fmt.Errorf("date %q: is empty", s)
	}
	d, ok := parseNumber(t)
	if !ok {
		d, ok = parseParts(t)
	}
	if !ok {
		return Date{}, fmt.Errorf("date %q: no form of a date: write 2015-03-05, 2015-03, 2015 or 2015年3月5日", s)
	}
	if part := d.check(); part != "" {
		return Date{}, fmt.Errorf("date %q: %s out of range", s, part)
	}
	return d, nil
}

// parseNumber reads a date that is digits only.
func parseNumber(t string) (Date, bool) {
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil || n < 0 || t[0] == '+' {
		return Date{}, false
	}
	if len(t) == 10 || len(t) == 12 || len(t) == 14 {
		if d, ok := parseStamp(t); ok {
			return d, true
		}
	}
	switch len(t) {
	case 4:
		return Date{Year: checkedYear(int(n))}, true
	case 8:
		return Date{checkedYear(int(n / 10000)), partOf(n / 100 % 100), partOf(n % 100)}, true
	case 9, 10:
		return dateOf(time.Unix(n, 0)), true
	case 12, 13:
		return dateOf(time.UnixMilli(n)), true
	}
	return Date{}, false
}

// parseStamp reads a date with its time, as 20150305123000, with or without seconds and minutes. As
// seconds since 1970 the shortest of these would be days after 2030, as milliseconds the next days
// of early 1976: no text has such a date.
func parseStamp(t string) (Date, bool) {
	stamp, err := time.Parse("20060102150405"[:len(t)], t)
	if err != nil || stamp.Year() < firstYear || stamp.Year() > lastYear {
		return Date{}, false
	}
	return Date{stamp.Year(), int(stamp.Month()), stamp.Day()}, true
}

func dateOf(t time.Time) Date {
	y, m, d := t.In(chinaTime()).Date()
	return Date{y, int(m), d}
}

// checkedYear keeps a written year 0 from meaning "no date".
func checkedYear(y int) int {
	if y == 0 {
		return -1
	}
	return y
}

// partOf keeps a written month or day 0 from meaning "not known".
func partOf(n int64) int {
	if n == 0 {
		return -1
	}
	return int(n)
}

// parseParts reads a date whose parts are kept apart by signs. What follows a blank or a T after
// the day is a time.
func parseParts(t string) (Date, bool) {
	year, rest, ok := cutNumber(t)
	if written := t[:len(t)-len(rest)]; !ok || utf8.RuneCountInString(written) != 4 || strings.Contains(written, "十") {
		return Date{}, false
	}
	d := Date{Year: checkedYear(year)}
	sign, rest := cutSign(rest)
	if sign == "年" && rest == "" {
		return d, true
	}
	month, rest, ok := cutNumber(rest)
	if !ok || !strings.Contains("-/.年", sign) || sign == "" {
		return Date{}, false
	}
	d.Month = partOf(int64(month))
	second, rest := cutSign(rest)
	if rest == "" && (second == "" || second == "月") {
		return d, second == "月" || sign != "年"
	}
	if (sign == "年") != (second == "月") || sign != "年" && second != sign {
		return Date{}, false
	}
	day, rest, ok := cutNumber(rest)
	if !ok {
		return Date{}, false
	}
	d.Day = partOf(int64(day))
	if sign == "年" {
		last, after := cutSign(rest)
		if last != "日" && last != "号" && last != "號" {
			return Date{}, false
		}
		return d, isTime(after)
	}
	return d, (rest == "" || strings.ContainsAny(rest[:1], " T")) && isTime(rest)
}

// isTime reports whether s, what follows a day, is nothing or a time of day with or without a zone.
func isTime(s string) bool {
	s = strings.TrimLeft(s, " T\u00a0\u3000")
	hour, rest, ok := cutNumber(s)
	return s == "" || ok && hour <= 24 && rest != "" && strings.Trim(rest, "0123456789:.+-Z 时分秒時點点UTC") == ""
}

// cutSign cuts one sign, and the blanks around it, off the front of s.
func cutSign(s string) (sign, rest string) {
	s = strings.TrimLeft(s, " \u3000")
	for _, c := range []string{"年", "月", "日", "号", "號", "-", "/", "."} {
		if rest, ok := strings.CutPrefix(s, c); ok {
			return c, strings.TrimLeft(rest, " \u3000")
		}
	}
	return "", s
}

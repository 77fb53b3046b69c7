package date

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// chinaTime is the zone in which an instant is turned into a date: the sources' own.
func chinaTime() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }

// Parse reads a date in any form that files use:
//
//	2015-03-05  2015/3/5  2015.3.5  20150305  2015-03  2015/3  2015
//	2015年3月5日  2015年3月  2015年  二〇一五年三月五日  民國104年3月5日
//	2015-03-01 19:12:00  2015-03-01T19:12:00+08:00   the calendar date as written, whatever the offset
//	20150305123000  201503051230  20150305T083000Z   a date and a time of day
//	2015年3月5日（星期四）晚8:00  星期四 2015年3月5日      with a weekday or a part of the day
//	Thu Mar 05 08:30:00 +0800 2015  5 March 2015     in English
//	1425208320  1425208320000  1425208320.0          seconds since 1970, or milli-, micro- and
//	                                                 nanoseconds, in China's time (UTC+8)
//
// Full-width digits and white space around the parts are read, too. A date that the calendar lacks,
// or that lies before 1900 or after 2100, is an error that names the part out of range: date
// "2015-13-01": month out of range.
func Parse(s string) (Date, error) {
	t := foldDigits(strings.TrimSpace(s))
	if t == "" {
		return Date{}, fmt.Errorf("date %q: is empty", s)
	}
	d, ok := parseForm(t)
	if !ok {
		return Date{}, fmt.Errorf("date %q: no form of a date: write 2015-03-05, 2015-03, 2015 or 2015年3月5日", s)
	}
	if part := d.check(); part != "" {
		return Date{}, fmt.Errorf("date %q: %s out of range", s, part)
	}
	return d, nil
}

// OfInstant returns the date of an instant in China's time.
func OfInstant(t time.Time) Date {
	y, m, d := t.In(chinaTime()).Date()
	return Date{y, int(m), d}
}

// parseForm tries the forms of a date, digits alone first. What only says which day of the week and
// which part of the day it was goes first.
func parseForm(t string) (Date, bool) {
	for _, parse := range []func(string) (Date, bool){parseNumber, parseParts} {
		if d, ok := parse(t); ok {
			return d, true
		}
	}
	t = strings.TrimSpace(withoutWords(t))
	for _, parse := range []func(string) (Date, bool){parseNumber, parseParts, parseRepublic, parseEnglish} {
		if d, ok := parse(t); ok {
			return d, true
		}
	}
	return Date{}, false
}

// compact is a date without signs and a time: 20150305T083000Z.
var compact = regexp.MustCompile(`^([0-9]{8})[T ][0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9:]+)?$`)

// parseNumber reads a date that is a number: digits only, or a whole number written as a decimal.
func parseNumber(t string) (Date, bool) {
	if m := compact.FindStringSubmatch(t); m != nil {
		t = m[1]
	}
	t, ok := wholeNumber(t)
	if !ok {
		return Date{}, false
	}
	if d, ok := parseStamp(t); ok {
		return d, true
	}
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil {
		return Date{}, false
	}
	switch len(t) {
	case 4:
		return Date{Year: checkedYear(int(n))}, true
	case 8:
		return Date{checkedYear(int(n / 10000)), partOf(n / 100 % 100), partOf(n % 100)}, true
	case 9, 10:
		return OfInstant(time.Unix(n, 0)), true
	case 12, 13:
		return OfInstant(time.UnixMilli(n)), true
	case 15, 16:
		return OfInstant(time.UnixMicro(n)), true
	case 18, 19:
		return OfInstant(time.Unix(0, n)), true
	}
	return Date{}, false
}

// wholeNumber returns the digits of a whole number, which may be written as 1425515400.0 or as
// 2.0150305e+07, and of a time in seconds with a fraction.
func wholeNumber(t string) (digits string, ok bool) {
	if isDigits(t) {
		return t, true
	}
	whole, fraction, found := strings.Cut(t, ".")
	if found && isDigits(whole) && isDigits(fraction) && len(whole) >= 8 {
		return whole, len(whole) != 8 || strings.Trim(fraction, "0") == ""
	}
	if found && len(whole) == 1 && isDigits(whole) && strings.ContainsAny(fraction, "eE") {
		n, err := strconv.ParseFloat(t, 64)
		if err == nil && n == float64(int64(n)) && n < 1e19 {
			return strconv.FormatInt(int64(n), 10), true
		}
	}
	return "", false
}

func isDigits(t string) bool { return t != "" && strings.Trim(t, "0123456789") == "" }

// parseStamp reads a date with its time, as 20150305123000, with or without minutes, seconds and
// their fraction. As seconds since 1970 the shortest of these would be days after 2030, as
// milliseconds the next days of early 1976: no text has such a date.
func parseStamp(t string) (Date, bool) {
	const layout = "20060102150405"
	switch len(t) {
	case 10, 12, 14:
	case 17:
		t = t[:len(layout)]
	default:
		return Date{}, false
	}
	stamp, err := time.Parse(layout[:len(t)], t)
	if err != nil || stamp.Year() < firstYear || stamp.Year() > lastYear {
		return Date{}, false
	}
	return Date{stamp.Year(), int(stamp.Month()), stamp.Day()}, true
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
	return d, (rest == "" || strings.ContainsAny(rest[:1], " T\u00a0\u3000")) && isTime(rest)
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

package date

import (
	"regexp"
	"strings"
)

// How dates are written among other words. A group that matched is the date.
const (
	numeral  = `[0-9〇○零Ｏ◯一二三四五六七八九十]`
	yearPart = `(?:[0-9]{4}|[〇○零Ｏ◯一二三四五六七八九]{4})`
	before   = `(?:^|[^0-9])`
	after    = `(?:$|[^0-9])`
	dayHan   = yearPart + `\s*年\s*` + numeral + `{1,3}\s*月\s*` + numeral + `{1,3}\s*[日号號]`
	// parts of a name are often kept apart by _ or a blank
	dayBlanks = `[0-9]{4}_[0-9]{1,2}_[0-9]{1,2}|[0-9]{4} [0-9]{1,2} [0-9]{1,2}`
	daySigns  = `[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}`
)

// Han signs end a date by themselves, so that a page or a time may follow; digits need another sign
// or a time behind them.
var (
	dayInText = regexp.MustCompile(before + `(?:(` + dayHan + `)|(` + daySigns + `)` + after + `)`)
	dayInName = regexp.MustCompile(before + `(?:(` + dayHan + `)|(` + daySigns + `|` + dayBlanks + `|[0-9]{8})` + after +
		`|([0-9]{8})(?:[0-9]{2}|[0-9]{4}|[0-9]{6})` + after + `)`)
	monthInName = regexp.MustCompile(before + `(` + yearPart + `年` + numeral + `{1,3}月|[0-9]{4}-[0-9]{2})(?:$|[^0-9\-])|^([0-9]{4}\.[0-9]{2})$`)
	// A year alone is believed only where it cannot be a number of something else: with 年, in
	// brackets, or in front.
	yearInName = regexp.MustCompile(before + `(` + yearPart + `年)|[(（\[【]([0-9]{4})[)）\]】]|^([0-9]{4})(?:$|[^0-9\-–—~至到])`)
)

// InName finds the date in a file's name without its ending, the day before the month before the
// year, and where it stands. An end of 0 is none. A page or a time of day may follow the day.
func InName(name string) (start, end int, d Date) {
	for _, pattern := range []*regexp.Regexp{dayInName, monthInName, yearInName} {
		if start, end, d = firstDate(pattern, name); end > 0 {
			break
		}
	}
	return start, end, d
}

// withDashes writes a date of a name as Parse reads it.
var withDashes = strings.NewReplacer("_", "-", " ", "-")

// firstDate is the first match of pattern that the calendar has, and where it stands.
func firstDate(pattern *regexp.Regexp, s string) (start, end int, d Date) {
	for at := 0; at < len(s); {
		m := pattern.FindStringSubmatchIndex(s[at:])
		if m == nil {
			break
		}
		for group := 2; group < len(m); group += 2 {
			if m[group] < 0 {
				continue
			}
			start, end = at+m[group], at+m[group+1]
			d, err := Parse(s[start:end])
			if err != nil {
				d, err = Parse(withDashes.Replace(s[start:end]))
			}
			if err == nil {
				return start, end, d
			}
		}
		at = end // what follows the date may belong to the next one
	}
	return 0, 0, Date{}
}

package date

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// How dates are written among other words. A group that matched is the date.
const (
	numeral  = `[0-9〇○零一二三四五六七八九十]`
	yearPart = `(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})`
	before   = `(?:^|[^0-9])`
	dayHan   = yearPart + `\s*年\s*` + numeral + `{1,3}\s*月\s*` + numeral + `{1,3}\s*[日号號]`
	daySigns = `[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}`
)

var (
	dayInText   = regexp.MustCompile(before + `(` + dayHan + `|` + daySigns + `)(?:$|[^0-9])`)
	dayInName   = regexp.MustCompile(before + `(` + dayHan + `|` + daySigns + `|[0-9]{8})(?:$|[^0-9])`)
	monthInName = regexp.MustCompile(before + `(` + yearPart + `年` + numeral + `{1,3}月|[0-9]{4}-[0-9]{2})(?:$|[^0-9\-])`)
	// A year alone is believed only where it cannot be a number of something else: with 年, in
	// brackets, or in front.
	yearInName    = regexp.MustCompile(before + `(` + yearPart + `年)|[(（\[【]([0-9]{4})[)）\]】]|^([0-9]{4})(?:$|[^0-9\-–—~至到])`)
	datedFolders  = regexp.MustCompile(`(?:^|/)([0-9]{4})年?/([0-9]{1,2})月?(?:/([0-9]{1,2})[日号]?)?(?:/|$)`)
	monthInFolder = regexp.MustCompile(`^([0-9]{4})([0-9]{2})$`)
)

// InName finds the date in a file's name without its ending, the day before the month before the
// year, and where it stands. An end of 0 is none.
func InName(name string) (start, end int, d Date) {
	for _, pattern := range []*regexp.Regexp{dayInName, monthInName, yearInName} {
		if start, end, d = firstDate(pattern, name); end > 0 {
			break
		}
	}
	return start, end, d
}

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
			if d, err := Parse(s[start:end]); err == nil {
				return start, end, d
			}
		}
		at = end // what follows the date may belong to the next one
	}
	return 0, 0, Date{}
}

// InFolders reads 2015/03/05 and 2015/03 across folders, and else the folder nearest to the file
// that has a date.
func InFolders(folders []string) Date {
	if m := datedFolders.FindStringSubmatch(strings.Join(folders, "/")); m != nil {
		if d, err := Parse(strings.TrimRight(strings.Join(m[1:], "-"), "-")); err == nil {
			return d
		}
	}
	for i := len(folders) - 1; i >= 0; i-- {
		if _, _, d := InName(folders[i]); d != (Date{}) {
			return d
		}
		if m := monthInFolder.FindStringSubmatch(folders[i]); m != nil {
			if d, err := Parse(m[1] + "-" + m[2]); err == nil {
				return d
			}
		}
	}
	return Date{}
}

// The head of a text is its first lines up to the first paragraph: at most headLines that are not
// blank, none longer than headRunes. A date further down is what a text talks about, not when it
// was published.
const headLines, headRunes = 10, 80

// InText finds the first full date in the head of a text. For a law that is the day it was first
// passed.
func InText(text string) Date {
	for n := 0; n < headLines && text != ""; {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if utf8.RuneCountInString(line) > headRunes {
			break
		}
		if _, _, d := firstDate(dayInText, foldDigits(line)); d != (Date{}) {
			return d
		}
		n++
	}
	return Date{}
}

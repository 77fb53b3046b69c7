package date

import (
	"regexp"
	"strings"
)

// How the editions of newspapers name their folders. The groups are year, month and day.
var (
	dayInFolders = []*regexp.Regexp{
		regexp.MustCompile(`(?:^|/)([0-9]{4})年?/([0-9]{1,2})月?/([0-9]{1,2})[日号號]?(?:/|$)`),    // 2015/03/05
		regexp.MustCompile(`(?:^|/)([0-9]{4})[-_.年]([0-9]{1,2})月?/([0-9]{1,2})[日号號]?(?:/|$)`), // 2015-03/05
		regexp.MustCompile(`(?:^|/)([0-9]{4})([0-9]{2})/([0-9]{2})(?:/|$)`),                   // 201503/05
		regexp.MustCompile(`(?:^|/)([0-9]{4})年?/([0-9]{2})([0-9]{2})(?:/|$)`),                 // 2015/0305
		regexp.MustCompile(`(?:^|/)([0-9]{4})年?/([0-9]{1,2})[-_.月]([0-9]{1,2})日?(?:/|$)`),     // 2015/03-05
	}
	monthInFolders = regexp.MustCompile(`(?:^|/)([0-9]{4})年?/([0-9]{1,2})月?(?:/|$)`)
	monthInFolder  = regexp.MustCompile(`^([0-9]{4})([0-9]{2})$`)
)

// InFolders finds the date in the names of the folders that a file lies in, the outermost first: a
// day across folders, as 2015/03/05, 2015-03/05 or 2015/0305; else the day in one name, the nearest
// to the file; else the month, and the nearest year.
func InFolders(folders []string) Date {
	path := strings.Join(folders, "/")
	for _, form := range dayInFolders {
		if d := lastDate(form, path); d != (Date{}) {
			return d
		}
	}
	for i := len(folders) - 1; i >= 0; i-- {
		if _, _, d := InName(folders[i]); d.Precision() == PrecisionDay {
			return d
		}
	}
	if d := lastDate(monthInFolders, path); d != (Date{}) {
		return d
	}
	for i := len(folders) - 1; i >= 0; i-- {
		if _, _, d := InName(folders[i]); d != (Date{}) {
			return d
		}
		if d := lastDate(monthInFolder, folders[i]); d != (Date{}) {
			return d
		}
	}
	return Date{}
}

// lastDate is the last match of form that the calendar has.
func lastDate(form *regexp.Regexp, path string) (last Date) {
	for at := 0; at <= len(path); {
		m := form.FindStringSubmatchIndex(path[at:])
		if m == nil {
			break
		}
		var parts []string
		for group := 2; group < len(m); group += 2 {
			parts = append(parts, path[at+m[group]:at+m[group+1]])
		}
		if d, err := Parse(strings.Join(parts, "-")); err == nil {
			last = d
		}
		at += m[3] // the next may begin within this one
	}
	return last
}

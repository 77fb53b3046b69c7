package corpus

import (
	"errors"
	"net/url"
	"path"
	"slices"
	"strings"

	"tifa/corpus/container"
	"tifa/corpus/date"
	"tifa/corpus/format"
)

// Date is a calendar date, see date.Date.
type Date = date.Date

// Precision is how much of a date is known, see date.Precision.
type Precision = date.Precision

// The precisions, from the coarsest.
const (
	PrecisionNone  = date.PrecisionNone
	PrecisionYear  = date.PrecisionYear
	PrecisionMonth = date.PrecisionMonth
	PrecisionDay   = date.PrecisionDay
)

// ParsePrecision is date.ParsePrecision.
func ParsePrecision(name string) Precision { return date.ParsePrecision(name) }

// ParseDate is date.Parse.
func ParseDate(s string) (Date, error) { return date.Parse(s) }

// findDate looks for a document's date where the input says, in that order. The first place that
// has one decides, even if a later one knows more of it. A field that holds something else than a
// date is an error, and nothing else is tried: what stands there was meant to be the date, and
// another must not take its place unseen. Nor does it where the field is null or blank: the record
// says that it has no date.
func (r *documents) findDate(d *Document, rec *format.Record) (found Date, from string, err error) {
	for _, from := range r.rules.date {
		switch from {
		case FromField:
			switch rec.Values[format.Date].Kind {
			case format.Missing:
				continue
			case format.Nested:
				return Date{}, "", errors.New("date is a list or an object: name a field inside of it, as fields: {date: date.start}")
			}
			text := strings.TrimSpace(rec.Values[format.Date].Text)
			if text == "" {
				return Date{}, "", nil
			}
			if found, err = ParseDate(text); err != nil {
				return Date{}, "", err
			}
		case FromFileName, FromFolder:
			if rec.Crawled != "" {
				found = dateInURL(rec.Crawled, from)
				break
			}
			if from == FromFolder {
				found = date.InFolders(r.folders())
				break
			}
			var digits bool
			if found, digits = r.dateInName(); digits && r.foldersSayOther(found) {
				continue
			}
		case FromFirstLines:
			found = date.InText(d.Text)
		}
		if found != (Date{}) {
			return found, from, nil
		}
	}
	return Date{}, "", nil
}

// dateInURL finds the date in the address of a page that was crawled: in its last name, unless its
// folders have a whole day, or in these. The date of the crawl is not that of the text.
func dateInURL(address, from string) Date {
	u, err := url.Parse(address)
	if err != nil {
		return Date{}
	}
	folders := date.InFolders(strings.Split(strings.Trim(path.Dir(u.Path), "/"), "/"))
	if from == FromFolder {
		return folders
	}
	if folders.Precision() == PrecisionDay {
		return Date{}
	}
	_, _, found := date.InName(container.Stem(path.Base(u.Path)))
	return found
}

// dateInName finds the date in the name of the file, else of the archive that it came in. digits
// reports whether it is written in digits alone.
func (r *documents) dateInName() (found Date, digits bool) {
	name := container.Stem(r.entry.Name)
	start, end, found := date.InName(name)
	if found == (Date{}) && len(r.entry.Inside) > 0 && r.below != Stdin {
		name = container.Stem(path.Base(r.below))
		start, end, found = date.InName(name)
	}
	return found, strings.Trim(name[start:end], "0123456789") == ""
}

// foldersSayOther reports whether the date in the folders is to be believed more than digits in the
// file's name: it is another day, and the digits may be the number of the article.
func (r *documents) foldersSayOther(in Date) bool {
	if !slices.Contains(r.rules.date, FromFolder) {
		return false
	}
	folders := date.InFolders(r.folders())
	return folders.Precision() == PrecisionDay && folders != in
}

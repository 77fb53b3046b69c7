package corpus

import (
	"path"
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
// another must not take its place unseen. So does a field that says null: the record says that it
// has no date.
func (r *documents) findDate(d *Document, rec *format.Record) (found Date, from string, err error) {
	for _, from := range r.rules.date {
		switch from {
		case FromField:
			if rec.Values[format.Date].Kind == format.Null {
				return Date{}, "", nil
			}
			if text := strings.TrimSpace(rec.Values[format.Date].Text); text != "" {
				if found, err = ParseDate(text); err != nil {
					return Date{}, "", err
				}
			}
		case FromFileName:
			_, _, found = date.InName(container.Stem(r.entry.Name))
			if found == (Date{}) && len(r.entry.Inside) > 0 && r.below != Stdin {
				_, _, found = date.InName(container.Stem(path.Base(r.below)))
			}
		case FromFolder:
			found = date.InFolders(r.folders())
		case FromFirstLines:
			found = date.InText(d.Text)
		}
		if found != (Date{}) {
			return found, from, nil
		}
	}
	return Date{}, "", nil
}

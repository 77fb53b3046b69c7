package format

import (
	"fmt"
	"strings"
	"time"

	"tifa/corpus/date"
	"tifa/corpus/problem"
)

// paragraphBreak stands between the paragraphs of a text that is kept as a list of them, so that
// nothing matches across.
const paragraphBreak = "\n\n"

// flatten makes texts of the fields that are lists or objects, where that is plain: a text kept as
// a list of paragraphs, a list of one element, dates and numbers as databases write them in JSON.
func flatten(rec *Record) {
	for part := range rec.Values {
		v := &rec.Values[part]
		if v.Kind != Nested || part == Author {
			continue
		}
		text, ok := "", false
		switch part {
		case Text:
			var all []string
			if all, ok = paragraphs(v.nested, maxAuthorDepth); ok {
				text = strings.Join(all, paragraphBreak)
			}
		case Date:
			text, ok = dateText(v.nested)
		default:
			text, ok = scalarText(v.nested)
		}
		if ok {
			*v = Value{Kind: Scalar, Text: text}
		}
	}
}

// paragraphs lists the texts of a list; ok is false where something else is in it.
func paragraphs(v any, depth int) (all []string, ok bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		return []string{v}, true
	case []any:
		for _, element := range v {
			texts, ok := paragraphs(element, depth-1)
			if !ok || depth == 0 {
				return nil, false
			}
			all = append(all, texts...)
		}
		return all, true
	case map[string]any:
		if inner, ok := onlyValue(v, listKeys...); ok && depth > 0 {
			return paragraphs(inner, depth-1)
		}
	}
	return nil, false
}

// dateText is a date that is kept as an object or a list: {"$date": …} of MongoDB, [2015, 3, 5] of
// Java, {"year": 2015, "month": 3, "day": 5}, or a list of one date.
func dateText(v any) (text string, ok bool) {
	switch v := v.(type) {
	case []any:
		if len(v) == 1 {
			return dateText(v[0])
		}
		return numbersText(v)
	case map[string]any:
		if inner, ok := onlyValue(v, "$date"); ok {
			return instantText(inner)
		}
		if inner, ok := onlyValue(v, listKeys...); ok {
			return dateText(inner)
		}
		if v["year"] != nil && v["month"] != nil && v["day"] != nil {
			return numbersText([]any{v["year"], v["month"], v["day"]})
		}
	}
	return scalarText(v)
}

// instantText is the date of an instant, which MongoDB writes in UTC, in China's time.
func instantText(v any) (text string, ok bool) {
	if text, ok = scalarText(v); !ok {
		return "", false
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999Z0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return date.OfInstant(at).String(), true
		}
	}
	return text, true
}

// numbersText is year, month and day from the front of a list of numbers, a time behind them.
func numbersText(list []any) (text string, ok bool) {
	if len(list) < 3 || len(list) > 7 {
		return "", false
	}
	var parts [3]int64
	for i, v := range list {
		n, isNumber := v.(float64)
		if !isNumber || n != float64(int64(n)) {
			return "", false
		}
		if i < len(parts) {
			parts[i] = int64(n)
		}
	}
	return fmt.Sprintf("%04d-%02d-%02d", parts[0], parts[1], parts[2]), true
}

// scalarText is a text or number that is wrapped in a list of one element, or in one of the objects
// by which MongoDB says of which type a value is.
func scalarText(v any) (text string, ok bool) {
	switch v := v.(type) {
	case []any:
		if len(v) == 1 {
			return scalarText(v[0])
		}
	case map[string]any:
		if inner, ok := onlyValue(v, "$oid", "$numberLong", "$numberInt", "$numberDouble", "$symbol", "$uuid"); ok {
			return scalarText(inner)
		}
		if inner, ok := onlyValue(v, listKeys...); ok {
			return scalarText(inner)
		}
	case nil:
	default:
		scalar := anyValue(v)
		return scalar.Text, scalar.Kind == Scalar
	}
	return "", false
}

// dropNested reports each field that is still a list or an object and should be a text, and keeps
// the record without it. A date is for whoever looks for dates to report.
func (r *reader) dropNested(s *stream, rec *Record) error {
	for _, part := range []int{ID, URL, Source} {
		if rec.Values[part].Kind != Nested {
			continue
		}
		err := r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Kind: problem.KindField,
			Place:  strings.TrimPrefix(rec.Place+", field "+s.rules.names[part], ", "),
			Reason: "is a list or an object, not a text", Action: problem.KeptNoField})
		if err != nil {
			return err
		}
	}
	return nil
}

package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// mark works out what of title and text is kept but not counted: markup, a first heading that repeats the title, and
// boilerplate. Where a text has no title, its first heading becomes the title.
func (r *reader) mark(d *Document, rec *record) {
	markup := r.rules.Markup
	if auto(markup) {
		markup = rec.markup
	}
	var body []Mark
	switch {
	case markup == "markdown":
		body = markdownMarks(d.Text)
		heading, whole := firstHeading(d.Text)
		if d.Title == "" {
			d.Title = heading
		}
		if heading != "" && sameWords(heading, d.Title) {
			body = append(body, whole)
		}
	case markup == "html", auto(markup) && looksHTML(d.Text):
		body = htmlMarks(d.Text)
	}
	title := []Mark(nil)
	if markup != "none" && looksHTML(d.Title) {
		title = htmlMarks(d.Title)
	}
	for _, re := range r.rules.boilerplate {
		for _, m := range re.FindAllStringIndex(d.Text, -1) {
			body = append(body, Mark{m[0], m[1], false})
		}
		for _, m := range re.FindAllStringIndex(d.Title, -1) {
			title = append(title, Mark{m[0], m[1], false})
		}
	}
	d.TextMarks, d.TitleMarks = settleMarks(body), settleMarks(title)
}

// settleMarks sorts marks and makes one of those that overlap: it joins only if all of them do.
func settleMarks(marks []Mark) []Mark {
	if len(marks) == 0 {
		return nil
	}
	slices.SortFunc(marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := marks[:0]
	for _, m := range marks {
		if m.Start >= m.End {
			continue
		}
		if n := len(out); n > 0 && m.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			out[n-1].Joins = out[n-1].Joins && m.Joins
			continue
		}
		out = append(out, m)
	}
	return out
}

// sameWords compares two lines without their white space.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

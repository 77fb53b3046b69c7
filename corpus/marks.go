package corpus

import (
	"slices"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/format"
	"tifa/corpus/markup"
)

// mark works out what of title and text is kept but not counted: markup, a first heading that
// repeats the title, and boilerplate. Where a text has no title, its first heading becomes the
// title. It returns the marks of the text that are markup.
func (r *documents) mark(d *Document, rec *format.Record) (signs []Mark) {
	how := r.rules.Markup
	if charset.Auto(how) {
		how = rec.Markup
	}
	var body []Mark
	switch {
	case how == "markdown":
		body = markup.Markdown(d.Text)
		heading, whole := markup.FirstHeading(d.Text)
		if d.Title == "" {
			d.Title = heading
		}
		if heading != "" && sameWords(heading, d.Title) {
			body = append(body, whole)
		}
	case how == "html", charset.Auto(how) && markup.LooksHTML(d.Text):
		body = markup.HTML(d.Text)
	}
	signs = markup.Merge(slices.Clone(body))
	title := []Mark(nil)
	if how != "none" && markup.LooksHTML(d.Title) {
		title = markup.HTML(d.Title)
	}
	for _, re := range r.rules.boilerplate {
		for _, m := range re.FindAllStringIndex(d.Text, -1) {
			body = append(body, Mark{Start: m[0], End: m[1]})
		}
		for _, m := range re.FindAllStringIndex(d.Title, -1) {
			title = append(title, Mark{Start: m[0], End: m[1]})
		}
	}
	d.TextMarks, d.TitleMarks = markup.Merge(body), markup.Merge(title)
	return signs
}

// sameWords compares two lines without their white space.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

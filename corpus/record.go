package corpus

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"tifa/corpus/byline"
	"tifa/corpus/charset"
	"tifa/corpus/container"
	"tifa/corpus/date"
	"tifa/corpus/format"
	"tifa/corpus/problem"
)

// documents makes documents of the records of one entry.
type documents struct {
	*reader
	entry container.Entry
}

// Record turns a record into a Document and yields it, after the problems it has.
func (r *documents) Record(rec *format.Record) error {
	text := func(part int) string { return strings.TrimSpace(rec.Values[part].Text) }
	d := &Document{Path: r.entry.Path, Record: rec.N, Encoding: rec.Encoding, ID: text(format.ID),
		Title: rec.Values[format.Title].Text, Text: rec.Values[format.Text].Text,
		URL: text(format.URL), Author: text(format.Author)}
	if d.ID == "" {
		d.ID = d.Path
		if !rec.Single {
			d.ID += "#" + strconv.Itoa(rec.N)
		}
	}
	markup := r.mark(d, rec)
	if rec.Single && d.Title == "" {
		d.Title = titleOfName(r.entry.Name)
		d.TitleMarks = wholeMark(d.Title)
	}
	if rec.Named {
		d.TitleMarks = wholeMark(d.Title)
	}
	if err := r.bylines(d, rec, markup); err != nil {
		return err
	}
	if err := r.mostlyExcluded(d, rec); err != nil {
		return err
	}
	if err := r.damagedText(d, rec); err != nil {
		return err
	}
	if err := r.dateAndSource(d, rec); err != nil {
		return err
	}
	r.docs++
	return r.item(Item{Document: d})
}

// bylines reads who wrote a document, and reports an author field that is no name. It reads
// boilerplate, too: bylines often are.
func (r *documents) bylines(d *Document, rec *format.Record, marks []Mark) error {
	in := byline.Document{Title: d.Title, Text: d.Text, Marks: marks}
	for _, a := range rec.Authors {
		in.Field = append(in.Field, Byline{Name: a.Name, Affiliation: a.Affiliation})
	}
	var unread []string
	if d.Bylines, unread = byline.Read(&in); len(unread) == 0 {
		return nil
	}
	field := ", field " + r.rules.format.Name(format.Author)
	return r.Problem(Problem{Path: d.Path, Record: rec.N, Kind: KindAuthor,
		Place:  strings.TrimPrefix(rec.Place+field, ", "),
		Reason: fmt.Sprintf(`%.100q is no name: write "甲", "甲、乙" or ["甲", "乙"]`, unread[0]),
		Action: problem.KeptNoAuthor})
}

// mostlyExcluded reports a text of which little is left to count: a boilerplate pattern that is too
// wide, or markup that hides what it should not. Tags alone hold no Han, so they don't matter.
func (r *documents) mostlyExcluded(d *Document, rec *format.Record) error {
	const least, share = 50, 0.8 // characters; of them
	excluded := 0
	for _, m := range d.TextMarks {
		excluded += hanChars(d.Text[m.Start:m.End])
	}
	if excluded < least {
		return nil
	}
	all := hanChars(d.Text)
	if float64(excluded) <= share*float64(all) {
		return nil
	}
	return r.Problem(Problem{Path: d.Path, Record: rec.N, Place: rec.Place, Kind: KindExcluded,
		Reason: fmt.Sprintf("%d of %d Han characters are boilerplate or markup: check the setting boilerplate, or set markup: none",
			excluded, all),
		Action: problem.KeptAsIs})
}

// hanChars counts the characters of the basic Han block, by their first bytes.
func hanChars(text string) (n int) {
	for i := range len(text) {
		if text[i] >= 0xE4 && text[i] <= 0xE9 {
			n++
		}
	}
	return n
}

// damagedText reports text that was lost before it came here. The document is kept: the rest of it
// is sound.
func (r *documents) damagedText(d *Document, rec *format.Record) error {
	for _, part := range []struct{ name, text string }{{"title", d.Title}, {"text", d.Text}} {
		p := Problem{Path: d.Path, Record: rec.N, Action: problem.KeptAsIs}
		if at := strings.Index(part.text, "\uFFFD"); at >= 0 {
			p.Kind, p.Place = KindReplacement, fmt.Sprintf("%s byte %d", part.name, at)
			p.Reason = fmt.Sprintf("replacement character in source, %d in all", strings.Count(part.text, "\uFFFD"))
			if err := r.Problem(p); err != nil {
				return err
			}
		}
		if why := charset.Garbled(part.text); why != "" {
			p.Kind, p.Place, p.Reason = KindReplacement, part.name, why
			if err := r.Problem(p); err != nil {
				return err
			}
		}
		if at := strings.IndexByte(part.text, 0); at >= 0 {
			p.Kind, p.Place, p.Reason = KindControl, fmt.Sprintf("%s byte %d", part.name, at), "NUL in source"
			if err := r.Problem(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// dateAndSource fills in both, and says where there is none.
func (r *documents) dateAndSource(d *Document, rec *format.Record) error {
	var bad error
	d.Date, d.DateFrom, bad = r.findDate(d, rec)
	if d.DateFrom == "" {
		p := Problem{Path: d.Path, Record: rec.N, Place: rec.Place, Kind: KindUndated, Action: problem.KeptUndated,
			Reason: "no date in " + strings.Join(r.rules.date, ", ")}
		if bad != nil {
			p.Kind, p.Reason, p.Place = KindBadDate, bad.Error(), "field "+r.rules.format.Name(format.Date)
		}
		if err := r.Problem(p); err != nil {
			return err
		}
	}
	var why string
	if d.Source, why = r.findSource(rec); why == "" {
		return nil
	}
	return r.Problem(Problem{Path: d.Path, Record: rec.N, Place: rec.Place, Kind: KindNoSource,
		Reason: why, Action: problem.KeptNoSource})
}

// findSource applies the source rule. why says what is missing where a rule was given and found
// nothing.
func (r *documents) findSource(rec *format.Record) (source, why string) {
	rule, c := r.rules.Source, r.rules
	field := strings.TrimSpace(rec.Values[format.Source].Text)
	switch {
	case rule.Name != "":
		return rule.Name, ""
	case rule.Field != "":
		if field == "" {
			why = fmt.Sprintf("field %q is missing or empty", rule.Field)
		}
		return field, why
	case rule.Folder != 0:
		if source = r.folderAt(rule.Folder); source == "" {
			why = fmt.Sprintf("there is no folder %d below the input's path", rule.Folder)
		}
		return source, why
	case c.pattern != nil:
		m := c.pattern.FindStringSubmatch(r.entry.Path)
		if m == nil {
			return "", fmt.Sprintf("path does not match the source pattern %q", rule.Pattern)
		}
		return m[min(1, len(m)-1)], ""
	case field != "":
		return field, ""
	}
	if source = r.folderAt(1); source == "" {
		source = r.above
	}
	return source, ""
}

// folderAt is folder n below the input's path, counted from 1, or back from the file's own with -1.
func (r *documents) folderAt(n int) string {
	folders := r.folders()
	if n < 0 {
		n += len(folders) + 1
	}
	if n < 1 || n > len(folders) {
		return ""
	}
	return folders[n-1]
}

// titleOfName is a file's name without its ending and without a date: what a person would call it.
func titleOfName(name string) string {
	title := container.Stem(name)
	if start, end, _ := date.InName(title); end > start {
		title = title[:start] + title[end:]
	}
	return strings.Trim(title, " \u3000-_.()（）[]【】")
}

func wholeMark(text string) []Mark {
	if text == "" {
		return nil
	}
	return []Mark{{End: len(text)}}
}

// folders lists the folders below the input's path that the entry lies in, archives among them.
func (r *documents) folders() []string {
	dir := path.Dir(r.below)
	if dir == "." {
		return r.entry.Inside
	}
	return append(strings.Split(dir, "/"), r.entry.Inside...)
}

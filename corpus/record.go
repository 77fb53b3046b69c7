package corpus

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa/corpus/date"
)

type valueKind int8

const (
	noValue    valueKind = iota // the record has no such field
	nullValue                   // it is null
	textValue                   // a string, or a scalar whose form on file is kept
	otherValue                  // an object or a list
)

// value is one field of a record.
type value struct {
	kind valueKind
	text string
}

// record is what every format makes of its records, before it becomes a Document.
type record struct {
	n      int    // from 1
	place  string // "line 3"
	single bool   // the file is this one document
	values [parts]value
	markup string // as rules.Markup, where the format knows it
}

// document turns a record into a Document and yields it, after the problems it has.
func (r *reader) document(s *stream, rec *record) error {
	bad := Problem{Path: s.path, Record: rec.n, Place: rec.place, Kind: KindRecord, Action: leftOut}
	for _, part := range []int{partText, partTitle} {
		if rec.values[part].kind == otherValue {
			bad.Reason = fmt.Sprintf("field %q is a list or an object, not a text: name a field inside of it, as %s.content",
				r.rules.names[part], r.rules.names[part])
			return r.problem(bad)
		}
	}
	if rec.values[partText].kind == noValue {
		bad.Reason = fmt.Sprintf("no field %q: name the one that holds the text, as fields: {text: content}", r.rules.names[partText])
		return r.problem(bad)
	}
	d := &Document{Path: s.path, Record: rec.n, Encoding: s.encoding,
		ID: strings.TrimSpace(rec.values[partID].text), Title: rec.values[partTitle].text, Text: rec.values[partText].text,
		URL: strings.TrimSpace(rec.values[partURL].text), Author: strings.TrimSpace(rec.values[partAuthor].text)}
	if strings.TrimSpace(d.Text) == "" && strings.TrimSpace(d.Title) == "" {
		bad.Kind, bad.Reason = KindEmpty, "neither title nor text"
		return r.problem(bad)
	}
	if d.ID == "" {
		d.ID = d.Path
		if !rec.single {
			d.ID += "#" + strconv.Itoa(rec.n)
		}
	}
	r.mark(d, rec)
	if rec.single && d.Title == "" {
		d.Title = titleOfName(s.name)
		d.TitleMarks = wholeMark(d.Title)
	}
	if err := r.damagedText(d, rec); err != nil {
		return err
	}
	if err := r.dateAndSource(s, d, rec); err != nil {
		return err
	}
	return r.item(Item{Document: d})
}

// damagedText reports text that was lost before it came here. The document is kept: the rest of it is sound.
func (r *reader) damagedText(d *Document, rec *record) error {
	for _, part := range []struct{ name, text string }{{"title", d.Title}, {"text", d.Text}} {
		p := Problem{Path: d.Path, Record: rec.n, Action: keptAsIs}
		if at := strings.Index(part.text, "\uFFFD"); at >= 0 {
			p.Kind, p.Place = KindReplacement, fmt.Sprintf("%s byte %d", part.name, at)
			p.Reason = fmt.Sprintf("replacement character in source, %d in all", strings.Count(part.text, "\uFFFD"))
			if err := r.problem(p); err != nil {
				return err
			}
		}
		if at := strings.IndexByte(part.text, 0); at >= 0 {
			p.Kind, p.Place, p.Reason = KindControl, fmt.Sprintf("%s byte %d", part.name, at), "NUL in source"
			if err := r.problem(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// dateAndSource fills in both, and says where there is none.
func (r *reader) dateAndSource(s *stream, d *Document, rec *record) error {
	var bad error
	d.Date, d.DateFrom, bad = s.findDate(d, rec)
	if d.DateFrom == "" {
		p := Problem{Path: d.Path, Record: rec.n, Place: rec.place, Kind: KindUndated, Action: keptUndated,
			Reason: "no date in " + strings.Join(r.rules.date, ", ")}
		if bad != nil {
			p.Kind, p.Reason, p.Place = KindBadDate, bad.Error(), "field "+r.rules.names[partDate]
		}
		if err := r.problem(p); err != nil {
			return err
		}
	}
	var why string
	if d.Source, why = s.findSource(rec); why == "" {
		return nil
	}
	return r.problem(Problem{Path: d.Path, Record: rec.n, Place: rec.place, Kind: KindNoSource, Reason: why, Action: keptNoSource})
}

// findSource applies the source rule. why says what is missing where a rule was given and found nothing.
func (s *stream) findSource(rec *record) (source, why string) {
	rule, c := s.rules.Source, s.rules
	field := strings.TrimSpace(rec.values[partSource].text)
	switch {
	case rule.Name != "":
		return rule.Name, ""
	case rule.Field != "":
		if field == "" {
			why = fmt.Sprintf("field %q is missing or empty", rule.Field)
		}
		return field, why
	case rule.Folder != 0:
		if source = s.folderAt(rule.Folder); source == "" {
			why = fmt.Sprintf("there is no folder %d below the input's path", rule.Folder)
		}
		return source, why
	case c.pattern != nil:
		m := c.pattern.FindStringSubmatch(s.path)
		if m == nil {
			return "", fmt.Sprintf("path does not match the source pattern %q", rule.Pattern)
		}
		return m[min(1, len(m)-1)], ""
	case field != "":
		return field, ""
	}
	if source = s.folderAt(1); source == "" {
		source = s.above
	}
	return source, ""
}

// folderAt is folder n below the input's path, counted from 1, or back from the file's own with -1.
func (s *stream) folderAt(n int) string {
	folders := s.folders()
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
	title := stem(name)
	if start, end, _ := date.InName(title); end > start {
		title = title[:start] + title[end:]
	}
	return strings.Trim(title, " \u3000-_.()（）[]【】")
}

func wholeMark(text string) []Mark {
	if text == "" {
		return nil
	}
	return []Mark{{0, len(text), false}}
}

// folders lists the folders below the input's path that the entry lies in, archives among them.
func (e *entry) folders() []string {
	dir := path.Dir(e.below)
	if dir == "." {
		return e.inside
	}
	return append(strings.Split(dir, "/"), e.inside...)
}

// runes counts the characters of s, up to most.
func runes(s string, most int) int {
	if len(s) > most*utf8.UTFMax {
		return most
	}
	return utf8.RuneCountInString(s)
}

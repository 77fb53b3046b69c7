package format

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/date"
	"tifa/corpus/problem"
	"tifa/corpus/webpage"
)

var htmlEndings = []string{".html", ".htm", ".xhtml", ".shtml"}

// htmlStart is how a page begins, after its byte order mark, comments and the line of XML.
var htmlStart = regexp.MustCompile(`(?is)^\x{FEFF}?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]`)

// looksHTML knows a page by its name or its beginning.
func looksHTML(s *stream, head []byte) bool {
	return slices.Contains(htmlEndings, s.ending()) || beginsHTML(head)
}

func beginsHTML(head []byte) bool { return htmlStart.Match(head[:min(len(head), 16<<10)]) }

// html reads a page of the web: its main text, a paragraph after the other with a blank line
// between them, is the text of the document. Tags and what stands around the text are in no
// document; the page itself stays as it is in its file. What it declares of itself fills the
// fields; a field that the input names is looked up among the names of <meta>. Its site is its
// source only where the input names that field.
func (r *reader) html(s *stream) error {
	all, err := s.whole()
	if err != nil {
		return err
	}
	return r.page(s, all, &Record{N: 1, Single: true})
}

// sentinel stands for Undecodable bytes while a page is read: a character that Unicode promises
// never to use, which no text holds.
const sentinel = "\uFDD0"

// page gives the record that is a page. A byte that is no text matters only in the main text or in
// what is declared.
func (r *reader) page(s *stream, all []byte, rec *Record) error {
	bad := s.undecodable(all, rec.N)
	p, err := webpage.Read(string(bytes.ToValidUTF8(all, []byte(sentinel))))
	none := (*webpage.ErrNoText)(nil)
	switch {
	case errors.As(err, &none):
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindEmpty,
			Reason: "page " + none.Why + ": if it has, read it with format: text and markup: html",
			Action: problem.LeftOut})
	case err != nil:
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindTooLarge,
			Reason: err.Error() + ": read it with format: text and markup: html", Action: problem.LeftOut})
	}
	if p.Failed {
		if err := r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord,
			Reason: "the main text could not be told from the rest of the page: see whether its largest block is the text",
			Action: problem.KeptAsRead}); err != nil {
			return err
		}
	}
	r.fill(s, rec, p)
	if bad != nil && slices.ContainsFunc(rec.Values[:], func(v Value) bool { return strings.Contains(v.Text, sentinel) }) {
		bad.Place = strings.TrimPrefix(rec.Place+", "+bad.Place, ", ")
		return r.Problem(*bad)
	}
	return r.give(s, rec)
}

// fill sets the parts of a record from a page.
func (r *reader) fill(s *stream, rec *Record, p *webpage.Page) {
	rec.Markup = "none"
	set := func(part int, text string) {
		if name := strings.ToLower(s.rules.names[part]); s.rules.given[part] && p.Meta[name] != "" {
			text = p.Meta[name]
		}
		if text != "" {
			rec.Values[part] = Value{Kind: Scalar, Text: text}
		}
	}
	set(Title, p.Title)
	set(Author, p.Author)
	set(Date, firstDate(p.Dates))
	set(URL, p.URL)
	if rec.Crawled != "" {
		rec.Values[URL] = Value{Kind: Scalar, Text: rec.Crawled}
	}
	set(ID, "")
	if s.rules.given[Source] {
		set(Source, p.Site)
	}
	rec.Values[Text] = Value{Kind: Scalar, Text: strings.Join(p.Paragraphs, "\n\n")}
}

// firstDate is the first text that is a date, else the first one, so that a page whose date cannot
// be read is a Problem.
func firstDate(dates []string) string {
	for _, d := range dates {
		if _, err := date.Parse(d); err == nil {
			return d
		}
	}
	return strings.Join(dates[:min(1, len(dates))], "")
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

// declaredEncoding is the encoding to read a file in: what the input says, or what a page declares,
// if its bytes agree, see charset.Declared.
func declaredEncoding(given string, head []byte, whole bool) string {
	if !charset.Auto(given) || !beginsHTML(head) {
		return given
	}
	m := metaCharset.FindSubmatch(head[:min(len(head), 8<<10)])
	if m == nil {
		return given
	}
	if name := charset.Declared(head, whole, string(m[1])); name != "" {
		return name
	}
	return given
}

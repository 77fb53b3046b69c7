package format

import (
	"encoding/xml"
	"errors"
	"net/url"
	"path"
	"regexp"
	"strings"

	"tifa/corpus/problem"
)

func looksEPUB(s *stream, _ []byte) bool { return s.Format == "EPUB" }

// book is what the package of an EPUB says.
type book struct {
	dir     string // of the package, which its links start from
	title   string
	authors []string
	date    string
	files   map[string]bookFile // by ID
	order   []string            // IDs of the chapters, in the order of reading
	toc     map[string]bool     // parts that are a table of contents
	locked  map[string]bool     // parts that are encrypted
}

type bookFile struct{ part, media, properties string }

// epub reads a book: each file of text is a document, in the order of reading, because a chapter or
// an article is what one wants to count and date. Its first heading is its title. Where it has none
// the title of the book names it, which is not counted. Authors and date are those of the book.
//
// Left out are tables of contents, marks of notes, and pinyin.
func (r *reader) epub(s *stream) error {
	p, err := s.openParts()
	if err != nil {
		return err
	}
	b, err := p.book()
	if err != nil {
		return err
	}
	read, texts := map[string]bool{}, 0
	for _, id := range b.order {
		file, known := b.files[id]
		s.record++
		if known && (read[file.part] || !file.isText() || b.toc[file.part]) {
			continue // once is enough; the other two hold no text
		}
		read[file.part] = true
		had, err := r.chapter(s, p, b, id)
		if err != nil {
			return err
		}
		if had {
			texts++
		}
	}
	if texts > 0 {
		return nil
	}
	return &problem.Error{Kind: problem.KindEmpty,
		Reason: "book holds no text: are its pages pictures?"}
}

// chapter reads one file of text. had says that there was something in it, if only a problem: a
// cover has nothing.
func (r *reader) chapter(s *stream, p *parts, b *book, id string) (had bool, err error) {
	file, known := b.files[id]
	rec := Record{N: s.record, Place: strings.TrimSpace("chapter " + file.part)}
	var text *body
	var heading string
	switch {
	case !known:
		err = damaged("chapter %q is not among the files of the book: is the file whole?",
			shorten(id))
	case b.locked[file.part]:
		err = &problem.Error{Kind: problem.KindUnreadable,
			Reason: "chapter is encrypted: get the book without copy protection"}
	default:
		text, heading, err = p.page(file.part, s.rules.maxRecord)
	}
	var told *problem.Error
	if errors.As(err, &told) {
		return true, r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place,
			Kind:   told.Kind,
			Reason: told.Reason, Action: problem.LeftOut})
	}
	if err != nil || text.Len() == 0 {
		return false, err
	}
	if heading == "" {
		heading = b.title
	}
	rec.Values[Date] = Value{Kind: Scalar, Text: b.date}
	if b.date == "" {
		rec.Values[Date].Kind = Missing
	}
	setAuthors(&rec, b.authors...)
	return true, r.giveText(s, &rec, heading, text)
}

func (f bookFile) isText() bool {
	switch f.media {
	case "application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document":
		return !strings.Contains(" "+f.properties+" ", " nav ")
	}
	return false
}

// book reads the package of an EPUB.
func (p *parts) book() (*book, error) {
	name := ""
	err := p.elements("META-INF/container.xml", func(_ *xmlReader, e xml.StartElement) error {
		if e.Name.Local == "rootfile" && name == "" {
			name = attribute(e, "full-path")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b := &book{dir: path.Dir(name), files: map[string]bookFile{}, toc: map[string]bool{},
		locked: map[string]bool{}}
	if err := p.elements(name, b.element); err != nil {
		return nil, err
	}
	if len(b.order) == 0 {
		return nil, damaged("part %s lists no chapters: is the file whole?", name)
	}
	const locks = "META-INF/encryption.xml"
	if !p.has(locks) {
		return b, nil
	}
	return b, p.elements(locks, func(_ *xmlReader, e xml.StartElement) error {
		if e.Name.Local == "CipherReference" {
			b.locked[link(".", attribute(e, "URI"))] = true
		}
		return nil
	})
}

// element reads an element of the package.
func (b *book) element(x *xmlReader, e xml.StartElement) error {
	switch e.Name.Local {
	case "title", "creator", "date":
		return b.about(x, e)
	case "item":
		b.files[attribute(e, "id")] = bookFile{link(b.dir, attribute(e, "href")),
			attribute(e, "media-type"), attribute(e, "properties")}
	case "itemref":
		if b.order = append(b.order, attribute(e, "idref")); len(b.order) > maxParts {
			return refused("book has more than %d chapters: split it", maxParts)
		}
	case "reference":
		if attribute(e, "type") == "toc" {
			b.toc[link(b.dir, attribute(e, "href"))] = true
		}
	}
	return nil
}

// noDay is the date of a file, or the one that stands for none.
var noDay = regexp.MustCompile(`^0101-01-01|T\d\d:(?:\d[1-9]|[1-9]\d|00:(?:\d[1-9]|[1-9]\d))`)

// about reads what the package says about the book. A date is believed where it is said to be that
// of publication, or nothing is said of it, unless it stands for none or has minutes: then it is
// the time at which a program made the file.
func (b *book) about(x *xmlReader, e xml.StartElement) error {
	if !strings.HasPrefix(e.Name.Space, "http://purl.org/dc/elements/") {
		return nil
	}
	event := attribute(e, "event")
	text, err := x.text()
	text = strings.TrimSpace(text)
	switch {
	case text == "":
	case e.Name.Local == "title" && b.title == "":
		b.title = titleOf(text)
	case e.Name.Local == "creator" && len(b.authors) < maxAuthors:
		b.authors = append(b.authors, strings.FieldsFunc(text, isListSign)...)
	case e.Name.Local == "date" && b.date == "" &&
		(event == "" || strings.HasSuffix(event, "publication")) &&
		!noDay.MatchString(text):
		b.date = text
	}
	return err
}

// link is the part that a link in a folder of the book leads to.
func link(dir, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return strings.TrimPrefix(path.Join("/", dir, href), "/")
}

// page reads a page of XHTML, and its first heading.
func (p *parts) page(name string, limit int64) (text *body, heading string, err error) {
	in, err := p.open(name, "")
	if err != nil {
		return nil, "", err
	}
	defer in.Close()
	g := newPageReader(in, limit)
	if err := g.read(); err != nil {
		return nil, "", err
	}
	return g.out, g.heading, nil
}

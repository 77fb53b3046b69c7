package format

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// Limits on a document that is a zip of parts.
const (
	// maxPartRatio is how many bytes a part may unpack to, for each byte that a record may have:
	// Word writes ten bytes of XML and more for one of text. All parts together may take twice
	// that.
	maxPartRatio = 4
	maxParts     = 100_000
)

// parts are the members of a zip that is one document.
type parts struct {
	files map[string]*zip.File
	limit int64 // bytes that one part may unpack to
	left  int64 // bytes that all parts may still unpack to
}

// openParts reads the directory of a document.
func (s *stream) openParts() (*parts, error) {
	at, size, err := s.Buffer()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: is the file whole?", err)
	}
	if len(z.File) > maxParts {
		return nil, refused("document holds more than %d parts: open it and save it again",
			maxParts)
	}
	limit := maxPartRatio * s.rules.maxRecord
	p := &parts{files: map[string]*zip.File{}, limit: limit, left: 2 * limit}
	for _, f := range z.File {
		if name := charset.DecodeName(f.Name); p.files[name] == nil {
			p.files[name] = f
		}
	}
	s.Encoding = "utf-8"
	return p, nil
}

// has reports whether there is a part of a name.
func (p *parts) has(name string) bool { return p.files[name] != nil }

// part is a member of a document, decoded to UTF-8.
type part struct {
	*bufio.Reader
	io.Closer
}

// open opens a part, whose encoding is auto or one of charset.Names. The caller closes it.
func (p *parts) open(name, encoding string) (*part, error) {
	f := p.files[name]
	switch {
	case f == nil:
		return nil, damaged("part %s is missing: is the file whole?", name)
	case f.Flags&1 != 0:
		return nil, locked("part " + name)
	}
	in, err := f.Open()
	if err != nil {
		return nil, damaged("part %s: %v", name, err)
	}
	raw := &unpacking{in: in, name: name, all: p, left: p.limit}
	r, err := charset.NewReader(bufio.NewReaderSize(raw, charset.HeadLength), encoding)
	if err != nil {
		in.Close()
		return nil, err
	}
	return &part{r.Reader, in}, nil
}

// unpacking counts the bytes that come out of a part.
type unpacking struct {
	in   io.Reader
	name string
	all  *parts
	left int64
}

func (u *unpacking) Read(b []byte) (int, error) {
	n, err := u.in.Read(b)
	u.left, u.all.left = u.left-int64(n), u.all.left-int64(n)
	if u.left < 0 || u.all.left < 0 {
		return 0, &problem.Error{Kind: problem.KindTooLarge,
			Reason: fmt.Sprintf("part %s unpacks to more than %d MB: split the document", u.name,
				u.all.limit>>20)}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged("part %s: %v", u.name, err)
	}
	return n, err
}

func damaged(format string, args ...any) error {
	return &problem.Error{Kind: problem.KindDamaged, Reason: fmt.Sprintf(format, args...)}
}

func refused(format string, args ...any) error {
	return &problem.Error{Kind: problem.KindRefused, Reason: fmt.Sprintf(format, args...)}
}

func locked(what string) error {
	return &problem.Error{Kind: problem.KindUnreadable,
		Reason: what + " is encrypted: save the document without a password"}
}

// properties reads the part in which a document keeps what it says of itself: it fills in the
// authors, and returns the title.
func (p *parts) properties(name string, rec *Record, isTitle, isAuthor func(xml.Name) bool) (title string) {
	if !p.has(name) {
		return ""
	}
	// Broken properties are as good as none.
	_ = p.elements(name, func(x *xmlReader, e xml.StartElement) error {
		text := ""
		var err error
		switch {
		case isTitle(e.Name):
			text, err = x.text()
			title = titleOf(text)
		case isAuthor(e.Name):
			text, err = x.text()
			setAuthors(rec, strings.FieldsFunc(text, isListSign)...)
		}
		return err
	})
	return title
}

// named reports whether an element has a name, in any namespace.
func named(local string) func(xml.Name) bool {
	return func(n xml.Name) bool { return n.Local == local }
}

// dublinCore reports whether an element is one of the Dublin Core.
func dublinCore(local string) func(xml.Name) bool {
	return func(n xml.Name) bool {
		return n.Local == local && n.Space == "http://purl.org/dc/elements/1.1/"
	}
}

func isListSign(r rune) bool { return strings.ContainsRune(";；,，、", r) }

package format

import (
	"encoding/xml"
	"errors"
	"io"

	"tifa/corpus/problem"
)

// Limits on the XML of a part: far above any document, far below what hurts.
const (
	maxXMLDepth      = 2000
	maxXMLAttributes = 1000 // of one element
)

// xmlReader reads the tokens of a part.
type xmlReader struct {
	*xml.Decoder
	name  string
	depth int
}

// xml opens a part as XML. The caller closes it.
func (p *parts) xml(name string) (*xmlReader, io.Closer, error) {
	in, err := p.open(name, "utf-8")
	if err != nil {
		return nil, nil, err
	}
	x := &xmlReader{Decoder: xml.NewDecoder(&tagGuard{in: in}), name: name}
	x.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return x, in, nil
}

// next is the next token; io.EOF ends the part.
func (x *xmlReader) next() (xml.Token, error) {
	t, err := x.Token()
	var told *problem.Error
	switch {
	case errors.Is(err, io.EOF) || errors.As(err, &told):
		return nil, err
	case err != nil:
		return nil, damaged("part %s: %v: is the file whole?", x.name, err)
	}
	switch t.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxXMLDepth {
			return nil, refused("part %s has more than %d elements in one another", x.name,
				maxXMLDepth)
		}
	case xml.EndElement:
		x.depth--
	}
	return t, nil
}

// skip passes over the rest of an element that has begun.
func (x *xmlReader) skip() error {
	for outer := x.depth - 1; x.depth > outer; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// text is the text in an element that has begun, up to its end.
func (x *xmlReader) text() (string, error) {
	var text []byte
	for outer := x.depth - 1; x.depth > outer; {
		t, err := x.next()
		if err != nil {
			return "", err
		}
		if chars, ok := t.(xml.CharData); ok {
			text = append(text, chars...)
		}
	}
	return string(text), nil
}

// elements calls each for every element that begins in a part. It may read on.
func (p *parts) elements(name string, each func(*xmlReader, xml.StartElement) error) error {
	x, closer, err := p.xml(name)
	if err != nil {
		return err
	}
	defer closer.Close()
	for {
		t, err := x.next()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := each(x, e); err != nil {
				return err
			}
		}
	}
}

// attribute is the value of an attribute, whatever its namespace, or "".
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// tagGuard ends the reading of XML at a tag with too many attributes: the parser would hold all of
// them, each in ten times the memory that it takes in the file.
type tagGuard struct {
	in     io.Reader
	open   bool // inside of a tag
	first  bool // at its first character
	quote  byte // the quotation mark around an attribute, 0 outside
	values int  // attributes so far
}

func (g *tagGuard) Read(b []byte) (int, error) {
	n, err := g.in.Read(b)
	for _, c := range b[:n] {
		if g.character(c); g.values > maxXMLAttributes {
			return 0, refused("an element has more than %d attributes", maxXMLAttributes)
		}
	}
	return n, err
}

func (g *tagGuard) character(c byte) {
	switch {
	case !g.open:
		if c == '<' {
			*g = tagGuard{in: g.in, open: true, first: true}
		}
	case g.first && (c == '!' || c == '?'), g.quote == 0 && c == '>':
		g.open = false
	case g.quote == 0 && (c == '"' || c == '\''):
		g.quote = c
		g.values++
	case c == g.quote:
		g.quote = 0
	}
	g.first = false
}

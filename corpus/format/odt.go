package format

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"tifa/corpus/problem"
)

func looksODT(s *stream, _ []byte) bool { return s.Format == "OpenDocument" }

// odt reads a text in OpenDocument by the rules of docx: tracked deletions, comments, headers and
// footers are left out, and notes stand after the text.
func (r *reader) odt(s *stream) error {
	p, err := s.openParts()
	if err != nil {
		return err
	}
	if err := p.readableODT(); err != nil {
		return err
	}
	limit := s.rules.maxRecord
	d := &odtText{out: &body{limit: limit}, notes: &body{limit: limit}}
	if err := d.read(p); err != nil {
		return err
	}
	if !d.isText {
		return &problem.Error{Kind: problem.KindFormat,
			Reason: "format OpenDocument is read only where it is a text: " +
				advice("OpenDocument")}
	}
	if err := d.out.add(d.notes.String()); err != nil {
		return err
	}
	rec := Record{N: 1, Single: true}
	title := p.properties("meta.xml", &rec, named("title"), named("initial-creator"))
	return r.giveText(s, &rec, title, d.out)
}

// readableODT refuses a document with a password.
func (p *parts) readableODT() error {
	const manifest = "META-INF/manifest.xml"
	if !p.has(manifest) {
		return nil
	}
	return p.elements(manifest, func(_ *xmlReader, e xml.StartElement) error {
		if e.Name.Local == "encryption-data" {
			return locked("document")
		}
		return nil
	})
}

// odtText reads the text of content.xml.
type odtText struct {
	x      *xmlReader
	out    *body
	notes  *body
	open   []*odtParagraph // one inside the other; nil for a frame, whose own white space is none
	inNote int             // notes under way
	isText bool
}

type odtParagraph struct {
	paragraph
	space []byte // white space that waits for a word
}

func (d *odtText) read(p *parts) error {
	x, closer, err := p.xml("content.xml")
	if err != nil {
		return err
	}
	defer closer.Close()
	d.x = x
	for {
		t, err := x.next()
		switch t := t.(type) {
		case xml.StartElement:
			err = d.start(t)
		case xml.EndElement:
			err = d.end(odtName(t.Name))
		case xml.CharData:
			if p := d.top(); p != nil {
				collapse(&p.Builder, &p.space, string(t))
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// odtName is the name of an element with the prefix that OpenDocument gives its namespace.
func odtName(n xml.Name) string {
	parts := strings.Split(n.Space, ":")
	return parts[max(0, len(parts)-2)] + ":" + n.Local
}

func (d *odtText) top() *odtParagraph {
	if n := len(d.open); n > 0 {
		return d.open[n-1]
	}
	return nil
}

func (d *odtText) start(e xml.StartElement) error {
	switch odtName(e.Name) {
	case "office:text":
		d.isText = true
	case "text:p", "text:h":
		return d.push(&odtParagraph{paragraph: paragraph{boxes: body{limit: d.out.limit}}})
	case "text:note":
		d.inNote++
		return d.push(nil)
	case "drawing:frame", "drawing:text-box":
		return d.push(nil)
	case "text:tracked-changes", "office:annotation", "text:note-citation", "text:ruby-text",
		"text:hidden-text",
		"table:covered-table-cell", "svg-compatible:title", "svg-compatible:desc", "office:forms":
		return d.x.skip()
	case "text:s":
		n, err := strconv.Atoi(attribute(e, "c"))
		if err != nil {
			n = 1
		}
		d.write(strings.Repeat(" ", min(max(n, 1), 1000)))
	case "text:tab":
		d.write("\t")
	case "text:line-break":
		d.write("\n")
	}
	return nil
}

func (d *odtText) push(p *odtParagraph) error {
	if len(d.open) == 2*maxOpen {
		return refused("part content.xml has more than %d paragraphs in one another", maxOpen)
	}
	d.open = append(d.open, p)
	return nil
}

// write writes white space that stays as it is, up to more than a document may have.
func (d *odtText) write(text string) {
	if p := d.top(); p != nil && int64(p.Len()) <= d.out.limit {
		if len(p.space) > 0 {
			p.WriteString(" ")
		}
		p.WriteString(text)
		p.space = nil
	}
}

// end ends an element.
func (d *odtText) end(name string) error {
	n := len(d.open)
	switch name {
	case "text:note":
		d.inNote--
		d.open = d.open[:n-1]
	case "drawing:frame", "drawing:text-box":
		d.open = d.open[:n-1]
	case "text:p", "text:h":
		p := d.open[n-1]
		d.open = d.open[:n-1]
		return p.end(d.outer())
	}
	return nil
}

// outer is where a paragraph belongs: in a note, behind the text; in a text box, behind the
// paragraph that the box hangs on.
func (d *odtText) outer() *body {
	if d.inNote > 0 {
		return d.notes
	}
	for i := len(d.open) - 1; i >= 0; i-- {
		if d.open[i] != nil {
			return &d.open[i].boxes
		}
	}
	return d.out
}

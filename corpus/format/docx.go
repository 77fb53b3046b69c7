package format

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"tifa/corpus/problem"
)

func looksDOCX(s *stream, _ []byte) bool { return s.Format == "DOCX" }

// docx reads a document of Word: the paragraphs of its text, those of tables cell by cell, those of
// a text box after the paragraph it hangs on, and, after all, the footnotes and endnotes in the
// order in which the text refers to them.
//
// Inserted text counts, deleted and moved text does not where it was. Left out are headers and
// footers, comments, hidden text, what a form shows until it is filled in, pinyin, and the numbers
// that Word makes itself. The title is a paragraph of the style Title, or else the title in the
// properties, if it is no leftover. The dates in the properties are those of the file, not of the
// text, and are not read.
func (r *reader) docx(s *stream) error {
	p, err := s.openParts()
	if err != nil {
		return err
	}
	main, err := p.mainPart()
	if err != nil {
		return err
	}
	d := &docxText{parts: p, out: &body{limit: s.rules.maxRecord},
		titles: p.titleStyles(path.Dir(main))}
	if err := d.read(main); err != nil {
		return err
	}
	if d.foreign {
		if err := r.Problem(problem.Problem{Path: s.Path, Kind: problem.KindFormat,
			Action: problem.KeptAsRead,
			Reason: "holds another document that is not read: open it in Word and save it again"}); err != nil {
			return err
		}
	}
	if err := d.addNotes(path.Dir(main)); err != nil {
		return err
	}
	rec := Record{N: 1, Single: true}
	title := p.properties("docProps/core.xml", &rec, dublinCore("title"), dublinCore("creator"))
	if d.title != "" {
		title = d.title
	}
	return r.giveText(s, &rec, title, d.out)
}

// mainPart is the name of the part that holds the text.
func (p *parts) mainPart() (string, error) {
	main := "word/document.xml"
	if !p.has("_rels/.rels") {
		return main, nil
	}
	err := p.elements("_rels/.rels", func(_ *xmlReader, e xml.StartElement) error {
		if strings.HasSuffix(attribute(e, "Type"), "/officeDocument") {
			main = strings.TrimPrefix(path.Clean("/"+attribute(e, "Target")), "/")
		}
		return nil
	})
	return main, err
}

// titleStyles are the styles for titles, by their IDs, which differ from language to language.
func (p *parts) titleStyles(dir string) map[string]bool {
	styles, id := map[string]bool{"Title": true}, ""
	name := path.Join(dir, "styles.xml")
	if !p.has(name) {
		return styles
	}
	// A broken part of styles does no harm to the text.
	_ = p.elements(name, func(_ *xmlReader, e xml.StartElement) error {
		switch wordName(e.Name) {
		case "w:style":
			id = attribute(e, "styleId")
		case "w:name":
			if strings.EqualFold(attribute(e, "val"), "title") && len(styles) < maxXMLAttributes {
				styles[id] = true
			}
		}
		return nil
	})
	return styles
}

// wordName is the name of an element with the prefix that Word itself uses, "" for any that says
// nothing here.
func wordName(n xml.Name) string {
	switch n.Space {
	case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		"http://purl.oclc.org/ooxml/wordprocessingml/main":
		return "w:" + n.Local
	case "http://schemas.openxmlformats.org/officeDocument/2006/math",
		"http://purl.oclc.org/ooxml/officeDocument/math":
		return "m:" + n.Local
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return "mc:" + n.Local
	}
	return ""
}

// addNotes reads the notes that the text refers to, and puts them after it.
func (d *docxText) addNotes(dir string) error {
	for _, kind := range []string{"footnote", "endnote"} {
		name := path.Join(dir, kind+"s.xml")
		ids := d.references[kind]
		if len(ids) == 0 || !d.parts.has(name) {
			continue
		}
		n := &docxText{parts: d.parts, notes: map[string]*body{}, out: &body{limit: d.out.limit},
			left: d.out.limit}
		if err := n.read(name); err != nil {
			return err
		}
		for _, id := range ids {
			if note := n.notes[id]; note != nil {
				if err := d.out.add(note.String()); err != nil {
					return err
				}
				delete(n.notes, id)
			}
		}
	}
	return nil
}

// read reads one part.
func (d *docxText) read(name string) error {
	x, closer, err := d.parts.xml(name)
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
			err = d.end(wordName(t.Name))
		case xml.CharData:
			if d.inText {
				d.write(string(t))
			}
		}
		if errors.Is(err, io.EOF) {
			return d.flush()
		} else if err != nil {
			return err
		}
	}
}

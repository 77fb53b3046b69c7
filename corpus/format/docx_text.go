package format

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// docxText reads the text of one part of a document of Word.
type docxText struct {
	parts  *parts
	x      *xmlReader
	out    *body        // of whole paragraphs
	open   []*paragraph // under way, one inside the other: a text box stands in a paragraph
	titles map[string]bool
	title  string // the first paragraph in the style of a title

	references map[string][]string // IDs of footnotes and endnotes, as the text refers to them
	notes      map[string]*body    // by ID, in a part of notes
	left       int64               // bytes that all notes may still have

	inText      bool
	hidden      bool            // the run is hidden text
	inProps     bool            // inside of the properties of a paragraph
	placeholder bool            // the content control is not filled in
	joined      strings.Builder // paragraphs whose end was deleted
	branches    []bool          // of the alternatives under way: one was read
	foreign     bool            // the document embeds another one
}

// start reads the beginning of an element, or all of one that is passed over.
func (d *docxText) start(e xml.StartElement) error {
	switch name := wordName(e.Name); name {
	case "w:p":
		return d.begin()
	case "w:pPr":
		d.inProps = true
	case "w:pStyle":
		if n := len(d.open); n > 0 && d.titles[attribute(e, "val")] {
			d.open[n-1].title = true
		}
	case "w:r":
		d.hidden = false
	case "w:vanish":
		d.hidden = !d.inProps && isOn(attribute(e, "val"))
	case "w:t", "m:t":
		d.inText = true
	case "w:del", "w:moveFrom":
		if n := len(d.open); n > 0 && d.inProps {
			d.open[n-1].joins = true
		}
		return d.x.skip()
	case "w:rt", "w:pPrChange", "w:rPrChange":
		return d.x.skip()
	case "w:altChunk", "w:subDoc":
		d.foreign = true
	case "w:footnoteReference", "w:endnoteReference":
		d.refer(name[len("w:"):len(name)-len("Reference")], attribute(e, "id"))
	case "w:footnote", "w:endnote":
		return d.note(e)
	case "w:sdtPr":
		d.placeholder = false
	case "w:showingPlcHdr":
		d.placeholder = isOn(attribute(e, "val"))
	case "w:sdtContent":
		if d.placeholder {
			d.placeholder = false
			return d.x.skip()
		}
	case "mc:AlternateContent":
		d.branches = append(d.branches, false)
	case "mc:Choice", "mc:Fallback":
		return d.branch()
	default:
		d.sign(name, e)
	}
	return nil
}

// sign writes an element that is one character.
func (d *docxText) sign(name string, e xml.StartElement) {
	switch name {
	case "w:tab", "w:ptab":
		if !d.inProps { // there it sets a tabulator
			d.write("\t")
		}
	case "w:br", "w:cr":
		d.write("\n")
	case "w:noBreakHyphen":
		d.write("-")
	case "w:sym": // in fonts of symbols the code is private
		if code, err := strconv.ParseUint(attribute(e, "char"), 16, 16); err == nil && code >= ' ' && code < 0xd800 {
			d.write(string(rune(code)))
		}
	}
}

// isOn reads the value of a switch, which is on where none is given.
func isOn(value string) bool { return value != "0" && value != "false" && value != "off" }

func (d *docxText) write(text string) {
	if n := len(d.open); n > 0 && !d.hidden {
		d.open[n-1].WriteString(text)
	}
}

// refer remembers that the text refers to a note. Hidden text does not.
func (d *docxText) refer(kind, id string) {
	if d.references == nil {
		d.references = map[string][]string{}
	}
	if !d.hidden {
		d.references[kind] = append(d.references[kind], id)
	}
}

// note begins a note, or passes over one that only draws the line above notes.
func (d *docxText) note(e xml.StartElement) error {
	if kind := attribute(e, "type"); kind != "" && kind != "normal" || d.notes == nil {
		return d.x.skip()
	}
	d.out = &body{limit: d.left}
	d.notes[attribute(e, "id")] = d.out
	return nil
}

// branch reads the first of the alternatives, which all show the same.
func (d *docxText) branch() error {
	n := len(d.branches)
	if n == 0 {
		return nil
	}
	if d.branches[n-1] {
		return d.x.skip()
	}
	d.branches[n-1] = true
	return nil
}

func (d *docxText) end(name string) error {
	switch name {
	case "w:p":
		return d.endParagraph()
	case "w:pPr":
		d.inProps = false
	case "w:t", "m:t":
		d.inText = false
	case "w:footnote", "w:endnote":
		err := d.flush()
		d.left -= int64(d.out.Len())
		return err
	case "mc:AlternateContent":
		if n := len(d.branches); n > 0 {
			d.branches = d.branches[:n-1]
		}
	}
	return nil
}

// begin begins a paragraph.
func (d *docxText) begin() error {
	if len(d.open) == maxOpen {
		return refused("part %s has more than %d paragraphs in one another", d.x.name, maxOpen)
	}
	d.open = append(d.open, &paragraph{boxes: body{limit: d.out.limit}})
	return nil
}

// endParagraph puts a paragraph where it belongs: into the text, or, from a text box, behind the
// paragraph that the box hangs on. One whose end was deleted goes on in the next.
func (d *docxText) endParagraph() error {
	n := len(d.open)
	if n == 0 {
		return nil
	}
	p := d.open[n-1]
	d.open = d.open[:n-1]
	if p.title && d.title == "" {
		d.title = p.String()
	}
	if n > 1 {
		return p.end(&d.open[n-2].boxes)
	}
	if d.joined.WriteString(p.String()); p.joins {
		return d.out.add(p.boxes.String())
	}
	if err := d.flush(); err != nil {
		return err
	}
	return d.out.add(p.boxes.String())
}

// flush ends the paragraphs that were joined.
func (d *docxText) flush() error {
	err := d.out.add(d.joined.String())
	d.joined.Reset()
	return err
}

package format

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// maxTag is the most bytes of one tag of a page, or of the text between two.
const maxTag = 16 << 20

// pageReader reads the text of a page of XHTML by paragraph, however sound its tags are.
type pageReader struct {
	z       *html.Tokenizer
	out     *body
	now     paragraph
	space   []byte // white space that waits for a word
	pre     int    // how many <pre> are open
	skipped atom.Atom
	depth   int // how many elements of the skipped kind are open
	heading string
	inHead  bool // inside of the first heading
}

func newPageReader(in io.Reader, limit int64) *pageReader {
	z := html.NewTokenizer(in)
	z.SetMaxBuf(maxTag)
	z.AllowCDATA(true)
	return &pageReader{z: z, out: &body{limit: limit}}
}

func (g *pageReader) read() error {
	for {
		kind := g.z.Next()
		var err error
		switch kind {
		case html.ErrorToken:
			return g.finish()
		case html.TextToken:
			err = g.text(g.z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			err = g.begin(kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := g.z.TagName()
			err = g.end(atom.Lookup(name))
		}
		if err != nil {
			return err
		}
	}
}

func (g *pageReader) finish() error {
	switch err := g.z.Err(); {
	case errors.Is(err, html.ErrBufferExceeded):
		return &problem.Error{Kind: problem.KindTooLarge,
			Reason: "a tag or paragraph of more than 16 MB: split the document"}
	case !errors.Is(err, io.EOF):
		return err
	case g.skipped != 0:
		return damaged("page ends inside of <%s>: is the file whole?", g.skipped)
	}
	return g.flush()
}

// begin reads a tag that opens an element.
func (g *pageReader) begin(closed bool) error {
	if closed { // in XHTML <title/> is whole, and what follows it is a page
		g.z.NextIsNotRawText()
	}
	name, more := g.z.TagName()
	tag := atom.Lookup(name)
	switch {
	case g.skipped != 0:
		if tag == g.skipped && !closed {
			g.depth++
		}
		return nil
	case g.isHidden(tag, more):
		if !closed && !isVoid(tag) {
			g.skipped, g.depth = tag, 1
		}
		return nil
	case tag == atom.Br:
		g.now.WriteString("\n")
		g.space = nil
	case tag == atom.Pre && !closed:
		g.pre++
	}
	if !isBlock(tag) {
		return nil
	}
	err := g.flush()
	g.inHead = isHeading(tag) && g.heading == "" && !closed
	return err
}

// isHidden reports whether an element holds nothing that belongs to the text: no words, pinyin, or
// the mark of a note.
func (g *pageReader) isHidden(tag atom.Atom, more bool) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Head, atom.Rt, atom.Rp, atom.Template, atom.Svg,
		atom.Iframe, atom.Object, atom.Nav:
		return true
	}
	for more {
		var key, value []byte
		key, value, more = g.z.TagAttr()
		switch string(key) {
		case "hidden":
			return true
		case "epub:type", "role":
			for _, word := range strings.Fields(string(value)) {
				switch strings.TrimPrefix(word, "doc-") {
				case "noteref", "backlink", "pagebreak":
					return true
				}
			}
		}
	}
	return false
}

func (g *pageReader) end(tag atom.Atom) error {
	if g.skipped != 0 {
		if tag == g.skipped {
			if g.depth--; g.depth == 0 {
				g.skipped = 0
			}
		}
		return nil
	}
	if tag == atom.Pre && g.pre > 0 {
		g.pre--
	}
	if isBlock(tag) {
		return g.flush()
	}
	return nil
}

// flush ends a paragraph.
func (g *pageReader) flush() error {
	text := g.now.String()
	g.now.Reset()
	g.space = nil
	if g.inHead {
		g.heading, g.inHead = strings.TrimSpace(text), false
	}
	return g.out.add(text)
}

// text writes words. White space between them is one blank, and none where a line of Chinese was
// broken.
func (g *pageReader) text(words []byte) error {
	switch at := charset.BadByte(words); {
	case g.skipped != 0:
		return nil
	case at >= 0:
		return &problem.Error{Kind: problem.KindEncoding,
			Reason: "a byte of the page is no text: convert the page to UTF-8"}
	case int64(g.now.Len()+len(words)) > g.out.limit:
		return tooLarge(g.out.limit)
	case g.pre > 0:
		g.now.Write(words)
		return nil
	}
	collapse(&g.now.Builder, &g.space, string(words))
	return nil
}

// collapse writes text with each run of white space as a blank, or as nothing where it breaks a
// line between two characters of Chinese, or begins a line. What ends the text waits in space.
func collapse(out *strings.Builder, space *[]byte, text string) {
	for len(text) > 0 {
		n := strings.IndexAny(text, " \t\r\n\f")
		if n < 0 {
			n = len(text)
		}
		if n > 0 {
			join(out, *space, text[:n])
			*space = nil
		}
		for text = text[n:]; len(text) > 0 && strings.IndexByte(" \t\r\n\f", text[0]) >= 0; text = text[1:] {
			if len(*space) == 0 || text[0] == '\n' {
				*space = []byte{text[0]}
			}
		}
	}
}

func join(out *strings.Builder, space []byte, word string) {
	before := out.String()
	if len(space) > 0 && before != "" && !strings.HasSuffix(before, "\n") &&
		(space[0] != '\n' || !isWide(word, true) ||
			!isWide(before[max(0, len(before)-4):], false)) {
		out.WriteString(" ")
	}
	out.WriteString(word)
}

// isWide reports whether the first or the last character of a text is Chinese, or a sign that
// stands with it.
func isWide(text string, first bool) bool {
	runes := []rune(text)
	if first {
		runes = []rune(text[:min(len(text), 4)])
		return len(runes) > 0 && runes[0] >= 0x2e80
	}
	return len(runes) > 0 && runes[len(runes)-1] >= 0x2e80
}

func isHeading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isVoid(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// isBlock reports whether a tag ends the paragraph before it.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Header, atom.Footer,
		atom.Main, atom.Blockquote,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption, atom.Thead,
		atom.Tbody, atom.Tfoot,
		atom.Tr, atom.Td, atom.Th, atom.Pre, atom.Hr, atom.Figure, atom.Figcaption, atom.Body,
		atom.Html, atom.Center,
		atom.Address, atom.Form, atom.Fieldset:
		return true
	}
	return isHeading(tag)
}

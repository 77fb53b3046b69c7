// Package webpage takes the text of a page of the web out of its HTML: the main text by paragraph,
// and what the page says of itself.
//
// The main text is what go-trafilatura finds, set to be precise. It was made for pages in other
// languages than Chinese, so what it finds is compared with the block of the page that holds the
// most Han outside of links: where it has less than 70 % of that block's, the block is taken.
// A page of headlines (links) or of frames has no main text, which is an error.
//
// Dates are read from what pages declare, not by go-htmldate: on invented pages in the style of
// news sites it made 2004-01-01 of 2004年05月06日, took the date of a list's first headline for the
// list's, and what it believes depends on the clock and the zone of the machine.
//
// Hostile pages take bounded time: more than maxTags tags or maxText bytes of text, or elements
// nested deeper than maxDepth, are an error.
package webpage

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-shiori/dom"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// Page is a page out of its HTML. A part that the page does not have is "".
type Page struct {
	Title, Author, URL, Site string
	// Dates are what the page says of when it was published, the first to be believed most. A
	// template that was not filled in may be among them.
	Dates []string
	// Paragraphs are the main text. A paragraph holds no line break and is not empty.
	Paragraphs []string
	// Meta has what the page declares by <meta>, the first of each name in lower case.
	Meta map[string]string
	// Failed reports whether the main text could not be looked for, so that the largest block
	// stands in.
	Failed bool
}

// ErrNoText is the error of a page without a main text. Its text says why there is none.
type ErrNoText struct{ Why string }

func (e *ErrNoText) Error() string { return e.Why }

// ErrLimit is the error of a page that passes a limit.
var ErrLimit = errors.New("page over a limit")

// Limits of a page. The longest laws and encyclopedia articles have 1 MB of text and 30,000 tags.
const (
	maxTags  = 60_000
	maxText  = 4 << 20
	maxDepth = 400
	maxAttrs = 64 << 10 // bytes of one tag; pictures inside of pages are cut out before
)

// Read reads a page in UTF-8. Where the page has no main text the error is an *ErrNoText, where it
// passes a limit it wraps ErrLimit; the Page has what it says of itself in the first case.
func Read(page string) (*Page, error) {
	lean, err := lean(page)
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(strings.NewReader(lean))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLimit, err)
	}
	if err := checkTree(doc); err != nil {
		return nil, err
	}
	p := &Page{}
	p.declared(doc, page)
	joinLines(doc)
	blocks := blocksOf(doc)
	p.Paragraphs, p.Failed = mainText(doc, blocks)
	links := linksIn(blocks)
	if why := noText(doc, p.Paragraphs, links); why != "" {
		return p, &ErrNoText{why}
	}
	p.withoutLinks(links)
	p.withoutTitle()
	return p, nil
}

// mainText is what go-trafilatura finds, or the block with the most Han where that lost it or
// failed.
func mainText(doc *html.Node, blocks []block) (text []string, failed bool) {
	best := largest(doc, blocks)
	defer func() {
		if recover() != nil { // a fault of go-trafilatura's must not end the run
			text, failed = best, true
		}
	}()
	found, err := trafilatura.ExtractDocument(doc, trafilatura.Options{EnableFallback: true,
		ExcludeComments: true, Focus: trafilatura.FavorPrecision, Config: config(),
		HtmlDateMode: trafilatura.Disabled})
	if err != nil || found.ContentNode == nil {
		return best, false
	}
	text = paragraphs(found.ContentNode)
	const enough = 0.7 // of the block's Han
	if float64(hanIn(text...)) < enough*float64(hanIn(best...)) || len(text) == 0 {
		return best, false
	}
	return text, false
}

// config asks for any length of text: a statement of a spokesman may be a line.
func config() *trafilatura.Config {
	c := trafilatura.DefaultConfig()
	c.MinOutputSize, c.MinExtractedSize = 1, 1
	return c
}

// withoutTitle takes the title off the head of the text.
func (p *Page) withoutTitle() {
	const near = 3
	for i := range min(near, len(p.Paragraphs)) {
		if squeezed(p.Paragraphs[i]) == squeezed(p.Title) {
			p.Paragraphs = append(p.Paragraphs[:i:i], p.Paragraphs[i+1:]...)
			return
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// linksIn lists the paragraphs, without white space, that are links alone or nearly so.
func linksIn(blocks []block) map[string]bool {
	links := map[string]bool{}
	for _, b := range blocks {
		if b.han > 0 && b.links*5 >= b.han*4 {
			links[squeezed(b.text)] = true
		}
	}
	return links
}

// withoutLinks takes links off both ends of the text: they lead on, and are none of it.
func (p *Page) withoutLinks(links map[string]bool) {
	text := p.Paragraphs
	for len(text) > 1 && links[squeezed(text[0])] {
		text = text[1:]
	}
	for len(text) > 1 && links[squeezed(text[len(text)-1])] {
		text = text[:len(text)-1]
	}
	p.Paragraphs = text
}

// noText says why a page has no main text, or is "".
func noText(doc *html.Node, text []string, links map[string]bool) string {
	switch {
	case len(text) == 0 && len(dom.QuerySelectorAll(doc, "frame, iframe")) > 0:
		return "is a frame around other pages, without a text of its own"
	case len(text) == 0:
		return "has no main text"
	}
	const list = 5
	headlines, n, all := 0, 0, 0
	for _, p := range text {
		h := hanIn(p)
		if all += h; links[squeezed(p)] {
			headlines, n = headlines+h, n+1
		}
	}
	if n >= list && headlines*5 >= all*4 {
		return fmt.Sprintf("is a list of %d links, without a text of its own", n)
	}
	return ""
}

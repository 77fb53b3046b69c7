package webpage

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inline are elements that stand within a paragraph. All others, and <br>, end one.
var inline = map[atom.Atom]bool{atom.A: true, atom.Abbr: true, atom.B: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Label: true,
	atom.Mark: true, atom.Q: true, atom.Ruby: true, atom.Rb: true, atom.S: true, atom.Small: true, atom.Span: true,
	atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true,
	atom.U: true, atom.Var: true, atom.Wbr: true, atom.Img: true, atom.Nobr: true}

// unseen are elements whose content is no text of the page: how a character is read (ruby) stands
// beside the text.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Head: true,
	atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Iframe: true, atom.Rt: true, atom.Rp: true,
	atom.Object: true, atom.Template: true, atom.Svg: true, atom.Audio: true, atom.Video: true}

// block is a paragraph of the page as it stands, with the element around it.
type block struct {
	text       string
	within     *html.Node
	han, links int // Han in it, and those of them that are links
}

// blocksOf cuts what can be seen below a node into paragraphs.
func blocksOf(n *html.Node) []block {
	c := cutter{}
	c.walk(n, n, false)
	c.end(n)
	return c.blocks
}

// paragraphs is the text of blocksOf.
func paragraphs(n *html.Node) (out []string) {
	for _, b := range blocksOf(n) {
		out = append(out, b.text)
	}
	return out
}

type cutter struct {
	blocks []block
	text   strings.Builder
	links  int
}

func (c *cutter) walk(n, within *html.Node, link bool) {
	switch {
	case n.Type == html.TextNode:
		c.text.WriteString(n.Data)
		if link {
			c.links += hanIn(n.Data)
		}
		return
	case n.Type == html.ElementNode && (unseen[n.DataAtom] || isHidden(n)):
		return
	}
	breaks := n.Type == html.ElementNode && !inline[n.DataAtom]
	if breaks {
		c.end(within)
	}
	inner := within
	if breaks && n.DataAtom != atom.Br && n.DataAtom != atom.P {
		inner = n
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, inner, link || n.DataAtom == atom.A)
	}
	if breaks {
		c.end(inner)
	}
}

// end closes the paragraph under way.
func (c *cutter) end(within *html.Node) {
	text := strings.Join(strings.FieldsFunc(c.text.String(), isSpace), " ")
	if text != "" {
		c.blocks = append(c.blocks, block{text, within, hanIn(text), c.links})
	}
	c.text.Reset()
	c.links = 0
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// isHidden reports whether a page hides an element from its readers.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(squeezed(a.Val), "display:none") {
			return true
		}
	}
	return false
}

// lineBreak is a break of the source that stands between two characters of Chinese: no browser of
// today puts a space there.
var lineBreak = regexp.MustCompile(`([\p{Han}\x{3000}-\x{303f}\x{ff00}-\x{ff65}”’…—])[ \t]*\r?\n\s*([\p{Han}\x{3001}-\x{303f}\x{ff00}-\x{ff65}“‘…—])`)

// joinLines takes such breaks out of all texts but those that keep their lines.
func joinLines(n *html.Node) {
	if n.DataAtom == atom.Pre || n.DataAtom == atom.Script {
		return
	}
	if n.Type == html.TextNode && strings.Contains(n.Data, "\n") {
		for range 2 { // matches of single characters overlap
			n.Data = lineBreak.ReplaceAllString(n.Data, "$1$2")
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		joinLines(child)
	}
}

// hanIn counts the Han of texts.
func hanIn(texts ...string) (n int) {
	for _, text := range texts {
		for _, r := range text {
			if r >= 0x3400 && unicode.Is(unicode.Han, r) {
				n++
			}
		}
	}
	return n
}

// largest is the text of the element that holds the most Han in paragraphs of its own, those that
// are mostly links left out. Each element stands for its paragraphs and half of those of the
// elements right below it, so that the one around many small ones is found.
func largest(doc *html.Node, blocks []block) []string {
	score := map[*html.Node]int{}
	var best *html.Node
	for _, b := range blocks {
		if b.links*2 > b.han {
			continue
		}
		weight := 2
		for n := b.within; n != nil && n != doc && weight > 0; n = n.Parent {
			if score[n] += b.han * weight; best == nil || score[n] > score[best] {
				best = n
			}
			weight--
		}
	}
	if best == nil {
		return nil
	}
	var out []string
	for _, b := range blocks {
		if b.links*2 <= b.han+1 && isWithin(b.within, best) {
			out = append(out, b.text)
		}
	}
	return out
}

func isWithin(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

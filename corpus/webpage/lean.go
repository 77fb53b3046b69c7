package webpage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hidden are elements whose content no reader of a page sees. Scripts may declare a date.
var hidden = []atom.Atom{atom.Style, atom.Svg, atom.Template}

// lean is a page without comments, styles, drawings, and attributes that hold pictures, and an
// error where what is left is too much. It reads tokens only, in linear time.
func lean(page string) (string, error) {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(maxToken)
	tags, text := 0, 0
	var inside atom.Atom
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if errors.Is(z.Err(), html.ErrBufferExceeded) {
				return "", fmt.Errorf("%w: a tag or text of more than %d MB", ErrLimit, maxToken>>20)
			}
			return out.String(), nil
		}
		raw := z.Raw()
		switch kind {
		case html.CommentToken:
			continue
		case html.TextToken:
			if inside == 0 {
				text += len(raw)
				out.Write(raw)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			long := len(raw) > maxAttrs
			raw := string(raw)
			token := z.Token()
			tags++
			if long {
				token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool { return len(a.Val) > maxAttr })
				raw = token.String()
			}
			switch {
			case inside != 0 && kind == html.EndTagToken && token.DataAtom == inside:
				inside = 0
			case inside == 0 && kind == html.StartTagToken && slices.Contains(hidden, token.DataAtom):
				inside = token.DataAtom
			case inside == 0:
				out.WriteString(raw)
			}
		default:
			out.Write(raw)
		}
		if tags > maxTags || text > maxText {
			return "", fmt.Errorf("%w: more than %d tags or %d MB of text", ErrLimit, maxTags, maxText>>20)
		}
	}
}

const (
	maxToken = 32 << 20 // bytes of one tag, script or stretch of text
	maxAttr  = 4 << 10  // bytes of an attribute that is kept where a tag is long
)

// checkTree is an error where elements nest deeper than whoever walks them by recursion can bear.
func checkTree(doc *html.Node) error {
	depth, n := 0, doc
	for {
		if n.FirstChild != nil {
			if depth++; depth > maxDepth {
				return fmt.Errorf("%w: elements nested deeper than %d", ErrLimit, maxDepth)
			}
			n = n.FirstChild
			continue
		}
		for n.NextSibling == nil {
			if n = n.Parent; n == nil || n == doc {
				return nil
			}
			depth--
		}
		n = n.NextSibling
	}
}

package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	htmlTag = regexp.MustCompile(`(?i)<(?:!--|!doctype|/?(?:p|br|div|span|a|b|i|u|em|strong|font|img|h[1-6]|ul|ol|li|table|tr|td|th|` +
		`blockquote|figure|figcaption|section|article|html|head|body|script|style|sup|sub|center|hr|iframe|video)(?:\s[^<>]*)?/?>)`)
	htmlEntity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// LooksHTML reports whether a text holds a tag of HTML, rather than brackets such as <人民日报>, or the
// entities that a text taken out of HTML keeps.
func LooksHTML(text string) bool {
	return strings.IndexByte(text, '<') >= 0 && htmlTag.MatchString(text) ||
		strings.IndexByte(text, '&') >= 0 && htmlEntity.MatchString(text)
}

// HTML marks tags, comments, entities, and what scripts and styles hold. An inline tag joins what
// stands on both sides of it; so does an entity, which is mostly a blank. (An entity that stands
// for a character of the text, as a quotation mark or a Han character by number, is therefore not
// counted: the original text does not hold it.) All else ends a paragraph.
func HTML(text string) (marks []Mark) {
	z := html.NewTokenizer(strings.NewReader(text))
	at, hidden := 0, atom.Atom(0)
	for {
		kind := z.Next()
		raw := z.Raw()
		end := at + len(raw)
		if end > len(text) || text[at:end] != string(raw) {
			return marks // the tokenizer lost its place; the rest stays unmarked
		}
		switch kind {
		case html.ErrorToken:
			if strings.HasPrefix(text[at:], "<") { // truncated inside of a tag
				marks = append(marks, Mark{at, len(text), false})
			}
			return marks
		case html.TextToken:
			if hidden != 0 {
				marks = append(marks, Mark{at, end, false})
			} else {
				marks = entityMarks(marks, text, at, end)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			marks = append(marks, Mark{at, end, isInline(tag)})
			switch {
			case kind == html.StartTagToken && hidden == 0 && holdsNoText(tag):
				hidden = tag
			case kind == html.EndTagToken && tag == hidden:
				hidden = 0
			}
		default:
			marks = append(marks, Mark{at, end, false})
		}
		at = end
	}
}

func entityMarks(marks []Mark, text string, start, end int) []Mark {
	if strings.IndexByte(text[start:end], '&') < 0 {
		return marks
	}
	for _, m := range htmlEntity.FindAllStringIndex(text[start:end], -1) {
		marks = append(marks, Mark{start + m[0], start + m[1], true})
	}
	return marks
}

// holdsNoText reports whether a tag's content is nothing a reader sees.
func holdsNoText(tag atom.Atom) bool {
	return tag == atom.Script || tag == atom.Style || tag == atom.Noscript || tag == atom.Template || tag == atom.Iframe
}

// isInline reports whether a tag stands within a line, so that the text reads on across it.
func isInline(tag atom.Atom) bool {
	switch tag {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn,
		atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q, atom.Rp, atom.Rt, atom.Ruby,
		atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr:
		return true
	}
	return false
}

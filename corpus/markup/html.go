package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	htmlTag = regexp.MustCompile(`(?i)<(?:!--|!doctype|/?(?:p|br|div|span|a|b|i|u|em|strong|font|img|h[1-6]|ul|ol|li|table|tr|td|th|` +
		`ruby|rt|rp|rb|mark|noscript|template|textarea|small|s|del|ins|strike|tt|code|pre|nav|header|footer|main|aside|link|meta|title|` +
		`blockquote|figure|figcaption|section|article|html|head|body|script|style|sup|sub|center|hr|iframe|video)(?:\s[^<>]*)?/?>)`)
	htmlEntity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// LooksHTML reports whether a text holds a tag of HTML, rather than brackets such as <人民日报>, or the
// entities that a text taken out of HTML keeps.
func LooksHTML(text string) bool {
	return strings.IndexByte(text, '<') >= 0 && htmlTag.MatchString(text) ||
		strings.IndexByte(text, '&') >= 0 && htmlEntity.MatchString(text)
}

// maxUnclosed is how many tags without an end a text may have before the rest of it is marked with
// the last of them. It bounds the time that a text of such tags takes.
const maxUnclosed = 100

// HTML marks tags, comments, references to characters, and what scripts and styles hold. An inline
// tag joins what stands on both sides of it, a reference counts as the character that it stands
// for, and how a character is read (ruby) stands beside the text. All else ends a paragraph.
//
// It never marks more than a browser would hide. Where a tag has no ">" a browser drops all text
// after it; here the tag ends with its line. An iframe without an end tag hides nothing.
func HTML(text string) (marks []Mark) {
	for at, unclosed := 0, 0; at < len(text); unclosed++ {
		h := htmlMarker{text: text, at: at, marks: marks}
		h.walk()
		marks = h.marks
		rest := text[h.at:]
		if !strings.HasPrefix(rest, "<") {
			return marks
		}
		end := len(text)
		if n := strings.IndexByte(rest, '\n'); n >= 0 && unclosed < maxUnclosed {
			end = h.at + n
		}
		marks = append(marks, Mark{Start: h.at, End: end})
		at = end
	}
	return marks
}

// htmlMarker marks a text up to its end, or up to a tag that has none.
type htmlMarker struct {
	text   string
	at     int // offset of the token under way
	marks  []Mark
	hidden atom.Atom         // tag whose content is marked; 0 for none
	end    map[atom.Atom]int // where each tag ends next, -1 for nowhere in the rest of the text
}

func (h *htmlMarker) walk() {
	z := html.NewTokenizer(strings.NewReader(h.text[h.at:]))
	for {
		kind := z.Next()
		raw := z.Raw()
		end := h.at + len(raw)
		if kind == html.ErrorToken {
			return
		}
		if end > len(h.text) || h.text[h.at:end] != string(raw) { // the tokenizer lost its place
			h.at = len(h.text)
			return
		}
		switch kind {
		case html.TextToken:
			if h.hidden != 0 {
				h.marks = append(h.marks, Mark{Start: h.at, End: end, Joins: isInline(h.hidden)})
			} else {
				h.marks = referenceMarks(h.marks, h.text, h.at, end)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			h.marks = append(h.marks, Mark{Start: h.at, End: end, Joins: isInline(tag)})
			h.tag(z, kind, tag, end)
		default: // a comment is as if it were not there, a doctype is no text
			h.marks = append(h.marks, Mark{Start: h.at, End: end, Joins: kind == html.CommentToken})
		}
		h.at = end
	}
}

// tag sees whether what follows a tag, which ends at end, is hidden.
func (h *htmlMarker) tag(z *html.Tokenizer, kind html.TokenType, tag atom.Atom, end int) {
	switch {
	case isRuby(tag) && (h.hidden == 0 || isRuby(h.hidden)):
		h.hidden = 0
		if kind == html.StartTagToken && (tag == atom.Rt || tag == atom.Rp) && h.ends(atom.Ruby, end) {
			h.hidden = tag
		}
	case !holdsNoText(tag):
	case kind == html.EndTagToken && tag == h.hidden:
		h.hidden = 0
	case kind == html.StartTagToken && h.hidden == 0 && h.ends(tag, end):
		h.hidden = tag
	case kind != html.EndTagToken && h.hidden == 0:
		z.NextIsNotRawText()
	}
}

// ends reports whether an element that begins before at has an end. A script or a style without
// one goes on to the end of the text, as in a browser: it is code.
func (h *htmlMarker) ends(tag atom.Atom, at int) bool {
	if tag == atom.Script || tag == atom.Style {
		return true
	}
	end, known := h.end[tag]
	if !known || end >= 0 && end < at {
		if h.end == nil {
			h.end = map[atom.Atom]int{}
		}
		if end = indexFold(h.text[at:], "</"+tag.String()); end >= 0 {
			end += at
		}
		h.end[tag] = end
	}
	return end >= 0
}

// indexFold is the first place of tag in text, in any case of its ASCII letters, or -1. The tag
// begins with "</".
func indexFold(text, tag string) int {
	for at := 0; ; {
		n := strings.Index(text[at:], "</")
		if n < 0 || at+n+len(tag) > len(text) {
			return -1
		}
		at += n
		if strings.EqualFold(text[at:at+len(tag)], tag) {
			return at
		}
		at += len("</")
	}
}

// referenceMarks marks the references of a stretch of text, as &nbsp; and &#32593;, with the
// character that a browser shows for each. What a browser shows as it is written is no reference.
func referenceMarks(marks []Mark, text string, start, end int) []Mark {
	if strings.IndexByte(text[start:end], '&') < 0 {
		return marks
	}
	for _, m := range htmlEntity.FindAllStringIndex(text[start:end], -1) {
		written := text[start+m[0] : start+m[1]]
		shown := []rune(html.UnescapeString(written))
		if string(shown) == written {
			continue
		}
		mark := Mark{Start: start + m[0], End: start + m[1]}
		if len(shown) == 1 && shown[0] != utf8.RuneError { // other signs part what they stand between
			mark.Char, mark.Joins = shown[0], true
		}
		marks = append(marks, mark)
	}
	return marks
}

// holdsNoText reports whether a tag's content is nothing a reader sees.
func holdsNoText(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

// isRuby reports whether a tag belongs to the notes on how characters are read. Each of them ends
// the one before it.
func isRuby(tag atom.Atom) bool {
	return tag == atom.Ruby || tag == atom.Rt || tag == atom.Rp || tag == atom.Rb || tag == atom.Rtc
}

// isInline reports whether a tag stands within a line, so that the text reads on across it.
func isInline(tag atom.Atom) bool {
	switch tag {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn,
		atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Rtc, atom.Ruby,
		atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr:
		return true
	}
	return false
}

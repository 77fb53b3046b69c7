package byline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isName reports whether s looks like a person's name, or is a pen name on the list.
func (r *rules) isName(s string) bool {
	if r.isPenName(s) {
		return true
	}
	if strings.ContainsAny(s, dots) {
		return isDotted(s)
	}
	runes := []rune(s)
	for _, c := range runes {
		if !unicode.Is(unicode.Han, c) {
			return false
		}
	}
	if len(runes) < 2 || len(runes) > 4 {
		return false
	}
	if r.compound[string(runes[:2])] && len(runes) > 2 {
		return true
	}
	return len(runes) < 4 && r.surnames[runes[0]] || len(runes) > 2 && r.otherName(s)
}

// dots are the signs that stand between the parts of a name that is no Han name.
const dots = "·•・‧∙"

// isDotted reports whether s is a name of two to five parts with dots between them.
func isDotted(s string) bool {
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(dots, c) })
	for _, p := range parts {
		for _, c := range p {
			if !unicode.Is(unicode.Han, c) {
				return false
			}
		}
		if n := utf8.RuneCountInString(p); n > 8 {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return len(parts) > 1 && len(parts) < 6 && !strings.ContainsRune(dots, first) &&
		!strings.ContainsRune(dots, last)
}

// otherName reports whether s begins as names of Tibetans and Mongols often do.
func (r *rules) otherName(s string) bool {
	for _, start := range r.otherStarts {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// isPenName reports whether s is a pen name of a paper (钟声) or how it signs for itself
// (本报评论员).
func (r *rules) isPenName(s string) bool {
	return r.penNames[s] || len(s) < 60 && r.institution.MatchString(s)
}

package byline

import (
	"strings"
	"unicode/utf8"
)

// isSeparator holds for what stands between names, and for the signs that stand before the first.
func isSeparator(c rune) bool {
	return isSpace(c) || strings.ContainsRune("、，,；;/|丨｜■□●○◆◇▲△★☆◎※", c)
}

// isHard holds for a separator that no name goes on after.
func isHard(c rune) bool { return isSeparator(c) && !isSpace(c) }

// people reads the names in a list such as 新华社记者甲、乙，通讯员 丙. It returns nil where anything
// in it is neither a name nor one of the words that stand before names. Where outlet is not empty
// it is the affiliation of those who have no other.
func (r *rules) people(s, outlet string) []Byline {
	if s = strings.TrimFunc(s, isSeparator); r.isPenName(s) {
		return []Byline{{Name: s}}
	}
	p := peopleReader{rules: r, outlet: outlet}
	for s != "" && !p.failed {
		start, end := nextToken(s)
		if start == end {
			break
		}
		p.token(s[start:end], strings.IndexFunc(s[:start], isHard) >= 0)
		s = s[end:]
	}
	p.finish()
	if p.failed {
		return nil
	}
	return p.found
}

// nextToken is the next stretch of s without a separator.
func nextToken(s string) (start, end int) {
	start = strings.IndexFunc(s, func(c rune) bool { return !isSeparator(c) })
	if start < 0 {
		return 0, 0
	}
	if n := strings.IndexFunc(s[start:], isSeparator); n >= 0 {
		return start, start + n
	}
	return start, len(s)
}

// peopleReader puts names together from the tokens of a list.
type peopleReader struct {
	*rules
	outlet string
	half   string // a character or a surname of two that waits for the rest of its name
	found  []Byline
	failed bool
}

// token takes a token: a word such as 新华社记者 with or without a name behind it, a name, or a part
// of one. hard says that more than a space stands before it.
func (p *peopleReader) token(t string, hard bool) {
	if hard {
		p.finish()
	}
	if at := p.role.FindStringSubmatchIndex(t); at != nil && !p.penNames[t] {
		p.finish()
		p.office(t[:at[0]])
		if t = t[at[1]:]; t == "" {
			return
		}
	}
	if p.outlets[t] {
		p.finish()
		p.office(t)
		return
	}
	p.name(t)
}

// office takes what stands before 记者: whose they are. What means the paper itself is no
// affiliation; its source says that.
func (p *peopleReader) office(s string) {
	s = p.qualifier.ReplaceAllString(s, "")
	switch {
	case s == "":
	case p.isName(s) || utf8.RuneCountInString(s) > 16:
		p.failed = true
	case p.own.MatchString(s):
		p.outlet = ""
	default:
		p.outlet = s
	}
}

// name takes a name, or a part of one that is set with spaces.
func (p *peopleReader) name(t string) {
	if strings.ContainsRune(t, utf8.RuneError) { // a damaged name is nobody's
		p.half = ""
		return
	}
	if p.half != "" {
		if utf8.RuneCountInString(t) <= 2 && p.isName(p.half+t) {
			t, p.half = p.half+t, ""
		} else {
			p.finish()
		}
	}
	n := utf8.RuneCountInString(t)
	if n == 1 || p.compound[t] {
		p.half = t
		return
	}
	if !p.isName(t) {
		p.failed = true
		return
	}
	p.found = append(p.found, Byline{Name: t, Affiliation: p.outlet})
}

// finish ends a name that waits for its rest.
func (p *peopleReader) finish() {
	if p.half != "" {
		p.failed = true
	}
	p.half = ""
}

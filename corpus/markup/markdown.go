package markup

import (
	"slices"
	"strings"
)

// Markdown marks the signs of Markdown, and the HTML in it. Captions and the words of links stay
// counted. Emphasis, links and the signs of a quotation join what stands around them; all else ends
// a paragraph.
//
// It reads the text line by line and knows no block structure: what it takes for a sign is a sign
// in nearly all texts that are prose, and a sign too many costs nothing, because signs are not Han.
func Markdown(text string) []Mark {
	m := markdownMarker{text: text}
	if strings.ContainsAny(text, "<&") {
		m.marks = HTML(text)
		m.html = slices.Clone(m.marks)
	}
	for start := 0; start < len(text); {
		end, next := len(text), len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end, next = start+n, start+n+1
		}
		for end > start && (text[end-1] == '\r' || text[end-1] == ' ' || text[end-1] == '\t') {
			end--
		}
		m.line(start, end)
		start = next
	}
	return m.marks
}

type markdownMarker struct {
	text  string
	marks []Mark
	html  []Mark // sorted; nothing is a sign of Markdown inside of them
	past  int    // marks of html that were passed
	depth int    // links around what is marked now
}

// The words of a link are at most maxWords bytes long, its target and a shortcode at most maxTarget
// (percent signs make long addresses of Han), and a link lies in at most maxLinks others, so that a
// text of brackets cannot hold up a run.
const maxWords, maxTarget, maxLinks = 512, 2 << 10, 4

func (m *markdownMarker) mark(start, end int, joins bool) {
	m.marks = append(m.marks, Mark{Start: start, End: end, Joins: joins})
}

// line marks one line, blanks at its end cut off.
func (m *markdownMarker) line(start, end int) {
	i := m.skipBlanks(start, end)
	if i < end && m.text[i] == '>' {
		for i < end && (m.text[i] == '>' || m.text[i] == ' ' || m.text[i] == '\t') {
			i++
		}
		m.mark(start, i, true)
		start = i
	}
	rest := m.text[i:end]
	switch {
	case rest == "":
		return
	case isRule(rest), isDefinition(rest):
		m.mark(start, end, false)
		return
	}
	if n := signLength(rest); n > 0 {
		m.mark(start, i+n, false)
		i += n
		if closing := len(strings.TrimRight(m.text[i:end], "#")); rest[0] == '#' && closing < end-i {
			m.mark(i+closing, end, false)
			end = i + closing
		}
	} else if rest[0] == '|' && rest[len(rest)-1] == '|' {
		for at := i; at < end; at++ {
			if m.text[at] == '|' {
				m.mark(at, at+1, false)
			}
		}
	}
	m.inline(i, end)
}

func (m *markdownMarker) skipBlanks(i, end int) int {
	for i < end && (m.text[i] == ' ' || m.text[i] == '\t') {
		i++
	}
	return i
}

// isRule reports whether a line is a rule, the underline of a heading or of a table's head, or a
// fence around code.
func isRule(line string) bool {
	switch line[0] {
	case '`', '~':
		return strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")
	case '-', '*', '_', '=':
		return len(line) >= 3 && strings.Trim(line, line[:1]+" ") == ""
	case '|', ':':
		return strings.Contains(line, "--") && strings.Trim(line, "|:- ") == ""
	}
	return false
}

// isDefinition reports whether a line only says where a link of another line leads: [1]: https://…
func isDefinition(line string) bool {
	name, target, ok := strings.Cut(line, "]: ")
	return ok && len(name) > 1 && name[0] == '[' && name[1] != '^' && !strings.ContainsAny(name[1:], "[]") && strings.Contains(target, "/")
}

// signLength is the length of the sign, with its blank, that makes a line a heading or an item of a
// list.
func signLength(line string) int {
	i := 0
	switch c := line[0]; {
	case c == '#':
		for i < len(line) && i < 6 && line[i] == '#' {
			i++
		}
	case c == '-' || c == '*' || c == '+':
		i = 1
	case c >= '0' && c <= '9':
		for i < len(line) && i < 3 && line[i] >= '0' && line[i] <= '9' {
			i++
		}
		if i == len(line) || line[i] != '.' && line[i] != ')' {
			return 0
		}
		i++
	default:
		return 0
	}
	for _, blank := range []string{" ", "\t", "\u3000"} {
		if strings.HasPrefix(line[i:], blank) {
			return i + len(blank)
		}
	}
	return 0
}

// inline marks the signs within a line.
func (m *markdownMarker) inline(i, end int) {
	for i < end {
		for m.past < len(m.html) && m.html[m.past].End <= i {
			m.past++
		}
		if m.past < len(m.html) && m.html[m.past].Start <= i {
			i = m.html[m.past].End
			continue
		}
		switch c := m.text[i]; c {
		case '*', '`', '_', '~':
			n := i + 1
			for n < end && m.text[n] == c {
				n++
			}
			if n-i > 1 || c == '*' || c == '`' {
				m.mark(i, n, true)
			}
			i = n
		case '\\':
			if i+1 < end && isPunctuation(m.text[i+1]) {
				m.mark(i, i+1, true)
				i++
			}
			i++
		case '!':
			if words := m.bracket(i+1, end, '[', ']'); words > 0 {
				if target := m.target(words, end); target > 0 {
					m.mark(i, target, false)
					i = target
					continue
				}
			}
			i++
		case '[':
			i = m.link(i, end)
		case ':':
			i = m.url(i, end)
		case '{':
			i = m.shortcode(i, end)
		default:
			i++
		}
	}
}

func isPunctuation(c byte) bool {
	return strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}

// bracket is the place after the bracket that closes the one at i, or 0.
func (m *markdownMarker) bracket(i, end int, opens, closes byte) int {
	if i >= end || m.text[i] != opens {
		return 0
	}
	limit := maxTarget
	if opens == '[' {
		limit = maxWords
	}
	end = min(end, i+limit)
	for depth := 0; i < end; i++ {
		switch m.text[i] {
		case opens:
			depth++
		case closes:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// target is the place after the target of a link or image, which begins at i, or 0.
func (m *markdownMarker) target(i, end int) int {
	return max(m.bracket(i, end, '(', ')'), m.bracket(i, end, '[', ']'))
}

// link marks [words](target) but for the words, and [^1].
func (m *markdownMarker) link(i, end int) int {
	words := m.bracket(i, end, '[', ']')
	if words == 0 {
		return i + 1
	}
	if m.text[i+1] == '^' {
		if words < end && m.text[words] == ':' {
			words++
		}
		m.mark(i, words, true)
		return words
	}
	target := m.target(words, end)
	if target == 0 || m.depth == maxLinks {
		return i + 1
	}
	m.mark(i, i+1, true)
	m.depth++
	m.inline(i+1, words-1)
	m.depth--
	m.mark(words-1, target, true)
	return target
}

// url marks an address in plain sight, whose colon stands at i.
func (m *markdownMarker) url(i, end int) int {
	if !strings.HasPrefix(m.text[i:end], "://") {
		return i + 1
	}
	start, last := i, i
	for start > 0 && (m.text[start-1] >= 'a' && m.text[start-1] <= 'z' || m.text[start-1] >= 'A' && m.text[start-1] <= 'Z') {
		start--
	}
	for last < end && m.text[last] > ' ' && m.text[last] < 0x7f && !strings.ContainsRune("()<>\"`|\\^{}", rune(m.text[last])) {
		last++
	}
	m.mark(start, last, false)
	return last
}

// shortcode marks what a site generator replaces: {{< video … >}}.
func (m *markdownMarker) shortcode(i, end int) int {
	rest := m.text[i:min(end, i+maxTarget)]
	if !strings.HasPrefix(rest, "{{<") && !strings.HasPrefix(rest, "{{%") {
		return i + 1
	}
	n := strings.Index(rest, "}}")
	if n < 0 {
		return i + 1
	}
	m.mark(i, i+n+2, false)
	return i + n + 2
}

// FirstHeading is the first words of a text if they are a heading of the first level, and the whole
// line.
func FirstHeading(text string) (words string, line Mark) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n\u3000\ufeff"))
	first, _, _ := strings.Cut(text[start:], "\n")
	if !strings.HasPrefix(first, "#") || strings.HasPrefix(first, "##") || signLength(first) == 0 {
		return "", Mark{}
	}
	first = strings.TrimRight(first, " \t\r\u3000")
	return strings.Trim(strings.TrimRight(first[1:], "#"), " \t\u3000"), Mark{Start: start, End: start + len(first)}
}

package corpus

import (
	"regexp"
	"strings"
)

// What markdown looks like at the beginning of a line, and within one.
var (
	heading    = regexp.MustCompile(`(?m)^ {0,3}(#{1,6})[ \t\x{3000}]+([^\r\n]*?)[ \t]*#*[ \t]*\r?$`)
	lineStart  = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}[ \t\x{3000}]+|[-*+][ \t]+|[0-9]{1,3}[.)][ \t]+)`)
	quoteStart = regexp.MustCompile(`(?m)^[ \t]*(?:>[ \t]?)+`)
	wholeLine  = regexp.MustCompile("(?m)^[ \t]*(?:-{3,}|\\*{3,}|_{3,}|={3,}|(?:-[ \t]*){3,}|(?:\\*[ \t]*){3,}|```[^\r\n]*|~~~[^\r\n]*|" +
		`\[[^\]\r\n]+\]:[ \t]+\S[^\r\n]*|\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[-: \t]*)[ \t]*\r?$`)
	tableSigns = regexp.MustCompile(`(?m)^[ \t]*\|[^\r\n]*\|[ \t]*\r?$`)
	image      = regexp.MustCompile(`!\[[^\]\r\n]*\](?:\((?:[^()\r\n]|\([^()\r\n]*\))*\)|\[[^\]\r\n]*\])`)
	link       = regexp.MustCompile(`(\[)[^\[\]\r\n]*(\]\((?:[^()\r\n]|\([^()\r\n]*\))*\)|\]\[[^\]\r\n]*\])`)
	footnote   = regexp.MustCompile(`\[\^[^\]\r\n]+\]:?`)
	bareURL    = regexp.MustCompile("(?:https?|ftp)://[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'*+,;=%]+")
	shortcode  = regexp.MustCompile(`\{\{[<%].*?[%>]\}\}`)
	emphasis   = regexp.MustCompile("\\*+|__+|~~|`+|\\\\[!-/:-@\\[-`{-~]")
)

// markdownMarks marks the signs of Markdown, and the HTML in it. Captions and the words of links stay counted. Emphasis,
// links and the signs of a quotation join what stands around them; all else ends a paragraph.
func markdownMarks(text string) (marks []Mark) {
	if strings.ContainsAny(text, "<&") {
		marks = htmlMarks(text)
	}
	add := func(re *regexp.Regexp, joins bool) {
		for _, m := range re.FindAllStringIndex(text, -1) {
			marks = append(marks, Mark{m[0], m[1], joins})
		}
	}
	add(lineStart, false)
	add(wholeLine, false)
	if strings.Contains(text, ">") {
		add(quoteStart, true)
	}
	if strings.Contains(text, "://") {
		add(bareURL, false)
	}
	if strings.Contains(text, "{{") {
		add(shortcode, false)
	}
	if strings.Contains(text, "[") {
		marks = linkMarks(marks, text)
	}
	for _, m := range emphasis.FindAllStringIndex(text, -1) {
		if text[m[0]] == '\\' {
			m[1] = m[0] + 1
		}
		marks = append(marks, Mark{m[0], m[1], true})
	}
	if strings.Contains(text, "|") {
		for _, m := range tableSigns.FindAllStringIndex(text, -1) {
			for i := m[0]; i < m[1]; i++ {
				if text[i] == '|' {
					marks = append(marks, Mark{i, i + 1, false})
				}
			}
		}
	}
	return marks
}

func linkMarks(marks []Mark, text string) []Mark {
	for _, m := range image.FindAllStringIndex(text, -1) {
		marks = append(marks, Mark{m[0], m[1], false})
	}
	for _, m := range footnote.FindAllStringIndex(text, -1) {
		marks = append(marks, Mark{m[0], m[1], true})
	}
	for _, m := range link.FindAllStringSubmatchIndex(text, -1) {
		marks = append(marks, Mark{m[2], m[3], true}, Mark{m[4], m[5], true})
	}
	return marks
}

// firstHeading is the first words of a text if they are a heading of the first level, and the whole line.
func firstHeading(text string) (words string, line Mark) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n\u3000\ufeff"))
	m := heading.FindStringSubmatchIndex(text[start:])
	if m == nil || m[0] != 0 || m[3]-m[2] != 1 {
		return "", Mark{}
	}
	return text[start+m[4] : start+m[5]], Mark{start, start + m[1], false}
}

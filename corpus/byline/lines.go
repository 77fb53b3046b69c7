package byline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/corpus/markup"
)

const (
	// lineBytes is how much of a line is read, at its beginning or its end: 240 Han characters.
	lineBytes = 720
	// endBytes is how much of a text is looked at for lines, at each end.
	endBytes = 32 << 10
)

// ends returns the first and the last Lines lines of a text that are not blank. A line of the first
// is cut at its end where it is longer than the bound, one of the last at its beginning. A short
// text has lines that are among both.
func ends(text string, marks []markup.Mark) (first, last []string) {
	head, tail := text, text
	if len(text) > endBytes {
		head = text[:runeBefore(text, endBytes)]
		tail = text[runeBefore(text, len(text)-endBytes):]
	}
	if len(marks) > 0 {
		head, tail = plain(head, 0, marks), plain(tail, len(text)-len(tail), marks)
	}
	for head != "" && len(first) < Lines {
		end := lineEnd(head)
		if line := trim(head[:runeBefore(head[:end], lineBytes)]); line != "" {
			first = append(first, line)
		}
		head = strings.TrimLeft(head[end:], "\r\n")
	}
	for tail != "" && len(last) < Lines {
		tail = strings.TrimRight(tail, "\r\n")
		start := strings.LastIndexAny(tail, "\r\n") + 1
		if line := trim(tail[runeBefore(tail, max(start, len(tail)-lineBytes)):]); line != "" {
			last = append(last, line)
		}
		tail = tail[:start]
	}
	slices.Reverse(last)
	return first, last
}

// runeBefore is the last place up to i where a character begins, or the end of s.
func runeBefore(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// lineEnd is the length of the first line of s.
func lineEnd(s string) int {
	for i := range len(s) {
		if s[i] == '\n' || s[i] == '\r' {
			return i
		}
	}
	return len(s)
}

// plain is a piece of text, which begins at byte at, without what is marked in it. A mark that ends
// a paragraph is a line break.
func plain(s string, at int, marks []markup.Mark) string {
	i, _ := slices.BinarySearchFunc(marks, at, func(m markup.Mark, at int) int {
		if m.End <= at {
			return -1
		}
		return 1
	})
	var b strings.Builder
	from := 0
	for ; i < len(marks) && marks[i].Start < at+len(s); i++ {
		b.WriteString(s[from:max(from, marks[i].Start-at)])
		from = min(marks[i].End-at, len(s))
		if !marks[i].Joins {
			b.WriteByte('\n')
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

func trim(s string) string { return strings.TrimFunc(s, isSpace) }

// isSpace also holds for what has no width: a byte order mark, a zero-width space.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\v', '\f',
		'\u00a0', '\u3000', '\ufeff', '\u200b', '\u2002', '\u2003':
		return true
	}
	return false
}

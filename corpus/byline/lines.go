package byline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/corpus/markup"
)

const (
	// lineRunes is how many characters are read at the beginning and at the end of a line.
	lineRunes = 240
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
		if line := trim(firstRunes(head[:end], lineRunes)); line != "" {
			first = append(first, line)
		}
		head = strings.TrimLeft(head[end:], "\r\n")
	}
	for tail != "" && len(last) < Lines {
		tail = strings.TrimRight(tail, "\r\n")
		start := strings.LastIndexAny(tail, "\r\n") + 1
		if line := trim(lastRunes(tail[start:], lineRunes)); line != "" {
			last = append(last, line)
		}
		tail = tail[:start]
	}
	slices.Reverse(last)
	return first, last
}

// runeBefore is the last place up to i where a character begins.
func runeBefore(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
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
	case ' ', '\t', '\r', '\n', '\v', '\f', '\u00a0', '\u3000', '\ufeff', '\u200b', '\u2002', '\u2003':
		return true
	}
	return false
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

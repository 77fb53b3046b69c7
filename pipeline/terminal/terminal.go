// Package terminal writes numbers and columns of text for a terminal.
package terminal

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"
)

// Width is the width of s on a terminal, a Han character taking two columns.
func Width(s string) int { return uniseg.StringWidth(s) }

// WithNoun writes a number and its noun, in the plural where the number is not 1: 1 document, 2,000
// documents.
func WithNoun(n int64, noun string) string { return Group3(n) + " " + Plural(n, noun) }

// Plural is a noun as it stands after a number.
func Plural(n int64, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// Group3 writes a number with commas.
func Group3(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Pad fills s with spaces to a width in columns, a Han character taking two.
func Pad(s string, width int) string { return s + strings.Repeat(" ", max(width-Width(s), 0)) }

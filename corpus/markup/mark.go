// Package markup finds what of a text is kept but not counted: the tags of HTML, the signs of
// Markdown. Text is never altered; what is found are marks on it.
//
// It imports nothing of ours.
package markup

import (
	"cmp"
	"slices"
)

// Mark is a stretch of text that is kept but not counted: boilerplate, markup, a repeated heading.
// Half-open bytes. Where Joins is set the text on both sides reads on as if the stretch were not
// there (an inline tag); otherwise the stretch ends a paragraph.
type Mark struct {
	Start, End int
	Joins      bool
	// Char is the character that stands in the stretch as a reference, such as + in &#43;. It
	// counts, in the place of the stretch; 0 where there is none.
	Char rune
}

// Merge sorts marks and makes one of those that overlap: it joins only if all of them do.
func Merge(marks []Mark) []Mark {
	if len(marks) == 0 {
		return nil
	}
	slices.SortFunc(marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := marks[:0]
	for _, m := range marks {
		if m.Start >= m.End {
			continue
		}
		if n := len(out); n > 0 && m.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
			out[n-1].Joins, out[n-1].Char = out[n-1].Joins && m.Joins, 0
			continue
		}
		out = append(out, m)
	}
	return out
}

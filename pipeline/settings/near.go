package settings

import (
	"cmp"
	"slices"
	"strings"
)

// mostNamed bounds the names that a hint lists.
const mostNamed = 12

// Near is a hint at what may have been meant: the known names written most like the asked one, or,
// where none is, all that there are.
func Near(asked string, known []string) string {
	want := []rune(strings.ToLower(asked))
	distance := func(name string) int { return Edits(want, []rune(strings.ToLower(name))) }
	near := slices.DeleteFunc(slices.Clone(known), func(name string) bool {
		return distance(name) > 1+len(want)/4
	})
	slices.SortStableFunc(near, func(a, b string) int {
		return cmp.Compare(distance(a), distance(b))
	})
	switch {
	case len(near) > 0:
		return "did you mean " + strings.Join(near[:min(len(near), 3)], " or ") + "?"
	case len(known) == 0:
		return "there is none"
	case len(known) > mostNamed:
		return "there are " + strings.Join(known[:mostNamed], ", ") + " and others"
	}
	return "there is " + strings.Join(known, ", ")
}

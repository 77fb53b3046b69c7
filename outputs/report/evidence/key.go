package evidence

import (
	"fmt"
	"strings"
)

// Key names a number. Names of periods tell their types apart, so the type is not in it.
type Key struct {
	What   string // concept ID, or theme:NAME
	Group  string // attribute=value, source=ID, listed sources (see Listed), or empty for all sources
	Period string
}

// ID is the key as the ID of an element: letters, digits and hyphens stay, what else there is
// becomes its code.
func (k Key) ID() string {
	var b strings.Builder
	b.WriteString("e")
	for _, part := range []string{k.What, k.Period, k.Group} {
		if part == "" {
			continue
		}
		b.WriteByte('-')
		for _, r := range part {
			switch {
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
				b.WriteRune(r)
			default:
				fmt.Fprintf(&b, ".%x", r)
			}
		}
	}
	return b.String()
}

// over is a group made of listed sources: those that have documents in both of two periods. Sums
// over all sources would change with the mix of sources alone.
const over = "sources="

// Listed makes a group of sources; IDs hold no control characters.
func Listed(ids []string) string { return over + strings.Join(ids, "\x1f") }

// ListedIn are the sources of such a group.
func ListedIn(group string) []string {
	if ids, ok := strings.CutPrefix(group, over); ok {
		return strings.Split(ids, "\x1f")
	}
	return nil
}

// pairPrefix begins what a number of documents that mention two concepts is of.
const pairPrefix = "pair:"

// PairOf names two concepts; IDs hold no control characters.
func PairOf(a, b string) string { return pairPrefix + a + "\x1f" + b }

// PairIn are the two concepts of such a name.
func PairIn(what string) (a, b string, ok bool) {
	rest, ok := strings.CutPrefix(what, pairPrefix)
	a, b, _ = strings.Cut(rest, "\x1f")
	return a, b, ok
}

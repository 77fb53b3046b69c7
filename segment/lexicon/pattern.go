package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/segment/sentence"
)

// A phrase pattern is a literal with three additions:
//
//	(a|b)    alternatives; groups may be nested, and (a|) makes a optional
//	{m,n}    a gap of m to n tokens inside one sentence; a token that lies in the gap only partly counts
//	\        takes the special meaning from the ( ) | { } or \ that follows
//
// For example 网络(空间|)主权 stands for 网络主权 and 网络空间主权, and 维护{0,2}网络安全 also finds 维护国家网络安全. A pattern
// is expanded to every string it stands for; each is folded as texts are, so it can be written in
// any script or width.

// Bounds of a pattern. They are far above anything a person writes and keep a slip of the pen from
// filling the memory.
const (
	maxExpansions = 4096  // strings that one pattern may stand for
	maxPattern    = 10000 // bytes of one pattern
	maxGap        = 50    // tokens
)

// Gap is a stretch of min to max tokens between two literals. The zero gap is none.
type Gap struct{ Min, Max int32 }

// part is a stretch of an expanded pattern: a literal as written, or a gap where max > 0.
type part struct {
	literal string
	gap     Gap
}

// Sequence is one string that a pattern stands for: folded literals, gaps[i] between literals[i]
// and literals[i+1].
type Sequence struct {
	Literals []string
	Gaps     []Gap
}

// String writes the sequence as a pattern.
func (s Sequence) String() string {
	var b strings.Builder
	for i, l := range s.Literals {
		if i > 0 {
			fmt.Fprintf(&b, "{%d,%d}", s.Gaps[i-1].Min, s.Gaps[i-1].Max)
		}
		b.WriteString(l)
	}
	return b.String()
}

// expand is every sequence that pattern stands for, folded, without repetitions, in the order
// written.
func expand(pattern string) ([]Sequence, error) {
	if !utf8.ValidString(pattern) {
		return nil, fmt.Errorf("not UTF-8")
	}
	if len(pattern) > maxPattern {
		return nil, fmt.Errorf("longer than %d bytes: split it into several phrases", maxPattern)
	}
	p := patternParser{in: []rune(pattern)}
	expansions, err := p.sequence(false)
	if err != nil {
		return nil, err
	}
	var all []Sequence
	seen := map[string]bool{}
	for _, parts := range expansions {
		s, err := foldParts(parts)
		if err != nil {
			return nil, err
		}
		if key := s.String(); !seen[key] {
			seen[key] = true
			all = append(all, s)
		}
	}
	return all, nil
}

// Wordings are the strings that a phrase pattern stands for, folded. One with a gap is none of
// them: anything may fill it.
func Wordings(pattern string) (wordings []string, err error) {
	all, err := expand(pattern)
	for _, s := range all {
		if len(s.Gaps) == 0 {
			wordings = append(wordings, s.Literals[0])
		}
	}
	return wordings, err
}

// foldParts joins adjacent literals, folds them, and refuses what can never match.
func foldParts(parts []part) (Sequence, error) {
	var s Sequence
	for i := 0; i < len(parts); {
		if g := parts[i].gap; g.Max > 0 {
			if len(s.Literals) == 0 {
				return s, fmt.Errorf("starts with the gap {%d,%d}: a gap must be between two literals", g.Min, g.Max)
			}
			if i > 0 && parts[i-1].gap.Max > 0 {
				return s, fmt.Errorf("two gaps in a row: write one")
			}
			s.Gaps = append(s.Gaps, g)
			i++
			continue
		}
		var literal strings.Builder
		for ; i < len(parts) && parts[i].gap.Max == 0; i++ {
			literal.WriteString(parts[i].literal)
		}
		folded, err := foldLiteral(literal.String())
		if err != nil {
			return s, err
		}
		s.Literals = append(s.Literals, folded)
	}
	switch {
	case len(s.Literals) == 0:
		return s, fmt.Errorf("matches the empty string: not everything in it may be optional")
	case len(s.Gaps) == len(s.Literals):
		g := s.Gaps[len(s.Gaps)-1]
		return s, fmt.Errorf("ends with the gap {%d,%d}: a gap must be between two literals", g.Min, g.Max)
	}
	return s, nil
}

func foldLiteral(literal string) (string, error) {
	first, _ := utf8.DecodeRuneInString(literal)
	last, _ := utf8.DecodeLastRuneInString(literal)
	folded := sentence.Fold(literal)
	switch {
	case unicode.IsSpace(first) || unicode.IsSpace(last):
		return "", fmt.Errorf("white space at an edge of %q is never part of a match: remove it, or use boundary: token", literal)
	case folded == "":
		return "", fmt.Errorf("%q is empty after normalization: it can never match", literal)
	case strings.Contains(folded, "\n"):
		return "", fmt.Errorf("%q contains the end of a sentence: it can never match", literal)
	}
	return folded, nil
}

type patternParser struct {
	in  []rune
	pos int
}

// sequence reads up to the end, or, within a group, up to the | or ) that ends it, which it leaves.
func (p *patternParser) sequence(inGroup bool) ([][]part, error) {
	all := [][]part{nil}
	for p.pos < len(p.in) {
		var next [][]part
		var err error
		switch r := p.in[p.pos]; r {
		case '|', ')':
			if inGroup {
				return all, nil
			}
			return nil, p.errorf(p.pos, "%q outside a group: put alternatives in ( ), or write \\%c for the character", r, r)
		case '(':
			next, err = p.group()
		case '{':
			next, err = p.gap()
		default:
			next, err = p.literal()
		}
		if err != nil {
			return nil, err
		}
		if len(all)*len(next) > maxExpansions {
			return nil, fmt.Errorf("expands to more than %d strings: split it into several phrases", maxExpansions)
		}
		all = product(all, next)
	}
	return all, nil
}

// group reads (a|b|…).
func (p *patternParser) group() ([][]part, error) {
	opened := p.pos
	var all [][]part
	for {
		p.pos++ // the ( or |
		alternatives, err := p.sequence(true)
		if err != nil {
			return nil, err
		}
		if p.pos == len(p.in) {
			return nil, p.errorf(opened, "( is never closed: add ), or write \\( for the character")
		}
		if all = append(all, alternatives...); len(all) > maxExpansions {
			return nil, fmt.Errorf("expands to more than %d strings: split it into several phrases", maxExpansions)
		}
		if p.in[p.pos] == ')' {
			p.pos++
			return all, nil
		}
	}
}

// gap reads {m,n}.
func (p *patternParser) gap() ([][]part, error) {
	opened := p.pos
	length := slices.Index(p.in[opened:], '}')
	if length < 0 {
		return nil, p.errorf(opened, "{ is never closed: add }, or write \\{ for the character")
	}
	p.pos += length + 1
	written := string(p.in[opened:p.pos])
	low, high, ok := strings.Cut(strings.Trim(written, "{}"), ",")
	m, errLow := strconv.ParseUint(low, 10, 16)
	n, errHigh := strconv.ParseUint(high, 10, 16)
	switch {
	case !ok || errLow != nil || errHigh != nil:
		return nil, p.errorf(opened, "%s is not a gap: write {m,n}, for m to n tokens", written)
	case m > n || n == 0 || n > maxGap:
		return nil, p.errorf(opened, "%s is not a valid gap: want m <= n and n from 1 to %d", written, maxGap)
	}
	return [][]part{{{gap: Gap{int32(m), int32(n)}}}}, nil
}

// literal reads up to the next special character.
func (p *patternParser) literal() ([][]part, error) {
	var b strings.Builder
	for ; p.pos < len(p.in) && !strings.ContainsRune("(|){", p.in[p.pos]); p.pos++ {
		switch r := p.in[p.pos]; r {
		case '}':
			return nil, p.errorf(p.pos, "} without {: write \\} for the character")
		case '\\':
			p.pos++
			if p.pos == len(p.in) || !strings.ContainsRune(`(|){}\`, p.in[p.pos]) {
				return nil, p.errorf(p.pos-1, `\ stands only before ( ) | { } or \: write \\ for the character`)
			}
		}
		b.WriteRune(p.in[p.pos])
	}
	return [][]part{{{literal: b.String()}}}, nil
}

// errorf places an error at a character of the pattern, counted from 1.
func (p *patternParser) errorf(at int, format string, args ...any) error {
	return fmt.Errorf("at character %d: "+format, append([]any{at + 1}, args...)...)
}

// product is every a followed by every b.
func product(as, bs [][]part) [][]part {
	all := make([][]part, 0, len(as)*len(bs))
	for _, a := range as {
		for _, b := range bs {
			all = append(all, slices.Concat(a, b))
		}
	}
	return all
}

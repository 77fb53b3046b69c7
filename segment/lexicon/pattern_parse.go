package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

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
			return nil, p.errorf(p.pos,
				"%q outside a group: put alternatives in ( ), or write \\%c for the character", r, r)
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
			return nil, fmt.Errorf("expands to more than %d strings: split it into several phrases",
				maxExpansions)
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
			return nil, fmt.Errorf("expands to more than %d strings: split it into several phrases",
				maxExpansions)
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
		return nil, p.errorf(opened,
			"%s is not a valid gap: want m <= n and n from 1 to %d", written, maxGap)
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
				return nil, p.errorf(p.pos-1,
					`\ stands only before ( ) | { } or \: write \\ for the character`)
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

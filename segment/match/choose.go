package match

import (
	"cmp"
	"slices"

	"tifa/segment/sentence"
)

// sortExcepts makes counts fast: a stretch lies inside one of a concept's spans if the reach of the
// last span that starts no later than it is no smaller than its end.
func (f *Finder) sortExcepts() {
	slices.SortFunc(f.excepts, func(a, b exceptSpan) int {
		return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(a.start, b.start))
	})
	for i := range f.excepts {
		e := &f.excepts[i]
		e.reach = e.end
		if i > 0 && f.excepts[i-1].concept == e.concept {
			e.reach = max(e.reach, f.excepts[i-1].reach)
		}
	}
}

// counts says whether a match passes its concept's boundary, excepts and conditions.
func (f *Finder) counts(s *sentence.Sentence, c candidate) bool {
	if f.m.tokens[c.concept] && (!s.Edge(c.start) || !s.Edge(c.end)) {
		return false
	}
	after, _ := slices.BinarySearchFunc(f.excepts, c, func(e exceptSpan, c candidate) int {
		if e.concept < c.concept || e.concept == c.concept && e.start <= c.start {
			return -1
		}
		return 1
	})
	if after > 0 && f.excepts[after-1].concept == c.concept && f.excepts[after-1].reach >= c.end {
		return false
	}
	if o := f.only; o != nil {
		return c.concept == o.concept && c.start == o.start && c.end == o.end
	}
	return !f.m.conditional || f.holds(s, c)
}

// chooseMentions keeps the leftmost-longest candidates of each concept.
func (f *Finder) chooseMentions() {
	slices.SortFunc(f.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(a.start, b.start),
			cmp.Compare(b.end, a.end),
			cmp.Compare(a.pattern, b.pattern))
	})
	kept := f.candidates[:0]
	for _, c := range f.candidates {
		if n := len(kept); n > 0 && kept[n-1].concept == c.concept && c.start < kept[n-1].end {
			continue
		}
		c.theme = f.m.themes[c.concept]
		kept = append(kept, c)
	}
	f.candidates = kept
}

// chooseInTheme marks the leftmost-longest mentions of each theme.
func (f *Finder) chooseInTheme() {
	slices.SortFunc(f.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.theme, b.theme), cmp.Compare(a.start, b.start),
			cmp.Compare(b.end, a.end),
			cmp.Compare(a.concept, b.concept))
	})
	theme, end := int32(-1), int32(0)
	for i := range f.candidates {
		c := &f.candidates[i]
		if c.theme != theme {
			theme, end = c.theme, 0
		}
		if c.inTheme = theme >= 0 && c.start >= end; c.inTheme {
			end = c.end
		}
	}
}

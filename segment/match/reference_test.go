package match

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa/segment/engine"
	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// The reference matcher: rules 1 to 3 of Find, taken literally. It tries every stretch of the
// sentence against the tree of every pattern, and knows no expansion, no automaton and no shortcut.

// refPattern is one element of a pattern.
type refPattern struct {
	kind     string // literal, group, gap
	literal  string
	branches [][]refPattern // of a group
	min, max int
}

func (p refPattern) write() string {
	switch p.kind {
	case "literal":
		return p.literal
	case "gap":
		return fmt.Sprintf("{%d,%d}", p.min, p.max)
	}
	var alternatives []string
	for _, b := range p.branches {
		alternatives = append(alternatives, writeAll(b))
	}
	return "(" + strings.Join(alternatives, "|") + ")"
}

func writeAll(ps []refPattern) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.write())
	}
	return b.String()
}

// refMatches says whether the elements match exactly Fold[from:to].
func refMatches(s *sentence.Sentence, ps []refPattern, from, to int) bool {
	if len(ps) == 0 {
		return from == to
	}
	for mid := from; mid <= to; mid++ {
		if refElement(s, ps[0], from, mid) && refMatches(s, ps[1:], mid, to) {
			return true
		}
	}
	return false
}

func refElement(s *sentence.Sentence, p refPattern, from, to int) bool {
	switch p.kind {
	case "literal":
		return string(s.Fold[from:to]) == p.literal
	case "gap":
		n := 0
		for _, t := range s.Tokens {
			if int(t.Start) < to && int(t.End) > from && from < to {
				n++
			}
		}
		return n >= p.min && n <= p.max
	}
	return slices.ContainsFunc(p.branches, func(b []refPattern) bool { return refMatches(s, b, from, to) })
}

type refConcept struct {
	id, theme string
	phrases   [][]refPattern
	except    []string
	token     bool
	lexicon.Conditions
}

func (c refConcept) concept() lexicon.Concept {
	out := lexicon.Concept{ID: c.id, Theme: c.theme, Except: c.except, Boundary: lexicon.BoundaryNone,
		Conditions: c.Conditions}
	if c.token {
		out.Boundary = lexicon.BoundaryToken
	}
	for _, p := range c.phrases {
		out.Phrases = append(out.Phrases, writeAll(p))
	}
	return out
}

// refMention is a Mention that names its concept.
type refMention struct {
	ID                  string
	Pattern, Start, End int
	Aligned, InTheme    bool
}

func refEdge(s *sentence.Sentence, at int) bool {
	for _, t := range s.Tokens {
		if int(t.Start) == at || int(t.End) == at {
			return true
		}
	}
	return false
}

// refCounts is what the concept's boundary, excepts and conditions leave.
func refCounts(d *refDocument, s *sentence.Sentence, c refConcept, start, end int) bool {
	if c.token && (!refEdge(s, start) || !refEdge(s, end)) {
		return false
	}
	for _, e := range c.except {
		for i := 0; i <= start; i++ {
			j := i + len([]rune(e))
			if j >= end && j <= len(s.Fold) && string(s.Fold[i:j]) == e {
				return false
			}
		}
	}
	return refHolds(d, s, c, start, end)
}

func refMentionsOf(d *refDocument, s *sentence.Sentence, c refConcept) []refMention {
	var mentions []refMention
	n := len(s.Fold)
	for start := 0; start < n; start++ {
		for end := n; end > start; end-- {
			pattern := slices.IndexFunc(c.phrases, func(p []refPattern) bool { return refMatches(s, p, start, end) })
			if pattern >= 0 && refCounts(d, s, c, start, end) {
				mentions = append(mentions, refMention{c.id, pattern, start, end, refEdge(s, start) && refEdge(s, end), false})
				start = end - 1
				break
			}
		}
	}
	return mentions
}

func refFind(d *refDocument, s *sentence.Sentence, concepts []refConcept) []refMention {
	var all []refMention
	theme := map[string]string{}
	for _, c := range concepts {
		theme[c.id] = c.theme
		all = append(all, refMentionsOf(d, s, c)...)
	}
	// leftmost, longest, smallest ID first
	sort.Slice(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		if a.End != b.End {
			return a.End > b.End
		}
		return a.ID < b.ID
	})
	end := map[string]int{}
	for i := range all {
		if name := theme[all[i].ID]; name != "" && all[i].Start >= end[name] {
			all[i].InTheme, end[name] = true, all[i].End
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Start == all[j].Start && all[i].End < all[j].End })
	return all
}

// Generators: four characters, so that everything overlaps with everything.

const refAlphabet = "网络主权"

func drawText(t *rapid.T, label string, least, most int) string {
	return string(rapid.SliceOfN(rapid.SampledFrom([]rune(refAlphabet)), least, most).Draw(t, label))
}

func drawElements(t *rapid.T, depth int) []refPattern {
	var ps []refPattern
	for range rapid.IntRange(1, 3).Draw(t, "elements") {
		if depth == 0 || rapid.IntRange(0, 2).Draw(t, "kind") > 0 {
			ps = append(ps, refPattern{kind: "literal", literal: drawText(t, "literal", 1, 2)})
			continue
		}
		g := refPattern{kind: "group"}
		for range rapid.IntRange(1, 3).Draw(t, "branches") {
			if rapid.IntRange(0, 3).Draw(t, "empty") == 0 {
				g.branches = append(g.branches, nil)
			} else {
				g.branches = append(g.branches, drawElements(t, depth-1))
			}
		}
		ps = append(ps, g)
	}
	return ps
}

// drawPattern draws one that cannot be empty: a literal, and perhaps more after it, with or without
// a gap.
func drawPattern(t *rapid.T) []refPattern {
	ps := []refPattern{{kind: "literal", literal: drawText(t, "first", 1, 2)}}
	for range rapid.IntRange(0, 2).Draw(t, "more") {
		if rapid.Bool().Draw(t, "gap") {
			low := rapid.IntRange(0, 2).Draw(t, "low")
			ps = append(ps, refPattern{kind: "gap", min: low, max: max(1, low+rapid.IntRange(0, 2).Draw(t, "width"))})
			ps = append(ps, refPattern{kind: "literal", literal: drawText(t, "after", 1, 2)})
		}
		ps = append(ps, drawElements(t, 2)...)
	}
	return ps
}

func drawConcepts(t *rapid.T) []refConcept {
	var all []refConcept
	for i := range rapid.IntRange(1, 5).Draw(t, "concepts") {
		c := refConcept{id: fmt.Sprintf("c%d", i), theme: rapid.SampledFrom([]string{"", "t", "u"}).Draw(t, "theme")}
		c.token = rapid.IntRange(0, 3).Draw(t, "token") == 0
		for range rapid.IntRange(1, 3).Draw(t, "phrases") {
			c.phrases = append(c.phrases, drawPattern(t))
		}
		for range rapid.IntRange(0, 2).Draw(t, "excepts") {
			c.except = append(c.except, drawText(t, "except", 1, 4))
		}
		all = append(all, c)
	}
	return all
}

func drawSentence(t *rapid.T) *sentence.Sentence {
	s := &sentence.Sentence{Fold: []rune(drawText(t, "text", 1, 14))}
	s.Tokens = drawTokens(t, len(s.Fold))
	return s
}

func drawTokens(t *rapid.T, n int) (tokens []engine.Token) {
	for at := 0; at < n; {
		end := min(at+rapid.IntRange(1, 4).Draw(t, "token"), n)
		tokens = append(tokens, engine.Token{Start: int32(at), End: int32(end)})
		at = end
	}
	return tokens
}

func matcherOf(t *rapid.T, concepts []refConcept) *Matcher {
	l := &lexicon.Lexicon{Title: "drawn"}
	for _, c := range concepts {
		l.Concepts = append(l.Concepts, c.concept())
	}
	m, err := NewMatcher(l)
	if err != nil && strings.Contains(err.Error(), "expands to more than") {
		t.Skip(err) // rapid draws another
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func named(m *Matcher, mentions []Mention) []refMention {
	var all []refMention
	for _, x := range mentions {
		all = append(all, refMention{m.Concepts[x.Concept].ID, int(x.Pattern), int(x.Start), int(x.End), x.Aligned, x.InTheme})
	}
	return all
}

func TestFindEqualsReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		concepts := drawConcepts(t)
		m := matcherOf(t, concepts)
		f := m.Finder()
		for range 3 {
			s := drawSentence(t)
			got, want := named(m, f.Find(s)), refFind(nil, s, concepts)
			if !slices.Equal(got, want) {
				t.Fatalf("text %s, tokens %v\nconcepts %v\n got %v\nwant %v", string(s.Fold), s.Tokens, m.Concepts, got, want)
			}
		}
	})
}

func TestConceptsAreIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		concepts := drawConditional(t)
		s := drawSentence(t)
		together := matcherOf(t, concepts)
		all := named(together, together.Finder().Find(s))
		for _, c := range concepts {
			alone := matcherOf(t, []refConcept{c})
			want := named(alone, alone.Finder().Find(s))
			var got []refMention
			for _, x := range all {
				if x.ID == c.id {
					got = append(got, x)
				}
			}
			for i := range want { // a theme is shared
				want[i].InTheme = false
			}
			for i := range got {
				got[i].InTheme = false
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s: %v alone, %v among others", c.id, want, got)
			}
		}
	})
}

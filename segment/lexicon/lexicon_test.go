package lexicon

import (
	"fmt"
	"strings"
	"testing"
)

const someLexicon = `title: Some
concepts:
  - id: cybersovereignty
    theme: sovereignty
    zh: 网络主权
    phrases:
      - 网络主权
      - "互联网主权"
    boundary: token
    cite: |
      a book
  - {id: n_007, phrases: [007, yes]}
`

func TestParseLexicon(t *testing.T) {
	l, err := Parse("l.yaml", []byte(someLexicon))
	if err != nil {
		t.Fatal(err)
	}
	c := l.Concepts[0]
	if l.Title != "Some" || c.ID != "cybersovereignty" || c.Theme != "sovereignty" || c.Zh != "网络主权" ||
		len(c.Phrases) != 2 || c.Phrases[1] != "互联网主权" || c.Boundary != BoundaryToken || c.Cite != "a book" {
		t.Errorf("%+v", l)
	}
	if c.at.line != 3 || c.lines["phrases"][1].line != 8 {
		t.Errorf("lines %d and %v", c.at.line, c.lines["phrases"])
	}
	if p := l.Concepts[1].Phrases; p[0] != "007" || p[1] != "yes" {
		t.Errorf("%q: want them as they are written", p)
	}
}

// Each row breaks the lexicon in one place; the last one in several.
func TestParseLexiconRefuses(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"title: Some", "titel: Some", `l.yaml:1: unknown key "titel": a lexicon has the keys title, extends, remove, concepts`},
		{"theme:", "themes:", `l.yaml:4: unknown key "themes": a concept has the keys id, override, theme`},
		{"id: n_007", "id: cybersovereignty", `l.yaml:12: concept "cybersovereignty" is already defined (l.yaml:3)`},
		{"id: n_007", "id: N-7", `l.yaml:12: id "N-7": use lower-case letters`},
		{"id: n_007, ", "", `l.yaml:12: concept without id`},
		{"theme: sovereignty", "theme: State Sovereignty", `l.yaml:3: theme "State Sovereignty"`},
		{"[007, yes]", "[]", `l.yaml:12: concept "n_007" has no phrases`},
		{"[007, yes]", "seven", `l.yaml:12: phrases: want a list`},
		{"[007, yes]", "[{a: b}]", `l.yaml:12: phrases: want text`},
		{"[007, yes]", `["(a"]`, `l.yaml:12: phrase "(a": at character 1: ( is never closed`},
		{`"互联网主权"`, `"互联网(主权"`, `l.yaml:8: phrase "互联网(主权": at character 4`},
		{"[007, yes]", `[a], except: ["b{0,1}c"]`, `l.yaml:12: except "b{0,1}c": a gap is not possible here`},
		{"boundary: token", "boundary: word", `l.yaml:3: boundary "word": write none or token`},
		{"  - {id: n_007, phrases: [007, yes]}", "  - n_007", `l.yaml:12: want a concept with the keys`},
		{"    zh: 网络主权", "    zh: 网络主权\n    zh: 主权", `l.yaml:6: mapping key "zh" already defined`},
		{"title: Some", "title: [Some", "l.yaml:"},
		{someLexicon, "", "l.yaml:1: no concepts"},
		{someLexicon, "title: x\nconcepts:\n", "l.yaml:1: no concepts"},
		{someLexicon, someLexicon + "---\n" + someLexicon, "l.yaml:14: a second document"},
		{"Some", "\xff", "l.yaml:1: not UTF-8"},
	} {
		broken := strings.Replace(someLexicon, c.old, c.new, 1)
		if _, err := Parse("l.yaml", []byte(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
	broken := strings.NewReplacer("theme:", "themes:", "007", "(", "token", "word").Replace(someLexicon)
	if _, err := Parse("l.yaml", []byte(broken)); err == nil || strings.Count(err.Error(), "l.yaml:") != 4 {
		t.Errorf("%v\nwant the unknown key, the id, the phrase and the boundary", err)
	}
}

// Patterns that stand for a million strings in all are refused before they are compiled: they took
// 41 seconds. The message names the concept.
func TestParseLexiconIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("concepts:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "- {id: c%d, phrases: ['%s']}\n", i, strings.Repeat("(甲|乙|丙|丁)", 6))
	}
	_, err := Parse("big.yaml", []byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "big.yaml:26: phrase") {
		t.Errorf("300 patterns of 4,096 strings: %v", err)
	}
	one := "concepts:\n- id: a\n  phrases:\n" + strings.Repeat("  - '(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)'\n", 20_000)
	if _, err := Parse("one.yaml", []byte(one)); err == nil || !strings.Contains(err.Error(), "one.yaml:28: phrase") {
		t.Errorf("one concept of 20,000 such patterns: %v", err)
	}
	deep := "title: " + strings.Repeat("[", 200_000)
	if _, err := Parse("deep.yaml", []byte(deep)); err == nil || !strings.Contains(err.Error(), "nested") {
		t.Errorf("200,000 brackets: %v", err)
	}
}

package segment

import (
	"fmt"
	"os"
	"path/filepath"
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
	l, err := ParseLexicon("l.yaml", []byte(someLexicon))
	if err != nil {
		t.Fatal(err)
	}
	c := l.Concepts[0]
	if l.Title != "Some" || c.ID != "cybersovereignty" || c.Theme != "sovereignty" || c.Zh != "网络主权" ||
		len(c.Phrases) != 2 || c.Phrases[1] != "互联网主权" || c.Boundary != BoundaryToken || c.Cite != "a book" {
		t.Errorf("%+v", l)
	}
	if c.line != 3 || c.phraseLines[1] != 8 {
		t.Errorf("lines %d and %v", c.line, c.phraseLines)
	}
	if p := l.Concepts[1].Phrases; p[0] != "007" || p[1] != "yes" {
		t.Errorf("%q: want them as they are written", p)
	}
}

// Each row breaks the lexicon in one place; the last one in several.
func TestParseLexiconRefuses(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"title: Some", "titel: Some", `l.yaml:1: unknown key "titel": a lexicon has the keys title, concepts`},
		{"theme:", "themes:", `l.yaml:4: unknown key "themes": a concept has the keys id, theme`},
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
		if _, err := ParseLexicon("l.yaml", []byte(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
	broken := strings.NewReplacer("theme:", "themes:", "007", "(", "token", "word").Replace(someLexicon)
	if _, err := ParseLexicon("l.yaml", []byte(broken)); err == nil || strings.Count(err.Error(), "l.yaml:") != 4 {
		t.Errorf("%v\nwant the unknown key, the id, the phrase and the boundary", err)
	}
}

func TestNewMatcherRefusesOneIDTwice(t *testing.T) {
	a, errA := ParseLexicon("a.yaml", []byte("concepts: [{id: x, phrases: [a]}]"))
	b, errB := ParseLexicon("b.yaml", []byte("concepts:\n- {id: x, phrases: [b]}"))
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	_, err := NewMatcher(a, b)
	if want := `b.yaml:2: concept "x" is already defined (a.yaml:1)`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v; want %s", err, want)
	}
}

// The built-in lexicon is complete, and Check finds nothing in it but what was looked at.
func TestBuiltInLexicon(t *testing.T) {
	l := BuiltInLexicon()
	themes := map[string]int{}
	for _, c := range l.Concepts {
		themes[c.Theme]++
		if c.Zh == "" || c.Pinyin == "" || c.En == "" || c.Cite == "" {
			t.Errorf("%s: without zh, pinyin, en or cite", c.ID)
		}
	}
	for _, theme := range []string{"threat", "attacks", "warfare", "sovereignty", "self_reliance", "law", "cooperation",
		"development", "credit", "opinion", "control", "data", "security", "institutions", "general"} {
		if themes[theme] < 3 {
			t.Errorf("theme %s has %d concepts", theme, themes[theme])
		}
	}
	if len(themes) != 15 {
		t.Errorf("themes %v", themes)
	}
	findings, err := Check(l)
	if err != nil {
		t.Fatal(err)
	}
	looked := map[string]bool{"e_commerce": true, "trust_breaking": true, "cleaning_the_web": true, "good_faith": true} // short, with excepts
	for _, f := range findings {
		if f.Level != Note && (f.Level != Hint || !looked[f.Concept]) {
			t.Error(f)
		}
	}
	find := finding(t, l)
	for _, c := range l.Concepts {
		if found := find(c.Zh); !strings.Contains(" "+found, " "+c.ID+"=") {
			t.Errorf("%s: in its own name %s there is only %s", c.ID, c.Zh, found)
		}
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
	_, err := ParseLexicon("big.yaml", []byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "big.yaml:26: phrase") {
		t.Errorf("300 patterns of 4,096 strings: %v", err)
	}
	one := "concepts:\n- id: a\n  phrases:\n" + strings.Repeat("  - '(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)(甲|乙|丙|丁)'\n", 20_000)
	if _, err := ParseLexicon("one.yaml", []byte(one)); err == nil || !strings.Contains(err.Error(), "one.yaml:28: phrase") {
		t.Errorf("one concept of 20,000 such patterns: %v", err)
	}
	deep := "title: " + strings.Repeat("[", 200_000)
	if _, err := ParseLexicon("deep.yaml", []byte(deep)); err == nil || !strings.Contains(err.Error(), "nested") {
		t.Errorf("200,000 brackets: %v", err)
	}
}

// The shipped lexicons load beside the built-in one, and Check finds nothing in them but short phrases with a reason.
func TestShippedLexicons(t *testing.T) {
	paths, err := filepath.Glob("data/lexicons/*.yaml")
	if err != nil || len(paths) < 8 {
		t.Fatalf("%v, %v: want at least eight", paths, err)
	}
	all := []*Lexicon{BuiltInLexicon()}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		l, err := ParseLexicon(path, data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	checkShipped(t, all)
}

// checkShipped looks at what Check says, and for every concept in its own name.
func checkShipped(t *testing.T, all []*Lexicon) {
	findings, err := Check(all...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Level != Note && !strings.Contains(f.Message, "is short") {
			t.Error(f)
		}
	}
	find := finding(t, all...)
	for _, l := range all {
		for _, c := range l.Concepts {
			if found := find(c.Zh); !strings.Contains(" "+found, " "+c.ID+"=") {
				t.Errorf("%s: in its own name %s there is only %s", c.ID, c.Zh, found)
			}
		}
	}
}

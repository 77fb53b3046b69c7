package segment

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

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
		"development", "credit", "opinion", "control", "data", "security", "institutions"} {
		if themes[theme] < 3 {
			t.Errorf("theme %s has %d concepts", theme, themes[theme])
		}
	}
	if len(themes) != 14 {
		t.Errorf("themes %v", themes)
	}
	findings, err := Check(l)
	if err != nil {
		t.Fatal(err)
	}
	// short, with excepts
	looked := map[string]bool{"e_commerce": true, "trust_breaking": true, "cleaning_the_web": true, "good_faith": true,
		"real_name": true}
	for _, f := range findings {
		if f.Level != Note && (f.Level != Hint || !looked[f.Concept]) {
			t.Error(f)
		}
	}
	find := finding(t, l)
	for _, c := range l.Concepts {
		if found := find(named(t, &c)); !strings.Contains(" "+found, " "+c.ID+"=") {
			t.Errorf("%s: in its own name %s there is only %s", c.ID, c.Zh, found)
		}
	}
}

// named is the name of a concept, beside what its conditions want.
func named(t *testing.T, c *Concept) string {
	for _, beside := range []struct {
		list []string
		link string
	}{{c.Near, "，"}, {c.Speaker, "表示，"}} {
		if len(beside.list) > 0 {
			strs, err := Wordings(beside.list[0])
			if err != nil {
				t.Fatal(err)
			}
			return strings.TrimPrefix(strs[0], "^") + beside.link + c.Zh
		}
	}
	return c.Zh
}

// The shipped lexicons load beside the built-in one, and Check finds nothing in them but short
// phrases with a reason.
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
			if found := find(named(t, &c)); !strings.Contains(" "+found, " "+c.ID+"=") {
				t.Errorf("%s: in its own name %s there is only %s", c.ID, c.Zh, found)
			}
		}
	}
}

// Each note of Check about the lexicons that come with the program is true: in that string both
// concepts are mentioned, each as the note says, where no condition is left to hold.
func TestNotesAreTrue(t *testing.T) {
	var all []*Lexicon
	for _, name := range ShippedLexicons() {
		text, _ := ShippedLexicon(name)
		l, err := ParseLexicon(name, text)
		if err != nil {
			t.Fatal(err)
		}
		for i := range l.Concepts {
			l.Concepts[i].Conditions = Conditions{}
		}
		all = append(all, l)
	}
	findings, err := Check(all...)
	if err != nil {
		t.Fatal(err)
	}
	find, notes := finding(t, all...), 0
	form := regexp.MustCompile(`^where "(.*)" counts for (.*), "(.*)" counts for (.*)$`)
	for _, f := range findings {
		m := form.FindStringSubmatch(f.Message)
		if m == nil {
			continue
		}
		notes++
		text := regexp.MustCompile(`\{0,\d+\}`).ReplaceAllString(m[1], "")
		text = regexp.MustCompile(`\{1,\d+\}`).ReplaceAllString(text, "甲")
		found := " " + find(text) + " "
		if !strings.Contains(found, " "+m[4]+"="+m[3]+" ") || !strings.Contains(found, m[2]+"=") {
			t.Errorf("%s: in the string there is %s", f, found)
		}
	}
	if notes < 20 {
		t.Errorf("%d notes: the form of the message has changed", notes)
	}
}

package segment

import (
	"fmt"
	"strings"
	"testing"
)

// findingIn finds the mentions in a document: each as concept@text:byte.
func findingIn(t testing.TB, lexicon string) func(title, body string, excluded ...ExcludedSpan) string {
	l, err := ParseLexicon("l.yaml", []byte(lexicon))
	if err != nil {
		t.Fatal(err)
	}
	m, err := NewMatcher(l)
	if err != nil {
		t.Fatal(err)
	}
	r, f := openedHere().Reader(), m.Finder()
	return func(title, body string, excluded ...ExcludedSpan) string {
		f.Begin(Document{Title: Text{Text: title}, Body: Text{Text: body, Excluded: excluded}})
		var found []string
		add := func(text string, in []Mention, s *Sentence) {
			for _, x := range in {
				found = append(found, fmt.Sprintf("%s@%s:%d", m.Concepts[x.Concept].ID, text, s.Original(x.Start, x.End).Start))
			}
		}
		for s := range r.Sentences(title, nil) {
			add("title", f.FindInTitle(s), s)
		}
		for s := range r.Sentences(body, excluded) {
			add("body", f.Find(s), s)
		}
		return strings.Join(found, " ")
	}
}

func TestConditions(t *testing.T) {
	near := func(within string) string { return "near: [网络, 互联网], within: " + within }
	tag := func(start, end int, joins bool) ExcludedSpan {
		return ExcludedSpan{Start: start, End: end, Joins: joins}
	}
	for _, row := range []struct {
		name, keys, title, body, want string
		excluded                      []ExcludedSpan
	}{
		{name: "sentence", keys: near("sentence"), body: "掌握核心技术。掌握网络核心技术。", want: "c@body:33"},
		{name: "sentence is the default", keys: "near: [网络]", body: "掌握核心技术。掌握网络核心技术。", want: "c@body:33"},
		{name: "before and after", keys: near("sentence"), body: "网络，核心技术，核心技术，网络。核心技术", want: "c@body:9 c@body:24"},
		{name: "the mention itself is not near", keys: "phrases: [网络主权], near: [网络]", body: "网络主权。网络主权在网络。", want: "c@body:15"},
		{name: "nor what overlaps it", keys: "phrases: [空间主权], near: [网络空间]", body: "网络空间主权。", want: ""},
		{name: "what touches it is", keys: "phrases: [主权], near: [网络]", body: "网络主权。", want: "c@body:6"},
		{name: "Traditional and full width", keys: "near: [网络, IT]", body: "網絡核心技術。ＩＴ核心技術。", want: "c@body:6 c@body:27"},
		{name: "a pattern in Traditional characters", keys: "near: [網絡]", body: "网络核心技术。", want: "c@body:6"},
		{name: "alternatives", keys: "near: ['(网|)络', '联(网|)']", body: "互联核心技术。", want: "c@body:6"},
		{name: "over a line that wraps", keys: near("sentence"), body: "核心技术与网\n络。", want: "c@body:0"},
		{name: "over an inline tag", keys: near("sentence"), body: "核心技术与网<b>络。", want: "c@body:0", excluded: []ExcludedSpan{tag(18, 21, true)}},
		{name: "not in what is excluded", keys: near("document"), body: "核心技术与网络。", want: "", excluded: []ExcludedSpan{tag(15, 21, true)}},
		{name: "an excluded span ends a sentence", keys: near("sentence"), body: "核心技术##网络", want: "", excluded: []ExcludedSpan{tag(12, 14, false)}},
		{name: "and a paragraph", keys: near("paragraph"), body: "核心技术##网络", want: "", excluded: []ExcludedSpan{tag(12, 14, false)}},
		{name: "but not the document", keys: near("document"), body: "核心技术##网络", want: "c@body:0", excluded: []ExcludedSpan{tag(12, 14, false)}},

		{name: "paragraph", keys: near("paragraph"), body: "网络。核心技术。\n\n核心技术。", want: "c@body:9"},
		{name: "after the mention", keys: near("paragraph"), body: "核心技术。\n\n核心技术。网络。", want: "c@body:17"},
		{name: "an indented line ends it", keys: near("paragraph"), body: "网络。\n　　核心技术。", want: ""},
		{name: "a line that wraps does not", keys: near("paragraph"), body: "网络，\n核心技术。", want: "c@body:10"},
		{name: "a line after a sentence does", keys: near("paragraph"), body: "网络。\n核心技术。", want: ""},
		{name: "a paragraph lies in the title or the body", keys: near("paragraph"), title: "网络", body: "核心技术", want: ""},
		{name: "also that of the title", keys: near("paragraph"), title: "核心技术", body: "网络", want: ""},

		{name: "document", keys: near("document"), body: "核心技术。\n\n网络。", want: "c@body:0"},
		{name: "the title is of the document", keys: near("document"), title: "网络", body: "核心技术", want: "c@body:0"},
		{name: "and the body", keys: near("document"), title: "核心技术", body: "网络", want: "c@title:0"},
		{name: "equal places do not overlap", keys: "phrases: [网络主权], " + near("document"), title: "网络主权", body: "网络主权", want: "c@title:0 c@body:0"},
		{name: "in the document only itself", keys: "phrases: [网络主权], " + near("document"), body: "网络主权", want: ""},

		{name: "not near", keys: "not_near: [飞机]", body: "核心技术。飞机核心技术。", want: "c@body:0"},
		{name: "not near in the paragraph", keys: "not_near: [飞机], within: paragraph", body: "核心技术。飞机。\n\n核心技术。", want: "c@body:26"},
		{name: "not near in the document", keys: "not_near: [飞机], within: document", title: "飞机", body: "核心技术。", want: ""},
		{name: "both", keys: "near: [网络], not_near: [飞机]", body: "网络核心技术。网络核心技术，飞机。飞机核心技术。", want: "c@body:6"},

		{name: "quoted only", keys: "quoted: only", body: "“核心技术”与核心技术。", want: "c@body:3"},
		{name: "quoted never", keys: "quoted: never", body: "“核心技术”与核心技术。", want: "c@body:21"},
		{name: "inner marks and corner brackets", keys: "quoted: only", body: "“所谓‘核心技术’”，「核心技術」。", want: "c@body:12 c@body:36"},
		{name: "marks that never close quote nothing", keys: "quoted: only", body: "“核心技术。", want: ""},
		{name: "straight marks", keys: "quoted: only", body: `"核心技术"与核心技术`, want: "c@body:1"},

		{name: "conditions come before the longest", keys: "phrases: [网络主权, 主权], near: [网络]", body: "网络主权。", want: "c@body:6"},
		{name: "with except", keys: "except: [核心技术学院], near: [网络]", body: "网络核心技术学院。核心技术，网络。", want: "c@body:27"},
		{name: "near inside an except counts as near", keys: "except: [网络核心技术学院], near: [网络]", body: "网络核心技术学院的核心技术。", want: "c@body:27"},
		{name: "a gap", keys: "phrases: ['掌握{0,3}技术'], near: [网络]", body: "掌握核心技术。掌握网络技术，网络。", want: "c@body:21"},
		{name: "no date, no mention", keys: "from: 2013", body: "核心技术", want: ""},
	} {
		keys := row.keys
		if !strings.Contains(keys, "phrases:") {
			keys = "phrases: [核心技术], " + keys
		}
		find := findingIn(t, "concepts: [{id: c, "+keys+"}]")
		if got := find(row.title, row.body, row.excluded...); got != row.want {
			t.Errorf("%s: %s in %q, %q: got %q, want %q", row.name, row.keys, row.title, row.body, got, row.want)
		}
	}
}

// A document's whole date must lie between from and to, which may be days, months or years.
func TestConditionsOfDates(t *testing.T) {
	for _, row := range []struct {
		keys, date string
		want       bool
	}{
		{"from: 2013", "2013", true}, {"from: 2013", "2012-12-31", false}, {"from: 2013", "2013-01-01", true},
		{"from: 2013-05", "2013", false}, {"from: 2013-05", "2013-05", true}, {"from: 2013-05-02", "2013-05", false},
		{"to: 2015", "2015-12-31", true}, {"to: 2015", "2016", false}, {"to: 2015-02", "2015-02-28", true},
		{"to: 2015-02-28", "2015-02", true}, {"to: 2016-02-28", "2016-02", false}, {"to: 2015-06", "2015", false},
		{"from: 2013, to: 2013", "2013-06", true}, {"from: 2013, to: 2013", "2014-01-01", false},
		{"from: 2013", "", false}, {"to: 2013", "", false}, {"quoted: never", "", true},
	} {
		l, err := ParseLexicon("l.yaml", []byte("concepts: [{id: c, phrases: [主权], "+row.keys+"}]"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := NewMatcher(l)
		if err != nil {
			t.Fatal(err)
		}
		f, d := m.Finder(), Document{}
		if row.date != "" {
			fmt.Sscanf(row.date, "%d-%d-%d", &d.Date.Year, &d.Date.Month, &d.Date.Day)
		}
		f.Begin(d)
		for s := range openedHere().Reader().Sentences("主权", nil) {
			if got := len(f.Find(s)) > 0; got != row.want {
				t.Errorf("%s of a document of %q: %t", row.keys, row.date, got)
			}
		}
	}
}

// Mistakes in conditions are found with their line.
func TestConditionsRefuse(t *testing.T) {
	for _, row := range []struct{ keys, want string }{
		{`near: ["网{0,1}络"]`, `l.yaml:4: near "网{0,1}络": a gap is not possible here`},
		{`not_near: ["(网"]`, `l.yaml:4: not_near "(网": at character 1: ( is never closed`},
		{`within: paragraph`, `l.yaml:4: within says where near and not_near look: add one of them`},
		{"near: [网络]\n    within: page", `l.yaml:5: within "page": write sentence, paragraph or document`},
		{`quoted: yes`, `l.yaml:4: quoted "yes": write only or never`},
		{`from: May`, `l.yaml:4: from "May": write a year, month or day`},
		{`to: 2013-02-30`, `l.yaml:4: to "2013-02-30": write a year`},
		{"from: 2014-02\n    to: 2014-01-31", `l.yaml:4: from 2014-02 is later than to 2014-01-31`},
		{`nearby: [网络]`, `l.yaml:4: unknown key "nearby": a concept has the keys`},
		{`near: 网络`, `l.yaml:4: near: want a list`},
	} {
		_, err := ParseLexicon("l.yaml", []byte("concepts:\n  - id: c\n    phrases: [主权]\n    "+row.keys+"\n"))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v\nwant %s", row.keys, err, row.want)
		}
	}
}

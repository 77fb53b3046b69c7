package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{"网络主权", "网络主权"},
		{"網絡主權", "网络主权"},
		{"互联网＋", "互联网+"},
		{"ICANN", "icann"},
		{"网络(空间|)主权", "网络空间主权 网络主权"},
		{"(a|b(c|d|))e", "ae bce bde be"},
		{"(网络|網絡)主权", "网络主权"},
		{"维护{0,2}安全", "维护{0,2}安全"},
		{"(维护{1,2}|)网络{0,1}安全", "维护{1,2}网络{0,1}安全 网络{0,1}安全"},
		{`\(\)\|\{\}\\`, `()|{}\`},
		{"网络 主权", "网络主权"},
		{"网络(\u200b|)主权", "网络主权"},
		{"主权。", "主权。"},
	} {
		sequences, err := expand(c.pattern)
		var got []string
		for _, s := range sequences {
			got = append(got, s.String())
		}
		if want := strings.Split(c.want, " "); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %v; want %v", c.pattern, got, err, want)
		}
	}
}

func TestExpandRefuses(t *testing.T) {
	for _, c := range []struct{ pattern, want string }{
		{"", "matches the empty string"},
		{"(a|)", "matches the empty string"},
		{"(a|)(b|)", "matches the empty string"},
		{"(a", "at character 1: ( is never closed"},
		{"网(a(b|)", "at character 2: ( is never closed"},
		{"a)", "at character 2: ')' outside a group"},
		{"a|b", "at character 2: '|' outside a group"},
		{"a{1,2", "at character 2: { is never closed"},
		{"a}", "at character 2: } without {"},
		{"a{2}b", "{2} is not a gap: write {m,n}"},
		{"a{,2}b", "{,2} is not a gap"},
		{"a{-1,2}b", "{-1,2} is not a gap"},
		{"a{2,1}b", "want m <= n"},
		{"a{0,0}b", "want m <= n"},
		{"a{0,51}b", "n from 1 to 50"},
		{"{0,1}a", "starts with the gap {0,1}"},
		{"a{0,1}", "ends with the gap {0,1}"},
		{"a{0,1}(b|)", "ends with the gap {0,1}"},
		{"a{0,1}{0,1}b", "two gaps in a row"},
		{"a{0,1}(b|){0,1}c", "two gaps in a row"},
		{`a\b`, `\ stands only before`},
		{`a\`, `\ stands only before`},
		{" 网络", "white space at an edge"},
		{"网络{0,1} 主权", "white space at an edge"},
		{"\u200b", "is empty after normalization"},
		{"主权。安全", "contains the end of a sentence"},
		{"主权\n\n安全", "contains the end of a sentence"},
		{strings.Repeat("(a|b)", 13), "more than 4096 strings"},
		{strings.Repeat("(a|b|(c|d))", 20), "more than 4096 strings"},
		{strings.Repeat("网", 4000), "longer than 10000 bytes"},
		{"\xff", "not UTF-8"},
	} {
		if _, err := expand(c.pattern); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v; want %s", c.pattern, err, c.want)
		}
	}
}

func FuzzExpand(f *testing.F) {
	for _, p := range []string{"(a|b{0,2}c|)d", `\(`, "((", "a{1,"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		sequences, err := expand(pattern)
		if err == nil && len(sequences) == 0 {
			t.Error("neither sequences nor an error")
		}
		for _, s := range sequences {
			if slices.Contains(s.Literals, "") || len(s.Gaps) != len(s.Literals)-1 {
				t.Errorf("malformed %q", s)
			}
		}
	})
}

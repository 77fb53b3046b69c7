package translate

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Both languages say everything, and put the same things in.
func TestWords(t *testing.T) {
	en, err := For("")
	if err != nil {
		t.Fatal(err)
	}
	zh, err := For("zh")
	if err != nil {
		t.Fatal(err)
	}
	holes := func(s string) []string {
		all := regexp.MustCompile(`\{\d`).FindAllString(s, -1)
		slices.Sort(all)
		return slices.Compact(all)
	}
	for key, text := range en.text {
		if text == "" || zh.text[key] == "" {
			t.Errorf("%s: no text in one language", key)
		}
		missing := slices.DeleteFunc(holes(zh.text[key]), func(h string) bool { return slices.Contains(holes(text), h) })
		if len(missing) > 0 {
			t.Errorf("%s: the Chinese text has %v, the English has not", key, missing)
		}
		if strings.Count(text, "<") != strings.Count(text, ">") {
			t.Errorf("%s: unbalanced markup", key)
		}
	}
}

// Numbers and nouns agree.
func TestPlurals(t *testing.T) {
	en, err := For("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  string
		args func(n int) []any
		want [3]string
	}{
		{"rate.tokens", func(n int) []any { return []any{n, 10 * n} }, [3]string{"0 mentions in 0 tokens", "1 mention in 10 tokens", "2 mentions in 20 tokens"}},
		{"evidence.pair", func(n int) []any { return []any{n, int64(n)} }, [3]string{"One sentence with each concept in 0 of 0 documents.", "One sentence with each concept in 1 of 1 document.", "One sentence with each concept in 2 of 2 documents."}},
		{"event.some", func(n int) []any { return []any{40, n} }, [3]string{"of 40 dates, 0 others show as large a change",
			"of 40 dates, 1 other shows as large a change", "of 40 dates, 2 others show as large a change"}},
		{"limits.nodate", func(n int) []any { return []any{en.Count("document", int64(n)), n} }, [3]string{
			"Undated: no documents. They count only in the coverage table and in totals over all periods.", "Undated: 1 document. It counts only in the coverage table and in totals over all periods.",
			"Undated: 2 documents. They count only in the coverage table and in totals over all periods."}},
	} {
		for n, want := range c.want {
			if got := string(en.Say(c.key, c.args(n)...)); got != want {
				t.Errorf("%s of %d: %q, want %q", c.key, n, got, want)
			}
		}
	}
	for n, want := range []string{"no documents", "1 document", "2 documents"} {
		if got := string(en.Count("document", int64(n))); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// No text of the page has a noun in the plural after a 1, or a verb in the singular after a 2.
func TestNoTextCountsOneAsMany(t *testing.T) {
	en, err := For("en")
	if err != nil {
		t.Fatal(err)
	}
	nouns := `concepts|documents|docs|sources|problems|times|tokens|characters|pairs|words|trends|days|months|tables|mentions|phrases`
	wrong := regexp.MustCompile(`(^|[^\d.,−=])1 ((clearly|other|Han|more|surest|strongest) )*(` + nouns + `|are|were|do|have)\b`)
	for key := range en.text {
		args := make([]any, 10)
		for i := range args {
			args[i] = 1
		}
		text := en.Plain(key, args...)
		if found := wrong.FindString(text); found != "" && !regexp.MustCompile(notNumbers).MatchString(key) {
			t.Errorf("%s: %q", key, found)
		}
	}
}

// notNumbers are the texts whose arguments before such a word are names, or numbers above 1 by how
// they come about.
const notNumbers = `^(claim\..*|group\.of|group\.one|about\.two|changes\.groups?|changes\.group\..*|contrast\.(pair|low|high|side|chart|docs|caption)|adoption\.only|stances\..*|evidence\.heading\.group|limits\.onesource|series\.intro\.pair|sources\.(all|some)|count\..*)$`

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 4.46: "4.5", 12.7: "13", 0.356: "0.36", 0.0123: "0.012", 51301: "51,301", -2.63: "−2.6", 9.96: "10", 99.97: "100"} {
		if got := Significant(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct{ kind, date, name, before, next, ago, en, zh string }{
		{"day", "2015-03-01", "2015-03-01", "2015-02-28", "2015-03-02", "2014-03-01", "1 March 2015", "2015年3月1日"},
		{"week", "2016-01-01", "2015-W53", "2015-W52", "2016-W01", "2014-W53", "week 53 of 2015", "2015年第53周"},
		{"month", "2015-01-31", "2015-01", "2014-12", "2015-02", "2014-01", "January 2015", "2015年1月"},
		{"quarter", "2015-02-28", "2015-Q1", "2014-Q4", "2015-Q2", "2014-Q1", "quarter 1 of 2015", "2015年第1季度"},
		{"year", "2016-12-31", "2016", "2015", "2017", "2015", "2016", "2016年"},
	} {
		d, err := time.Parse("2006-01-02", c.date)
		if err != nil {
			t.Fatal(err)
		}
		p := periodAt(c.kind, timeDay(d))
		ago, _ := p.yearBefore()
		got := []string{p.Name, p.before().Name, p.next().Name, p.label("en"), p.label("zh")}
		if want := []string{c.name, c.before, c.next, c.en, c.zh}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", c.kind, c.date, got, want)
		}
		if c.kind != "week" && ago.Name != c.ago {
			t.Errorf("%s: a year before %s is %s", c.kind, p.Name, ago.Name)
		}
	}
}

// Both languages say everything, and put the same things in.
func TestWords(t *testing.T) {
	en, err := stringsFor("")
	if err != nil {
		t.Fatal(err)
	}
	zh, err := stringsFor("zh")
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
	en, err := stringsFor("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  string
		args func(n int) []any
		want [3]string
	}{
		{"contrast.rest", onlyNumber, [3]string{"The 0 other concepts", "The other concept", "The 2 other concepts"}},
		{"rate.tokens", func(n int) []any { return []any{n, 10 * n} }, [3]string{"0 times in 0 tokens", "1 time in 10 tokens", "2 times in 20 tokens"}},
		{"evidence.pair", func(n int) []any { return []any{n, int64(n)} }, [3]string{"A line of each in 0 of 0 documents.", "A line of each in 1 of 1 document.", "A line of each in 2 of 2 documents."}},
		{"changes.used", func(n int) []any { return []any{en.count("concept", int64(n)), 91, 0, int64(n)} }, [3]string{
			"no concept of the lexicon’s 91 is used, 0 of them fewer than five times.", "1 concept of the lexicon’s 91 is used, 0 of them fewer than five times.",
			"2 concepts of the lexicon’s 91 are used, 0 of them fewer than five times."}},
		{"neighbours.table", onlyNumber, [3]string{"The 0 pairs in numbers", "The pair in numbers", "The 2 pairs in numbers"}},
		{"after.none", onlyNumber, [3]string{"0 pairs of event and concept were tested; none clearly differs before and after.",
			"1 pair of event and concept was tested; none clearly differs before and after.", "2 pairs of event and concept were tested; none clearly differs before and after."}},
	} {
		for n, want := range c.want {
			if got := string(en.say(c.key, c.args(n)...)); got != want {
				t.Errorf("%s of %d: %q, want %q", c.key, n, got, want)
			}
		}
	}
	for n, want := range []string{"no documents", "1 document", "2 documents"} {
		if got := string(en.count("document", int64(n))); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func onlyNumber(n int) []any { return []any{n} }

// No text of the page has a noun in the plural after a 1, or a verb in the singular after a 2.
func TestNoTextCountsOneAsMany(t *testing.T) {
	en, err := stringsFor("en")
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
		text := en.plain(key, args...)
		if found := wrong.FindString(text); found != "" && !regexp.MustCompile(notNumbers).MatchString(key) {
			t.Errorf("%s: %q", key, found)
		}
	}
}

// notNumbers are the texts whose arguments before such a word are names, or numbers above 1 by how
// they come about.
const notNumbers = `^(claims\.sentence|changes\.groups?|changes\.group\..*|contrast\.(pair|low|high|side|chart|docs|caption)|adoption\.only|stances\..*|evidence\.heading\.group|limits\.onesource|series\.intro\.pair|sources\.(all|some)|count\..*)$`

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 4.46: "4.5", 12.7: "13", 0.356: "0.36", 0.0123: "0.012", 51301: "51,301", -2.63: "−2.6", 9.96: "10", 99.97: "100"} {
		if got := significant(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

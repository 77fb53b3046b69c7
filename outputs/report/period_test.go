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
		all := regexp.MustCompile(`\{\d\}`).FindAllString(s, -1)
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

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 4.46: "4.5", 12.7: "13", 0.356: "0.36", 0.0123: "0.012", 51301: "51,301", -2.63: "−2.6", 9.96: "10", 99.97: "100"} {
		if got := significant(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

package result

import (
	"slices"
	"testing"
	"time"

	calendar "tifa/pipeline/period"
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
		p := At(c.kind, calendar.DayOf(d))
		ago, _ := p.YearBefore()
		got := []string{p.Name, p.Before().Name, p.Next().Name, p.Label("en"), p.Label("zh")}
		if want := []string{c.name, c.before, c.next, c.en, c.zh}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", c.kind, c.date, got, want)
		}
		if c.kind != "week" && ago.Name != c.ago {
			t.Errorf("%s: a year before %s is %s", c.kind, p.Name, ago.Name)
		}
	}
}

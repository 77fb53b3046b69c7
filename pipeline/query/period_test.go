package query

import (
	"testing"
	"time"

	"tifa/corpus"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
)

func TestPeriods(t *testing.T) {
	for _, row := range []struct {
		day  string
		want [5]string
	}{
		{"2015-03-05", [5]string{"2015-03-05", "2015-W10", "2015-03", "2015-Q1", "2015"}},
		{"2014-12-29", [5]string{"2014-12-29", "2015-W01", "2014-12", "2014-Q4", "2014"}},
		{"2016-01-03", [5]string{"2016-01-03", "2015-W53", "2016-01", "2016-Q1", "2016"}},
		{"1969-12-31", [5]string{"1969-12-31", "1970-W01", "1969-12", "1969-Q4", "1969"}},
		{"2016-02-29", [5]string{"2016-02-29", "2016-W09", "2016-02", "2016-Q1", "2016"}},
	} {
		d, err := corpus.ParseDate(row.day)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range []period.Type{period.Day, period.Week, period.Month, period.Quarter, period.Year} {
			start := p.Start(config.DayOf(d))
			if got := p.Name(start); got != row.want[i] {
				t.Errorf("%s of %s is %s, want %s", p, row.day, got, row.want[i])
			}
			if p.Start(start) != start || p.Start(p.Next(start)-1) != start || p.Start(p.Next(start)) == start {
				t.Errorf("%s of %s: its edges are wrong", p, row.day)
			}
			if again, at, err := parsePeriod(row.want[i]); err != nil || again != p || at != start {
				t.Errorf("%s reads as %s %d, %v", row.want[i], again, at, err)
			}
		}
	}
}

// A list of periods and ranges holds what lies in any of them, as finely dated as they are.
func TestRangesOfPeriods(t *testing.T) {
	in, err := periodFilter("2014,2015-03..2015-08,2016-01-05")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		day, precision string
		want           bool
	}{{"2014-07-01", "year", true}, {"2015-01-01", "year", false}, {"2015-03-01", "month", true}, {"2015-08-31", "day", true},
		{"2015-09-01", "day", false}, {"2016-01-05", "day", true}, {"2016-01-01", "month", false}} {
		day := period.DayOf(must(time.Parse(time.DateOnly, row.day)))
		if got := in(&day, row.precision); got != row.want {
			t.Errorf("%s %s: %v", row.day, row.precision, got)
		}
	}
	for _, wrong := range []string{"2015-08..2015-03", "2015..2015-03", "2015,", "2015..", "2015-03...2015-04"} {
		if _, err := periodFilter(wrong); err == nil {
			t.Errorf("%s is no mistake", wrong)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

package period

import (
	"slices"
	"testing"
	"time"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		kind                          Type
		date, name, before, next, ago string
	}{
		{Day, "2015-03-01", "2015-03-01", "2015-02-28", "2015-03-02", "2014-03-01"},
		{Day, "2016-02-29", "2016-02-29", "2016-02-28", "2016-03-01", "2015-03-01"},
		{Day, "1969-12-31", "1969-12-31", "1969-12-30", "1970-01-01", "1968-12-31"},
		{Week, "2016-01-01", "2015-W53", "2015-W52", "2016-W01", "2015-W01"},
		{Month, "2015-01-31", "2015-01", "2014-12", "2015-02", "2014-01"},
		{Quarter, "2015-02-28", "2015-Q1", "2014-Q4", "2015-Q2", "2014-Q1"},
		{Year, "2016-12-31", "2016", "2015", "2017", "2015"},
	} {
		d, err := time.Parse("2006-01-02", c.date)
		if err != nil {
			t.Fatal(err)
		}
		start := c.kind.Start(DayOf(d))
		ago, ok := c.kind.YearBefore(start)
		got := []string{c.kind.Name(start), c.kind.Name(c.kind.Previous(start)), c.kind.Name(c.kind.Next(start)), c.kind.Name(ago)}
		if want := []string{c.name, c.before, c.next, c.ago}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", c.kind, c.date, got, want)
		}
		if ok != (c.kind != Year) {
			t.Errorf("%s: a year before is another period than the one before: %t", c.kind, ok)
		}
	}
}

// A date known to the month lies in a month, a quarter and a year, and in no one day or week.
func TestHolds(t *testing.T) {
	for known, want := range map[Type][]Type{Day: Types(), Month: {Month, Quarter, Year}, Year: {Year}, "none": nil, "": nil} {
		var got []Type
		for _, kind := range Types() {
			if kind.Holds(known) {
				got = append(got, kind)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("known to the %s: %q, want %q", known, got, want)
		}
	}
}

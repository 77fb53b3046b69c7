package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tifa/corpus"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
)

// dateFilter tells of a date, known to a precision, whether it is meant.
type dateFilter func(day *int32, precision string) bool

// periodFilter tells whether a date lies in one of the periods listed, with commas between, or
// between two of one type, as in 2015-03..2015-08. A date that is known less finely than the period
// does not.
func periodFilter(periods string) (dateFilter, error) {
	if periods == "" {
		return func(*int32, string) bool { return true }, nil
	}
	var all []dateFilter
	for _, part := range strings.Split(periods, ",") {
		in, err := rangeFilter(part)
		if err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	return func(day *int32, precision string) bool {
		return slices.ContainsFunc(all, func(in dateFilter) bool { return in(day, precision) })
	}, nil
}

func rangeFilter(part string) (dateFilter, error) {
	first, last, isRange := strings.Cut(part, "..")
	t, from, err := parsePeriod(first)
	if err != nil {
		return nil, err
	}
	to := from
	if isRange {
		u, end, err := parsePeriod(last)
		if err != nil {
			return nil, err
		}
		if to = end; u != t || to < from {
			return nil, config.Usagef("period %q: give two of one type, the earlier first, as 2015-03..2015-08", part)
		}
	}
	return func(day *int32, precision string) bool {
		return day != nil && corpus.ParsePrecision(precision) >= config.Needs(t) &&
			t.Start(*day) >= from && t.Start(*day) <= to
	}, nil
}

// CheckPeriod says whether a period is written as the tables write periods.
func CheckPeriod(s string) error {
	_, _, err := parsePeriod(s)
	return err
}

// parsePeriod reads a period as the tables write it.
func parsePeriod(s string) (period.Type, int32, error) {
	for layout, t := range map[string]period.Type{"2006": period.Year, "2006-01": period.Month, "2006-01-02": period.Day} {
		if d, err := time.Parse(layout, s); err == nil {
			return t, period.DayOf(d), nil
		}
	}
	year, rest, _ := strings.Cut(s, "-")
	if y, err := strconv.Atoi(year); err == nil && len(rest) > 1 {
		n, err := strconv.Atoi(rest[1:])
		switch {
		case err == nil && rest[0] == 'Q' && n >= 1 && n <= 4:
			return period.Quarter, period.DayOf(time.Date(y, time.Month(3*n-2), 1, 0, 0, 0, 0, time.UTC)), nil
		case err == nil && rest[0] == 'W' && n >= 1 && n <= 53:
			first := period.Week.Start(period.DayOf(time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC))) // week 1 holds 4 January
			if start := first + int32(7*(n-1)); period.Week.Name(start) == s {
				return period.Week, start, nil
			}
		}
	}
	return "", 0, config.Usagef("period %q: write 2015, 2015-Q1, 2015-03, 2015-W10 or 2015-03-05", s)
}

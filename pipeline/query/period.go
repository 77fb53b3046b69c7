package query

import (
	"strconv"
	"strings"
	"time"

	"tifa/corpus"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
)

// periodFilter tells whether a date lies in a period; a date that is known less finely than the
// period does not.
func periodFilter(period string) (func(day *int32, precision string) bool, error) {
	if period == "" {
		return func(*int32, string) bool { return true }, nil
	}
	t, start, err := parsePeriod(period)
	if err != nil {
		return nil, err
	}
	return func(day *int32, precision string) bool {
		return day != nil && corpus.ParsePrecision(precision) >= config.Needs(t) && t.Start(*day) == start
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

package translate

import (
	"fmt"

	"tifa/pipeline/period"
)

// Period writes the period of a type that starts on a day in words: 3 March 2015, week 10 of 2015,
// March 2015, quarter 1 of 2015, 2015.
func Period(lang string, kind period.Type, start int32) string {
	d := period.Time(start)
	iso, week := d.ISOWeek()
	quarter := int(d.Month()-1)/3 + 1
	if lang == "zh" {
		switch kind {
		case period.Day:
			return d.Format("2006年1月2日")
		case period.Week:
			return fmt.Sprintf("%d年第%d周", iso, week)
		case period.Month:
			return d.Format("2006年1月")
		case period.Quarter:
			return fmt.Sprintf("%d年第%d季度", d.Year(), quarter)
		}
		return d.Format("2006年")
	}
	switch kind {
	case period.Day:
		return d.Format("2 January 2006")
	case period.Week:
		return fmt.Sprintf("week %d of %d", week, iso)
	case period.Month:
		return d.Format("January 2006")
	case period.Quarter:
		return fmt.Sprintf("quarter %d of %d", quarter, d.Year())
	}
	return d.Format("2006")
}

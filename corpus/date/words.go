package date

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// words are what stands in a date beside it and changes no day: the day of the week, the part of
// the day, the name of a zone, the label of the field.
var words = regexp.MustCompile(`^(?:发布|發布|发表|發表|刊发|更新|出版|日期|时间|時間)+:` +
	`|[(（\[]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）\]]?` +
	`|[(（][一二三四五六日][)）]` +
	`|(?i:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?)` +
	`|上午|下午|中午|凌晨|清晨|早晨|早上|晚上|傍晚|深夜|午夜|半夜|夜间|夜間|早|晚` +
	`|(?i:\b[ap]\.?m\b\.?)` +
	`|[(（]?北京时间[)）]?|(?i:\b(?:gmt|utc|cst|hkt|bjt)\b)`)

// withoutWords puts a blank in the place of each such word.
func withoutWords(t string) string { return words.ReplaceAllString(t, " ") }

var republic = regexp.MustCompile(`^(?:中華民國|中华民国|民國|民国)\s*(元|[0-9〇○零一二三四五六七八九十百]{1,5})\s*年`)

// parseRepublic reads a year of the calendar of Taiwan: its year 1 is 1912.
func parseRepublic(t string) (Date, bool) {
	m := republic.FindStringSubmatchIndex(t)
	if m == nil {
		return Date{}, false
	}
	n, ok := smallNumber(t[m[2]:m[3]])
	if !ok || n == 0 {
		return Date{}, false
	}
	return parseParts(strconv.Itoa(1911+n) + "年" + t[m[1]:])
}

// smallNumber reads a number below a thousand: 104, 一〇四, 一百零四, 九十八, 元.
func smallNumber(s string) (n int, ok bool) {
	if s == "元" {
		return 1, true
	}
	if before, after, found := strings.Cut(s, "百"); found {
		hundreds, rest, ok := cutNumber(before)
		if !ok || rest != "" || hundreds > 9 {
			return 0, false
		}
		if after = strings.TrimLeft(after, "零〇○"); after == "" {
			return 100 * hundreds, true
		}
		n, rest, ok = cutNumber(after)
		return 100*hundreds + n, ok && rest == "" && n < 100
	}
	n, rest, ok := cutNumber(s)
	return n, ok && rest == "" && n < 1000
}

// How dates are written in English; the groups are named day, month and year.
var english = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})(?P<time>\s.*)?$`),
	regexp.MustCompile(`^(?P<month>[A-Za-z]{3,9})\s+(?P<day>[0-9]{1,2})(?P<time>\s[0-9:]+(?:\s+[+-][0-9:]+)?)\s+(?P<year>[0-9]{4})$`),
	regexp.MustCompile(`^(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[A-Za-z]{3,9})\.?,?[\s-]+(?P<year>[0-9]{4})(?P<time>\s.*)?$`),
	regexp.MustCompile(`^(?P<year>[0-9]{4})-(?P<month>[A-Za-z]{3,9})-(?P<day>[0-9]{1,2})(?P<time>\s.*)?$`),
}

// parseEnglish reads dates as programs and English pages write them, without the day of the week.
func parseEnglish(t string) (Date, bool) {
	for _, form := range english {
		m := form.FindStringSubmatch(t)
		if m == nil {
			continue
		}
		part := func(name string) string { return m[form.SubexpIndex(name)] }
		month := monthNamed(part("month"))
		year, _ := strconv.Atoi(part("year"))
		day, _ := strconv.ParseInt(part("day"), 10, 32)
		return Date{checkedYear(year), month, partOf(day)}, month > 0 && isTime(part("time"))
	}
	return Date{}, false
}

// monthNamed is the number of a month by its English name or the first letters of it, or 0.
func monthNamed(name string) int {
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"}
	return 1 + slices.IndexFunc(months, func(month string) bool {
		return strings.HasPrefix(month, strings.ToLower(name))
	})
}

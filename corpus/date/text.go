package date

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The head of a text is its first lines up to the first paragraph: at most headLines that are not
// blank, none longer than headRunes. A date further down is what a text talks about, not when it
// was published.
const headLines, headRunes = 10, 80

// A date line is a date with what says when and where a text appeared, and nothing else.
var (
	beforeDate = regexp.MustCompile(`^[\s\x{a0}\x{3000}—（(\[【|]*(?:(?:发布|發布|发表|更新|刊发|日期|时间|時間|来源|來源|作者|稿源)[^。！？]*)?$`)
	afterDate  = regexp.MustCompile(`^[\s\x{a0}\x{3000})）\]】|,，]*(?:[0-9]{1,2}[:时時點点][0-9:分秒]*)?[\s\x{a0}\x{3000})）\]】|,，]*` +
		`(?:(?:来源|來源|稿源|作者|记者|記者|责编|责任编辑|编辑|出处|字体|字号|浏览|点击|阅读|分享|打印)[^。！？]*)?$`)
)

// InText finds the date in the head of a text: that of the first line which is a date line, as
// 2015-03-05 10:00 来源：某报, else the first full date. For a law that is the day it was first
// passed.
func InText(text string) (first Date) {
	for n := 0; n < headLines && text != ""; {
		line := text
		if end := strings.IndexAny(text, "\r\n"); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = ""
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if utf8.RuneCountInString(line) > headRunes {
			break
		}
		line = foldDigits(line)
		if start, end, d := firstDate(dayInText, line); d != (Date{}) {
			if beforeDate.MatchString(line[:start]) && afterDate.MatchString(withoutWords(line[end:])) {
				return d
			}
			if first == (Date{}) {
				first = d
			}
		}
		n++
	}
	return first
}

package date

import (
	"strings"
	"unicode/utf8"
)

// cutNumber cuts a number in Arabic digits or Chinese numerals off the front of s. It reads what
// dates are written in: digits one by one (2015, 二〇一五, 二零一五) and tens (十, 十二, 二十, 二十一, 三十一).
func cutNumber(s string) (n int, rest string, ok bool) {
	const most = 4 // digits of a year; more is no part of a date
	digits := 0
	for s != "" && digits <= most {
		r, size := utf8.DecodeRuneInString(s)
		if r == '十' {
			return cutTens(n, digits, s[size:])
		}
		d := digitOf(r)
		if d < 0 {
			break
		}
		n, digits, s = n*10+d, digits+1, s[size:]
	}
	return n, s, digits > 0 && digits <= most
}

// cutTens reads on after 十, which stands after a number of tens or means ten.
func cutTens(tens, digits int, s string) (n int, rest string, ok bool) {
	if digits == 0 {
		tens = 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if d := digitOf(r); d > 0 && r > '9' {
		return tens*10 + d, s[size:], digits <= 1
	}
	return tens * 10, s, digits <= 1
}

func digitOf(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	switch r {
	case '〇', '○', '零', '０', 'Ｏ', '◯':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// foldDigits makes full-width digits and signs of a date ASCII.
func foldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－', r == '–', r == '‐':
			return '-'
		case r == '／':
			return '/'
		case r == '．':
			return '.'
		case r == '：':
			return ':'
		}
		return r
	}, s)
}

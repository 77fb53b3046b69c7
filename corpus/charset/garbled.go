package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Garbled says what happened to a text that was decoded in a wrong encoding before it came here, or
// is "". It reads the first characters and believes only what leaves no doubt:
//
//   - 锟斤拷, which is U+FFFD, characters lost, read as GBK;
//   - letters such as ç½‘ç»œ or ÍøÂç, which are the bytes of Chinese, read as Latin-1;
//   - rare characters such as 缃戠粶, which are the bytes of UTF-8, read as GBK.
func Garbled(text string) string {
	if n := strings.Count(text, "锟斤拷"); n > 0 {
		return "锟斤拷 in source: characters were lost before it came here"
	}
	head := firstRunes(text, garbledHead)
	latin, han := 0, 0
	for _, r := range head {
		switch {
		case r >= 0x80 && r < 0x2100 && !unicode.IsSpace(r):
			latin++
		case unicode.Is(unicode.Han, r):
			han++
		}
	}
	switch {
	case latin >= leastGarbled && latin > 10*han && latin1OfChinese(head):
		return "is Chinese that was read as Latin-1 before it came here: get the text anew"
	case han >= leastGarbled && gbkOfUTF8(head):
		return "is UTF-8 that was read as GBK before it came here: get the text anew"
	}
	return ""
}

// garbledHead is how many characters Garbled reads, and leastGarbled how many of them must be odd.
const garbledHead, leastGarbled = 400, 6

func firstRunes(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i]
		}
	}
	return text
}

// latin1OfChinese reports whether the bytes that a text has in Latin-1, or in the code page of
// Windows, are Chinese in UTF-8 or GBK.
func latin1OfChinese(head string) bool {
	var bytes []byte
	for _, r := range head {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			if r > 0xff {
				return false
			}
			b = byte(r)
		}
		bytes = append(bytes, b)
	}
	valid, ascii := mostlyUTF8(bytes, false)
	if valid {
		return !ascii && mostlyHan(string(bytes))
	}
	text, err := simplifiedchinese.GBK.NewDecoder().String(string(bytes))
	return err == nil && scoreDouble(bytes, gbCommon, gbValid) > 0.6 && mostlyHan(text) && hasCommonHan(text)
}

// gbkOfUTF8 reports whether the bytes that a text has in GBK are Chinese in UTF-8. Text that was
// meant as GBK is never so: of its characters half and more are no UTF-8.
func gbkOfUTF8(head string) bool {
	var bytes []byte
	encoder := simplifiedchinese.GBK.NewEncoder()
	for _, r := range head {
		if b, err := encoder.Bytes([]byte(string(r))); err == nil {
			bytes = append(bytes, b...)
		}
	}
	good, all := 0, 0
	for i := 0; i < len(bytes); {
		r, size := utf8.DecodeRune(bytes[i:])
		if bytes[i] >= utf8.RuneSelf {
			all++
			if size == 3 && unicode.Is(unicode.Han, r) {
				good++
			}
		}
		i += size
	}
	return all >= leastGarbled && good*10 >= all*6
}

// hasCommonHan reports whether one in twelve characters of a text is among the most frequent.
func hasCommonHan(text string) bool {
	common, all := 0, 0
	for _, r := range text {
		all++
		if isCommonHan()[r] {
			common++
		}
	}
	return common*leastCommon >= all
}

func mostlyHan(text string) bool {
	han, all := 0, 0
	for _, r := range text {
		if r < utf8.RuneSelf || unicode.IsPunct(r) {
			continue
		}
		all++
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han*2 > all && han > 1
}

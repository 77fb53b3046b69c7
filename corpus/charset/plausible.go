package charset

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

// Two encodings may fit the same bytes: Korean in EUC-KR is valid GB18030, and Japanese in
// Shift-JIS valid UTF-16, both full of Chinese characters that no Chinese would write. So text
// whose encoding was found by its bytes must read as Chinese, as far as one can tell from leastHan
// characters: at least one in leastCommon of its Chinese characters and kana is one of commonHan.
// These make up half of running Chinese text, a tenth of a list of names, a twenty-fifth of
// characters taken at random. Text in UTF-8, with a byte order mark, or in an encoding that the
// input names is not asked.
const (
	leastHan    = 50
	leastCommon = 12       // one in twelve
	sampleHead  = 16 << 10 // bytes that are read for it
)

// commonHan are the most frequent characters of Chinese, Simplified and Traditional.
const commonHan = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事" +
	"成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性" +
	"知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产" +
	"這個們來為國說時會對著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產於"

var isCommonHan = sync.OnceValue(func() map[rune]bool {
	set := map[rune]bool{}
	for _, r := range commonHan {
		set[r] = true
	}
	return set
})

// implausible says why a file that was taken for text in an encoding is none, or is "".
func implausible(head []byte, encoding string) string {
	text, _ := decoderOf(encoding).String(string(head[:min(len(head), sampleHead)])) // what is wrong in it, if only its end, is found in reading
	han, common, isCommon := 0, 0, isCommonHan()
	for _, r := range text {
		switch {
		case isCommon[r]:
			han, common = han+1, common+1
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			han++
		}
	}
	if han < leastHan || common*leastCommon >= han {
		return ""
	}
	return fmt.Sprintf("reads as %s, but not as Chinese: of %d characters %d are among the %d most frequent: is it Japanese, Korean or"+
		" in another encoding? save it as UTF-8, or name its encoding", strings.ToUpper(encoding), han, common, len(isCommon))
}

// sevenBit finds encodings that hide characters in ASCII: HZ, which is decoded, and others, for
// which it says why they are not.
func sevenBit(head []byte) (name, why string) {
	switch {
	case isHZ(head):
		return "hz", ""
	case bytes.Contains(head, []byte("\x1b$")):
		return "", "is in ISO-2022, which is not read: save it as UTF-8"
	case isUTF7(head):
		return "", "is in UTF-7, which is not read: save it as UTF-8"
	}
	return "utf-8", ""
}

// isHZ reports whether what stands between ~{ and ~} is Chinese in GB 2312, less the eighth bits.
func isHZ(head []byte) bool {
	var high []byte
	for {
		_, after, found := bytes.Cut(head, []byte("~{"))
		run, rest, closed := bytes.Cut(after, []byte("~}"))
		if !found || !closed {
			break
		}
		for _, c := range run {
			high = append(high, c|0x80)
		}
		head = rest
	}
	return len(high) > 0 && scoreDouble(high, gbCommon, gbValid) > 0.6
}

// isUTF7 reports whether what stands behind plus signs is Chinese in base64, most of it and at
// least ten characters.
func isUTF7(head []byte) bool {
	good, all := 0, 0
	for {
		_, after, found := bytes.Cut(head, []byte("+"))
		if !found {
			return good >= 10 && good*10 >= all*9
		}
		end := 0
		for end < len(after) && strings.IndexByte(base64Letters, after[end]) >= 0 {
			end++
		}
		units, _ := base64.RawStdEncoding.DecodeString(string(after[:end])) // what was decoded before an error is kept
		for i := 0; i+1 < len(units); i += 2 {
			all++
			if r := rune(units[i])<<8 | rune(units[i+1]); unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x3020 || r >= 0xff00 && r <= 0xff65 {
				good++
			}
		}
		head = after[end:]
	}
}

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Names lists the encodings that an Input may name. gbk and gb2312 are read as gb18030, which holds
// both.
func Names() []string {
	return []string{"utf-8", "utf-16", "utf-16le", "utf-16be", "gb18030", "gbk", "gb2312", "hz", "big5"}
}

// decoderOf is nil for UTF-8, which needs none.
func decoderOf(name string) *encoding.Decoder {
	switch name {
	case "gb18030":
		return simplifiedchinese.GB18030.NewDecoder()
	case "hz":
		return simplifiedchinese.HZGB2312.NewDecoder()
	case "big5":
		return traditionalchinese.Big5.NewDecoder()
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	return nil
}

// Detect decides how a file is decoded, from its first bytes and what the input says. mark is the
// length of the byte order mark. name is "" where the bytes are no text that is read.
//
// The rule, in order. A byte order mark decides. An encoding that the input names is believed.
// Bytes that are valid UTF-8 and hold no NUL are UTF-8, or HZ if they are ASCII and look like it,
// see sevenBit; so are bytes of which at least four in five beyond ASCII are valid UTF-8, because
// then a few are broken, and to read them as anything else would break all. With NUL they are
// nothing, unless all are ASCII, as in UTF-16, or there are few of them, which whoever reads the
// records reports. What is left is scored as GB18030, Big5 and UTF-16,
// see scoreDouble and scoreUTF16; the best wins if it is any good, GB18030 on a tie. Who reads a
// whole file asks implausible, too.
func Detect(head []byte, whole bool, given string) (name string, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")):
		return "", 0 // UTF-32: as UTF-16 every other character would be a NUL
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return "utf-8", 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return "utf-16le", 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "utf-16be", 2
	}
	switch given = strings.ToLower(given); given {
	case "", "Auto":
	case "gbk", "gb2312":
		return "gb18030", 0
	case "utf-16":
		if scoreUTF16(head, 0) > scoreUTF16(head, 1) {
			return "utf-16be", 0
		}
		return "utf-16le", 0
	default:
		return given, 0
	}
	valid, ascii := mostlyUTF8(head, whole)
	switch hasNUL := bytes.IndexByte(head, 0) >= 0; {
	case ascii && !hasNUL:
		name, _ := sevenBit(head)
		return name, 0
	case valid && (!hasNUL || fewNUL(head)):
		return "utf-8", 0
	case valid && !ascii:
		return "", 0
	}
	best := leastScore
	for _, c := range []struct {
		name  string
		score float64
	}{
		{"gb18030", scoreDouble(head, gbCommon, gbValid)},
		{"big5", scoreDouble(head, big5Common, big5Valid)},
		{"utf-16le", scoreUTF16(head, 1)},
		{"utf-16be", scoreUTF16(head, 0)},
	} {
		if c.score > best {
			name, best = c.name, c.score
		}
	}
	return name, 0
}

// fewNUL reports whether a text has so few NUL that they are faults in it: one in a hundred bytes.
func fewNUL(head []byte) bool {
	return bytes.Count(head, []byte{0})*100 <= len(head)
}

// leastScore is what the best encoding must beat to be believed. Chinese text scores 0.6
// (Traditional text in GBK) to 1, text read in the wrong encoding below 0.6 and below the right
// one, random bytes below 0.
const leastScore = 0.25

// mostlyUTF8 reports whether at least four in five bytes beyond ASCII belong to valid characters,
// and whether there is none beyond it. whole says that b is not cut off at its end.
func mostlyUTF8(b []byte, whole bool) (valid, ascii bool) {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !whole && !utf8.FullRune(b[i:]) {
			break
		}
		_, size := utf8.DecodeRune(b[i:])
		if size == 1 {
			bad++
		} else {
			good += size
		}
		i += size
	}
	return bad*4 <= good, bad+good == 0
}

// scoreDouble walks b as text of one and two bytes a character: the share of the two-byte
// characters that are common, less five times the share that the encoding does not have, and NUL
// counts as that. Common are the rows that both standards set apart by frequency: GB 2312 level 1
// (3,755 characters) and Big5 level 1 (5,401), with the punctuation before them. Text of the one
// encoding read as the other lands outside of these rows, or outside of the encoding, about every
// second time.
func scoreDouble(b []byte, common, valid func(lead, trail byte) bool) float64 {
	n, good, bad := 0, 0, 0
	for i := 0; i < len(b); i++ {
		if b[i] == 0 {
			n, bad = n+1, bad+1
		}
		if b[i] < 0x80 || i+1 == len(b) {
			continue
		}
		n++
		switch lead, trail := b[i], b[i+1]; {
		case common(lead, trail):
			good++
			i++
		case lead >= 0x81 && trail >= '0' && trail <= '9': // four bytes of GB18030; Big5 has no such trail
			if !valid(lead, trail) {
				bad++
			}
			i += 3
		case valid(lead, trail):
			i++
		default:
			bad++
		}
	}
	if n == 0 {
		return -1
	}
	return (float64(good) - 5*float64(bad)) / float64(n)
}

func gbCommon(lead, trail byte) bool {
	return trail >= 0xa1 && trail <= 0xfe && (lead >= 0xb0 && lead <= 0xd7 || lead >= 0xa1 && lead <= 0xa3)
}

func gbValid(lead, trail byte) bool {
	return lead >= 0x81 && lead <= 0xfe && (trail >= 0x40 && trail <= 0xfe && trail != 0x7f || trail >= '0' && trail <= '9')
}

func big5Common(lead, trail byte) bool {
	return lead >= 0xa1 && lead <= 0xc6 && lead != 0xa2 && big5Trail(trail)
}

func big5Valid(lead, trail byte) bool { return lead >= 0x87 && lead <= 0xfe && big5Trail(trail) }

func big5Trail(trail byte) bool {
	return trail >= 0x40 && trail <= 0x7e || trail >= 0xa1 && trail <= 0xfe
}

// scoreUTF16 is the share of two-byte units that Chinese text is made of, less five times the share
// of controls and of what no text holds. high is the place of the high byte in a unit: 0 for
// big-endian, 1 for little-endian.
func scoreUTF16(b []byte, high int) float64 {
	n, good, bad := 0, 0, 0
	for i := 0; i+1 < len(b); i += 2 {
		n++
		switch u := uint16(b[i+high])<<8 | uint16(b[i+1-high]); {
		case u >= 0x4e00 && u <= 0x9fa5, u >= 0x20 && u < 0x7f, u == '\n', u == '\r', u == '\t',
			u >= 0x3000 && u <= 0x3020, u >= 0xff00 && u <= 0xff65, u >= 0x2010 && u <= 0x2030:
			good++
		case u < 0x20, u >= 0xfffe, u >= 0xe000 && u <= 0xf8ff:
			bad++
		}
	}
	if n == 0 {
		return -1
	}
	return (float64(good) - 5*float64(bad)) / float64(n)
}

// DecodePath makes UTF-8 of a path, name by name: those that are UTF-8 stay as they are, whatever
// stands beside them. Two paths may come out equal.
func DecodePath(p string) string { return PathDecoder(p)(p) }

// PathDecoder finds the one encoding of paths that stand together, as the names of an archive, and
// returns what makes UTF-8 of them. A name that is UTF-8 stays as it is, unless it holds no Han and
// is common Chinese in the encoding of the others: the bytes of 学习 in GBK are also ѧϰ in UTF-8.
func PathDecoder(paths ...string) func(path string) string {
	var odd []string
	for _, p := range paths {
		for name := range strings.SplitSeq(p, "/") {
			if !utf8.ValidString(name) {
				odd = append(odd, name)
			}
		}
	}
	if len(odd) == 0 {
		return func(path string) string { return path }
	}
	// All of them together tell more of their encoding than each does.
	encoding, _ := Detect([]byte(strings.Join(odd, "/")), true, "")
	return func(path string) string {
		names := strings.Split(path, "/")
		for i, name := range names {
			if utf8.ValidString(name) && (encoding != "gb18030" || !isCommonGB(name)) {
				continue
			}
			var ok bool
			if names[i], ok = decodeAs(name, encoding); !ok {
				names[i] = DecodeName(name)
			}
		}
		return strings.Join(names, "/")
	}
}

// isCommonGB reports whether a name in UTF-8 has no Han in it, and all its bytes beyond ASCII are
// common characters of GB 2312.
func isCommonGB(name string) bool {
	pairs := 0
	for i := 0; i < len(name); i++ {
		if name[i] < utf8.RuneSelf {
			continue
		}
		if i+1 == len(name) || !gbCommon(name[i], name[i+1]) {
			return false
		}
		pairs++
		i++
	}
	return pairs > 0 && !strings.ContainsFunc(name, func(r rune) bool { return r >= 0x2E80 })
}

// DecodeName makes UTF-8 of a file name that is none, as names made on Chinese systems are. Bytes
// of one that is no text become underscores.
func DecodeName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	encoding, _ := Detect([]byte(name), true, "")
	decoded, _ := decodeAs(name, encoding)
	return decoded
}

// decodeAs decodes a name, and reports whether all of it is text in that encoding. No system writes
// names in UTF-16, but a few bytes may look like it.
func decodeAs(name, encoding string) (decoded string, ok bool) {
	if encoding == "gb18030" || encoding == "big5" {
		s, err := decoderOf(encoding).String(name)
		if err == nil && !strings.ContainsRune(s, utf8.RuneError) {
			return s, true
		}
	}
	return strings.ToValidUTF8(name, "_"), false
}

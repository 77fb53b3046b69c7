package charset

import (
	"bufio"
	"bytes"
	"io"
	"testing"
	"unicode/utf8"
)

// TestEveryTwoByteCode: GB 18030 has a character for each of its codes of two bytes, and no
// character for two of them.
func TestEveryTwoByteCode(t *testing.T) {
	var codes []byte
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail != 0x7F {
				codes = append(codes, byte(lead), byte(trail), '\n')
			}
		}
	}
	r, err := NewReader(bufio.NewReaderSize(bytes.NewReader(codes), HeadLength), "gb18030")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[rune][2]byte{}
	for i, line := range bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")) {
		code := [2]byte(codes[3*i:])
		char, size := utf8.DecodeRune(line)
		if size != len(line) || char == utf8.RuneError {
			t.Fatalf("%X is %q", code, line)
		}
		if other, twice := seen[char]; twice && code != [2]byte{0xA3, 0xA0} {
			t.Errorf("%X and %X are both %U", other, code, char)
		} else if !twice {
			seen[char] = code
		}
	}
	if len(seen) != 126*190-1 { // the blank has two codes
		t.Errorf("%d characters", len(seen))
	}
	// From the WHATWG's index.
	for char, want := range map[rune][2]byte{0xFE10: {0xA6, 0xD9}, 0xFE11: {0xA6, 0xDB}, 0xFE19: {0xA6, 0xF3}, 0x9FB4: {0xFE, 0x59},
		0x9FBB: {0xFE, 0xA0}, 0xE000: {0xAA, 0xA1}, 0xE233: {0xAF, 0xFE}, 0xE234: {0xF8, 0xA1}, 0xE4C5: {0xFE, 0xFE}, 0xE4C6: {0xA1, 0x40},
		0xE765: {0xA7, 0xA0}, 0xE766: {0xA2, 0xAB}, 0x1E3F: {0xA8, 0xBC}, 0xE816: {0xFE, 0x51}, 0x3000: {0xA1, 0xA1}} {
		if seen[char] != want {
			t.Errorf("%U is %X, want %X", char, seen[char], want)
		}
	}
}

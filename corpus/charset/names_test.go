package charset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/corpus/internal/fixture"
)

// Only the name that is no UTF-8 is decoded, and the names beside it stay.
func TestDecodePath(t *testing.T) {
	gbk := fixture.Encode(t, "gbk", "解放军报")
	for in, want := range map[string]string{
		"人民日报/2015年/" + gbk + "/a.txt":            "人民日报/2015年/解放军报/a.txt",
		gbk + "/文.txt":                            "解放军报/文.txt",
		"正文/\xff.txt":                             "正文/_.txt",
		gbk + "/" + fixture.Encode(t, "gbk", "文"): "解放军报/文",
		fixture.Encode(t, "big5", "網絡主權") + "/网络": "網絡主權/网络",
	} {
		if got := DecodePath(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// TestEncodingOfShortTexts asks for the encoding of one paragraph at a time, which is the hardest
// case, of texts that were written in it and of texts that were put into it.
func TestEncodingOfShortTexts(t *testing.T) {
	root := fixture.Corpora(t, "..")
	wrong, all := 0, 0
	try := func(text, as string) {
		encoded, err := fixture.Encodings()[as].NewEncoder().String(text)
		if err != nil || utf8.ValidString(encoded) {
			return // not every character is in every encoding
		}
		all++
		if name, _ := Detect([]byte(encoded), true, ""); name != as {
			wrong++
			if wrong <= 5 {
				t.Logf("%s taken for %q: %.60s", as, name, text)
			}
		}
	}
	for path, encodings := range map[string][]string{
		"icwb2/as_test.utf8": {"big5", "gb18030", "utf-16le", "utf-16be"}, "icwb2/pku_test.utf8": {"gb18030", "utf-16le", "utf-16be"},
	} {
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(b), "\n") {
			if len(line) < 60 || n%7 != 0 {
				continue
			}
			for _, as := range encodings {
				try(line, as)
			}
		}
	}
	t.Logf("%d of %d paragraphs are taken for another encoding", wrong, all)
	if all == 0 || wrong*200 > all {
		t.Errorf("%d of %d paragraphs are taken for another encoding, want at most one in 200", wrong, all)
	}
}

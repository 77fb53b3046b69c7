package normalize

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/unicode/norm"
)

// Every character against the sources of the table: OpenCC and Unicode.
func TestFoldTableAgainstSources(t *testing.T) {
	t2s, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	changed, table := 0, Characters()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || table.Properties(r)&(Skip|Space|Break|Paragraph) != 0 {
			continue
		}
		got := table.Normalize(r)
		if again := table.Normalize(got); again != got {
			t.Errorf("%U %c folds to %c, which folds to %c", r, r, got, again)
		}
		var want rune
		if unicode.Is(unicode.Han, r) {
			changed++
			simplified, err := t2s.Convert(norm.NFKC.String(string(r)))
			if err != nil {
				t.Fatal(err)
			}
			// OpenCC may need more than one step: a variant of a variant.
			if simplified, err = t2s.Convert(simplified); err != nil {
				t.Fatal(err)
			}
			want = []rune(simplified)[0]
		} else if c := []rune(norm.NFKC.String(string(r))); len(c) == 1 && !unicode.Is(unicode.Han, c[0]) {
			want = unicode.ToLower(c[0])
			if d := []rune(norm.NFKC.String(string(want))); len(d) == 1 {
				want = unicode.ToLower(d[0])
			}
		} else if len(c) > 1 {
			want = unicode.ToLower(r)
		} else {
			continue
		}
		if got != want {
			t.Errorf("%U %c folds to %U %c, the sources say %U %c", r, r, got, got, want, want)
		}
	}
	if changed < 90000 {
		t.Errorf("compared %d Han characters, want all of them", changed)
	}
}

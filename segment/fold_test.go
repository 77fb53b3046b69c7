package segment

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"外國敵對勢力", "外国敌对势力"},
		{"ＧＤＰ增長６．９％", "gdp增长6.9%"},
		{"⼈⽹ 豈", "人网岂"},
		{"网\u200b络\u00ad主\ufe0f权\ufeff", "网络主权"},
		{"网络\n主权", "网络主权"},
		{"网络\r\n主权", "网络主权"},
		{"网络\r主权", "网络主权"},
		{"网 络\u3000主\u00a0权\t。", "网络主权。"},
		{"网络 \n 主权", "网络\n主权"},
		{"网络\n\n主权", "网络\n主权"},
		{"网络\n\u3000\u3000主权", "网络\n主权"},
		{"网络\u2029主权", "网络\n主权"},
		{"网络\u2028主权", "网络主权"},
		{"cyber  sovereignty", "cyber sovereignty"},
		{"cyber\nsovereignty", "cyber sovereignty"},
		{"cyber\n主权", "cyber主权"},
		{"cyber 主权", "cyber 主权"},
		{"他说： “网络主权”", "他说:“网络主权”"},
		{"said “yes” and", "said “yes” and"},
		{" 网络 ", "网络"},
		{"\xff网\xe4\xb8络", "\ufffd网\ufffd\ufffd络"},
		{"①②", "12"},
		{"", ""},
		{"\u200b \n", ""},
		{"𠮷野家", "𠮷野家"},
		{"㑮", "𫝈"},
	} {
		if got := Fold(row.text); got != row.want {
			t.Errorf("Fold(%q) = %q, want %q", row.text, got, row.want)
		}
		if got := Fold(row.want); got != row.want && !strings.Contains(row.want, "\n") {
			t.Errorf("Fold(%q) = %q, want it unchanged", row.want, got)
		}
	}
}

// Every character against the sources of the table: OpenCC and Unicode.
func TestFoldTableAgainstSources(t *testing.T) {
	t2s, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	changed, table := 0, folding()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || table.props(r)&(propSkip|propSpace|propBreak|propParagraph) != 0 {
			continue
		}
		got := table.fold(r)
		if again := table.fold(got); again != got {
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

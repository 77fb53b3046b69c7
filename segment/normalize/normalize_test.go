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
		if spelling, ok := spellings[r]; ok {
			want = spelling
		}
		if r >= 0x2E80 && r <= 0x2EF3 && !unicode.Is(unicode.Unified_Ideograph, r) {
			if got != r && unicode.In(got, unicode.Radical) {
				t.Errorf("radical %U %c folds to the radical %U", r, r, got)
			}
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

// spellings are what the packaged OpenCC does not convert, or converts to something else than later
// versions, each with what the command opencc 1.4.2 makes of it (-c t2s, tw2s or hk2s).
var spellings = map[rune]rune{'劄': '札', '幷': '并', '扞': '捍', '拚': '拼', '搧': '扇', '擡': '抬', '牴': '抵', '箚': '札',
	'舖': '铺', '袷': '夹', '谿': '溪', '貍': '狸', '逕': '径', '迳': '径', '遶': '绕', '衞': '卫', '敍': '叙', '粧': '妆', '糭': '粽',
	'痺': '痹', '簷': '檐', '枱': '台', '衹': '只'}

// TestRadicals: what PDF files give for common characters, as Unicode's
// EquivalentUnifiedIdeograph.txt has it.
func TestRadicals(t *testing.T) {
	for from, want := range map[rune]rune{'⺠': '民', '⻓': '长', '⻄': '西', '⻅': '见', '⻔': '门', '⻛': '风', '⻋': '车', '⻢': '马',
		'⻉': '贝', '⻚': '页', '⻜': '飞', '⻰': '龙', '⺟': '母', '⻘': '青', '⻝': '食', '⻤': '鬼', '⻆': '角', '⼀': '一', '⽅': '方'} {
		if got := Characters().Normalize(from); got != want {
			t.Errorf("%U %c folds to %c, want %c", from, from, got, want)
		}
	}
}

// TestUnseen: what nobody sees is skipped, whatever wrote it; the blank of GBK is a blank.
func TestUnseen(t *testing.T) {
	for _, r := range []rune{0x01, 0x08, 0x0E, 0x1A, 0x1B, 0x1F, 0x7F, 0x80, 0x84, 0x86, 0x9F, 0x200B, 0xFEFF} {
		if Characters().Properties(r) != Skip {
			t.Errorf("%U is not skipped", r)
		}
	}
	for _, r := range []rune{' ', '\t', 0xA0, 0x3000, 0xE5E5} {
		if Characters().Properties(r) != Space {
			t.Errorf("%U is no blank", r)
		}
	}
	for _, r := range []rune{'\n', '\r', '\f', 0x85, 0x2028} {
		if Characters().Properties(r) != Break {
			t.Errorf("%U is no line break", r)
		}
	}
	if Characters().Properties(0) != 0 {
		t.Error("a NUL is a character")
	}
}

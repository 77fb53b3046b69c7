package attribution

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRules has a text for each rule, with the stretch in question in 〔〕, all invented.
func TestRules(t *testing.T) {
	segmenter := open(t)
	reader, attributor := segmenter.Reader(), New(segmenter).Reader()
	for _, row := range []struct {
		text, speaker string
		rule          Rule
	}{
		{"外交部发言人耿爽今天在例行记者会上明确表示，〔中方坚决反对〕。", "外交部发言人耿爽", InSentence},
		{"美國國務院周二稱，〔網絡主權〕是藉口。", "美國國務院", InSentence},
		{"发言人称，〔网络主权〕不容侵犯。", "发言人", InSentence},
		{"习近平指出，合作不易。我们要〔合作共赢〕。", "习近平", InParagraph},
		{"习近平指出，合作不易。\n\n〔合作共赢〕是大势。", "", ""},
		{"习近平总书记指出，合作不易。〔合作共赢〕是大势。", "", ""},
		{"习近平出席会议并发表讲话，强调要〔合作共赢〕。", "习近平", InSentence},
		{"王小明说：〝合作不易。我们要〔合作共赢〕。〞会议随后结束。", "王小明", Quotation},
		{"王小明说：“合作不易。我们要〔合作共赢〕。”会议随后结束。", "王小明", Quotation},
		{"王小明说：“合作不易。”〔合作共赢〕是大势。", "", ""},
		{"王小明：“我们要〔合作共赢〕。”", "王小明", Quotation},
		{`王小明说:"我们要〔合作共赢〕。"`, "王小明", Quotation},
		{"“我们要〔合作共赢〕，”王小明说，“合作不易。”", "王小明", Postposed},
		{"“合作不易。我们要〔合作共赢〕。”王小明说。", "王小明", Postposed},
		{"王小明说：“合作不易。\n\n“我们要〔合作共赢〕。”", "王小明", Quotation},
		{"会议要求，各级要落实。\n\n第一，坚持〔合作共赢〕。", "会议", Numbered},
		{"王小明来到北京。他说，要〔合作共赢〕。", "王小明", InSentence},
		{"他说，要〔合作共赢〕。", "", ""},
		{"俄罗斯〔强烈谴责〕这次袭击。", "俄罗斯", Act},
		{"俄罗斯坚决反对和〔强烈谴责〕这次袭击。", "俄罗斯", Act},
		{"决议遭到俄罗斯〔强烈反对〕。", "", ""},
		{"外交部发言人表示，某国干涉内政，中方对此表示〔强烈不满〕。", "外交部发言人", InSentence},
		{"新华社记者说的话里没有〔网络主权〕。", "", ""},
		{"一般来说，〔网络主权〕很重要。", "", ""},
		{"应当指出，〔网络主权〕很重要。", "", ""},
		{"据路透社报道，〔网络主权〕成为话题。", "路透社", InSentence},
		{"《决定》提出，要维护〔网络主权〕。", "《决定》", InSentence},
		{"网络主权的发展要求，〔合作共赢〕。", "", ""},
		{"中央军委副主席张又侠强调，要〔备战打仗〕。", "中央军委副主席张又侠", InSentence},
		{"〔合作共赢〕是王小明说的。", "", ""},
	} {
		before, rest, _ := strings.Cut(row.text, "〔")
		mention, after, _ := strings.Cut(rest, "〕")
		spans := attribute(reader, attributor, before+mention+after, nil)
		got := At(spans, len(before), len(before)+len(mention))
		if got.Speaker != row.speaker || got.Rule != row.rule {
			t.Errorf("%s: %q by %q, want %q by %q", row.text, got.Speaker, got.Rule,
				row.speaker, row.rule)
		}
	}
}

// pieces are what random texts are made of: words of all roles, marks and what lies between.
var pieces = strings.Fields(`习近平 外交部 发言人 会议 《决定》 王 小 明 说 表示 指出 强调
	发言人称 要求 反对 强烈谴责 对此 在 时 的 并 还 被 我们 大家 中方 网络主权 合作 出席 据
	路透社 报道 第一， 今天 ， 。 ： ； ！ “ ” 「 」 " （ ） a 1 、 · …`)

// draw draws a paragraph. It opens neither with a quotation mark nor with a number, and has no
// pronoun: these refer to what stands before it.
func draw(t *rapid.T, label string) string {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, label), "")
	return strings.TrimLeft("甲"+text, "\n")
}

// TestSpansHold checks that spans are in order, apart and inside of the text, that a speaker is
// written in it, and that a paragraph has its spans whatever precedes it.
func TestSpansHold(t *testing.T) {
	segmenter := open(t)
	reader, attributor := segmenter.Reader(), New(segmenter).Reader()
	rapid.Check(t, func(t *rapid.T) {
		first, second := draw(t, "first"), draw(t, "second")
		alone := append([]Span(nil), attribute(reader, attributor, second, nil)...)
		checkSpans(t, second, alone)
		for _, s := range alone {
			if !strings.Contains(second, s.Speaker) {
				t.Fatalf("%q: %q is not written there", second, s.Speaker)
			}
		}
		at := len(first) + 2
		var after []Span
		both := attribute(reader, attributor, first+"\n\n"+second, nil)
		checkSpans(t, first+"\n\n"+second, both)
		for _, s := range both {
			if s.Start >= at {
				after = append(after, Span{s.Start - at, s.End - at, s.Speaker, s.Rule})
			}
		}
		if len(after) != len(alone) {
			t.Fatalf("%q behind %q: %v, alone: %v", second, first, after, alone)
		}
		for i := range after {
			if after[i] != alone[i] {
				t.Fatalf("%q behind %q: %v, alone: %v", second, first, after[i], alone[i])
			}
		}
	})
}

// fataler is a test, or a property.
type fataler interface{ Fatalf(string, ...any) }

func checkSpans(t fataler, text string, spans []Span) {
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%q: span %v after byte %d of %d", text, s, end, len(text))
		}
		if s.Speaker == "" || s.Rule == "" {
			t.Fatalf("%q: span %v says nothing", text, s)
		}
		end = s.End
	}
}

// FuzzSpans looks for a text that breaks a span, or the program.
func FuzzSpans(f *testing.F) {
	f.Add("王小明说：“合作不易。\n“我们要合作，”他说。")
	f.Add(strings.Repeat("说，“", 300))
	f.Add(strings.Repeat("”王说（）表示", 300) + "第一，\n二是")
	segmenter := open(f)
	reader, attributor := segmenter.Reader(), New(segmenter).Reader()
	f.Fuzz(func(t *testing.T, text string) {
		checkSpans(t, text, attribute(reader, attributor, text, nil))
	})
}

// TestWordsAreKnown checks that the dictionary has the words of the lists: one that it lacks would
// never be met.
func TestWordsAreKnown(t *testing.T) {
	segmenter := open(t)
	reader := segmenter.Reader()
	for w := range words.roles {
		for s := range reader.Sentences(w, nil) {
			if len(s.Tokens) != 1 || s.Tokens[0].Word < 0 {
				t.Errorf("%s: cut into %s", w, s.WordsOver(0, int32(len(s.Fold))))
			}
		}
	}
}

package evidence

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/outputs"
)

// A quote is the sentence as written, cut between clauses, with … where it is cut. It once had its
// full-width comma folded to an ASCII one, and ended within a word. The text is invented.
func TestQuotes(t *testing.T) {
	long := strings.Repeat("各地各部门认真学习贯彻会议精神，", 6)
	line := func(before, keyword, after string) *Line {
		s := before + keyword + after
		return &Line{Mention: outputs.Mention{Sentence: s, SentenceByte: 90, StartByte: int64(90 + len(before)), Keyword: keyword, Pre: "wrong", Post: "wrong"}}
	}
	for _, c := range []struct{ before, after, wantBefore, wantAfter string }{
		{"会议强调，", "，维护国家安全。", "会议强调，", "，维护国家安全。"},
		{long + "坚决维护", "不受侵犯；" + long, "…" + strings.Repeat("各地各部门认真学习贯彻会议精神，", 3) + "坚决维护", "不受侵犯；" + strings.Repeat("各地各部门认真学习贯彻会议精神，", 3) + "…"},
		{"", "。”", "", "。”"},
		{strings.Repeat("无标点", 60), "", "…" + strings.Repeat("无标点", 40), ""},
	} {
		l := line(c.before, "网络主权", c.after)
		if got := l.Before(); got != c.wantBefore {
			t.Errorf("before: %q, want %q", got, c.wantBefore)
		}
		if got := l.After(); got != c.wantAfter {
			t.Errorf("after: %q, want %q", got, c.wantAfter)
		}
	}
	// A sentence that does not hold the mention where its place says: it is looked for.
	moved := line("会议强调，", "网络主权", "不容侵犯。")
	moved.SentenceByte = 0
	if moved.Before() != "会议强调，" || moved.After() != "不容侵犯。" {
		t.Error(moved.Before(), moved.After())
	}
	none := &Line{Mention: outputs.Mention{Sentence: "别的句子", Keyword: "网络主权", Pre: "前", Post: "后"}}
	if none.Before() != "前" || none.After() != "后" {
		t.Error(none.Before(), none.After())
	}
}

// Whatever the text, a quote is a part of it, valid, and bounded.
func FuzzQuotes(f *testing.F) {
	f.Add("会议强调，坚决维护网络主权，不受侵犯")
	f.Add("，，，")
	f.Add("…—\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		head, tail := HeadClauses(text), TailClauses(text)
		if !strings.HasPrefix(text, head) && !strings.HasPrefix(text, strings.TrimSuffix(head, "…")) ||
			!strings.HasSuffix(text, tail) && !strings.HasSuffix(text, strings.TrimPrefix(tail, "…")) {
			t.Fatalf("%q: %q, %q", text, head, tail)
		}
		if utf8.RuneCountInString(head) > mostClause+1 || utf8.RuneCountInString(tail) > mostClause+1 {
			t.Fatalf("%q: too long", text)
		}
	})
}

package corpus

import (
	"strings"
	"testing"
)

// show writes a text with its marks: ‹› around what joins, «» around what ends a paragraph.
func show(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start])
		if m.Joins {
			b.WriteString("‹" + text[m.Start:m.End] + "›")
		} else {
			b.WriteString("«" + text[m.Start:m.End] + "»")
		}
		at = m.End
	}
	return b.String() + text[at:]
}

func TestTitlesAndBoilerplate(t *testing.T) {
	for _, row := range []struct {
		name, in    string
		input       Input
		title, text string
	}{
		{"a.md", "# 网络 主权\n\n文", Input{}, "网络 主权", "«# 网络 主权»\n\n文"},
		{"a.md", "\n# 网络 #\r\n\r\n文", Input{}, "网络", "\n«# 网络 #»\r\n\r\n文"},
		{"a.md", "---\ntitle: 网络主权\n---\n\n# 网络  主权\n文", Input{}, "网络主权", "\n«# 网络  主权»\n文"},
		{"a.md", "---\ntitle: 题\n---\n# 网络主权\n文", Input{}, "题", "«# »网络主权\n文"},
		{"a.md", "## 网络主权\n文", Input{}, "«a»", "«## »网络主权\n文"},
		{"a.md", "# 题\n**文**", Input{Markup: "none"}, "«a»", "# 题\n**文**"},
		{"a.md", "# 题<b>\n文", Input{Markup: "html"}, "«a»", "# 题‹<b>›\n文"},
		{"2015-03-05 讲话.txt", "**文**", Input{}, "«讲话»", "**文**"},
		{"宪法修正案（2004年）.txt", "文", Input{}, "«宪法修正案»", "文"},
		{"20150305.txt", "文", Input{}, "", "文"},
		{"a.txt", "<p>文</p>", Input{}, "«a»", "«<p>»文«</p>»"},
		{"a.txt", "<人民日报>文", Input{}, "«a»", "<人民日报>文"},
		{"a.jsonl", `{"title":"[视频]题","text":"本台消息：文"}`, Input{Boilerplate: []string{`^\[视频\]`, `^本台消息：`}}, "«[视频]»题", "«本台消息：»文"},
		{"a.jsonl", `{"title":"题","text":"文\n责编：某"}`, Input{Boilerplate: []string{`责编：.*$`}}, "题", "文\n«责编：某»"},
		{"a.jsonl", `{"title":"题","text":"文文\n报讯 文"}`, Input{Boilerplate: []string{`(?m)^报讯`, `报讯 `}}, "题", "文文\n«报讯 »文"},
		{"a.jsonl", `{"title":"<b>题</b>","text":"<p>文"}`, Input{}, "‹<b>›题‹</b>›", "«<p>»文"},
		{"a.jsonl", `{"text":"文"}`, Input{}, "", "文"},
	} {
		docs, _ := readOne(t, row.name, row.in, row.input)
		if len(docs) != 1 {
			t.Errorf("%q: %d documents", row.in, len(docs))
			continue
		}
		d := docs[0]
		if got := show(d.Title, d.TitleMarks); got != row.title {
			t.Errorf("%s %q: title %s, want %s", row.name, row.in, got, row.title)
		}
		if got := show(d.Text, d.TextMarks); got != row.text {
			t.Errorf("%s %q: text %s, want %s", row.name, row.in, got, row.text)
		}
	}
}

// A document of which nearly nothing counts is a problem, and is kept.
func TestMostlyExcluded(t *testing.T) {
	han := strings.Repeat("网络主权", 30)
	for name, row := range map[string]struct {
		text  string
		input Input
		want  bool
	}{
		"a wide pattern":      {han + "\n正文", Input{Boilerplate: []string{`(?s)^.*\n`}}, true},
		"a hidden text":       {"<script>" + han + "</script>网络", Input{Markup: "html"}, true},
		"a comment":           {"<p>网络</p><!-- " + han, Input{}, true},
		"half of it":          {han + "\n" + han, Input{Boilerplate: []string{`^.*\n`}}, false},
		"only tags":           {strings.Repeat(`<p class="a b c d e f">网</p>`, 60), Input{}, false},
		"a short text":        {"责编：某某\n完", Input{Boilerplate: []string{`^.*\n`}}, false},
		"an unclosed tag":     {han + "\n<iframe src=\n" + han, Input{Markup: "html"}, false},
		"an unclosed element": {"<iframe src=\"a\">" + han, Input{Markup: "html"}, false},
	} {
		docs, problems := readOne(t, "a.txt", row.text, row.input)
		got := false
		for _, p := range problems {
			got = got || p.Kind == KindExcluded
		}
		if len(docs) != 1 || got != row.want {
			t.Errorf("%s: %d documents, mostly excluded is %v, want %v", name, len(docs), got, row.want)
		}
	}
}

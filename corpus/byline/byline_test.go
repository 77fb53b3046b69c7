package byline

import (
	"strings"
	"testing"

	"tifa/corpus/markup"
)

// show shows bylines as name(affiliation)[rule], one a line.
func show(bylines []Byline) string {
	var all []string
	for _, b := range bylines {
		all = append(all, b.Name+"("+b.Affiliation+")["+b.From+"]")
	}
	return strings.Join(all, "\n")
}

const body = "网络主权是国家主权在网络空间的体现。\n要守住这块阵地。\n各方都应当尊重。\n" +
	"这是原则。\n也是共识。\n必须坚持。\n"

// TestRead reads whole documents. The texts are invented.
func TestRead(t *testing.T) {
	for name, row := range map[string]struct {
		d    Document
		want string
	}{
		"nothing": {Document{Title: "题", Text: body}, ""},
		"empty":   {Document{}, ""},
		"under the title": {Document{Title: "题", Text: "王小明　李　红\n" + body},
			"王小明()[first lines: names]\n李红()[first lines: names]"},
		"one name alone could be anything": {Document{Title: "题", Text: "王小明\n" + body}, ""},
		"agency before names": {Document{Text: "新华社南京3月5日电\n王小明、李红\n" + body},
			"王小明(新华社)[first lines: names]\n李红(新华社)[first lines: names]"},
		"pen name on a line": {Document{Title: "题", Text: "钟声\n" + body}, "钟声()[first lines: names]"},
		"a word on a line":   {Document{Title: "题", Text: "宣言\n" + body}, ""},
		"pen name, once": {Document{Title: "钟声：题", Text: "钟声\n" + body + "（钟声）"},
			"钟声()[title: pen name]"},
		"affiliation at the end": {Document{Text: "作者：王小明\n" + body + "（作者系国防大学教授）"},
			"王小明(国防大学教授)[first lines: author in brackets; last lines: author is]"},
		"field and affiliation": {
			Document{Field: []Byline{{Name: "王小明"}}, Text: body + "（作者系国防大学教授）"},
			"王小明(国防大学教授)[field; last lines: author is]"},
		"two of one name": {Document{Field: []Byline{{Name: "王小明", Affiliation: "国防大学"}, {Name: "王小明", Affiliation: "甲大学"}}, Text: body},
			"王小明(国防大学)[field]\n王小明(甲大学)[field]"},
		"and others":      {Document{Field: []Byline{{Name: "王小明、李红等"}}, Text: body}, "王小明()[field]\n李红()[field]"},
		"only a reporter": {Document{Field: []Byline{{Name: "记者"}}, Text: body}, ""},
		"nobody is named": {Document{Text: body + "（作者系国防大学教授）"},
			"(国防大学教授)[last lines: author is]"},
		"each their own": {Document{Text: "作者：王小明、李红\n" + body + "（作者分别系甲大学教授、乙大学讲师）"},
			"王小明(甲大学教授)[first lines: author in brackets; last lines: author is]\n" +
				"李红(乙大学讲师)[first lines: author in brackets; last lines: author is]"},
		"not aligned": {Document{Text: "作者：王小明、李红\n" + body + "（作者分别系甲大学教授、博士生导师、乙大学讲师）"},
			"王小明(甲大学教授、博士生导师、乙大学讲师)" +
				"[first lines: author in brackets; last lines: author is, not aligned]\n" +
				"李红(甲大学教授、博士生导师、乙大学讲师)" +
				"[first lines: author in brackets; last lines: author is, not aligned]"},
		"not aligned at the names": {Document{Text: body + "（作者：王小明、李红，分别系甲大学教授、院长、乙大学讲师）"},
			"王小明(甲大学教授、院长、乙大学讲师)[last lines: author and affiliation, not aligned]\n" +
				"李红(甲大学教授、院长、乙大学讲师)[last lines: author and affiliation, not aligned]"},
		"both of one house": {Document{Text: "作者：王小明、李红\n" + body + "（作者均系国防大学教授）"},
			"王小明(国防大学教授)[first lines: author in brackets; last lines: author is]\n" +
				"李红(国防大学教授)[first lines: author in brackets; last lines: author is]"},
		"a note on the author is not about reporters": {
			Document{Text: "■本报记者 王小明\n" + body + "（作者系国防大学教授）"},
			"王小明()[first lines: reporters]\n(国防大学教授)[last lines: author is]"},
		"bound":            {Document{Text: body + "作者：王小明\n" + body}, ""},
		"last line of all": {Document{Text: body + "（王小明）\n" + "（来源：某报）"}, ""},
		"breaks of other systems": {Document{Text: "\ufeff\r\n\u3000\u3000作者：王小明\r\n\r\n" +
			strings.ReplaceAll(body, "\n", "\r")},
			"王小明()[first lines: author in brackets]"},
		"damaged names are nobody's": {Document{Text: body + "（记者 王小明 李\ufffd\ufffd 胡 \ufffdq 张华）"},
			"王小明()[last lines: reporters in brackets]\n张华()[last lines: reporters in brackets]"},
		"one that is no name spoils the list": {Document{Text: body + "（记者 王小明 网络安全）"}, ""},
		"a column and its author": {Document{Field: []Byline{{Name: "落区"}},
			Text: "文：王小明\n" + body + "（作者系国防大学教授）"},
			"落区()[field]\n王小明(国防大学教授)[first lines: text by; last lines: author is]"},
		"interviews":  {Document{Text: "记者：请问如何看待网络主权？\n专家：这是原则。\n" + body}, ""},
		"photographs": {Document{Text: body + "（王小明摄）"}, ""},
		"traditional": {Document{Text: "【撰文：張達揚】\n***作者為執業律師***\n" + body,
			Marks: []markup.Mark{
				{Start: 25, End: 28, Joins: true}, {Start: 49, End: 52, Joins: true}}},
			"張達揚(執業律師)[first lines: text by; first lines: author is, on a line]"},
	} {
		if got, _ := Read(&row.d); show(got) != row.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, show(got), row.want)
		}
	}
}

// TestNames tells names from words.
func TestNames(t *testing.T) {
	for _, name := range []string{"王红", "王小明", "欧阳修", "欧阳小明", "張達揚", "钟声", "本报评论员",
		"人民日报特约评论员", "阿卜杜拉·艾山", "让•莫内", "扎西次仁", "尼玛泽仁"} {
		if !shipped().isName(name) {
			t.Errorf("%s is a name", name)
		}
	}
	for _, word := range []string{"", "王", "网络", "网络安全", "王小明们好", "小明", "Jane", "王a",
		"·艾山", "艾山·", "王 红", "王小明教授", "评论员观察", "a·b", "一·二·三·四·五·六"} {
		if shipped().isName(word) {
			t.Errorf("%q is no name", word)
		}
	}
}

// TestUnread tells what names nobody from what says that nobody is known.
func TestUnread(t *testing.T) {
	for name, want := range map[string]bool{"王小明": false, "佚名": false, "": false,
		"责任编辑：王小明": false, "Reuters": false,
		"[王小明": true, "他说，这是原则。": true, strings.Repeat("网", 61): true, "\ufffd\ufffd": true} {
		if _, unread := Read(&Document{Field: []Byline{{Name: name}}}); (len(unread) == 1) != want {
			t.Errorf("%q: unread %q", name, unread)
		}
	}
}

// FuzzRead looks for panics, for names and affiliations that nobody wrote, and for names twice.
func FuzzRead(f *testing.F) {
	f.Add("王小明、Jane Doe", "钟声：题", "作者：王小明\n"+body+"（作者分别系甲大学教授、乙大学讲师）", 3)
	f.Add("['王小明']", "", "新华社南京3月5日电\n李　红、\ufffdq\r\n■某旅主任 王 红", 0)
	for at := range shipped().at {
		for _, one := range shipped().at[at][forms-1] {
			for _, e := range one.Examples {
				f.Add("", "题", e.Line+"\n"+body+e.Line, len(e.Line)/2)
			}
		}
	}
	f.Fuzz(func(t *testing.T, field, title, text string, mark int) {
		d := Document{Field: []Byline{{Name: field, Affiliation: title}}, Title: title, Text: text}
		if mark > 0 && mark+3 < len(text) {
			d.Marks = []markup.Mark{{Start: mark, End: mark + 3, Joins: mark%2 == 0}}
		}
		given := bare(field + "\n" + title + "\n" + text)
		seen := map[string]bool{}
		bylines, _ := Read(&d)
		for _, b := range bylines {
			if b.Name == "" && b.Affiliation == "" || b.From == "" || b.Name != "" && seen[b.Name] {
				t.Errorf("%+v in %+v", b, bylines)
			}
			seen[b.Name] = true
			if len(d.Marks) == 0 && (!strings.Contains(given, bare(b.Name)) ||
				!strings.Contains(given, bare(b.Affiliation))) {
				t.Errorf("%+v is nowhere in %q", b, given)
			}
		}
	})
}

// bare is a text without what may stand inside of a name that is set with spaces.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if isSpace(c) {
			return -1
		}
		return c
	}, s)
}

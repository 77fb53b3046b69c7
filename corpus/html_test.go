package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

// Invented sentences. The pages are in the style of news sites, and invented, too.
const (
	para1 = "　　去年以来，甲市扎实推进网络安全工作，各区县认真落实部署，建立起覆盖全市的应急指挥体系。"
	para2 = "　　会议强调，要树立正确的网络安全观，加强信息基础设施防护，提升应急指挥能力。"
	para3 = "　　与会代表认为，尊重网络主权，维护网络空间和平、安全、开放，是各方的共同责任。"
	nav   = `<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/s">时政</a></li><li><a href="/i">国际</a></li></ul></div>`
	foot  = `<div class="footer">关于我们 | 报社招聘 | 广告服务 | 版权所有</div>`
)

func pagesOf() map[string]string {
	return map[string]string{
		"people": `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="content-type" content="text/html;charset=GB2312"/><title>甲市举行网络安全宣传周--时政--某网</title>
<meta name="publishdate" content="2015-03-05"/><meta name="author" content="104381"/><meta name="source" content="某报"/>
<script>var a="脚本";</script></head><body>` + nav + `<div class="text_c"><h1>甲市举行网络安全宣传周</h1>
<p class="sou">2015年03月05日08:12&nbsp;来源：<a href="#">某报</a></p><div id="rwb_zw"><p>` + para1 + `</p>
<p>` + para2 + `</p><p>` + para3 + `</p><div class="zdfy">(责编：甲乙、丙丁)</div></div></div>
<div class="rel"><h2>相关新闻</h2><ul><li><a href="#">某市召开会议部署全年任务</a></li></ul></div>` + foot + `</body></html>`,
		"gov": `<html><head><meta charset="utf-8"><title>关于某项工作的通知_政务_某网</title>
<meta name="firstpublishedtime" content="2016-11-07-10:30:00"><meta property="og:title" content="关于某项工作的通知">
<meta name="author" content="王小明"></head><body>` + nav + `<div id="UCAP-CONTENT"><table><tr><td><b>成文日期：</b></td><td>2016年11月01日</td></tr>
<tr><td id="x"><p align=center>关于某项工作的通知</p><p>` + para1 + `</p><p>` + para2 + `</p><p>` + para3 + `</p></td></tr></table></div>` + foot + `</body></html>`,
		"old": `<html><head><title>旧式页面没有段落_某网</title></head><body><table><tr><td><a href=a>首页</a> <a href=b>新闻</a></td></tr><tr><td>
<font size=5>旧式页面没有段落</font><br>2004年05月06日 10:11:12　来源：某社<br><hr>` + para1 + `<br><br>` + para2 + `<br>
` + para3 + `<br></td></tr></table></body></html>`,
		"short": `<html><head><title>发言人答记者问</title></head><body><div><p>问：有何评论？</p><p>答：我们坚决反对。</p></div></body></html>`,
		"wrapped": "<html><head><title>题</title></head><body><p>" + strings.ReplaceAll(para1, "网络安全", "网络\n  安<b>全</b>") + "</p>" +
			"<p>" + para2 + "</p><p>" + para3 + "</p></body></html>",
		"linked": `<html><head><title>题</title><script type="application/ld+json">{"datePublished":"2019-05-06T08:00:00+08:00",
"author":[{"name":"王小明"},{"name":"李小红"}]}</script></head><body><article><p>` + para1 + `</p><p>` + para2 + `</p><p>` + para3 + `</p></article></body></html>`,
		"divs": `<html><head><title>题</title></head><body>` + nav + `<div class="sidebar-comment-list">` + strings.Repeat(`<div><span>`+para1+para2+`</span></div>`, 6) + `</div>` + foot + `</body></html>`,
	}
}

// TestPages: each sentence of the article is in the text once, as a paragraph of its own, nothing
// of what stands around it is, and what the page says of itself fills the fields.
func TestPages(t *testing.T) {
	for name, want := range map[string]struct{ title, date, from, author string }{
		"people":  {"甲市举行网络安全宣传周", "2015-03-05", FromField, ""},
		"gov":     {"关于某项工作的通知", "2016-11-07", FromField, "王小明"},
		"old":     {"旧式页面没有段落_某网", "2004-05-06", FromField, ""},
		"wrapped": {"题", "", "", ""}, "linked": {"题", "2019-05-06", FromField, "王小明、李小红"},
	} {
		page := pagesOf()[name]
		if name == "people" {
			page = fixture.Encode(t, "gbk", page)
		}
		docs, problems := readOne(t, "x.html", page, Input{})
		if len(docs) != 1 {
			t.Errorf("%s: problems %+v", name, problems)
			continue
		}
		d := docs[0]
		if d.Title != want.title || d.Date.String() != want.date || d.DateFrom != want.from || d.Author != want.author {
			t.Errorf("%s: %q %v from %q, author %q; problems %+v", name, d.Title, d.Date, d.DateFrom, d.Author, problems)
		}
		text := "\n\n" + d.Text + "\n\n"
		for _, p := range []string{para1, para2, para3} {
			if strings.Count(text, "\n\n"+strings.TrimLeft(p, "　")+"\n\n") != 1 {
				t.Errorf("%s: %q is not one paragraph of\n%s", name, p, d.Text)
			}
		}
		for _, not := range []string{"首页", "脚本", "<", "版权所有", "部署全年"} {
			if strings.Contains(d.Text, not) {
				t.Errorf("%s: %q in\n%s", name, not, d.Text)
			}
		}
		if strings.HasPrefix(d.Text, d.Title) || len(d.TextMarks) > 0 {
			t.Errorf("%s: title or marks in the text: %v\n%s", name, d.TextMarks, d.Text)
		}
	}
}

// TestPageLoss: where little is found the largest block is taken; a short statement is kept once.
func TestPageLoss(t *testing.T) {
	docs, _ := readOne(t, "x.html", pagesOf()["divs"], Input{})
	if len(docs) != 1 || strings.Count(docs[0].Text, "网络安全工作") != 6 || strings.Contains(docs[0].Text, "首页") {
		t.Errorf("%+v", docs)
	}
	docs, _ = readOne(t, "x.htm", pagesOf()["short"], Input{})
	if len(docs) != 1 || docs[0].Text != "问：有何评论？\n\n答：我们坚决反对。" {
		t.Errorf("%+v", docs)
	}
}

// TestPagesWithoutText are a problem that says what to do.
func TestPagesWithoutText(t *testing.T) {
	var list strings.Builder
	for i := range 15 {
		fmt.Fprintf(&list, "<li><a href='%d.html'>某市召开网信工作会议部署第%d项任务</a></li>", i, i)
	}
	for _, row := range []struct{ page, kind, want string }{
		{"<html><head><title>首页</title></head><body><ul>" + list.String() + "</ul></body></html>", KindEmpty, "list of 15 links"},
		{"<html><head><title>框架</title></head><frameset cols=2><frame src=a.htm></frameset></html>", KindEmpty, "frame around other pages"},
		{"<html><body><script>var a='脚本'</script></body></html>", KindEmpty, "no main text"},
		{"<html>" + strings.Repeat("<div>", 100_000) + "文", KindTooLarge, "format: text"},
		{"<html>" + strings.Repeat("<div>", 450) + "文", KindTooLarge, "nested deeper"},
		{"<html><p>" + strings.Repeat("网络", 1<<20), KindTooLarge, "4 MB of text"},
		{"<html><p title='" + strings.Repeat("网络", 6<<20) + "'>文", KindTooLarge, "of more than"},
	} {
		docs, problems := readOne(t, "x.html", row.page, Input{})
		if len(docs) != 0 || len(problems) != 1 || problems[0].Kind != row.kind || !strings.Contains(problems[0].Reason, row.want) {
			t.Errorf("%.60q: %d documents, %+v, want %s", row.page, len(docs), problems, row.want)
		}
	}
}

// TestPageOrText: format and markup say how a file of HTML is read; fields with HTML are as before.
func TestPageOrText(t *testing.T) {
	page := pagesOf()["gov"]
	docs, _ := readOne(t, "x.html", page, Input{Format: "text", Markup: "html"})
	if len(docs) != 1 || docs[0].Text != page || len(docs[0].TextMarks) == 0 {
		t.Errorf("%+v", docs)
	}
	docs, _ = readOne(t, "x.txt", page, Input{})
	if len(docs) != 1 || strings.Contains(docs[0].Text, "<p>") {
		t.Errorf("a page of another name: %+v", docs)
	}
	docs, _ = readOne(t, "x.jsonl", `{"text":"<html><p>网络</p></html>"}`, Input{})
	if len(docs) != 1 || docs[0].Text != "<html><p>网络</p></html>" || len(docs[0].TextMarks) == 0 {
		t.Errorf("%+v", docs)
	}
	docs, _ = readOne(t, "x.html", "<html><head><meta name=Pub content=2011-02-03><meta name=ContentSource content=某社></head><p>"+para1,
		Input{Fields: Fields{Date: "Pub"}, Source: SourceRule{Field: "ContentSource"}})
	if len(docs) != 1 || docs[0].Date.String() != "2011-02-03" || docs[0].Source != "某社" {
		t.Errorf("%+v", docs)
	}
}

// TestPageEncoding: a short page in Big5 or GBK is read as what it declares, one that lies as what
// it is, and a byte that is no text matters only in the text.
func TestPageEncoding(t *testing.T) {
	short := func(charset, text string) string {
		return "<html><head><meta charset=" + charset + "></head><body><p>" + text + "</p></body></html>"
	}
	for _, row := range []struct{ page, text, encoding string }{
		{fixture.Encode(t, "big5", short("big5", "網路安全。")), "網路安全。", "big5"},
		{fixture.Encode(t, "gbk", short("gb2312", "网络。")), "网络。", "gb18030"},
		{short("gb2312", "网络安全。"), "网络安全。", "utf-8"},
		{fixture.Encode(t, "gbk", short("utf-8", "网络安全和信息化。")), "网络安全和信息化。", "gb18030"},
		{strings.Replace(short("utf-8", "网络安全。"), "<body>", "<body><script>\xff</script>", 1), "网络安全。", "utf-8"},
	} {
		docs, problems := readOne(t, "x.html", row.page, Input{})
		if len(docs) != 1 || docs[0].Text != row.text || docs[0].Encoding != row.encoding {
			t.Errorf("%q: %+v %+v", row.page, docs, problems)
		}
	}
	docs, problems := readOne(t, "x.html", short("utf-8", "网络\xff安全和信息化。"), Input{})
	if len(docs) != 0 || len(problems) != 1 || problems[0].Kind != KindEncoding {
		t.Errorf("%+v %+v", docs, problems)
	}
}

// TestSavedFolder: what a browser saves with a page is one problem, and no document.
func TestSavedFolder(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"a/题.html": pagesOf()["gov"], "a/题_files/saved_resource.html": "<html><p>广告。",
		"a/题_files/x.js.download": "var a", "a/other_files/b.txt": "网络。"} {
		at := filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	files, problems, err := Expand(root, []Input{{Path: "a"}})
	if err != nil || len(files) != 2 || len(problems) != 1 || problems[0].Path != "a/题_files" {
		t.Errorf("%v %+v %+v", err, files, problems)
	}
}

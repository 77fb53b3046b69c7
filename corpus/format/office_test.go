package format

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/corpus/charset"
	"tifa/corpus/internal/fixture"
	"tifa/corpus/problem"
)

// readBytes reads a file whose container says that it is of a format. limit is that of a record.
func readBytes(t testing.TB, format, content string, limit int64) *list {
	t.Helper()
	rules, err := Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	rules.maxRecord = limit
	got := &list{}
	file := File{Path: "x", Name: "x", Format: format, Size: int64(len(content)),
		Buffer: func() (io.ReaderAt, int64, error) { return strings.NewReader(content), int64(len(content)), nil }}
	err = Read(rules, file, bufio.NewReaderSize(strings.NewReader(content), charset.HeadLength), got)
	if err != nil {
		p := problem.Problem{Reason: err.Error()}
		got.problems = append(got.problems, p)
	}
	return got
}

// shown is what was read, in one line: title (in brackets if it only names), text, authors, and the
// reasons of problems.
func shown(got *list) string {
	var all []string
	for _, r := range got.records {
		title := r.Values[Title].Text
		if r.Named {
			title = "(" + title + ")"
		}
		line := title + "|" + r.Values[Text].Text
		if a := r.Values[Author].Text; a != "" {
			line += "|" + a
		}
		if d := r.Values[Date].Text; d != "" {
			line += "|" + d
		}
		all = append(all, strings.ReplaceAll(line, paragraphBreak, "¶"))
	}
	for _, p := range got.problems {
		all = append(all, "! "+p.Reason)
	}
	return strings.Join(all, "; ")
}

const wordRoot = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x="urn:x"><w:body>`

// word makes a document of Word with a body, and more parts.
func word(body string, more ...string) string {
	return fixture.Zip(append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml",
		`<?xml version="1.0" encoding="UTF-8"?>` + wordRoot + body + "</w:body></w:document>"}, more...)...)
}

// wordPara is a paragraph of one run.
func wordPara(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func core(inner string) string {
	return `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">` +
		inner + `<dcterms:created>2009-01-02T03:04:05Z</dcterms:created></cp:coreProperties>`
}

func TestDOCX(t *testing.T) {
	ins := `<w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>`
	del := `<w:del w:id="2"><w:r><w:delText>删</w:delText></w:r><w:r><w:t>除</w:t></w:r></w:del>`
	box := `<mc:AlternateContent><mc:Choice Requires="wps"><x:txbx><w:txbxContent>` + wordPara("框") + `</w:txbxContent></x:txbx></mc:Choice>` +
		`<mc:Fallback><x:pict><w:txbxContent>` + wordPara("框") + `</w:txbxContent></x:pict></mc:Fallback></mc:AlternateContent>`
	notes := wordRoot + `<w:footnote w:type="separator" w:id="-1">` + wordPara("线") + `</w:footnote><w:footnote w:id="1">` + wordPara("注一") +
		`</w:footnote><w:footnote w:id="2">` + wordPara("注二") + `</w:footnote><w:footnote w:id="3">` + wordPara("未引") + `</w:footnote></w:body></w:document>`
	for _, row := range []struct{ name, in, want string }{
		{"runs", word(`<w:p><w:r><w:t>网络</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">主权 </w:t></w:r></w:p>` + wordPara("　　二&amp;三") + "<w:p/>" + wordPara("四")), "()|网络主权¶二&三¶四"},
		{"revisions", word("<w:p>" + ins + del + `<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>`), "()|增新"},
		{"deleted end", word(`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>网</w:t></w:r></w:p>` + wordPara("络") + wordPara("文")), "()|网络¶文"},
		{"deleted last end", word(`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>网</w:t></w:r></w:p>`), "()|网"},
		{"signs", word(`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/><w:sym w:char="25CB"/><w:sym w:char="F0A8"/><w:instrText>PAGE</w:instrText></w:r></w:p>`), "()|一\t二\n三-○"},
		{"table", word("<w:tbl><w:tr><w:tc>" + wordPara("甲") + "</w:tc><w:tc>" + wordPara("乙") + wordPara("丙") + "</w:tc></w:tr></w:tbl>"), "()|甲¶乙¶丙"},
		{"text box", word("<w:p><w:r><w:t>前</w:t></w:r><w:r>" + box + "</w:r><w:r><w:t>后</w:t></w:r></w:p>" + wordPara("尾")), "()|前后¶框¶尾"},
		{"hidden", word(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>`), "()|显"},
		{"hidden end of a paragraph", word(`<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>显</w:t></w:r></w:p>`), "()|显"},
		{"form", word(`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + wordPara("单击此处") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>` + wordPara("填") + `</w:sdtContent></w:sdt>`), "()|填"},
		{"pinyin", word(`<w:p><w:r><w:ruby><w:rt><w:r><w:t>wang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>网</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`), "()|网"},
		{"notes", word(`<w:p><w:r><w:t>网</w:t><w:footnoteReference w:id="2"/><w:t>络</w:t><w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/></w:r></w:p>`, "word/footnotes.xml", notes), "()|网络¶注二¶注一"},
		{"header and footer", word(wordPara("文"), "word/header1.xml", wordRoot+wordPara("眉")), "()|文"},
		{"properties", word(wordPara("文"), "docProps/core.xml", core("<dc:title>论网络主权</dc:title><dc:creator>王小明;李红</dc:creator>")), "(论网络主权)|文|王小明; 李红"},
		{"leftovers", word(wordPara("文"), "docProps/core.xml", core("<dc:title>Word 文档</dc:title><dc:creator>微软用户</dc:creator>")), "()|文"},
		{"title in the text", word(wordPara("论 网络主权")+wordPara("文"), "docProps/core.xml", core("<dc:title>论网络主权</dc:title>")), "论 网络主权|文"},
		{"style of title", word(`<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>题目甲</w:t></w:r></w:p>`+wordPara("文"), "word/styles.xml",
			wordRoot+`<w:style w:styleId="a3"><w:name w:val="Title"/></w:style></w:body></w:document>`, "docProps/core.xml", core("<dc:title>旧题目</dc:title>")), "题目甲|文"},
		{"other name of the part", fixture.Zip("[Content_Types].xml", "", "_rels/.rels", `<R><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></R>`,
			"word/document2.xml", wordRoot+wordPara("文")+"</w:body></w:document>"), "()|文"},
		{"strict", fixture.Zip("word/document.xml", strings.ReplaceAll(wordRoot, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")+wordPara("文")+"</w:body></w:document>"), "()|文"},
		{"pictures only", word("<w:p><w:r/></w:p>", "docProps/core.xml", core("<dc:title>论网络主权</dc:title>")), "! holds no text: are its pages pictures?"},
		{"no part", fixture.Zip("[Content_Types].xml", ""), "! part word/document.xml is missing: is the file whole?"},
		{"cut XML", fixture.Zip("word/document.xml", wordRoot+wordPara("文")), "! part word/document.xml: XML syntax error on line 1: unexpected EOF: is the file whole?"},
		{"no UTF-8", word(wordPara("\xff")), "! part word/document.xml: XML syntax error on line 1: invalid UTF-8: is the file whole?"},
		{"no zip", "PK", "! zip: not a valid zip file: is the file whole?"},
		{"embedded", word(wordPara("文") + `<w:altChunk/>`), "()|文; ! holds another document that is not read: open it in Word and save it again"},
	} {
		if got := shown(readBytes(t, "DOCX", row.in, MaxRecord)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestHostileOffice: what would take much memory or time is refused, in words that name the limit.
func TestHostileOffice(t *testing.T) {
	const limit = 1 << 20
	for _, row := range []struct{ name, in, want string }{
		{"part that unpacks to too much", word("<!--" + strings.Repeat("x", 5<<20) + "-->"), "part word/document.xml unpacks to more than 4 MB: split the document"},
		{"too long", word(wordPara(strings.Repeat("文", limit/3)) + wordPara("文")), "one document of more than 1 MB: split it"},
		{"deep", word(strings.Repeat("<w:x>", 3000)), "part word/document.xml has more than 2000 elements in one another"},
		{"paragraphs in one another", word(strings.Repeat("<w:p>", 100)), "part word/document.xml has more than 20 paragraphs in one another"},
		{"attributes", word("<w:p " + strings.Repeat(` a="&gt;>"`, 2000)), "an element has more than 1000 attributes"},
		{"entities", fixture.Zip("word/document.xml", `<!DOCTYPE x [<!ENTITY a "文文"><!ENTITY b "&a;&a;">]>`+wordRoot+wordPara("&b;")),
			"part word/document.xml: XML syntax error on line 1: invalid character entity &b;: is the file whole?"},
	} {
		if got := shown(readBytes(t, "DOCX", row.in, limit)); got != "! "+row.want {
			t.Errorf("%s: %.300q, want %q", row.name, got, row.want)
		}
	}
}

// TestTitlesLeftOver: what programs and templates leave in the properties is no title
// and no author.
func TestTitlesLeftOver(t *testing.T) {
	for _, title := range []string{"Word 文档", "新建 Microsoft Word 文档", "文档1", "Document1", "无标题", "未命名", "Microsoft Word - 报告.doc", "报告.docx",
		"untitled", "PowerPoint 演示文稿", "附件1", "——", "", "  "} {
		if got := titleOf(title); got != "" {
			t.Errorf("%q is taken for a title", title)
		}
	}
	for _, title := range []string{"论网络主权", "文档管理办法", "On Cyber Sovereignty", "标题党现象研究", "附件传播规律", "Wordsworth in China"} {
		if got := titleOf(title); got != title {
			t.Errorf("%q is no title", title)
		}
	}
	for name, want := range map[string]string{"王小明": "王小明", "微软用户": "", "lenovo": "", "Administrator": "", `PC\user`: "", "Microsoft Office User": "", "John Smith": "John Smith"} {
		if got := authorOf(name); got != want {
			t.Errorf("author %q is %q, want %q", name, got, want)
		}
	}
}

// byPandoc makes a document of Markdown with pandoc.
func byPandoc(t *testing.T, markdown, ending string) string {
	t.Helper()
	tool, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("no pandoc: install it to read what it writes")
	}
	out := filepath.Join(t.TempDir(), "x."+ending)
	c := exec.Command(tool, "-f", "markdown", "-s", "-o", out)
	c.Stdin = strings.NewReader(markdown)
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("pandoc: %v\n%s", err, said)
	}
	all, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

// invented is a text for pandoc, with all that a text has.
const invented = "---\ntitle: 论网络主权\nauthor: 王小明\nlang: zh\n---\n\n# 一、总论\n\n维护**网络主权**，建设网络强国。[^1]\n\n- 甲项\n- 乙项\n\n" +
	"| 年 | 数 |\n|---|---|\n| 一 | 二 |\n\n末段𠀀&。\n\n[^1]: 脚注在此。\n"

func TestDOCXByPandoc(t *testing.T) {
	got := shown(readBytes(t, "DOCX", byPandoc(t, invented, "docx"), MaxRecord))
	want := "论网络主权|王小明¶一、总论¶维护网络主权，建设网络强国。¶甲项¶乙项¶年¶数¶一¶二¶末段𠀀&。¶脚注在此。|王小明"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// checkRead states what holds of whatever is read: it is UTF-8, within the limit, and something is
// said of every file.
func checkRead(t *testing.T, got *list, limit int64) {
	for _, r := range got.records {
		for part, v := range r.Values {
			if !utf8.ValidString(v.Text) || int64(len(v.Text)) > limit {
				t.Fatalf("%s: %.100q", PartName(part), v.Text)
			}
		}
	}
	if len(got.records)+len(got.problems) == 0 {
		t.Fatal("neither a record nor a problem")
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(wordPara("网络"), wordPara("注"), core("<dc:title>题目甲</dc:title>"))
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p><w:tbl/><mc:AlternateContent><mc:Choice/></mc:AlternateContent>`, "<w:footnote w:id='1'/>", "")
	f.Add(`<w:p><w:p><w:r><w:t>一<w:br/></w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:p>`, "", "<x>")
	f.Fuzz(func(t *testing.T, body, notes, properties string) {
		in := word(body, "word/footnotes.xml", wordRoot+notes, "docProps/core.xml", properties)
		checkRead(t, readBytes(t, "DOCX", in, 1<<16), 1<<16)
	})
}

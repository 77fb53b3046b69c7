package format

import (
	"fmt"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

const bookRoot = `<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>`

// epub makes a book of chapters, whose first is the last in the file, so that only the spine says
// the order.
func epub(metadata string, chapters ...string) string {
	pairs := []string{"mimetype", "application/epub+zip", "META-INF/container.xml", bookRoot}
	items, spine := "", ""
	for i := len(chapters) - 1; i >= 0; i-- {
		items += fmt.Sprintf(`<item id="c%d" href="text/%%E7%%AB%%A0%d.xhtml" media-type="application/xhtml+xml"/>`, i, i)
		pairs = append(pairs, fmt.Sprintf("OEBPS/text/章%d.xhtml", i), chapters[i])
	}
	for i := range chapters {
		spine += fmt.Sprintf(`<itemref idref="c%d"/>`, i)
	}
	return fixture.Zip(append(pairs, "OEBPS/content.opf", `<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata>`+
		metadata+`</metadata><manifest>`+items+`</manifest><spine>`+spine+`</spine></package>`)...)
}

func page(body string) string {
	return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>书</title></head><body>` + body + `</body></html>`
}

func TestEPUB(t *testing.T) {
	for _, row := range []struct{ name, in, want string }{
		{"chapters", epub("<dc:title>论网络</dc:title><dc:creator>王小明</dc:creator><dc:date>2015-03-05</dc:date>", page("<h1>第一章</h1><p>网络</p><p>主权</p>"), page("<p>文</p>")),
			"第一章|网络¶主权|王小明|2015-03-05; (论网络)|文|王小明|2015-03-05"},
		{"dates of files", epub(`<dc:date opf:event="modification">2020-01-01</dc:date><dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:date>2020-01-01T00:03:00Z</dc:date><dc:date opf:event="publication">2014-01-01T16:00:00+00:00</dc:date>`, page("文")), "()|文|2014-01-01T16:00:00+00:00"},
		{"cover", epub("", page(`<img src="a.jpg" alt="封面"/>`), page("文")), "()|文"},
		{"heading further down", epub("", page("<p>甲</p><h2>乙</h2><p>丙</p>")), "(乙)|甲¶乙¶丙"},
		{"white space", epub("", page("<p>网络\n  主权 and\n English</p><p>a<br/>\n b</p><pre>一\n 二</pre><div>甲<p>乙</p>丙</div>")), "()|网络主权 and English¶a\nb¶一\n 二¶甲¶乙¶丙"},
		{"not text", epub("", page(`<p>网<a epub:type="noteref" href="#n"><sup>1</sup></a>络<ruby>主<rt>zhu</rt></ruby></p><script>x &lt; y</script><style/><p>&nbsp;&#25991;&amp;</p><aside epub:type="footnote">注<a role="doc-backlink">↩</a></aside>`)), "()|网络主¶文&¶注"},
		{"empty title", epub("", strings.Replace(page("文"), "<title>书</title>", "<title/>", 1)), "()|文"},
		{"CDATA", epub("", page("<p><![CDATA[网<络]]></p>")), "()|网<络"},
		{"GBK", epub("", fixture.Encode(t, "gbk", page("<p>网络安全是国家安全的重要组成部分，没有网络安全就没有国家安全。</p>"))), "()|网络安全是国家安全的重要组成部分，没有网络安全就没有国家安全。"},
		{"broken page", epub("", strings.Replace(page("文"), "</head>", "", 1), page("<p>文")), "()|文; ! page ends inside of <head>: is the file whole?"},
		{"no text", epub("", page("<img/>")), "! book holds no text: are its pages pictures?"},
		{"no package", fixture.Zip("META-INF/container.xml", bookRoot), "! part OEBPS/content.opf is missing: is the file whole?"},
		{"no container", fixture.Zip("a", ""), "! part META-INF/container.xml is missing: is the file whole?"},
	} {
		if got := shown(readBytes(t, "EPUB", row.in, MaxRecord)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// TestSpine: a chapter counts once, a table of contents not at all, and a chapter that cannot be
// read is a problem of its own.
func TestSpine(t *testing.T) {
	opf := `<package><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>` +
		`<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="t" href="toc.xhtml" media-type="application/xhtml+xml"/><item id="g" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>` +
		`<spine><itemref idref="n"/><itemref idref="t"/><itemref idref="a"/><itemref idref="a"/><itemref idref="b"/><itemref idref="g"/><itemref idref="x"/></spine>` +
		`<guide><reference type="toc" href="toc.xhtml#a"/></guide></package>`
	got := readBytes(t, "EPUB", fixture.Zip("META-INF/container.xml", strings.Replace(bookRoot, "OEBPS/", "", 1), "content.opf", opf, "nav.xhtml", page("目录"), "toc.xhtml", page("目录"),
		"a.xhtml", page("文"), "b.xhtml", "\x01\x02", "META-INF/encryption.xml", `<e><CipherReference URI="b.xhtml"/></e>`), MaxRecord)
	want := `()|文; ! chapter is encrypted: get the book without copy protection; ! part gone.xhtml is missing: is the file whole?; ` +
		`! chapter "x" is not among the files of the book: is the file whole?`
	if shown(got) != want || got.records[0].N != 3 || got.records[0].Place != "chapter a.xhtml" || got.problems[0].Record != 5 {
		t.Errorf("%q, want %q", shown(got), want)
	}
}

func TestHostileEPUB(t *testing.T) {
	const limit = 1 << 20
	long := page("<p>" + strings.Repeat("文", limit/3) + "</p><p>文")
	if got := shown(readBytes(t, "EPUB", epub("", long, page("文")), limit)); got != "()|文; ! one document of more than 1 MB: split it" {
		t.Errorf("%.300q", got)
	}
	if got := shown(readBytes(t, "EPUB", epub("", page("<p "+strings.Repeat("a ", maxTag/2)+">")), 16<<20)); got != "! a tag or paragraph of more than 16 MB: split the document" {
		t.Errorf("%.300q", got)
	}
	many := make([]string, 40) // each one within its limit, all together not
	for i := range many {
		many[i] = page(fmt.Sprint("<!--", strings.Repeat("x", 300<<10), "-->文"))
	}
	got := readBytes(t, "EPUB", epub("", many...), limit)
	if len(got.records) < 20 || len(got.records) > 30 || len(got.problems) == 0 || !strings.Contains(got.problems[0].Reason, "unpacks to more than 4 MB") {
		t.Errorf("%d records, %d problems", len(got.records), len(got.problems))
	}
}

func TestEPUBByPandoc(t *testing.T) {
	got := readBytes(t, "EPUB", byPandoc(t, invented+"\n# 二、分论\n\n第二章的文。\n", "epub"), MaxRecord)
	var texts []string
	for _, r := range got.records {
		texts = append(texts, shown(&list{records: []Record{r}}))
	}
	want := "一、总论|维护网络主权，建设网络强国。¶甲项¶乙项¶年¶数¶一¶二¶末段𠀀&。¶脚注在此。|王小明; 二、分论|第二章的文。|王小明"
	if all := strings.Join(texts, "; "); !strings.HasSuffix(all, want) || len(got.problems) != 0 {
		t.Errorf("%q %v, want %q", all, got.problems, want)
	}
}

func FuzzEPUB(f *testing.F) {
	f.Add("<dc:title>题</dc:title><dc:date>2015</dc:date>", page("<h1>章</h1><p>文<br/>\n字</p>"), bookRoot)
	f.Add("<dc:creator>", "<rt><rt></rt><title/>&#0;<![CDATA[", "<x")
	f.Fuzz(func(t *testing.T, metadata, chapter, container string) {
		checkRead(t, readBytes(t, "EPUB", epub(metadata, chapter, container), 1<<16), 1<<16)
	})
}

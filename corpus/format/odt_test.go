package format

import (
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

func odt(inner string, more ...string) string {
	const ns = "urn:oasis:names:tc:opendocument:xmlns:"
	return fixture.Zip(append([]string{"content.xml", `<office:document-content xmlns:office="` + ns + `office:1.0" xmlns:text="` + ns + `text:1.0" xmlns:draw="` + ns +
		`drawing:1.0" xmlns:svg="` + ns + `svg-compatible:1.0" xmlns:table="` + ns + `table:1.0"><office:body><office:text>` + inner + "</office:text></office:body></office:document-content>"}, more...)...)
}

func TestODT(t *testing.T) {
	for _, row := range []struct{ name, in, want string }{
		{"paragraphs", odt("<text:h>题</text:h>\n<text:p>网<text:span>络</text:span>\n  主权 <text:s text:c=\"2\"/>a<text:tab/>b<text:line-break/>c</text:p>"), "()|题¶网络主权   a\tb\nc"},
		{"deletions", odt("<text:tracked-changes><text:deletion><text:p>删</text:p></text:deletion></text:tracked-changes><text:p>留<text:change text:change-id=\"1\"/></text:p>"), "()|留"},
		{"notes and comments", odt("<text:p>网<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>络<office:annotation><text:p>批</text:p></office:annotation></text:p><text:p>文</text:p>"), "()|网络¶文¶注"},
		{"text box", odt("<text:p>前<draw:frame>\n<draw:text-box>\n<text:p>框</text:p></draw:text-box><svg:desc>图</svg:desc></draw:frame>后</text:p>"), "()|前后¶框"},
		{"table", odt("<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:covered-table-cell><text:p>盖</text:p></table:covered-table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>"), "()|甲¶乙"},
		{"properties", odt("<text:p>论网络</text:p><text:p>文</text:p>", "meta.xml", "<m><title>论网络</title><initial-creator>王小明</initial-creator><creator>李红</creator></m>"), "论网络|文|王小明"},
		{"password", odt("", "META-INF/manifest.xml", "<m><encryption-data/></m>"), "! document is encrypted: save the document without a password"},
		{"other document", fixture.Zip("content.xml", "<x/>"), "! format OpenDocument is read only where it is a text: save it as CSV or text"},
		{"deep", odt(strings.Repeat("<text:p>", 50)), "! part content.xml has more than 20 paragraphs in one another"},
		{"cut", fixture.Zip("content.xml", "<x>"), "! part content.xml: XML syntax error on line 1: unexpected EOF: is the file whole?"},
	} {
		if got := shown(readBytes(t, "OpenDocument", row.in, MaxRecord)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestODTByPandoc(t *testing.T) {
	got := shown(readBytes(t, "OpenDocument", byPandoc(t, invented, "odt"), MaxRecord))
	want := "论网络主权|王小明¶一、总论¶维护网络主权，建设网络强国。¶甲项¶乙项¶年¶数¶一¶二¶末段𠀀&。¶脚注在此。"
	if strings.TrimSuffix(got, "|王小明") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzODT(f *testing.F) {
	f.Add("<text:p>网<text:s/><text:note/></text:p>", "<m><title>题</title></m>")
	f.Fuzz(func(t *testing.T, inner, meta string) {
		checkRead(t, readBytes(t, "OpenDocument", odt(inner, "meta.xml", meta), 1<<16), 1<<16)
	})
}

package corpus

import (
	"testing"

	"tifa/corpus/internal/fixture"
)

// TestTitleThatNames: a title that was not read with the text names a document and is not counted;
// the date of a file is that of its name, not that of its properties.
func TestTitleThatNames(t *testing.T) {
	const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	body := func(first string) string {
		return "<w:document " + space + "><w:body><w:p><w:r><w:t>" + first + "</w:t></w:r></w:p><w:p><w:r><w:t>&lt;b&gt;文</w:t></w:r></w:p></w:body></w:document>"
	}
	core := `<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>论网络主权</dc:title><dcterms:created>2009-01-02T00:00:00Z</dcterms:created></c>`
	for first, want := range map[string]string{"论网络主权": "<b>文", "另一段": "另一段\n\n<b>文"} {
		file := fixture.Zip("[Content_Types].xml", "", "word/document.xml", body(first), "docProps/core.xml", core)
		docs, problems := readOne(t, "2015-03-05.docx", file, Input{})
		if len(docs) != 1 || len(problems) != 0 {
			t.Fatal(docs, problems)
		}
		d := docs[0]
		if d.Title != "论网络主权" || d.Text != want || d.Date.String() != "2015-03-05" || len(d.TextMarks) != 0 {
			t.Errorf("%+v, want the text %q", d, want)
		}
		if counts := len(d.TitleMarks) == 0; counts != (first == d.Title) {
			t.Errorf("after %q the title counts: %v", first, counts)
		}
	}
}

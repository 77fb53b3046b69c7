package corpus

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/corpus/format"
	"tifa/corpus/internal/fixture"
)

// checkDocument states what holds of every document: its texts are UTF-8; its marks are sorted,
// disjoint, not empty, and lie within them on whole characters; its date is in the calendar; its
// path is relative.
func checkDocument(t *testing.T, d *Document) {
	for _, part := range []struct {
		text  string
		marks []Mark
	}{{d.Title, d.TitleMarks}, {d.Text, d.TextMarks}} {
		if !utf8.ValidString(part.text) {
			t.Fatalf("%s: text is no UTF-8: %.100q", d.ID, part.text)
		}
		at := 0
		for _, m := range part.marks {
			if m.Start < at || m.End <= m.Start || m.End > len(part.text) || !utf8.RuneStart(part.text[m.Start]) ||
				m.End < len(part.text) && !utf8.RuneStart(part.text[m.End]) {
				t.Fatalf("%s: mark %v after %d is bad in %.100q", d.ID, m, at, part.text)
			}
			at = m.End
		}
	}
	if d.Date != (Date{}) && (!inCalendar(d.Date) || d.DateFrom == "") {
		t.Fatalf("%s: date %v from %q", d.ID, d.Date, d.DateFrom)
	}
	if d.ID == "" || strings.HasPrefix(d.Path, "/") || d.Record < 1 {
		t.Fatalf("id %q, path %q, record %d", d.ID, d.Path, d.Record)
	}
}

// FuzzRead: whatever stands on standard input, reading ends without an error, and what it yields is
// sound.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{sampleJSONL, sampleJSON, sampleCSV, sampleMarkdown, fixture.Gzip(sampleJSON), fixture.Zstd(sampleCSV), fixture.Zip("a.md", sampleMarkdown, "b", sampleCSV),
		fixture.Tar("a", sampleJSONL), fixture.Encode(f, "gbk", simplified), fixture.Encode(f, "big5", traditional), "\xff\xfe" + fixture.Encode(f, "utf-16le", simplified),
		"# 题\n\n<p>[网](a)**络**&nbsp;{{< x >}} https://a.b ![](c)\n| a |", "text,title\n\"a\n\"\"b\",c\n",
		pagesOf()["people"], pagesOf()["linked"], warcRecord("response", "http://a.cn/2015/c.htm", answer("Content-Encoding: gzip", fixture.Gzip(pagesOf()["old"]))),
		warcRecord("resource", "x", "一") + warcRecord("revisit", "x", "")} {
		for format := range byte(len(formatNames()) + 1) {
			f.Add([]byte(seed), format, "a.b[]")
		}
	}
	f.Fuzz(func(t *testing.T, input []byte, format byte, records string) {
		names := append([]string{"auto"}, formatNames()...)
		in := Input{Path: Stdin, Format: names[int(format)%len(names)], Records: records, Boilerplate: []string{"网."}}
		if in.Format == "parquet" || in.Compile() != nil {
			return
		}
		files, _, err := Expand(".", []Input{in})
		if err != nil {
			t.Fatal(err)
		}
		_, err = files[0].Read(context.Background(), bytes.NewReader(input), func(i Item) bool {
			if (i.Document == nil) == (i.Problem == nil) {
				t.Fatal("an item is a document or a problem")
			}
			if i.Document != nil {
				checkDocument(t, i.Document)
			} else if i.Problem.Kind == "" || i.Problem.Reason == "" || i.Problem.Action == "" || !utf8.ValidString(i.Problem.Reason+i.Problem.Path) {
				t.Fatalf("problem %+v", *i.Problem)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// inCalendar reports whether a date is read back from its own form.
func inCalendar(d Date) bool {
	again, err := ParseDate(d.String())
	return err == nil && again == d
}

func formatNames() []string { return format.Names() }

package corpus

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// checkDocument states what holds of every document: its texts are UTF-8; its marks are sorted, disjoint, not empty, and lie within them on
// whole characters; its date is in the calendar; its path is relative.
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
	if d.Date != (Date{}) && (d.Date.check() != "" || d.DateFrom == "") {
		t.Fatalf("%s: date %v from %q", d.ID, d.Date, d.DateFrom)
	}
	if d.ID == "" || strings.HasPrefix(d.Path, "/") || d.Record < 1 {
		t.Fatalf("id %q, path %q, record %d", d.ID, d.Path, d.Record)
	}
}

// FuzzRead: whatever stands on standard input, reading ends without an error, and what it yields is sound.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{sampleJSONL, sampleJSON, sampleCSV, sampleMarkdown, gzipped(sampleJSON), zstded(sampleCSV), zipped("a.md", sampleMarkdown, "b", sampleCSV),
		tarred("a", sampleJSONL), encode(f, "gbk", simplified), encode(f, "big5", traditional), "\xff\xfe" + encode(f, "utf-16le", simplified),
		"# 题\n\n<p>[网](a)**络**&nbsp;{{< x >}} https://a.b ![](c)\n| a |", "text,title\n\"a\n\"\"b\",c\n"} {
		for format := range byte(8) {
			f.Add([]byte(seed), format, "a.b[]")
		}
	}
	f.Fuzz(func(t *testing.T, input []byte, format byte, records string) {
		names := append([]string{"auto"}, FormatNames()...)
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

// FuzzMarks: marks are sound on any text, as any markup.
func FuzzMarks(f *testing.F) {
	f.Add("<p>网<b>络</b>&nbsp;<!-- x --><script>a</script>")
	f.Add("# 题\n> **网**[络](a) ![b](c) | https://a.b\n- x\n---\n{{< y >}}")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for _, marks := range [][]Mark{htmlMarks(text), markdownMarks(text)} {
			checkDocument(t, &Document{ID: "x", Path: "x", Record: 1, Text: text, TextMarks: settleMarks(marks)})
		}
	})
}

// FuzzScanner: what the scanner takes is JSON to a full parser, with the same text in it, and the other way round.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{`{"text":"文\n\u7f51\ud840\udc00"}`, `{"a":[1,-2.5e+7,{"b":null}],"text":true}`, `{"text":0.10}`, `{"text" : "a" , "x":{}}`, `[]`, `-0`, `{"text":"\ud800"}`} {
		f.Add([]byte(seed))
	}
	c, err := compile(Input{Path: "x"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) || bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > maxNesting-2 {
			return
		}
		var values [parts]value
		s := scanner{b: text, values: &values}
		got := s.object(c.tree)
		if want := jsontext.Value(text).IsValid(jsontext.AllowDuplicateNames(true)); got != want {
			t.Fatalf("scanner says %v, parser %v: %q", got, want, text)
		}
		if v := values[partText]; got && v.kind == textValue && !utf8.ValidString(v.text) {
			t.Fatalf("%q is no UTF-8", v.text)
		}
		if quoted, err := jsontext.AppendQuote(nil, string(text)); err == nil {
			s = scanner{b: append(append([]byte(`{"text":`), quoted...), '}'), values: &values}
			if !s.object(c.tree) || values[partText].text != string(text) {
				t.Fatalf("%q comes back as %q", text, values[partText].text)
			}
		}
	})
}

// FuzzParseDate: what is read as a date is one, and comes back from its own form.
func FuzzParseDate(f *testing.F) {
	f.Add("二〇一五年三月五日")
	f.Add("2015-03-01T19:12:00+08:00")
	f.Add("1425208320000")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			return
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q is %v, and that is %v, %v", text, d, again, err)
		}
	})
}

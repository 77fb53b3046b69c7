package corpus

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

func TestTables(t *testing.T) {
	for _, row := range []struct{ name, in, want string }{
		{"line breaks and quotes", "title,text\n题,\"一\r\n\t二，\"\"三\"\"\n四\"\n", "题|一\r\n\t二，\"三\"\n四"},
		{"carriage returns", "title,text\r\n题,文\r\n", "题|文"},
		{"no last line break", "title,text\n题,文", "题|文"},
		{"a quote inside of a field", "title,text\n题,他说\"好\"\n目,\"他说\"好\"了\"\n", "题|他说\"好\"; 目|他说\"好\"了"},
		{"blank lines", "title,text\n\n题,文\n\n\n目,字\n", "题|文; 目|字"},
		{"semicolons", "title;text\n题,目;文\n", "题,目|文"},
		{"order of columns, case of names", "Text,x,TITLE\n文,1,题\n", "题|文"},
		{"empty fields at the end", "title,text\n题,文,,\n", "题|文"},
		{"quotes around all", "\"title\",\"text\"\n\"题\",\"\"\n\"\",\"文\"\n", "题|; |文"},
		{"byte order mark", "\ufefftitle,text\n题,文\n", "题|文"},
		{"blanks around names", "title , text\n题,文\n", "题|文"},
	} {
		docs, problems := readOne(t, "x.csv", row.in, Input{Date: []string{FromField}})
		var got []string
		for _, d := range docs {
			got = append(got, d.Title+"|"+d.Text)
		}
		if strings.Join(got, "; ") != row.want {
			t.Errorf("%s: %q, want %q; problems %+v", row.name, strings.Join(got, "; "), row.want, problems)
		}
	}
}

// TestBadRecords is a problem at its place, and the records after it.
func TestBadRecords(t *testing.T) {
	for _, row := range []struct {
		name, in string
		input    Input
		docs     int
		want     string
	}{
		{"x.csv", "title,text\na,\"文\n文\"\nb\nc,文\n", Input{}, 2, "x.csv record 2 line 4: row has 1 fields, the head 2: is a quote missing? (left out)"},
		{"x.csv", "title,body\na,文\n", Input{}, 0,
			"x.csv record 0 line 1: no column \"text\" among title, body: name the one that holds the text, as fields: {text: body} (left out)"},
		{"x.csv", "text,title,text\n文,题,字\n", Input{}, 1, "x.csv record 0 line 1: columns 1 \"text\", 3 \"text\" all mean the text: " +
			"rename those that do not (column 1 is read, the others are left out)"},
		{"x.tsv", "Date\ttext\tdate\n2014\t文\t2015\n", Input{}, 1, "x.tsv record 0 line 1: columns 3 \"date\", 1 \"Date\" all mean the date: " +
			"rename those that do not (column 3 is read, the others are left out)"},
		{"x.csv", "Title,text,title,text\n题,文,目,字\n", Input{Fields: Fields{Title: "Title"}}, 1, "columns 2 \"text\", 4 \"text\""},
		{"x.jsonl", "{\"text\":\"文\"}\n\n{\"text\":\n{\"text\":\"文\"}\n", Input{}, 2, "x.jsonl record 2 line 3: JSON ends too early (left out)"},
		{"x.jsonl", "{\"text\":\"文\"}\n{\"text\":\"文\",}\n", Input{}, 1, "x.jsonl record 2 line 2: invalid character '}' at start of string (expecting '\"') after offset 14 (left out)"},
		{"x.jsonl", "{\"text\":\"文\"} {}\n", Input{}, 0, "x.jsonl record 1 line 1: more than one JSON value on a line (left out)"},
		{"x.jsonl", "{\"text\":\"\\ud800\"}\n", Input{}, 0, `surrogate`},
		{"x.jsonl", "[1]\n{\"text\":\"文\"}", Input{}, 1, "x.jsonl record 1 line 1: record is no JSON object (left out)"},
		{"x.jsonl", `{"text":["文"]}`, Input{}, 0,
			"x.jsonl record 1 line 1: field \"text\" is a list or an object, not a text: name a field inside of it, as text.content (left out)"},
		{"x.jsonl", `{"content":"文"}`, Input{}, 0,
			"x.jsonl record 1 line 1: no field \"text\": name the one that holds the text, as fields: {text: content} (left out)"},
		{"x.jsonl", `{"text":"","title":null}`, Input{}, 0, "x.jsonl record 1 line 1: neither title nor text (left out)"},
		{"x.json", `{"a":{"b":[{"text":"文"},7,{"text":"文"}]}}`, Input{Records: "a.b[]"}, 2, "x.json record 2 byte 26: record is no JSON object (left out)"},
		{"x.json", `{"a":[]}`, Input{Records: "b[]"}, 0, "x.json record 0 : no record at \"b[]\": is the path right? (left out)"},
		{"x.json", `[{"text":"文"},{"text":"文"`, Input{}, 1, "x.json record 0 byte 29: JSON ends too early: is the file whole? (left out from here; documents before this place are kept)"},
		{"x.md", "---\na: [\n---\n文", Input{}, 1, "(kept without these fields)"},
	} {
		row.input.Date = []string{FromFirstLines, FromField}
		docs, problems := readOne(t, row.name, row.in, row.input)
		var got []string
		for _, p := range problems {
			if p.Kind != KindUndated {
				got = append(got, fmt.Sprintf("%s record %d %s: %s (%s)", p.Path, p.Record, p.Place, p.Reason, p.Action))
			}
		}
		if len(docs) != row.docs || len(got) != 1 || !strings.Contains(got[0], row.want) {
			t.Errorf("%q: %d documents, want %d; problems\n %s\nwant\n %s", row.in, len(docs), row.docs, strings.Join(got, "\n "), row.want)
		}
	}
}

func TestJSONRecords(t *testing.T) {
	for _, row := range []struct{ in, records, text, want string }{
		{`{"text":"文"}`, "", "", "x=文"},
		{`[{"text":"文"},{"text":"字"}]`, "", "", "x#1=文 x#2=字"},
		{`{"text":"文"} {"text":"字"}`, "", "", "x#1=文 x#2=字"},
		{`{"n":2,"list":[{"d":{"c":"文"}},{"d":{"c":"字"}}],"z":{}}`, "list[]", "d.c", "x#1=文 x#2=字"},
		{`{"data":{"text":"文"}}`, "data", "", "x#1=文"},
		{`[{"a":[{"text":"文"}]},{"a":null},{"a":[{"text":"字"}]}]`, "[].a[]", "", "x#1=文 x#2=字"},
		{`{"text":"一","text":"二","\u0074itle":"题"}`, "", "", "x=二"},
		{`{"text":"\"\\\/\b\f\n\r\t\u7f51\ud840\udc00 &amp;"}`, "", "", "x=\"\\/\b\f\n\r\t网𠀀 &amp;"},
		{`{"text":12.50}`, "", "", "x=12.50"},
	} {
		docs, problems := readOne(t, "x", row.in, Input{Format: "json", Records: row.records, Fields: Fields{Text: row.text}, Date: []string{FromField}})
		var got []string
		for _, d := range docs {
			got = append(got, d.ID+"="+d.Text)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %q, want %q; problems %+v", row.in, got, row.want, problems)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	text := "---\nid: 007\ntitle: \"题: 目\"\ndate: 2015-3-5\nauthor: [甲, 乙]\nurl: https://a.b\nmeta:\n  source: 报\ntags:\n  - 网\n---\r\n文\n---\n字"
	docs, problems := readOne(t, "x.md", text, Input{Fields: Fields{Source: "meta.source"}})
	if len(docs) != 1 || len(problems) != 0 {
		t.Fatal(docs, problems)
	}
	d := docs[0]
	got := strings.Join([]string{d.ID, d.Title, d.Date.String(), d.Author, d.URL, d.Source, d.Text}, "|")
	if want := "007|题: 目|2015-03-05|甲; 乙|https://a.b|报|文\n---\n字"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParquetSeam(t *testing.T) {
	files, _, err := Expand(write(t, map[string]string{"x": "PAR1 and more"}), []Input{{Path: "x", Fields: Fields{Text: "body.zh"}}})
	if err != nil {
		t.Fatal(err)
	}
	f := files[0]
	f.Parquet = func(_ io.ReaderAt, size int64, yield func(map[string]any) bool) error {
		if size != 13 {
			t.Errorf("size %d", size)
		}
		if yield(map[string]any{"id": int64(7), "date": time.Date(2015, 3, 5, 1, 2, 3, 0, time.UTC), "body": map[string]any{"zh": []byte("文")}}) &&
			yield(map[string]any{"id": "b", "date": nil, "body": map[string]any{"zh": "\xff"}}) {
			panic("malformed")
		}
		return nil
	}
	var got []string
	_, err = f.Read(t.Context(), nil, func(i Item) bool {
		if i.Document != nil {
			got = append(got, i.Document.ID+" "+i.Document.Date.String()+" "+i.Document.Text)
		} else {
			got = append(got, i.Problem.Kind+" "+i.Problem.Reason)
		}
		return true
	})
	want := "7 2015-03-05 文\nencoding byte 0 is no UTF-8\ndamaged parquet: malformed"
	if err != nil || strings.Join(got, "\n") != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, strings.Join(got, "\n"), want)
	}
}

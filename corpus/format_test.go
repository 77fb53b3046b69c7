package corpus

import (
	"fmt"
	"io"
	"slices"
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
		{"x.jsonl", "{\"text\":\"文\"} 7\n", Input{}, 0, "x.jsonl record 1 line 1: more than one JSON value on a line (left out)"},
		{"x.jsonl", "{\"text\":\"\\ud800文\"}\n", Input{}, 1, `replacement character in source`},
		{"x.jsonl", "[1]\n{\"text\":\"文\"}", Input{}, 1, "x.jsonl record 1 line 1: record is no JSON object (left out)"},
		{"x.jsonl", `{"text":[1]}`, Input{}, 0,
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
	f.Parquet = func(_ io.ReaderAt, size int64, _ []string, yield func(map[string]any) bool) error {
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

// TestNestedFields: a text may be a list of paragraphs, wherever they stand; nothing matches
// across.
func TestNestedFields(t *testing.T) {
	for _, row := range []struct{ record, field, want string }{
		{`{"text":["网络","主权"]}`, "", "网络\n\n主权"},
		{`{"text":[["网络"],["主权",null]]}`, "", "网络\n\n主权"},
		{`{"段落":[{"行号":1,"内容":"网络"},{"行号":2,"内容":"主权"}]}`, "段落.内容", "网络\n\n主权"},
		{`{"段落":[{"行号":1,"内容":"网络"},{"行号":2,"内容":"主权"}]}`, "段落[].内容", "网络\n\n主权"},
		{`{"a":{"b":[{"c":{"d":"网络"}},{"c":{"d":"主权"}}]}}`, "a.b[].c.d", "网络\n\n主权"},
		{`{"a":{"b":[{"c":{"d":"网络"}},{"e":1}]}}`, "a.b.c.d", "网络"},
		{`{"text":{"a":"网络"}}`, "", ""},
		{`{"text":[{"a":"网络"}]}`, "", ""},
		{`{"text":[1,2]}`, "", ""},
	} {
		docs, problems := readOne(t, "a.jsonl", row.record, Input{Fields: Fields{Text: row.field}})
		got := ""
		if len(docs) == 1 {
			got = docs[0].Text
		}
		if got != row.want || row.want == "" && len(problems) != 1 {
			t.Errorf("%s: text %q, problems %v; want %q", row.record, got, problems, row.want)
		}
	}
	docs, problems := readOne(t, "a.jsonl", `{"_id":{"$oid":"60f6"},"text":"文"}`, Input{Fields: Fields{ID: "_id"}})
	if len(docs) != 1 || docs[0].ID != "60f6" {
		t.Errorf("%+v, %v", docs, problems)
	}
}

// TestTableDialects: each row is one document, whoever wrote the table.
func TestTableDialects(t *testing.T) {
	const head = "id,date,text\n"
	for _, row := range []struct {
		why, name, in string
		want          []string // the texts
	}{
		{"doubled quotes", "a.csv", head + "1,2015-03-01,\"他说\"\"好\"\"\"\n2,2015-03-02,文\n", []string{`他说"好"`, "文"}},
		{"backslashes at the end", "a.csv", head + "1,2015-03-01,\"他说：\\\"好。\\\"\"\n2,2015-03-02,\"文\"\n", []string{`他说："好。"`, "文"}},
		{"backslash and comma", "a.csv", head + "1,2015-03-01,\"他说\\\"好\\\",又说\"\n2,2015-03-02,文\n", []string{`他说"好",又说`, "文"}},
		{"backslash and line break", "a.csv", head + "1,2015-03-01,\"他说\\\"好\n\\\",又说\"\n2,2015-03-02,文\n", []string{"他说\"好\n\",又说", "文"}},
		{"after backslashes", "a.csv", head + "1,2015-03-01,\"他说\\\"好\\\",\"\n2,2015-03-02,\"他说\\\"好\\\"\"\n", []string{`他说"好",`, `他说"好"`}},
		{"a backslash that is none", "a.csv", head + "1,2015-03-01,\"C:\\\"\n2,2015-03-02,文\n", []string{`C:\`, "文"}},
		{"semicolons", "a.csv", "id;date;text\n1;2015-03-01;\"甲;乙\"\n", []string{"甲;乙"}},
		{"Excel's sep", "a.csv", "sep=;\r\nid;date;text\r\n1;2015-03-01;甲\r\n", []string{"甲"}},
		{"Excel's sep in quotes", "a.csv", "\"sep=|\"\nid|date|text\n1|2015-03-01|甲\n", []string{"甲"}},
		{"CR alone", "a.csv", "id,date,text\r1,2015-03-01,甲\r2,2015-03-02,\"乙\r丙\"\r", []string{"甲", "乙\r丙"}},
		{"CR alone, JSONL", "a.jsonl", "{\"text\":\"甲\"}\r{\"text\":\"乙\"}\r", []string{"甲", "乙"}},
		{"tabs know no quotes", "a.tsv", "id\tdate\ttext\n1\t2015-03-01\t\"甲是\n2\t2015-03-02\t乙\n3\t2015-03-03\t他说\"好\"\n",
			[]string{`"甲是`, "乙", `他说"好"`}},
		{"tabs, one quote", "a.tsv", "id\tdate\ttext\n1\t2015-03-01\t\"甲\"\n2\t2015-03-02\t乙\n", []string{`"甲"`, "乙"}},
		{"tabs, all in quotes", "a.tsv", "\"id\"\t\"date\"\t\"text\"\n\"1\"\t\"2015-03-01\"\t\"甲\"\n\"2\"\t\"2015-03-02\"\t\"乙\"\n", []string{"甲", "乙"}},
		{"tabs, a line break in quotes", "a.tsv", "id\tdate\ttext\n1\t2015-03-01\t\"甲\n乙\"\n2\t2015-03-02\t丙\n3\t2015-03-02\t丁\n", []string{"甲\n乙", "丙", "丁"}},
	} {
		docs, problems := readOne(t, row.name, row.in, Input{})
		var got []string
		for _, d := range docs {
			got = append(got, d.Text)
		}
		undated := strings.HasSuffix(row.name, "jsonl")
		if !slices.Equal(got, row.want) || len(problems) > 0 && !undated {
			t.Errorf("%s: %q with problems %v, want %q", row.why, got, problems, row.want)
		}
	}
}

// TestJSONAsWritten: each record is one document, however programs wrote JSON.
func TestJSONAsWritten(t *testing.T) {
	for _, row := range []struct{ why, name, in, want string }{
		{"byte order marks of files appended", "a.jsonl", "\ufeff{\"text\":\"甲\"}\n\ufeff{\"text\":\"乙\"}\n", "甲乙"},
		{"the same, without lines", "a.json", "\ufeff{\"text\":\"甲\"}\n\ufeff[{\"text\":\"乙\"}]", "甲乙"},
		{"a list, an element a line", "a.jsonl", "[{\"text\":\"甲\"},\n{\"text\":\"乙\"}\n]", "甲乙"},
		{"a list, brackets on lines", "a.jsonl", "[\n{\"text\":\"甲\"},\n{\"text\":\"乙\"}\n]", "甲乙"},
		{"commas at the ends of lines", "a.jsonl", "{\"text\":\"甲\"},\n{\"text\":\"乙\"},\n", "甲乙"},
		{"no line breaks", "a.jsonl", "{\"text\":\"甲\"}{\"text\":\"乙\"}\n{\"text\":\"丙\"} {\"text\":\"丁\"}", "甲乙丙丁"},
		{"over several lines", "a.jsonl", "{\n \"text\": \"甲\"\n}\n{\n \"text\": \"乙\"\n}\n", "甲乙"},
		{"no numbers", "a.json", "[{\"text\":\"甲\",\"n\":NaN},{\"n\":-Infinity,\"text\":\"乙\"}]", "甲乙"},
		{"no numbers, lines", "a.jsonl", "{\"text\":\"甲\",\"n\":NaN}\n{\"n\":[Infinity],\"text\":\"乙\"}\n", "甲乙"},
		{"half an emoji", "a.jsonl", "{\"text\":\"甲\\ud83d\"}\n{\"text\":\"乙\\ude00\\ud83d\\u0041\"}\n", "甲\ufffd乙\ufffd\ufffdA"},
		{"half an emoji, a list", "a.json", "[{\"text\":\"甲\\ud83d\"}]", "甲\ufffd"},
	} {
		docs, problems := readOne(t, row.name, row.in, Input{})
		got := ""
		for _, d := range docs {
			got += d.Text
		}
		for _, p := range problems {
			if p.Kind != KindUndated && p.Kind != KindReplacement {
				t.Errorf("%s: %v", row.why, p)
			}
		}
		if got != row.want {
			t.Errorf("%s: %q, want %q", row.why, got, row.want)
		}
	}
}

// TestSwallowedRows: a quote that swallows rows is said, where the rows can be told.
func TestSwallowedRows(t *testing.T) {
	in := "id,date,text\n1,2015-03-01,\"甲是\n2,2015-03-02,乙\n3,2015-03-03,\"丙\"\n4,2015-03-04,丁\n"
	docs, problems := readOne(t, "a.csv", in, Input{})
	if len(problems) != 1 || problems[0].Kind != KindRecord || !strings.Contains(problems[0].Reason, "line 3 looks like a row") {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
	if docs, problems := readOne(t, "a.csv", "id,date,text\n1,2015-03-01,\"甲是,\n一,二,三\n乙\"\n", Input{}); len(docs) != 1 || len(problems) != 0 {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
}

// TestNULInText: a NUL is a fault of its record, not of the file.
func TestNULInText(t *testing.T) {
	body := strings.Repeat("各国应当尊重网络主权。", 20)
	for name, in := range map[string]string{
		"a.csv": "id,date,text\n1,2015-03-01," + body + "\n2,2015-03-02,甲\x00乙\n",
		"a.txt": body + "\x00" + body,
		"a.tsv": "id\tdate\ttext\n1\t2015-03-01\t" + body + "\x00\n",
	} {
		docs, problems := readOne(t, name, in, Input{})
		if len(docs) == 0 || len(problems) == 0 || problems[0].Kind != KindControl {
			t.Errorf("%s: %d documents, problems %v", name, len(docs), problems)
		}
	}
}

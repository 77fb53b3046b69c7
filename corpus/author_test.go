package corpus

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestAuthorField reads every shape in which records keep authors. The first was dropped without a
// word.
func TestAuthorField(t *testing.T) {
	for _, row := range []struct{ author, want, field string }{
		{`["甲某某","李小红"]`, "甲某某 李小红", "甲某某; 李小红"},
		{`["王小明","李小红"]`, "王小明 李小红", "王小明; 李小红"},
		{`["王小明", null, ""]`, "王小明", "王小明"},
		{`[]`, "", ""},
		{`null`, "", ""},
		{`"王小明、李小红"`, "王小明 李小红", "王小明、李小红"},
		{`"王小明 李小红"`, "王小明 李小红", "王小明 李小红"},
		{`"王小明　李 红"`, "王小明 李红", "王小明　李 红"},
		{`"王小明；李小红"`, "王小明 李小红", "王小明；李小红"},
		{`"记者 王小明 通讯员 李小红"`, "王小明 李小红", "记者 王小明 通讯员 李小红"},
		{`"新华社记者王小明、李小红"`, "王小明(新华社) 李小红(新华社)", "新华社记者王小明、李小红"},
		{`"作者：王小明"`, "王小明", "作者：王小明"},
		{`"文/王小明"`, "王小明", "文/王小明"},
		{`"王小明（国防大学教授）"`, "王小明(国防大学教授)", "王小明（国防大学教授）"},
		{`"王小明（实习）"`, "王小明", "王小明（实习）"},
		{`"本报评论员"`, "本报评论员", "本报评论员"},
		{`"Jane Doe"`, "Jane Doe", "Jane Doe"},
		{`"王小明、Jane Doe"`, "王小明 Jane Doe", "王小明、Jane Doe"},
		{`"阿卜杜拉·艾山"`, "阿卜杜拉·艾山", "阿卜杜拉·艾山"},
		{`"[美]约瑟夫·奈"`, "约瑟夫·奈", "[美]约瑟夫·奈"},
		{`"佚名"`, "", "佚名"},
		{`"责任编辑：王小明"`, "", "责任编辑：王小明"},
		{`{"name":"王小明","affiliation":"国防大学"}`, "王小明(国防大学)", "王小明"},
		{`[{"name":"王小明","affiliation":["国防大学","某研究所"]},{"姓名":"李小红"}]`,
			"王小明(国防大学；某研究所) 李小红", "王小明; 李小红"},
		{`[["王小明"],["李小红"]]`, "王小明 李小红", "王小明; 李小红"},
		{`"[\"王小明\", \"李小红\"]"`, "王小明 李小红", `["王小明", "李小红"]`},
		{`"['王小明', '李小红']"`, "王小明 李小红", "['王小明', '李小红']"},
	} {
		for name, in := range map[string]string{
			"x.jsonl": `{"text":"文","author":` + row.author + `}`,
			"x.json":  `[{"text":"文","author":` + row.author + `}]`,
			"x.md":    "---\nauthor: " + row.author + "\n---\n文",
		} {
			docs, problems := readOne(t, name, in, Input{Date: []string{FromField}})
			if problems = without(problems, KindUndated); len(docs) != 1 || len(problems) != 0 {
				t.Errorf("%s: %d documents, problems %+v", in, len(docs), problems)
				continue
			}
			if got := shown(docs[0].Bylines); got != row.want || docs[0].Author != row.field {
				t.Errorf("%s: %s, field %q; want %s, %q",
					in, got, docs[0].Author, row.want, row.field)
			}
		}
	}
}

// TestMalformedAuthors looks for a problem wherever an author is left out.
func TestMalformedAuthors(t *testing.T) {
	for _, row := range []struct{ author, want, reason string }{
		{`[7]`, "", `"7" is no name`},
		{`["王小明", true]`, "王小明", `"true" is no name`},
		{`{"email":"a@b.c"}`, "", `keys "email" has no name`},
		{`[{"url":"x","email":"y"},"王小明"]`, "王小明", `keys "email, url" has no name`},
		{`[[[[["王小明"]]]]]`, "", "too deep"},
		{`"[王小明, "`, "", "is no name"},
		{`"王小明在会上说，网络主权是国家主权。"`, "", "is no name"},
		{`"['王小明' '李小红']"`, "", "begins like a list and is none"},
	} {
		docs, problems := readOne(t, "x.jsonl", `{"text":"文","author":`+row.author+`}`,
			Input{Date: []string{FromField}})
		problems = without(problems, KindUndated)
		if len(docs) != 1 || shown(docs[0].Bylines) != row.want {
			t.Errorf("%s: %+v", row.author, docs)
		}
		if len(problems) != 1 || problems[0].Kind != KindAuthor ||
			!strings.Contains(problems[0].Reason, row.reason) ||
			problems[0].Place != "line 1, field author" {
			t.Errorf("%s: problems %+v, want %s", row.author, problems, row.reason)
		}
	}
}

// TestListsAreNoField looks for a problem where another field is a list of several: its siblings
// were dropped without a word, too.
func TestListsAreNoField(t *testing.T) {
	text := `{"text":"文","id":["a","b"],"date":["2015-03-05","2016-03-05"],"url":{"a":1},"source":["报","刊"]}`
	docs, problems := readOne(t, "x.jsonl", text, Input{})
	if len(docs) != 1 || docs[0].ID != "x.jsonl#1" || docs[0].Date != (Date{}) {
		t.Fatal(docs, problems)
	}
	for i, field := range []string{"id", "url", "source", "date"} {
		p := problems[i]
		if want := map[bool]string{true: KindBadDate, false: KindField}[field == "date"]; p.Kind != want || !strings.HasSuffix(p.Place, "field "+field) {
			t.Errorf("%s: %+v", field, p)
		}
	}
}

// TestAuthorPaths follows a path through a list.
func TestAuthorPaths(t *testing.T) {
	in := Input{Fields: Fields{Author: "meta.authors.name"}, Date: []string{FromField}}
	for name, text := range map[string]string{
		"x.jsonl": `{"text":"文","meta":{"authors":[{"name":"王小明"},{"name":"李小红"}]}}`,
		"x.md":    "---\nmeta:\n  authors:\n  - name: 王小明\n  - name: 李小红\n---\n文",
	} {
		docs, problems := readOne(t, name, text, in)
		if len(docs) != 1 || shown(docs[0].Bylines) != "王小明 李小红" {
			t.Errorf("%s: %+v, problems %+v", name, docs, problems)
		}
	}
}

func TestAuthorsInParquet(t *testing.T) {
	files, _, err := Expand(write(t, map[string]string{"x": "PAR1"}), []Input{{Path: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	f := files[0]
	rows := []any{[]any{"王小明", "李小红"}, []any{}, nil, "王小明",
		[]any{map[string]any{"name": "王小明", "affiliation": "国防大学"}},
		map[string]any{"list": []any{map[string]any{"element": "王小明"}}},
		[]any{"\xff"}, []any{int64(7)}}
	f.Parquet = func(_ io.ReaderAt, _ int64, _ []string, yield func(map[string]any) bool) error {
		for _, author := range rows {
			yield(map[string]any{"text": "文", "author": author})
		}
		return nil
	}
	var got, wrong []string
	f.Read(t.Context(), nil, func(i Item) bool {
		if i.Document != nil {
			got = append(got, shown(i.Document.Bylines))
		} else if i.Problem.Kind == KindAuthor {
			wrong = append(wrong, fmt.Sprintf("%s: %s", i.Problem.Place, i.Problem.Reason))
		}
		return true
	})
	if want := "王小明 李小红|||王小明|王小明(国防大学)|王小明||"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %s", got, want)
	}
	if len(wrong) != 2 ||
		!strings.HasPrefix(wrong[0], "row 7, field author: an author is no UTF-8") ||
		!strings.HasPrefix(wrong[1], `row 8, field author: "7" is no name`) {
		t.Errorf("problems %q", wrong)
	}
}

// TestBylinesInBoilerplate reads the lines that a configuration cuts off.
func TestBylinesInBoilerplate(t *testing.T) {
	in := Input{Boilerplate: []string{`(?m)^本报北京.*?）`, `（作者系.*）$`}, Date: []string{FromField}}
	docs, _ := readOne(t, "x.jsonl", `{"text":"本报北京3月5日电（记者王小明）网络主权是国家主权。\n（作者系国防大学教授）"}`, in)
	if len(docs) != 1 || shown(docs[0].Bylines) != "王小明 (国防大学教授)" || len(docs[0].TextMarks) != 2 {
		t.Errorf("%+v", docs)
	}
}

// TestBylinesInHTML reads lines that are paragraphs of markup.
func TestBylinesInHTML(t *testing.T) {
	text := `{"text":"<p>作者：<b>王小明</b></p><p>网络主权是国家主权。</p><p>（作者系国防大学教授）</p>"}`
	docs, _ := readOne(t, "x.jsonl", text, Input{Date: []string{FromField}})
	if len(docs) != 1 || shown(docs[0].Bylines) != "王小明(国防大学教授)" {
		t.Errorf("%+v", docs)
	}
}

// shown shows bylines as names with their affiliations in brackets.
func shown(bylines []Byline) string {
	var all []string
	for _, b := range bylines {
		if b.Affiliation != "" {
			b.Name += "(" + b.Affiliation + ")"
		}
		all = append(all, b.Name)
	}
	return strings.Join(all, " ")
}

func without(problems []Problem, kind string) (rest []Problem) {
	for _, p := range problems {
		if p.Kind != kind {
			rest = append(rest, p)
		}
	}
	return rest
}

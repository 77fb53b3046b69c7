package corpus

import (
	"bytes"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func parseInput(text string) (in Input, err error) {
	err = yaml.NewDecoder(bytes.NewReader([]byte(text)), yaml.Strict()).Decode(&in)
	return in, err
}

func TestInputYAML(t *testing.T) {
	in, err := parseInput(`
path: xwlb/*.jsonl.zst
format: auto
encoding: auto
records: videoList[]
fields: {id: id, date: date, title: title, text: text, url: url, author: author, source: source}
source: xwlb
date: [field, file name, folder, first lines]
markup: auto
boilerplate: ['^央视网消息（新闻联播）：']
`)
	if err != nil || in.Compile() != nil || in.Source.Name != "xwlb" || in.Boilerplate[0] != "^央视网消息（新闻联播）：" || in.Fields.URL != "url" {
		t.Errorf("%+v, %v, %v", in, err, in.Compile())
	}
	for text, want := range map[string]SourceRule{
		"source: 解放军报": {Name: "解放军报"}, "source: {field: a.b}": {Field: "a.b"}, "source: {folder: -1}": {Folder: -1},
		"source: {pattern: '^(.*)/'}": {Pattern: "^(.*)/"}, "path: x": {}, "source: 2015": {Name: "2015"},
	} {
		if in, err := parseInput(text); err != nil || in.Source != want {
			t.Errorf("%s: %+v, %v; want %+v", text, in.Source, err, want)
		}
	}
}

func TestWrongInputs(t *testing.T) {
	for _, row := range []struct{ yaml, want string }{
		{"path: x\nformt: csv", "unknown field"},
		{"path: x\nfields: {body: text}", "unknown field"},
		{"path: x\npath: y", "already defined"},
		{"path: x\nsource: {folder: 0}", "not the number of a folder level"},
		{"path: x\nsource: {folder: a}", "not the number of a folder level"},
		{"path: x\nsource: {file: 1}", "unknown key \"file\""},
		{"path: x\nsource: {field: a, folder: 1}", "has 2 keys"},
		{"path: x\nsource: {pattern: '('}", "missing closing )"},
		{"format: csv", "path is empty"},
		{"path: x\nformat: doc", `format "doc" is unknown: use auto, csv, docx, epub, html, json, jsonl, markdown, odt, parquet, rtf, text, tsv, warc`},
		{"path: x\nencoding: latin1", `encoding "latin1" is unknown: use auto, utf-8`},
		{"path: x\nmarkup: latex", `markup "latex" is unknown: use auto, none, html, markdown`},
		{"path: x\ndate: [title]", `unknown place "title": use field, file name, folder, first lines`},
		{"path: x\nboilerplate: ['[']", "missing closing ]"},
		{"path: x\nboilerplate: ['a*']", "matches the empty string"},
		{"path: x\nfields: {text: a..b}", `path "a..b" is bad`},
		{"path: x\nfields: {text: 'a[b].c'}", `path "a[b].c" is bad`},
		{"path: x\nrecords: 'a[0]'", `path "a[0]" is bad`},
		{"path: x\nrecords: '.a'", `path ".a" is bad`},
	} {
		in, err := parseInput(row.yaml)
		if err == nil {
			err = in.Compile()
		}
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%q: %v; want %q", row.yaml, err, row.want)
		}
	}
}

func TestSourceRules(t *testing.T) {
	root := write(t, map[string]string{"texts/pla/2015/a.jsonl": `{"text":"文","source":"报","organ":{"name":"军"}}`, "texts/b.txt": "文"})
	for _, row := range []struct {
		path string
		rule SourceRule
		want string
	}{
		{"texts/pla", SourceRule{}, "报"},
		{"texts/b.txt", SourceRule{}, "texts"},
		{"texts/b*", SourceRule{}, "texts"},
		{"texts/pla", SourceRule{Name: "x"}, "x"},
		{"texts/pla", SourceRule{Field: "organ.name"}, "军"},
		{"texts/**/a.jsonl", SourceRule{Folder: 1}, "pla"},
		{"texts/pla", SourceRule{Folder: 1}, "2015"},
		{"texts/b.txt", SourceRule{Folder: -1}, ""},
		{"texts/pla", SourceRule{Folder: -1}, "2015"},
		{"texts/pla", SourceRule{Folder: 2}, ""},
		{"texts/pla", SourceRule{Pattern: `/([a-z]+)/[0-9]`}, "pla"},
		{"texts/pla", SourceRule{Pattern: `[0-9]+`}, "2015"},
		{"texts/pla", SourceRule{Pattern: `xyz`}, ""},
		{"texts/pla", SourceRule{Field: "none"}, ""},
	} {
		docs, problems := readInput(t, root, Input{Path: row.path, Source: row.rule})
		reported := false
		for _, p := range problems {
			reported = reported || p.Kind == KindNoSource
		}
		if docs[0].Source != row.want || reported != (row.want == "") {
			t.Errorf("%s with %+v: source %q, want %q; problems %+v", row.path, row.rule, docs[0].Source, row.want, problems)
		}
	}
}

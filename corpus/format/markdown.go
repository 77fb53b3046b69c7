package format

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"tifa/corpus/problem"
	"tifa/pipeline/settings"
)

func looksMarkdown(s *stream, head []byte) bool {
	switch s.ending() {
	case ".md", ".markdown", ".mdown", ".qmd", ".rmd":
		return true
	}
	front, _, ok := cutFrontMatter(head)
	return ok && bytes.Contains(front, []byte(":"))
}

// markdown reads a file that is one text, with or without a YAML front matter:
//
//	---
//	title: 网络安全法
//	date: 2016-11-07
//	---
//
//	# 网络安全法
//	第一条 …
//
// The front matter fills the fields and is no part of the text. The first heading is the title
// where there is no other.
func (r *reader) markdown(s *stream) error {
	all, err := s.whole()
	if err != nil {
		return err
	}
	if p := s.undecodable(all, 0); p != nil {
		return r.Problem(*p)
	}
	rec := Record{N: 1, Single: true, Markup: "markdown"}
	front, body, ok := cutFrontMatter(all)
	if ok {
		if err := readFrontMatter(front, s.rules, &rec); err != nil {
			p := problem.Problem{Path: s.Path, Record: 1, Place: "front matter",
				Kind: problem.KindFrontMatter, Reason: err.Error(), Action: problem.KeptNoFields}
			if err := r.Problem(p); err != nil {
				return err
			}
		}
	}
	rec.Values[Text] = Value{Kind: Scalar, Text: string(body)}
	return r.give(s, &rec)
}

// cutFrontMatter cuts text after the line that ends its front matter.
func cutFrontMatter(text []byte) (front, body []byte, ok bool) {
	first, rest := cutLine(text)
	if string(bytes.TrimRight(first, " \t\r")) != "---" {
		return nil, text, false
	}
	for at := 0; at < len(rest); {
		line, after := cutLine(rest[at:])
		next := len(rest) - len(after)
		if t := string(bytes.TrimRight(line, " \t\r")); t == "---" || t == "..." {
			return rest[:at], rest[next:], true
		}
		at = next
	}
	return nil, text, false
}

// cutLine cuts text after its first line, which ends with LF, CR LF or CR.
func cutLine(text []byte) (line, rest []byte) {
	n := bytes.IndexAny(text, "\r\n")
	if n < 0 {
		return text, nil
	}
	if text[n] == '\r' && n+1 < len(text) && text[n+1] == '\n' {
		return text[:n], text[n+2:]
	}
	return text[:n], text[n+1:]
}

// maxFrontMatter is the most bytes of a front matter.
const maxFrontMatter = 64 << 10

// readFrontMatter fills in the fields of rec. Scalars keep the form they have on file: 007 is not
// 7.
func readFrontMatter(front []byte, c *Rules, rec *Record) error {
	if isBlank(front) {
		return nil
	}
	if len(front) > maxFrontMatter {
		return fmt.Errorf("is longer than %d KB", maxFrontMatter>>10)
	}
	if err := settings.Check("front matter", front); err != nil {
		return err
	}
	if bytes.IndexByte(front, '\n') < 0 {
		front = bytes.ReplaceAll(front, []byte("\r"), []byte("\n"))
	}
	file, err := parser.ParseBytes(front, 0)
	if err != nil {
		message, _, _ := strings.Cut(err.Error(), "\n")
		return fmt.Errorf("%s", message)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	for part := range rec.Values {
		rec.Values[part] = yamlField(file.Docs[0].Body, c.paths[part])
	}
	if path := c.paths[Author]; bytes.Contains(front, []byte(path[0])) {
		authorsInYAML(file.Docs[0].Body, path, rec)
	}
	return nil
}

// authorsInYAML keeps an author field that is a list or an object as it is.
func authorsInYAML(body ast.Node, path []string, rec *Record) {
	var all any
	if yaml.NodeToValue(body, &all) != nil {
		return // the fields were read without it
	}
	switch v := below(all, path).(type) {
	case []any, map[string]any:
		rec.Values[Author] = Value{Kind: Nested, nested: v}
	}
}

// yamlField goes down path from node.
func yamlField(node ast.Node, path []string) Value {
	if len(path) == 0 {
		return yamlValue(node)
	}
	var pairs []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	}
	for _, pair := range pairs {
		if key := pair.Key.GetToken(); key != nil && key.Value == path[0] {
			return yamlField(pair.Value, path[1:])
		}
	}
	return Value{}
}

func yamlValue(node ast.Node) Value {
	switch n := node.(type) {
	case nil, *ast.NullNode:
		return Value{Kind: Null}
	case *ast.StringNode:
		return Value{Kind: Scalar, Text: n.Value}
	case *ast.LiteralNode:
		return Value{Kind: Scalar, Text: n.Value.Value}
	case *ast.AnchorNode:
		return yamlValue(n.Value)
	case *ast.TagNode:
		return yamlValue(n.Value)
	case *ast.AliasNode:
		return Value{Kind: Nested}
	case *ast.SequenceNode:
		var list []string
		for _, item := range n.Values {
			if v := yamlValue(item); v.Kind == Scalar {
				list = append(list, v.Text)
			}
		}
		return Value{Kind: Scalar, Text: strings.Join(list, ", ")}
	case ast.ScalarNode:
		return Value{Kind: Scalar, Text: n.GetToken().Value}
	}
	return Value{Kind: Nested}
}

package lexicon

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// mapping hands every known key and its value to each.
func (p *lexiconParser) mapping(n ast.Node, what string, keys []string,
	each func(string, ast.Node)) {
	m, ok := n.(ast.MapNode)
	if !ok {
		p.failAt(lineOf(n), "want %s with the keys %s", what, strings.Join(keys, ", "))
		return
	}
	for i := m.MapRange(); i.Next(); {
		key := i.Key().GetToken().Value
		if !slices.Contains(keys, key) {
			p.failAt(lineOf(i.Key()), "unknown key %q: %s has the keys %s", key, what,
				strings.Join(keys, ", "))
			continue
		}
		each(key, i.Value())
	}
}

func (p *lexiconParser) list(key string, n ast.Node) []ast.Node {
	switch n := n.(type) {
	case *ast.SequenceNode:
		return n.Values
	case *ast.NullNode:
		return nil
	}
	p.failAt(lineOf(n), "%s: want a list, with - before each item or all of them in [ ]", key)
	return nil
}

func (p *lexiconParser) texts(key string, n ast.Node) (texts []string, lines []place) {
	for _, item := range p.list(key, n) {
		texts = append(texts, p.text(key, item))
		lines = append(lines, p.at(item))
	}
	return texts, lines
}

func (p *lexiconParser) truth(key string, n ast.Node) bool {
	switch written := p.text(key, n); written {
	case "true":
		return true
	case "false":
	default:
		p.failAt(lineOf(n), "%s: %q: write true or false", key, written)
	}
	return false
}

// text takes a value as it is written: 007 and yes are no number and no truth value here.
func (p *lexiconParser) text(key string, n ast.Node) string {
	switch n := n.(type) {
	case *ast.NullNode:
		return ""
	case *ast.LiteralNode: // | and >
		return strings.TrimSpace(n.Value.Value)
	case *ast.StringNode:
		return n.Value
	case ast.ScalarNode:
		return n.GetToken().Value
	}
	p.failAt(lineOf(n), "%s: want text: put it in quotes", key)
	return ""
}

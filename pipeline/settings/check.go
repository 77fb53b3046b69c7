package settings

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits of Check. The YAML parser takes memory by the square of the nesting.
const (
	maxTokens = 500_000 // parts of a file: names, values, signs
	maxDepth  = 100     // brackets in brackets, or dashes on one line
	maxIndent = 500     // columns before a key or a dash
	maxNodes  = 100_000 // values after aliases are replaced by what they stand for
)

// Check reports whether YAML can be parsed and decoded in bounded memory. It does not check
// anything else. Errors begin with name and line, and say the limit and what to do.
func Check(name string, text []byte) error {
	if len(text) > MaxFile {
		return fmt.Errorf("%s: more than %d MB: split it", name, MaxFile>>20)
	}
	tokens := lexer.Tokenize(string(text)) // takes memory in proportion to text
	aliases, err := checkDepth(name, tokens)
	if err == nil && len(tokens) > maxTokens {
		err = fmt.Errorf("%s: more than %d names, values and signs: split it", name, maxTokens)
	}
	if err != nil || !aliases {
		return err
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil //nolint:nilerr // whoever decodes reports it, with the line
	}
	s := sizes{}
	for _, doc := range file.Docs {
		if doc.Body != nil && s.of(doc.Body) > maxNodes {
			return fmt.Errorf("%s: aliases (*name) stand for more than %d values: write out the few that"+
				" are needed", name, maxNodes)
		}
	}
	return nil
}

// checkDepth reports whether there are aliases. Too deep a nesting is an error.
func checkDepth(name string, tokens token.Tokens) (aliases bool, err error) {
	brackets, line, onLine := 0, 0, 0
	for _, t := range tokens {
		if at := t.Position.Line; at != line {
			line, onLine = at, 0
		}
		block := false
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			onLine++
			block = true
		case token.MappingValueType:
			block = true
		case token.AliasType:
			aliases = true
		}
		if brackets > maxDepth || brackets == 0 && onLine > maxDepth {
			return false, fmt.Errorf("%s:%d: nested more than %d deep: is a bracket missing?", name, line, maxDepth)
		}
		if block && brackets == 0 && indent(t) > maxIndent {
			return false, fmt.Errorf("%s:%d: indented by more than %d columns: indent by two", name, line, maxIndent)
		}
	}
	return aliases, nil
}

// indent is the number of columns before the key that a colon follows, or before a dash.
func indent(t *token.Token) int {
	if t.Type == token.MappingValueType && t.Prev != nil {
		t = t.Prev
	}
	return t.Position.Column - 1
}

// sizes is the number of values that each anchor stands for, aliases inside of it replaced.
type sizes map[string]int

// of counts the values below a node, up to a little over maxNodes.
func (s sizes) of(n ast.Node) (count int) {
	count = 1
	add := func(child ast.Node) bool {
		if child != nil && count <= maxNodes {
			count += s.of(child)
		}
		return count <= maxNodes
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		s[nameOf(n.Name)] = maxNodes + 1 // an alias inside of what it stands for has no end
		add(n.Value)
		s[nameOf(n.Name)] = count
	case *ast.AliasNode:
		count += s[nameOf(n.Value)] // 0 for a name that nothing has; the decoder reports it
	case *ast.TagNode:
		add(n.Value)
	case *ast.MappingNode:
		for _, pair := range n.Values {
			if !add(pair) {
				break
			}
		}
	case *ast.MappingValueNode:
		add(n.Key)
		add(n.Value)
	case *ast.MappingKeyNode:
		add(n.Value)
	case *ast.SequenceNode:
		for _, item := range n.Values {
			if !add(item) {
				break
			}
		}
	}
	return count
}

func nameOf(n ast.Node) string {
	if n == nil || n.GetToken() == nil {
		return ""
	}
	return n.GetToken().Value
}

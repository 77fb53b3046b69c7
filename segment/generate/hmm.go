package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/klauspost/compress/zstd"
)

// hmmModel is the emission table of gse's hidden Markov model, which is jieba's. gse keeps it to
// itself, so that it is read from gse's source.
func hmmModel() ([]byte, error) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(),
		filepath.Join(strings.TrimSpace(string(dir)), "hmm", "prob_emit.go"), nil, 0)
	if err != nil {
		return nil, err
	}
	rows := map[rune]*[4]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && err == nil {
			err = addState(rows, a)
		}
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("tifa hmm 1\n")
	for _, r := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(&b, "%c %s\n", r, strings.Join(rows[r][:], " "))
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression),
		zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return w.EncodeAll(b.Bytes(), nil), nil
}

// addState adds the probabilities of one state: probEmit['B'] = map[rune]float64{'一': -3.65, …}.
func addState(rows map[rune]*[4]string, a *ast.AssignStmt) error {
	to, ok := a.Lhs[0].(*ast.IndexExpr)
	if !ok {
		return nil
	}
	state := strings.Index("BMES", strings.Trim(to.Index.(*ast.BasicLit).Value, "'"))
	for _, e := range a.Rhs[0].(*ast.CompositeLit).Elts {
		pair := e.(*ast.KeyValueExpr)
		r, _, _, err := strconv.UnquoteChar(strings.Trim(pair.Key.(*ast.BasicLit).Value, "'"), '\'')
		if err != nil {
			return err
		}
		if !unicode.Is(unicode.Han, r) { // gse asks for Han characters only
			continue
		}
		if rows[r] == nil {
			rows[r] = &[4]string{"-", "-", "-", "-"}
		}
		rows[r][state] = "-" + pair.Value.(*ast.UnaryExpr).X.(*ast.BasicLit).Value
	}
	return nil
}

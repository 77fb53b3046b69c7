package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var update = flag.Bool("update", false, "write the goldens anew")

// goldenRows is how many rows of each table the goldens show.
const goldenRows = 4

// TestGolden compares what a run of the sample says with testdata/golden: the first rows of every
// table, and the text of the report in both languages. `go test . -run Golden -update` writes them
// anew; read the difference.
func TestGolden(t *testing.T) {
	dir := t.TempDir()
	result := filepath.Join(dir, "sample")
	for _, args := range []string{
		"run -q -c testdata/sample/tifa.yaml --name sample -o " + dir,
		"export -q " + result + " -o " + filepath.Join(dir, "csv"),
		"report -q " + result + " --lang zh -o " + filepath.Join(dir, "zh.html"),
	} {
		var errs bytes.Buffer
		code := run(context.Background(), strings.Fields(args), nil, &errs, &errs)
		if code != exitDone && code != exitProblems {
			t.Fatalf("tifa %s: exit %d: %s", args, code, errs.String())
		}
	}
	tables, err := filepath.Glob(filepath.Join(dir, "csv", "*.csv"))
	if err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	for _, path := range tables {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		compareGolden(t, filepath.Join("tables", name+".txt"), firstRows(t, path))
	}
	compareGolden(t, "report.en.txt", reportText(t, filepath.Join(result, "report.html")))
	compareGolden(t, "report.zh.txt", reportText(t, filepath.Join(dir, "zh.html")))
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			t.Errorf("%s:%d: %q, the golden has %q", path, i+1, is[i], was[i])
			return
		}
	}
	t.Errorf("%s: %d lines, the golden has %d", path, len(is), len(was))
}

// firstRows writes the first rows of a CSV file, a value a line: numbers with six significant
// digits, since the last digits may differ between kinds of processors.
func firstRows(t *testing.T, path string) string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(path, err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows\n", len(rows)-1)
	for _, row := range rows[1:min(len(rows), goldenRows+1)] {
		b.WriteByte('\n')
		for i, v := range row {
			if n, err := strconv.ParseFloat(v, 64); err == nil && strings.ContainsAny(v, ".e") {
				v = strconv.FormatFloat(n, 'g', 6, 64)
			}
			line := fmt.Sprintf("%-28s %s", strings.TrimPrefix(rows[0][i], "\ufeff"), strconv.Quote(v))
			b.WriteString(strings.TrimSuffix(strings.Replace(line, `"`, "", 1), `"`) + "\n")
		}
	}
	return b.String()
}

// tableRows is how many rows of each table of the report the goldens show.
const tableRows = 12

// changing is what differs between two runs of one version: fingerprints depend on the processor.
var changing = regexp.MustCompile(`[0-9a-f]{64}|[0-9a-f]{12,}`)

// reportText is what a reader sees of a page, a block a line.
func reportText(t *testing.T, path string) string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	writeText(&b, page)
	var lines []string
	row := 0 // of the table that the line belongs to
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line == "" {
			continue
		}
		if row++; !strings.Contains(line, " |") {
			row = 0
		}
		if row <= tableRows {
			lines = append(lines, changing.ReplaceAllString(line, "…"))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// isEvidence reports whether a node holds the sentences behind the counts: the golden of mentions
// has those.
func isEvidence(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Val == "evidence" {
			return true
		}
	}
	return false
}

func writeText(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.DataAtom == atom.Script, n.DataAtom == atom.Style, n.Data == "svg", isEvidence(n):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeText(b, c)
	}
	switch n.DataAtom {
	case atom.Td, atom.Th:
		b.WriteString(" | ")
	case atom.A, atom.B, atom.Em, atom.Span, atom.Strong, atom.Small, atom.Code, atom.Abbr, atom.Q, atom.I, atom.Sup, atom.Button:
	default:
		if n.Type == html.ElementNode {
			b.WriteByte('\n')
		}
	}
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/pipeline/analyse"
	"tifa/pipeline/config"
	"tifa/segment"
)

// hitCorpora are the real texts that the goldens of hits cover, smallest first. Each has an example
// configuration of its name.
var hitCorpora = []string{"gwr", "laws", "people_cn", "hkcn", "xwlb"}

// TestGoldenLexiconHits counts the mentions of every concept of the shipped lexicons in the real
// texts, and compares them with testdata/golden/lexicons: a changed pattern shows where it counts
// more or less. `go test . -run Golden -update` writes them anew; read the difference. Reprints
// count here as often as they stand in the files.
func TestGoldenLexiconHits(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 90 MB of real texts, skipped with -short")
	}
	hits := make([]map[string]int, len(hitCorpora))
	for i, name := range hitCorpora {
		if _, err := os.Stat(filepath.Join("..", "shared", "corpora", name)); err != nil {
			t.Skipf("the real texts of %s are not beside the checkout: %v", name, err)
		}
		hits[i] = conceptHits(t, filepath.Join("testdata", "examples", name, "tifa.yaml"))
	}
	for _, name := range segment.ShippedLexicons() {
		text, _ := segment.ShippedLexicon(name)
		l, err := segment.ParseLexicon(name, text)
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, filepath.Join("lexicons", name+".tsv"), hitTable(l, hits))
	}
}

// hitTable is a row a concept: its ID, and its mentions in each corpus.
func hitTable(l *segment.Lexicon, hits []map[string]int) string {
	var b strings.Builder
	fmt.Fprintln(&b, "concept\t"+strings.Join(hitCorpora, "\t"))
	for _, c := range l.Concepts {
		b.WriteString(c.ID)
		for _, in := range hits {
			fmt.Fprintf(&b, "\t%d", in[c.ID])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// conceptHits counts the mentions of each concept of all shipped lexicons in the inputs of a
// configuration.
func conceptHits(t *testing.T, path string) map[string]int {
	t.Helper()
	c, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	c.Lexicons = segment.ShippedLexicons()
	study, err := config.LoadStudy(c, "")
	if err != nil {
		t.Fatal(err)
	}
	files, problems, err := config.Files(c)
	if err != nil || len(files) == 0 || len(problems) > 0 {
		t.Fatalf("%s: %d files, %v, %v", path, len(files), problems, err)
	}
	hits, analyser := map[string]int{}, analyse.New(study.Segmenter, study.Matcher)
	for _, f := range files {
		_, err := f.Read(t.Context(), nil, func(item corpus.Item) bool {
			if item.Document == nil {
				return true // a problem: 20 work reports have no date
			}
			for _, m := range analyser.Analyse(item.Document).Mentions {
				hits[study.Matcher.Concepts[m.Concept].ID]++
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return hits
}

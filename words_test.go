package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// unsaid are words that say more than a test can: of how much, of what is the same, of what made
// it so. Section 10 of the notes on inference has the list.
var unsaid = regexp.MustCompile(`(?i)\bsignifican(t|tly|ce)\b|\bhighly\b|\btrends? towards?\b|\bclear(ly|est|er)?\b|\bproves?\b|\bproven\b|` +
	`\bno difference\b|\bequal\b|\bleads\b|\bleading\b|\beffects? of\b|\bcaused\b|\bcauses\b|\bsurg(e|es|ed|ing)\b|\bsoar|\bunprecedented\b|\bq[- ]values?\b|\bq ?[=≤<]|` +
	`显著|明显|证明|证实|导致|造成|激增|剧增|飙升|空前|前所未有|领先|无差异|没有差异|相等|趋于|必然`)

// names hold such words and say nothing of a finding: of a table, a paper, a null hypothesis.
var names = strings.NewReplacer("## leads", "", "[leads](#leads)", "", "`leads`", "",
	"leads.parquet", "",
	"Significance testing of word frequencies in corpora", "", "equal shares of documents", "",
	"equal days share a rank", "", "design effect of", "", "positive if the first group leads", "")

// TestWordsThatSayTooMuch reads what the program itself says: the report in both languages without
// the texts it quotes, the terminal's summary, the documentation of the tables, the notebooks.
func TestWordsThatSayTooMuch(t *testing.T) {
	dir := t.TempDir()
	said := map[string]string{"the terminal": tifa(t,
		"run -c testdata/sample/tifa.yaml --name sample -o "+dir)}
	for _, lang := range []string{"en", "zh"} {
		page := filepath.Join(dir, lang+".html")
		tifa(t, "report -q "+filepath.Join(dir, "sample")+" --lang "+lang+" -o "+page)
		said["the report, "+lang] = ownProse(t, page)
	}
	said["TABLES.md"] = fileText(t, "outputs/TABLES.md")
	said["texts.tsv"] = fileText(t, "outputs/report/translate/texts.tsv")
	for _, path := range notebooks(t) {
		said[path] = notebookText(t, path)
	}
	for where, text := range said {
		if len(text) < 500 {
			t.Errorf("%s: only %q was read", where, text)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if word := unsaid.FindString(names.Replace(line)); word != "" {
				t.Errorf("%s says %q: %.200s", where, word, strings.TrimSpace(line))
			}
		}
	}
}

// ownProse is the text of a page that is no quote of a text: what is in Chinese on the English page
// and the sentences behind the counts are left out. Tables and charts are read too.
func ownProse(t *testing.T, path string) string {
	root, err := html.Parse(strings.NewReader(fileText(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Data == "script", n.Data == "style", n.Data == "svg", n.Data == "cite",
			isEvidence(n), attribute(n, "lang") == "zh", attribute(n, "class") == "events",
			attribute(n, "class") == "en":
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block(n) || n.Data == "td" || n.Data == "th" {
			b.WriteByte('\n')
		}
	}
	walk(root)
	return b.String()
}

func fileText(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func notebooks(t *testing.T) []string {
	all, err := filepath.Glob("notebooks/*.ipynb")
	if err != nil || len(all) < 4 {
		t.Fatalf("%d notebooks, %v", len(all), err)
	}
	return append(all, "notebooks/05-r.qmd")
}

// notebookText is prose and code of a notebook, whose messages are prose too.
func notebookText(t *testing.T, path string) string {
	text := fileText(t, path)
	if !strings.HasSuffix(path, ".ipynb") {
		return text
	}
	var book struct {
		Cells []struct{ Source []string }
	}
	if err := json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&book); err != nil {
		t.Fatal(path, err)
	}
	var b strings.Builder
	for _, cell := range book.Cells {
		b.WriteString(strings.Join(cell.Source, "") + "\n")
	}
	return b.String()
}

// Kinds of problems, and what was done about them, have words in both languages.
func TestProblemsHaveWords(t *testing.T) {
	texts := fileText(t, "outputs/report/translate/texts.tsv")
	all := regexp.MustCompile(`(?m)^\t[A-Z]\w+ += "([^"]+)"`).FindAllStringSubmatch(fileText(t,
		"corpus/problem/problem.go"), -1)
	if len(all) < 23 {
		t.Fatalf("only %d kinds and actions were found", len(all))
	}
	for _, found := range all {
		if !strings.Contains(texts, "\nproblem:"+found[1]+"\t"+found[1]+"\t") {
			t.Errorf("texts.tsv has no problem:%s", found[1])
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestNumbersOfTheReport takes every number in the prose of the sample's report back to the rows
// that its sentence names, in both languages, and looks for it there. A number in a sentence that
// names no rows is a fault, unless it is part of a text that says the same of every run.
func TestNumbersOfTheReport(t *testing.T) {
	dir, fixed := sampleRun(t), fixedTexts(t)
	for _, lang := range []string{"en", "zh"} {
		page := filepath.Join(dir, lang+".html")
		tifa(t, "report -q "+filepath.Join(dir, "sample")+" --lang "+lang+" -o "+page)
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		rows := &sampleRows{t: t, dir: filepath.Join(dir, "csv"),
			tables: map[string][]map[string]string{}, known: map[string][]float64{}}
		faults, checked := rows.check(text, fixed)
		for _, fault := range faults {
			t.Errorf("%s: %s", lang, fault)
		}
		if checked < 60 {
			t.Errorf("%s: only %d numbers were found", lang, checked)
		}
		rows.mustFind(t, text, fixed)
	}
}

// mustFind checks that the check can fail: a number that is not in the row, and a sentence that
// names no row.
func (s *sampleRows) mustFind(t *testing.T, page []byte, fixed []string) {
	span := regexp.MustCompile(`<span data-rows="claims[^"]*documents[^"]*">`).FindIndex(page)
	if span == nil {
		t.Fatal("no sentence on documents to spoil")
	}
	estimate := regexp.MustCompile(`\b\d[\d.]*( times as often| 倍)`).FindIndex(page[span[1]:])
	spoilt := slices.Concat(page[:span[1]+estimate[0]], []byte("9"), page[span[1]+estimate[0]:])
	if faults, _ := s.check(spoilt, fixed); len(faults) == 0 {
		t.Error("a ratio that is in no row is not found out")
	}
	bare := slices.Concat(page[:span[0]], []byte("<span>"), page[span[1]:])
	if faults, _ := s.check(bare, fixed); len(faults) == 0 {
		t.Error("a sentence without rows is not found out")
	}
}

// tifa runs a command that has to end well.
func tifa(t *testing.T, args string) string {
	t.Helper()
	var out bytes.Buffer
	if code := run(context.Background(), strings.Fields(args), nil, &out,
		&out); code != exitDone && code != exitProblems {
		t.Fatalf("tifa %s: exit %d: %s", args, code, out.String())
	}
	return out.String()
}

// sampleRun runs the sample, and writes its tables as CSV.
func sampleRun(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	tifa(t, "run -q -c testdata/sample/tifa.yaml --name sample -o "+dir)
	tifa(t, "export -q "+filepath.Join(dir, "sample")+" -o "+filepath.Join(dir, "csv"))
	return dir
}

// hole is where an argument stands in a text.
var hole = regexp.MustCompile(`\{\d(:[^{}]*(\{\d\}[^{}]*)*)?\}`)

var citation = regexp.MustCompile(`<cite>.*?</cite>`)

// fixedTexts are the parts of the report's texts that hold a digit and say the same of every run,
// such as "95 % interval", the longest first.
func fixedTexts(t *testing.T) (out []string) {
	text, err := os.ReadFile("outputs/report/translate/texts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		_, texts, _ := strings.Cut(line, "\t")
		for text := range strings.SplitSeq(texts, "\t") {
			for _, part := range hole.Split(plainText(citation.ReplaceAllString(text, "{0}")), -1) {
				if part = strings.Join(strings.Fields(part), " "); len(part) > 3 &&
					strings.ContainsAny(part, "0123456789") {
					out = append(out, part)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

func plainText(s string) string {
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s, ""))
}

// sampleRows are the tables of a run as CSV, read when a sentence names them.
type sampleRows struct {
	t      *testing.T
	dir    string
	tables map[string][]map[string]string
	known  map[string][]float64 // by reference
}

// check returns what is wrong with the numbers of a page's prose, and how many it looked at.
func (s *sampleRows) check(page []byte, fixed []string) (faults []string, checked int) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		s.t.Fatal(err)
	}
	s.walk(root, "", func(rows, text string) {
		for _, part := range fixed {
			text = strings.ReplaceAll(text, part, " ")
		}
		for _, n := range numberIn.FindAllString(text, -1) {
			checked++
			if !s.has(rows, n) {
				faults = append(faults, fmt.Sprintf("%s is in no row of %q: %s", n, rows, text))
			}
		}
	})
	return faults, checked
}

var numberIn = regexp.MustCompile(`<\s*\d[\d.]*|−?\d[\d,]*(?:\.\d+)?`)

// walk calls do with each piece of prose and the rows that it names: tables, charts, lists of
// settings and quotes of texts are no prose.
func (s *sampleRows) walk(n *html.Node, rows string, do func(rows, text string)) {
	if n.Type == html.ElementNode {
		if noProse(n) {
			return
		}
		if named := attribute(n, "data-rows"); named != "" {
			rows = named
			do(rows, ownText(n))
		} else if block(n) {
			do("", ownText(n))
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, rows, do)
	}
}

func noProse(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Table, atom.Dl, atom.Nav, atom.Head, atom.Cite, atom.Footer:
		return true
	}
	class := attribute(n, "class")
	return n.Data == "svg" || isEvidence(n) || class == "events" || class == "en" ||
		class == "py" || class == "print" || class == "legend" ||
		attribute(n, "lang") == "zh"
}

func block(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.Figcaption, atom.Summary:
		return true
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// ownText is the text of an element without that of parts that name rows of their own.
func ownText(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case noProse(c) || attribute(c, "data-rows") != "" || block(c):
				b.WriteString(" ")
			default:
				add(c)
			}
		}
	}
	add(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// has reports whether a number as written is among the values that references name.
func (s *sampleRows) has(rows, written string) bool {
	for ref := range strings.FieldsSeq(rows) {
		if _, ok := s.known[ref]; !ok {
			s.known[ref] = s.values(ref)
		}
		for _, v := range s.known[ref] {
			if rounds(v, written) {
				return true
			}
		}
	}
	return false
}

// rounds reports whether a value is written so, to as many places as there are.
func rounds(v float64, written string) bool {
	if below, ok := strings.CutPrefix(written, "<"); ok {
		limit, _ := strconv.ParseFloat(strings.TrimSpace(below), 64)
		return v < limit
	}
	written = strings.ReplaceAll(strings.Replace(written, "−", "-", 1), ",", "")
	n, err := strconv.ParseFloat(written, 64)
	_, decimals, _ := strings.Cut(written, ".")
	return err == nil && math.Abs(v-n) <= 0.5*math.Pow(10, -float64(len(decimals)))*(1+1e-9)
}

// values are those that a reference names: statement.Row says how it is written.
func (s *sampleRows) values(ref string) (out []float64) {
	ref, what, _ := strings.Cut(ref, "#")
	table, query, _ := strings.Cut(ref, "?")
	rows := s.matching(table, query)
	what, column, _ := strings.Cut(what, "=")
	switch what {
	case "":
		if len(rows) != 1 {
			s.t.Errorf("%s: %d rows instead of one", ref, len(rows))
			return nil
		}
		return valuesOf(rows[0])
	case "any":
		return valuesOf(common(rows))
	case "count":
		return []float64{float64(len(rows))}
	case "sum":
		return []float64{sumOf(rows, column)}
	case "distinct":
		return []float64{float64(distinct(withDocuments(rows), column))}
	case "least", "most":
		return valuesOf(map[string]string{column: extreme(rows, column, what == "most")})
	case "rate":
		return rateValues(rows)
	}
	s.t.Errorf("%s#%s: unknown reference", ref, what)
	return nil
}

func (s *sampleRows) matching(table, query string) (out []map[string]string) {
	want, err := url.ParseQuery(query)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, row := range s.table(table) {
		ok := true
		for column, values := range want {
			have, there := row[column]
			ok = ok && there && slices.Contains(strings.Split(values[0], "\x1f"), have)
		}
		if ok {
			out = append(out, row)
		}
	}
	return out
}

func (s *sampleRows) table(name string) []map[string]string {
	if rows, ok := s.tables[name]; ok {
		return rows
	}
	f, err := os.Open(filepath.Join(s.dir, name+".csv"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	rows := []map[string]string{}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, v := range line {
			row[strings.TrimPrefix(lines[0][i], "\ufeff")] = v
		}
		rows = append(rows, row)
	}
	s.tables[name] = rows
	return rows
}

var periodName = regexp.MustCompile(`^\d{4}(-[QW]?\d{1,2}(-\d{2})?)?$`)

// valuesOf are the numbers of a row: those of its cells, the parts of dates and of names of
// periods, one over a ratio, and the dates beyond an event's own that show as large a change.
func valuesOf(row map[string]string) (out []float64) {
	for column, cell := range row {
		for word := range strings.FieldsSeq(cell) {
			if periodName.MatchString(word) {
				for _, part := range regexp.MustCompile(`\d+`).FindAllString(word, -1) {
					n, _ := strconv.ParseFloat(part, 64)
					out = append(out, n)
				}
			}
		}
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			continue
		}
		out = append(out, v)
		if column == "estimate" && row["statistic"] == "lag" {
			out = append(out, math.Abs(v))
		}
		if ratioColumns[column] && strings.HasPrefix(row["statistic"], "ratio") {
			out = append(out, 1/v)
		}
		if dates, err := strconv.ParseFloat(row["units_a"], 64); column == "p" &&
			row["unit"] == "date" && err == nil {
			out = append(out, math.Round(v*dates)-1)
		}
	}
	return out
}

var ratioColumns = map[string]bool{"estimate": true, "lo": true, "hi": true, "loo_lo": true,
	"loo_hi": true}

// common is what all rows have in common.
func common(rows []map[string]string) map[string]string {
	out := map[string]string{}
	for i, row := range rows {
		for column, cell := range row {
			if have, ok := out[column]; i == 0 || ok && have == cell {
				out[column] = cell
			} else {
				delete(out, column)
			}
		}
	}
	return out
}

func sumOf(rows []map[string]string, column string) (sum float64) {
	for _, row := range rows {
		v, _ := strconv.ParseFloat(row[column], 64)
		sum += v
	}
	return sum
}

func distinct(rows []map[string]string, column string) int {
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row[column]] = true
	}
	return len(seen)
}

// withDocuments leaves out sources that have none.
func withDocuments(rows []map[string]string) []map[string]string {
	return slices.DeleteFunc(slices.Clone(rows),
		func(row map[string]string) bool { return row["docs"] == "0" })
}

func extreme(rows []map[string]string, column string, most bool) (out string) {
	for _, row := range rows {
		if v := row[column]; v != "" && (out == "" || most == (v > out)) {
			out = v
		}
	}
	return out
}

// rateValues are the counts of rows together, the share of documents in per cent, and its interval
// by Wilson (1927): the roots of |p - share| = z √(p(1-p)/n).
func rateValues(rows []map[string]string) []float64 {
	k, n := sumOf(rows, "docs_mentioning"), sumOf(rows, "docs")
	out := []float64{k, n, sumOf(rows, "mentions"), sumOf(rows, "tokens")}
	if n > 0 {
		share, z := k/n, 1.959963984540054
		centre, half := (k+z*z/2)/(n+z*z), z/(n+z*z)*math.Sqrt(n*share*(1-share)+z*z/4)
		out = append(out, 100*share, 100*(centre-half), 100*(centre+half))
	}
	return append(out, valuesOf(map[string]string{"period": common(rows)["period"]})...)
}

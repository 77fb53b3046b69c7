// Package query answers questions about finished results and about lexicons, for a person at a
// terminal.
//
// KWIC shows the sentences a number is made of, Verify checks a result folder and can read the
// texts again, Segment shows tokens, and CheckLexicons says what is wrong with a lexicon. None of
// them changes a result.
package query

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"tifa/outputs"
	"tifa/outputs/export"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/period"
	"tifa/pipeline/terminal"
	"tifa/segment"
)

// Query says which mentions to show. Empty fields exclude nothing.
type Query struct {
	Concept    string // concept ID, its name or one of its wordings, or theme:NAME for the mentions that count for a theme
	Source     string // ID or Chinese name, or IDs with commas between
	Author     string // ID or name
	Group      string // attribute=value
	Period     string // in any form the tables write periods in; lists and ranges, see periodFilter
	Document   string
	Speaker    string // a part of the speaker's name, in Simplified or Traditional characters
	Duplicates bool   // also mentions in documents that are left out of the counts
	Limit      int    // 0 for no limit
	Format     string
}

// KWIC writes the mentions of a result folder that a query asks for, in the order of the table:
// these are the sentences a number is made of. It needs no text, only the tables.
func KWIC(dir string, q Query, w io.Writer) error {
	asked := q.Concept
	keep, among, err := q.filter(dir)
	if err != nil {
		return err
	}
	out, err := q.writer(w)
	if err != nil {
		return err
	}
	shown, all := 0, 0
	for m, err := range outputs.Read[outputs.Mention](dir) {
		if err != nil {
			return err
		}
		if !keep(&m) {
			continue
		}
		if all++; q.Limit > 0 && shown == q.Limit {
			continue
		}
		shown++
		if err := out.Write(m); err != nil {
			return err
		}
	}
	if t, ok := out.(*textLines); ok {
		t.end(shown, all)
		if all == 0 {
			if err := t.explain(dir, among); err != nil {
				return err
			}
		}
		if q.Concept != asked {
			fmt.Fprintf(t.w, "%s is a wording of the concept %s: mentions of all its wordings are listed\n", oneLine(asked), q.Concept)
		}
	}
	return out.Close()
}

// mentionWriter writes mentions in one format.
type mentionWriter interface {
	Write(outputs.Mention) error
	Close() error
}

func (q *Query) writer(w io.Writer) (mentionWriter, error) {
	switch q.Format {
	case "", "text":
		return &textLines{bufio.NewWriter(w)}, nil
	case "csv":
		return export.NewCSV[outputs.Mention](w)
	case "jsonl":
		return export.NewJSONL[outputs.Mention](w)
	}
	return nil, config.Usagef("--format %q: use text, csv or jsonl", q.Format)
}

// filter checks a query against a run and gives the tests that a mention must pass, and the
// document that it stands in.
func (q *Query) filter(dir string) (keep func(*outputs.Mention) bool, among func(*outputs.Document) bool, err error) {
	if _, err := manifest.Read(dir); err != nil {
		return nil, nil, err
	}
	if q.Concept, err = named(dir, q.Concept); err != nil {
		return nil, nil, err
	}
	theme, isTheme := strings.CutPrefix(q.Concept, "theme:")
	inSource, err := q.sources(dir)
	if err != nil {
		return nil, nil, err
	}
	inDocuments, err := q.documents(dir)
	if err != nil {
		return nil, nil, err
	}
	inPeriod, err := periodFilter(q.Period)
	if err != nil {
		return nil, nil, err
	}
	in := func(source, document string, counted bool, date *int32, precision string) bool {
		return inSource(source) && inDocuments(document) && (q.Document == "" || document == q.Document) &&
			(counted || q.Duplicates) && inPeriod(date, precision)
	}
	speaker := segment.Fold(q.Speaker)
	return func(m *outputs.Mention) bool {
		if speaker != "" && !strings.Contains(segment.Fold(m.Speaker), speaker) {
			return false
		}
		if isTheme && (m.Theme != theme || !m.InTheme) || !isTheme && m.Concept != q.Concept {
			return false
		}
		return in(m.Source, m.Document, m.Counted, m.Date, m.DatePrecision)
	}, func(d *outputs.Document) bool { return in(d.Source, d.ID, d.Counted, d.Date, d.DatePrecision) }, nil
}

func (q *Query) sources(dir string) (func(string) bool, error) {
	if q.Source == "" {
		return func(string) bool { return true }, nil
	}
	keep := map[string]bool{}
	var all []string
	for s, err := range outputs.Read[outputs.Source](dir) {
		if err != nil {
			return nil, err
		}
		all = append(all, s.ID)
		if q.names(&s) {
			keep[s.ID] = true
		}
	}
	if len(keep) == 0 {
		return nil, config.Usagef("%s: no source %q in this run: it has %s", dir, q.Source,
			visible(strings.Join(all, ", ")))
	}
	return func(id string) bool { return keep[id] }, nil
}

// names reports whether a source is the one asked for, or one of several with commas between.
func (q *Query) names(s *outputs.Source) bool {
	return q.Source == s.ID || q.Source == s.Zh || slices.Contains(strings.Split(q.Source, ","), s.ID)
}

// textLines are concordance lines for a terminal: the keyword stands in one column, and the
// speaker, where one is known, at the end.
type textLines struct{ w *bufio.Writer }

func (t *textLines) Write(m outputs.Mention) error {
	const width = 44 // columns of context on each side
	pre := oneLine(m.Pre)
	for terminal.Width(pre) > width {
		_, pre = cutRune(pre)
	}
	speaker := ""
	if m.Speaker != "" {
		speaker = "  " + oneLine(m.Speaker)
	}
	_, err := fmt.Fprintf(t.w, "%s%s 〔%s〕%s  %s %s %s%s\n", strings.Repeat(" ", max(width-terminal.Width(pre), 0)), pre, oneLine(m.Keyword),
		terminal.Pad(headRunes(oneLine(m.Post), width), width), dateText(&m), oneLine(m.Source), oneLine(m.Document), speaker)
	return err
}

func (t *textLines) end(shown, all int) { fmt.Fprintf(t.w, "%d of %d shown\n", shown, all) }

// explain says of nothing found whether it is a zero or a gap.
func (t *textLines) explain(dir string, among func(*outputs.Document) bool) error {
	documents := 0
	for d, err := range outputs.Read[outputs.Document](dir) {
		if err != nil {
			return err
		}
		if among(&d) {
			documents++
		}
	}
	if documents == 0 {
		_, err := fmt.Fprintln(t.w, "no document matches: a gap in the texts, not a zero")
		return err
	}
	_, err := fmt.Fprintln(t.w, "documents searched:", documents)
	return err
}

func (t *textLines) Close() error { return t.w.Flush() }

func dateText(m *outputs.Mention) string {
	if m.Date == nil {
		return "undated   "
	}
	d := period.Time(*m.Date)
	switch m.DatePrecision {
	case "year":
		return d.Format("2006      ")
	case "month":
		return d.Format("2006-01   ")
	}
	return d.Format("2006-01-02")
}

// oneLine makes white space, line breaks among it, into single spaces, and the rest visible.
func oneLine(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

// visible returns s with � for each character that could steer a terminal.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func cutRune(s string) (r rune, rest string) {
	for i, c := range s {
		if i > 0 {
			return r, s[i:]
		}
		r = c
	}
	return r, ""
}

// headRunes is the start of s that fits a width in columns.
func headRunes(s string, width int) string {
	for i, r := range s {
		if width -= terminal.Width(string(r)); width < 0 {
			return s[:i]
		}
	}
	return s
}

package query

import (
	"context"
	"fmt"
	"io"
	"os"

	"tifa/corpus"
	"tifa/pipeline/analyse"
	"tifa/pipeline/config"
	"tifa/pipeline/settings"
	"tifa/pipeline/terminal"
	"tifa/segment"
)

// CheckLexicons writes what is wrong or worth knowing about lexicon files; where none is named,
// about the lexicons of the configuration, or else about the built-in one. With texts (a path, or
// the inputs of the configuration) it also says how their wordings are used there. Errors in a
// lexicon make it fail.
func CheckLexicons(ctx context.Context, files []string, path, configuration string, out io.Writer) error {
	study, err := studyOf(files, path, configuration)
	if err != nil {
		return err
	}
	findings, err := segment.Check(study.Lexicons...)
	if err != nil {
		return &config.UsageError{Err: err}
	}
	for _, f := range findings {
		fmt.Fprintln(out, f)
	}
	concepts := 0
	for _, l := range study.Lexicons {
		concepts += len(l.Concepts)
	}
	fmt.Fprintf(out, "%s, %s\n", terminal.WithNoun(int64(concepts), "concept"), terminal.WithNoun(int64(len(findings)), "finding"))
	if path == "" && configuration == "" {
		return nil
	}
	return reportUsage(ctx, study, out)
}

// studyOf returns the lexicons to check, and the inputs and the dictionary to check them with.
func studyOf(files []string, path, configuration string) (*config.Study, error) {
	c := &config.Config{}
	var err error
	switch {
	case configuration != "":
		c, err = config.Load(configuration)
	case path != "":
		c, err = config.ForPaths([]string{path})
	}
	if err != nil {
		return nil, err
	}
	if len(files) == 0 && configuration != "" {
		return config.LoadStudy(c, "")
	}
	lexicons, err := readLexicons(files)
	if err != nil {
		return nil, &config.UsageError{Err: err}
	}
	c.Lexicons = nil // of the files, not of the configuration
	study, err := config.LoadStudy(c, "")
	if err != nil {
		return nil, err
	}
	if study.Matcher, err = segment.NewMatcher(lexicons...); err != nil {
		return nil, &config.UsageError{Err: err}
	}
	study.Lexicons = lexicons
	return study, nil
}

func readLexicons(files []string) (out []*segment.Lexicon, err error) {
	if len(files) == 0 {
		return []*segment.Lexicon{segment.BuiltInLexicon()}, nil
	}
	return segment.LoadLexicons(files, func(name string) ([]byte, error) {
		if text, ok := segment.ShippedLexicon(name); ok {
			return text, nil
		}
		return settings.Read(name)
	})
}

// ListLexicons writes the lexicons that come with the program: name, number of concepts, title.
func ListLexicons(out io.Writer) error {
	lexicons, err := readLexicons(segment.ShippedLexicons())
	if err != nil {
		return err
	}
	for _, l := range lexicons {
		concepts := terminal.WithNoun(int64(len(l.Concepts)), "concept")
		if _, err := fmt.Fprintf(out, "%-24s %12s  %s\n", l.Name, concepts, l.Title); err != nil {
			return err
		}
	}
	return nil
}

// usageWords is how many of the longer words that hold a wording are shown.
const usageWords = 5

// reportUsage writes how the wordings of lexicons are used in texts.
func reportUsage(ctx context.Context, study *config.Study, out io.Writer) error {
	u, reader, finder := segment.NewUsage(study.Matcher), study.Segmenter.Reader(), study.Matcher.Finder()
	documents, left := 0, newLeftOut(study.Matcher)
	problems, err := eachDocument(ctx, study.Config, os.Stdin, func(d *corpus.Document) {
		documents++
		finder.Begin(analyse.Conditional(d))
		left.add(segment.Date(d.Date))
		for sentence := range reader.Sentences(d.Text, analyse.SegmentMarks(d.TextMarks)) {
			u.Add(sentence, finder.Find(sentence))
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nwordings and their contexts in %s:\n", terminal.WithNoun(int64(documents), "document"))
	for _, row := range u.Report(usageWords) {
		fmt.Fprintf(out, "  %s\n", usageLine(row))
	}
	left.print(out)
	if len(problems) > 0 {
		fmt.Fprintf(out, "\n%s, the first: %s: %s\n", terminal.WithNoun(int64(len(problems)), "problem"),
			oneLine(problems[0].Path), oneLine(problems[0].Reason))
	}
	return nil
}

// usageLine is one wording: how often it occurs, how often tokens cut it, and the longer words it
// then sits in.
func usageLine(r segment.UsageRow) string {
	if r.Keyword == "" {
		return fmt.Sprintf("%s: %q never occurs", r.Concept, r.Phrase)
	}
	line := fmt.Sprintf("%s: %s: %s", r.Concept, r.Keyword, terminal.WithNoun(int64(r.Mentions), "mention"))
	if r.Split > 0 {
		line += fmt.Sprintf(", %d with an edge inside a token:", r.Split)
	}
	for _, w := range r.Words {
		line += fmt.Sprintf(" %s %d", w.Word, w.Mentions)
	}
	return line
}

// leftOut counts the documents that concepts with dates leave out because their date does not tell.
type leftOut []undated

type undated struct {
	concept   string
	from, to  segment.Date
	documents int64
}

func newLeftOut(m *segment.Matcher) (all leftOut) {
	for i := range m.Concepts {
		if c := &m.Concepts[i]; c.Dated() {
			from, _ := segment.ParseDate(c.From) // empty, or read before
			to, _ := segment.ParseDate(c.To)
			all = append(all, undated{c.ID, from, to, 0})
		}
	}
	return all
}

func (l leftOut) add(d segment.Date) {
	for i := range l {
		if d.Unclear(l[i].from, l[i].to) {
			l[i].documents++
		}
	}
}

func (l leftOut) print(out io.Writer) {
	for _, x := range l {
		if x.documents > 0 {
			fmt.Fprintf(out, "  %s: %s left out: no date, or too coarse for from and to\n", x.concept,
				terminal.WithNoun(x.documents, "document"))
		}
	}
}

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

// CheckLexicons writes what is wrong or worth knowing about lexicon files, or about the built-in
// lexicon where none is named; with texts (a path, or the inputs of a configuration) also how their
// wordings are used there. Errors in a lexicon make it fail.
func CheckLexicons(ctx context.Context, files []string, path, configuration string, out io.Writer) error {
	lexicons, err := readLexicons(files)
	if err != nil {
		return &config.UsageError{Err: err}
	}
	findings, err := segment.Check(lexicons...)
	if err != nil {
		return &config.UsageError{Err: err}
	}
	for _, f := range findings {
		fmt.Fprintln(out, f)
	}
	concepts := 0
	for _, l := range lexicons {
		concepts += len(l.Concepts)
	}
	fmt.Fprintf(out, "%s, %s\n", terminal.WithNoun(int64(concepts), "concept"), terminal.WithNoun(int64(len(findings)), "finding"))
	if path == "" && configuration == "" {
		return nil
	}
	var c *config.Config
	if configuration != "" {
		c, err = config.Load(configuration)
	} else {
		c, err = config.ForPaths([]string{path})
	}
	if err != nil {
		return err
	}
	return reportUsage(ctx, lexicons, c, out)
}

func readLexicons(files []string) (out []*segment.Lexicon, err error) {
	if len(files) == 0 {
		return []*segment.Lexicon{segment.BuiltInLexicon()}, nil
	}
	for _, name := range files {
		text, ok := segment.ShippedLexicon(name)
		if !ok {
			if text, err = settings.Read(name); err != nil {
				return nil, err
			}
		}
		l, err := segment.ParseLexicon(name, text)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
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
func reportUsage(ctx context.Context, lexicons []*segment.Lexicon, c *config.Config, out io.Writer) error {
	m, err := segment.NewMatcher(lexicons...)
	if err != nil {
		return &config.UsageError{Err: err}
	}
	s, err := segment.Open(segment.Options{})
	if err != nil {
		return err
	}
	u, reader, finder := segment.NewUsage(m), s.Reader(), m.Finder()
	documents := 0
	problems, err := eachDocument(ctx, c, os.Stdin, func(d *corpus.Document) {
		documents++
		finder.Begin(analyse.Conditional(d))
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

package pipeline

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"tifa/corpus"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// SegmentOptions say how Segment segments.
type SegmentOptions struct {
	Engine string
	Words  []string // gse dictionary files
	HMM    bool     // see segment.Options
}

// Segment writes the sentences of the texts at a path ("-" for standard input), one a line, with a slash between tokens.
// It is for looking.
func Segment(ctx context.Context, path string, stdin io.Reader, out io.Writer, o SegmentOptions) error {
	s, err := openSegmenter(o, readWords)
	if err != nil {
		return err
	}
	c, err := FolderConfig([]string{path})
	if err != nil {
		return err
	}
	w, reader := bufio.NewWriter(out), s.Reader()
	problems, err := eachDocument(ctx, c, stdin, func(d *corpus.Document) {
		for sentence := range reader.Sentences(d.Text, segmentMarks(d.TextMarks)) {
			for i, t := range sentence.Tokens {
				if i > 0 {
					w.WriteByte('/')
				}
				w.WriteString(visible(string(sentence.Fold[t.Start:t.End])))
			}
			w.WriteByte('\n')
		}
	})
	for _, p := range problems {
		if p.Kind != corpus.KindUndated { // tokens need no date
			fmt.Fprintf(w, "problem: %s: %s\n", oneLine(p.Path), oneLine(p.Reason))
		}
	}
	return errors.Join(err, w.Flush())
}

// eachDocument reads the documents of a configuration in the order of its files, and gives the problems.
func eachDocument(ctx context.Context, c *Config, stdin io.Reader, do func(*corpus.Document)) ([]corpus.Problem, error) {
	files, problems, err := expand(c)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		_, err := f.Read(ctx, stdin, func(item corpus.Item) bool {
			if item.Document != nil {
				do(item.Document)
			} else {
				problems = append(problems, *item.Problem)
			}
			return ctx.Err() == nil
		})
		if err != nil {
			return problems, err
		}
	}
	return problems, nil
}

// openSegmenter opens a Segmenter with extra words, which read gives.
func openSegmenter(o SegmentOptions, read func(file string) ([]byte, error)) (*segment.Segmenter, error) {
	options := segment.Options{Engine: o.Engine, HMM: o.HMM}
	for _, name := range o.Words {
		text, err := read(name)
		if err != nil {
			return nil, &UsageError{err}
		}
		options.Words = append(options.Words, segment.WordFile{Name: name, Data: text})
	}
	s, err := segment.Open(options)
	if err != nil {
		return nil, &UsageError{err}
	}
	return s, nil
}

// CheckLexicons writes what is wrong or worth knowing about lexicon files, or about the built-in lexicon where none is
// named; with texts (a path, or the inputs of a configuration) also how their wordings are used there. Errors in a
// lexicon make it fail.
func CheckLexicons(ctx context.Context, files []string, path, config string, out io.Writer) error {
	lexicons, err := readLexicons(files)
	if err != nil {
		return &UsageError{err}
	}
	findings, err := segment.Check(lexicons...)
	if err != nil {
		return &UsageError{err}
	}
	for _, f := range findings {
		fmt.Fprintln(out, f)
	}
	concepts := 0
	for _, l := range lexicons {
		concepts += len(l.Concepts)
	}
	fmt.Fprintf(out, "%s, %s\n", withNoun(int64(concepts), "concept"), withNoun(int64(len(findings)), "finding"))
	if path == "" && config == "" {
		return nil
	}
	var c *Config
	if config != "" {
		c, err = LoadConfig(config)
	} else {
		c, err = FolderConfig([]string{path})
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
		_, err = fmt.Fprintf(out, "%-24s %12s  %s\n", l.Name, withNoun(int64(len(l.Concepts)), "concept"), l.Title)
	}
	return err
}

// usageWords is how many of the longer words that hold a wording are shown.
const usageWords = 5

// reportUsage writes how the wordings of lexicons are used in texts.
func reportUsage(ctx context.Context, lexicons []*segment.Lexicon, c *Config, out io.Writer) error {
	m, err := segment.NewMatcher(lexicons...)
	if err != nil {
		return &UsageError{err}
	}
	s, err := segment.Open(segment.Options{})
	if err != nil {
		return err
	}
	u, reader, finder := segment.NewUsage(m), s.Reader(), m.Finder()
	documents := 0
	problems, err := eachDocument(ctx, c, os.Stdin, func(d *corpus.Document) {
		documents++
		for sentence := range reader.Sentences(d.Text, segmentMarks(d.TextMarks)) {
			u.Add(sentence, finder.Find(sentence))
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nhow the wordings are used there, in %s:\n", withNoun(int64(documents), "document"))
	for _, row := range u.Report(usageWords) {
		fmt.Fprintf(out, "  %s\n", usageLine(row))
	}
	if len(problems) > 0 {
		fmt.Fprintf(out, "\n%s, the first: %s: %s\n", withNoun(int64(len(problems)), "problem"),
			oneLine(problems[0].Path), oneLine(problems[0].Reason))
	}
	return nil
}

// usageLine is one wording: how often it occurs, how often tokens cut it, and the longer words it then sits in.
func usageLine(r segment.UsageRow) string {
	if r.Keyword == "" {
		return fmt.Sprintf("%s: %q never occurs", r.Concept, r.Phrase)
	}
	line := fmt.Sprintf("%s: %s: %s", r.Concept, r.Keyword, withNoun(int64(r.Mentions), "mention"))
	if r.Split > 0 {
		line += fmt.Sprintf(", %d with an edge inside a token:", r.Split)
	}
	for _, w := range r.Words {
		line += fmt.Sprintf(" %s %d", w.Word, w.Mentions)
	}
	return line
}

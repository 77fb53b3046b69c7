package query

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"tifa/corpus"
	"tifa/pipeline/analyse"
	"tifa/pipeline/config"
)

// Segment writes the sentences of the texts at a path ("-" for standard input), one a line, with a
// slash between tokens. It is for looking.
func Segment(ctx context.Context, path string, stdin io.Reader, out io.Writer, o config.Segmentation) error {
	s, err := config.OpenSegmenter(o, config.ReadWords)
	if err != nil {
		return err
	}
	c, err := config.ForPaths([]string{path})
	if err != nil {
		return err
	}
	w, reader := bufio.NewWriter(out), s.Reader()
	problems, err := eachDocument(ctx, c, stdin, func(d *corpus.Document) {
		for sentence := range reader.Sentences(d.Text, analyse.SegmentMarks(d.TextMarks)) {
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

// eachDocument reads the documents of a configuration in the order of its files, and gives the
// problems.
func eachDocument(ctx context.Context, c *config.Config, stdin io.Reader, do func(*corpus.Document)) ([]corpus.Problem, error) {
	files, problems, err := config.Files(c)
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

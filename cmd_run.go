package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"tifa/pipeline"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func (c *cli) runCommand() *cobra.Command {
	var config string
	var over struct {
		lexicons, words []string
		output          string
	}
	o := pipeline.Options{Stdin: c.stdin, Now: time.Now, Version: version}
	cmd := &cobra.Command{
		Use:   "run [PATH ...]",
		Short: "Read texts, count, and publish a folder of tables",
		Long: `Run reads the texts below each PATH (folders, files, globs, or - for standard input), or the inputs of a
configuration, and publishes a folder of results. Without a configuration the source of a text is the first folder
below PATH that it lies in, the lexicon is the built-in one, and periods are months and years.

The results appear whole or not at all. A stopped run leaves the last results as they were; the next run takes up
the input files it had finished.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if o.Workers < 0 {
				return &pipeline.UsageError{Err: fmt.Errorf("--workers %d: give a number of workers, or leave it out for one per processor", o.Workers)}
			}
			cfg, err := configuration(config, paths)
			if err != nil {
				return err
			}
			cfg.Override(over.lexicons, over.words, over.output)
			return c.run(cmd.Context(), cfg, o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&config, "config", "c", "", "configuration file, as written by tifa init")
	f.StringVarP(&over.output, "output", "o", "", "folder of results (default outputs/runs)")
	f.StringArrayVar(&over.lexicons, "lexicon", nil, "lexicon instead of the built-in one: a file, or a name that tifa lexicon list shows (may be given again)")
	f.StringArrayVar(&over.words, "words", nil, "gse dictionary file with extra words (may be given again)")
	f.StringVar(&o.Name, "name", "", "name of the result folder (default: the time the run started)")
	f.StringVar(&o.Engine, "engine", "", "segmentation engine: kernel (default), or gse to check it")
	f.IntVar(&o.Workers, "workers", 0, "workers (default: one per processor)")
	return cmd
}

func configuration(file string, paths []string) (*pipeline.Config, error) {
	switch {
	case file != "" && len(paths) > 0:
		return nil, &pipeline.UsageError{Err: errors.New("give either paths or -c CONFIGURATION: inputs of a configuration stand in it")}
	case file != "":
		return pipeline.LoadConfig(file)
	case len(paths) > 0:
		return pipeline.FolderConfig(paths)
	}
	return nil, &pipeline.UsageError{Err: errors.New("nothing to read: give a folder of texts, as in `tifa run my-texts`, or a configuration with -c")}
}

func (c *cli) run(ctx context.Context, cfg *pipeline.Config, o pipeline.Options) error {
	var err error
	if o.Log, err = c.logger(); err != nil {
		return err
	}
	if f, ok := c.stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) && !c.quiet && c.log != "json" {
		o.Progress = f
	}
	summary, err := pipeline.Run(ctx, cfg, o)
	if err != nil {
		return err
	}
	if !c.quiet {
		summary.Print(c.stdout)
	}
	if summary.Problems > 0 {
		return errProblems
	}
	return nil
}

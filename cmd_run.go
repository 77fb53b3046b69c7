package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tifa/pipeline"
	"tifa/pipeline/config"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func (c *cli) runCommand() *cobra.Command {
	var file string
	var over struct {
		lexicons, words []string
		output          string
	}
	o := pipeline.Options{Stdin: c.stdin, Now: time.Now, Version: version}
	cmd := &cobra.Command{
		Use:   "run [PATH ...]",
		Short: "Read texts, count mentions and write a folder of results",
		Long: `Run reads the texts in each PATH (folders, files, globs, or - for standard input), or the inputs of a
configuration, and writes a folder of results. Without a configuration, the first folder level below PATH names the
source, the lexicon is the built-in one, and periods are months and years.

Results are written completely or not at all. If a run is stopped, the last results stay unchanged, and the next run
reuses the input files that are finished.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if o.Workers < 0 {
				return &config.UsageError{Err: fmt.Errorf("--workers %d: give a number of workers, or omit --workers for one per processor", o.Workers)}
			}
			cfg, err := configuration(file, paths)
			if err != nil {
				return err
			}
			cfg.Override(over.lexicons, over.words, over.output)
			return c.run(cmd.Context(), cfg, o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&file, "config", "c", "", "configuration file, such as tifa init writes")
	f.StringVarP(&over.output, "output", "o", "", "parent of the result folder (default outputs/runs)")
	f.StringArrayVar(&over.lexicons, "lexicon", nil, "lexicon instead of the built-in one: a file, or a name that tifa lexicon list shows (repeatable)")
	f.StringArrayVar(&over.words, "words", nil, "gse dictionary file with extra words (repeatable)")
	f.StringVar(&o.Name, "name", "", "name of the result folder (default: start time of the run)")
	f.StringVar(&o.Engine, "engine", "", "segmentation engine: kernel (default), or gse as a check")
	f.IntVar(&o.Workers, "workers", 0, "number of workers (default: one per processor)")
	return cmd
}

func configuration(file string, paths []string) (*config.Config, error) {
	switch {
	case file != "" && len(paths) > 0:
		return nil, &config.UsageError{Err: errors.New("give either paths or -c CONFIGURATION, which lists its own inputs")}
	case file != "":
		return config.Load(file)
	case len(paths) > 0:
		return config.ForPaths(paths)
	}
	return nil, &config.UsageError{Err: errors.New("nothing to read: give a folder of texts, as in `tifa run my-texts`, or a configuration with -c")}
}

func (c *cli) run(ctx context.Context, cfg *config.Config, o pipeline.Options) error {
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

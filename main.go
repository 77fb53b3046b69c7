// Tifa counts the fixed wordings (提法) of Chinese political language in folders of texts. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tifa/outputs"
	"tifa/outputs/report"
	"tifa/pipeline"
)

// version is set when a release is built.
var version = "development"

// Exit codes. A run that finished but met problems says so, because a monthly job must not hide them.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitProblems = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks a second time is not made to wait
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// errProblems ends a command that finished with problems; what they are has been printed.
var errProblems = errors.New("done with problems")

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := commands(stdin, stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var wrong *pipeline.UsageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "tifa: stopped; the last good results are as they were, and the next run takes up the finished files")
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintln(stderr, "tifa:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "tifa:", firstIfFull(err))
	return exitFailed
}

// firstIfFull is err, or, where the disk is full, which all that is written at the same time meets, the first error that says
// so.
func firstIfFull(err error) error {
	full := func(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
	for full(err) {
		joined, ok := err.(interface{ Unwrap() []error })
		if !ok {
			return err
		}
		err = joined.Unwrap()[slices.IndexFunc(joined.Unwrap(), full)]
	}
	return err
}

// cli is what every command works with.
type cli struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	quiet          bool
	log            string
}

func commands(stdin io.Reader, stdout, stderr io.Writer) *cobra.Command {
	c := &cli{stdin: stdin, stdout: stdout, stderr: stderr}
	root := &cobra.Command{
		Use:   "tifa",
		Short: "Count the fixed wordings (提法) of Chinese political language, with the sentences behind every number",
		Long: `tifa reads Chinese texts, counts key phrases over time and by source, and writes tables in which every
number can be traced to its sentences.

  tifa run my-texts                     a folder of texts, nothing configured
  tifa init my-study                    a configuration, a list of sources and a lexicon to start from
  tifa run -c my-study/tifa.yaml        the monthly job
  tifa kwic outputs/runs/latest cybersovereignty

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done, but some texts had problems.`,
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, a []string) error {
			if len(a) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, a[0])
		},
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &pipeline.UsageError{Err: fmt.Errorf("%w: `%s --help` lists the flags", err, cmd.CommandPath())}
	})
	root.PersistentFlags().BoolVarP(&c.quiet, "quiet", "q", false, "print nothing but errors")
	root.PersistentFlags().StringVar(&c.log, "log", "text", "how to log: text or json (one object a line, on standard error)")
	root.AddCommand(c.runCommand(), c.measureCommand(), c.reportCommand(), c.initCommand(), c.kwicCommand(), c.verifyCommand(), c.exportCommand(),
		c.segmentCommand(), c.lexiconCommand(), c.tablesCommand(), c.versionCommand())
	return root
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := "`tifa --help` lists them"
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return &pipeline.UsageError{Err: fmt.Errorf("no command %q: %s", name, hint)}
}

// args makes a command's argument check an error of usage.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := check(cmd, given); err != nil {
			return &pipeline.UsageError{Err: fmt.Errorf("%w: `%s --help` shows how", err, cmd.CommandPath())}
		}
		return nil
	}
}

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
	f.StringArrayVar(&over.lexicons, "lexicon", nil, "lexicon file instead of the built-in one (may be given again)")
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

// logger logs stages as JSON where that is asked for; as text only what goes wrong.
func (c *cli) logger() (*slog.Logger, error) {
	switch c.log {
	case "json":
		level := slog.LevelInfo
		if c.quiet {
			level = slog.LevelError
		}
		return slog.New(slog.NewJSONHandler(c.stderr, &slog.HandlerOptions{Level: level})), nil
	case "text":
		return slog.New(slog.NewTextHandler(c.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), nil
	}
	return nil, &pipeline.UsageError{Err: fmt.Errorf("--log %q: use text or json", c.log)}
}

func (c *cli) measureCommand() *cobra.Command {
	var config string
	o := pipeline.MeasureOptions{Options: pipeline.Options{Now: time.Now, Version: version}}
	cmd := &cobra.Command{
		Use:   "measure RUN",
		Short: "Make the measures of a run again with other settings, without reading the texts",
		Long: `Measure makes keyness, trends, events, adoption, emerging phrases, collocates, co-mentions and stance scores again
from the tables of a finished run. With -c, what is compared, the events and the settings under measures: are those of
that configuration, else those the run had; its inputs and lexicons are not looked at. The result replaces the run's
folder, whole or not at all, or stands beside it under --name, where latest does not follow.`,
		Example: `  tifa measure outputs/runs/latest -c tifa.yaml --name with-longer-windows`,
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			var err error
			if o.Log, err = c.logger(); err != nil {
				return err
			}
			if config != "" {
				if o.Config, err = pipeline.LoadConfig(config); err != nil {
					return err
				}
			}
			folder, err := pipeline.Measure(cmd.Context(), a[0], o)
			if err == nil && !c.quiet {
				fmt.Fprintln(c.stdout, "results:", folder)
			}
			return err
		},
	}
	cmd.Flags().StringVarP(&config, "config", "c", "", "configuration to take compare, events and measures from")
	cmd.Flags().StringVar(&o.Name, "name", "", "name of the new result folder (default: the run's, which is replaced)")
	return cmd
}

func (c *cli) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init FOLDER",
		Short: "Write a commented tifa.yaml, sources.yaml and lexicon.yaml to start from",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			files, err := pipeline.Init(a[0])
			if err != nil {
				return err
			}
			c.wrote(files...)
			if !c.quiet {
				fmt.Fprintf(c.stdout, "put your texts into %s/texts and run: tifa run -c %s/tifa.yaml\n", a[0], a[0])
			}
			return nil
		},
	}
}

// wrote says which files a command wrote.
func (c *cli) wrote(files ...string) {
	if c.quiet {
		return
	}
	for _, f := range files {
		fmt.Fprintln(c.stdout, "wrote", f)
	}
}

func (c *cli) reportCommand() *cobra.Command {
	var o report.Options
	cmd := &cobra.Command{
		Use:   "report RUN",
		Short: "Write the HTML report of a run, for another period or in Chinese",
		Long: `Report writes report.html, one file to read offline, print and mail, from the tables of a finished run. A run writes
it too, on its last complete month, or on a longer period where its months have fewer than 30 documents.`,
		Example: `  tifa report outputs/runs/latest --period 2015-05 -o may.html
  tifa report outputs/runs/latest --lang zh -o baogao.html`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if _, err := pipeline.ReadManifest(a[0]); err != nil {
				return err
			}
			if o.Lang != "en" && o.Lang != "zh" {
				return &pipeline.UsageError{Err: fmt.Errorf("--lang %q: use en or zh", o.Lang)}
			}
			if o.Period != "" {
				if err := pipeline.CheckPeriod(o.Period); err != nil {
					return err
				}
			}
			path, err := report.File(a[0], o)
			if err == nil {
				c.wrote(path)
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Period, "period", "", "period to report on, such as 2015-05 (default: the last complete one)")
	f.StringVar(&o.Lang, "lang", "en", "language of the report: en or zh")
	f.StringVar(&o.Title, "title", "", "title (default: the run's)")
	f.StringVarP(&o.Output, "output", "o", "", "file to write (default: report.html in the result folder)")
	return cmd
}

func (c *cli) kwicCommand() *cobra.Command {
	var q pipeline.Query
	cmd := &cobra.Command{
		Use:   "kwic RUN CONCEPT",
		Short: "Print the mentions behind a number, each in its context",
		Long: `Kwic prints the mentions of a concept, each with what stands around it, its date, source and document. RUN is a result
folder. CONCEPT is an ID of the concepts table, the concept's name or one of its wordings, or theme:NAME for a theme.`,
		Example: `  tifa kwic outputs/runs/latest foreign_hostile_forces --source pla_daily --period 2015
  tifa kwic outputs/runs/latest 网络主权 --period 2015
  tifa kwic outputs/runs/latest theme:threat --group stance=hawkish --format csv > threat.csv`,
		Args: args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
			if q.Concept = a[1]; q.Limit < 0 {
				return &pipeline.UsageError{Err: fmt.Errorf("--limit %d: give a number of lines, or leave it out for all", q.Limit)}
			}
			return pipeline.KWIC(a[0], q, c.stdout)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.Source, "source", "", "only this source")
	f.StringVar(&q.Group, "group", "", "only sources with this attribute, as in stance=hawkish")
	f.StringVar(&q.Period, "period", "", "only this day, week, month, quarter or year: 2015-03-05, 2015-W10, 2015-03, 2015-Q1, 2015")
	f.StringVar(&q.Document, "document", "", "only this document")
	f.BoolVar(&q.Duplicates, "duplicates", false, "also mentions in documents left out as duplicates")
	f.IntVarP(&q.Limit, "limit", "n", 0, "at most this many lines (default: all)")
	f.StringVar(&q.Format, "format", "text", "text, csv (safe to open in a spreadsheet) or jsonl")
	return cmd
}

func (c *cli) verifyCommand() *cobra.Command {
	var texts bool
	cmd := &cobra.Command{
		Use:   "verify RUN",
		Short: "Check a result folder: hashes, sums, and every mention against its sentence",
		Long: `Verify checks that every table has the bytes run.json says, that counts, group_counts, theme_counts and coverage
are the sums of documents and mentions, and that each mention is found again in its sentence. With --texts it also
reads the inputs again, where they are as they were, and cuts every mention from its original text.`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			report, err := pipeline.Verify(cmd.Context(), a[0], texts)
			if err != nil {
				return err
			}
			if !c.quiet || !report.OK() {
				report.Print(c.stdout)
			}
			if !report.OK() {
				return fmt.Errorf("%s: the results are not what they say", a[0])
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&texts, "texts", false, "read the input texts again too")
	return cmd
}

func (c *cli) exportCommand() *cobra.Command {
	var format, to string
	formats := []string{"arrow", "csv", "xlsx"}
	cmd := &cobra.Command{
		Use:   "export RUN",
		Short: "Write a run's tables as Arrow, CSV or an Excel workbook",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if !slices.Contains(formats, format) {
				return &pipeline.UsageError{Err: fmt.Errorf("--format %q: use %s", format, strings.Join(formats, ", "))}
			}
			if _, err := pipeline.ReadManifest(a[0]); err != nil {
				return err
			}
			if to == "" {
				to = format
			}
			files, err := outputs.Export(a[0], format, to)
			if err != nil {
				return err
			}
			c.wrote(files...)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "csv", "arrow (IPC files), csv or xlsx")
	cmd.Flags().StringVarP(&to, "output", "o", "", "folder to write to (default: a folder named like the format)")
	return cmd
}

func (c *cli) segmentCommand() *cobra.Command {
	var o pipeline.SegmentOptions
	cmd := &cobra.Command{
		Use:   "segment [PATH]",
		Short: "Show how texts (or standard input) are cut into sentences and tokens",
		Args:  args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			path := "-"
			if len(a) == 1 {
				path = a[0]
			}
			return pipeline.Segment(cmd.Context(), path, c.stdin, c.stdout, o)
		},
	}
	cmd.Flags().StringVar(&o.Engine, "engine", "", "segmentation engine: kernel (default) or gse")
	cmd.Flags().StringArrayVar(&o.Words, "words", nil, "gse dictionary file with extra words (may be given again)")
	cmd.Flags().BoolVar(&o.HMM, "hmm", false, "find words that the dictionary lacks, names above all")
	return cmd
}

func (c *cli) lexiconCommand() *cobra.Command {
	var corpus, config string
	cmd := &cobra.Command{Use: "lexicon", Short: "Work on a lexicon"}
	check := &cobra.Command{
		Use:   "check [FILE ...]",
		Short: "Check lexicons (the built-in one where none is named): errors, overlaps, patterns that can't match",
		Long: `Check prints errors with their line, concepts that overlap, and patterns that can never match. With --corpus it also
counts, per wording found there, how often gse's tokens cut it and which longer words its hits sit in: a short phrase
that mostly sits inside longer words wants "boundary: token".`,
		RunE: func(cmd *cobra.Command, a []string) error {
			return pipeline.CheckLexicons(cmd.Context(), a, corpus, config, c.stdout)
		},
	}
	check.Flags().StringVar(&corpus, "corpus", "", "folder or file of texts to try the lexicon on")
	check.Flags().StringVarP(&config, "config", "c", "", "configuration whose inputs are the texts to try the lexicon on")
	cmd.AddCommand(check)
	return cmd
}

func (c *cli) tablesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "tables",
		Short: "Print what every table and column means",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return outputs.WriteTablesDoc(c.stdout)
		},
	}
}

func (c *cli) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(c.stdout, "tifa", version)
			return err
		},
	}
}

// Tifa counts the fixed wordings (提法) of Chinese political language in folders of texts. See
// README.md.
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

	"github.com/spf13/cobra"

	"tifa/pipeline/config"
	"tifa/pipeline/parallel"
)

// version is set when a release is built.
var version = "development"

// Exit codes. A run that finished but met problems says so, because a monthly job must not hide
// them.
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
var errProblems = errors.New("finished with problems")

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := commands(stoppable(ctx, stdin), stdout, stderr)
	root.SetArgs(args)
	err := parallel.Guard("", func() error { return root.ExecuteContext(ctx) })
	var wrong *config.UsageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "tifa: stopped; the last results are unchanged, and the next run reuses the files that are finished")
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintln(stderr, "tifa:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "tifa:", firstIfFull(err))
	return exitFailed
}

// firstIfFull is err, or, where the disk is full, which all that is written at the same time meets,
// the first error that says so.
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
		Short: "Count fixed wordings (提法) in Chinese political texts",
		Long: `tifa reads Chinese texts, counts the phrases of a lexicon by period and source, and writes tables. Every count
can be traced to its sentences.

  tifa run my-texts                     read a folder of texts, without a configuration
  tifa init my-study                    write a configuration, a list of sources and a lexicon to edit
  tifa run -c my-study/tifa.yaml        run the study
  tifa kwic outputs/runs/latest cybersovereignty
                                        print the sentences that mention a concept

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done, but with problems in some texts.`,
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
		return &config.UsageError{Err: fmt.Errorf("%w: `%s --help` lists the flags", err, cmd.CommandPath())}
	})
	root.PersistentFlags().BoolVarP(&c.quiet, "quiet", "q", false, "print errors only")
	root.PersistentFlags().StringVar(&c.log, "log", "text", "log format: text, or json (one object per line, on standard error)")
	root.AddCommand(c.runCommand(), c.measureCommand(), c.reportCommand(), c.initCommand(), c.kwicCommand(), c.verifyCommand(), c.exportCommand(),
		c.segmentCommand(), c.lexiconCommand(), c.tablesCommand(), c.versionCommand())
	return root
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := "`tifa --help` lists the commands"
	root.SuggestionsMinimumDistance = 2
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return &config.UsageError{Err: fmt.Errorf("unknown command %q: %s", name, hint)}
}

// args makes a command's argument check an error of usage.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := check(cmd, given); err != nil {
			return &config.UsageError{Err: fmt.Errorf("%w: `%s --help` shows how", err, cmd.CommandPath())}
		}
		return nil
	}
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
	return nil, &config.UsageError{Err: fmt.Errorf("--log %q: use text or json", c.log)}
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

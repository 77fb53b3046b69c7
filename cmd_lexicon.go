package main

import (
	"tifa/pipeline"

	"github.com/spf13/cobra"
)

func (c *cli) lexiconCommand() *cobra.Command {
	var corpus, config string
	cmd := &cobra.Command{Use: "lexicon", Short: "List or check lexicons"}
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
	cmd.AddCommand(check, &cobra.Command{
		Use:   "list",
		Short: "List the lexicons that come with tifa",
		Long: `List prints the name, size and title of each lexicon that comes with tifa. A configuration chooses them by name,
alone or beside files:

  lexicons: [internet-governance, military, my-lexicon.yaml]`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return pipeline.ListLexicons(c.stdout) },
	})
	return cmd
}

package main

import (
	"github.com/spf13/cobra"

	"tifa/pipeline/query"
)

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
			return query.CheckLexicons(cmd.Context(), a, corpus, config, c.stdout)
		},
	}
	check.Flags().StringVar(&corpus, "corpus", "", "folder or file of texts to try the lexicon on")
	check.Flags().StringVarP(&config, "config", "c", "", "configuration whose inputs are the texts to try the lexicon on")
	cmd.AddCommand(check)
	return cmd
}

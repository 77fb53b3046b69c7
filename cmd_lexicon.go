package main

import (
	"github.com/spf13/cobra"

	"tifa/pipeline/query"
)

func (c *cli) lexiconCommand() *cobra.Command {
	var corpus, config string
	cmd := &cobra.Command{Use: "lexicon", Short: "List or check lexicons"}
	check := &cobra.Command{
		Use:   "check [FILE ...]",
		Short: "Check lexicons for errors, overlaps and patterns that cannot match",
		Long: `Check prints errors with their lines, concepts that overlap, and patterns that can never match. Without FILE it
checks the built-in lexicon. With --corpus it also counts, for each wording found in the texts, how often its edges
are not token edges, and which longer words contain it. A short phrase that is mostly part of longer words needs
"boundary: token".`,
		RunE: func(cmd *cobra.Command, a []string) error {
			return query.CheckLexicons(cmd.Context(), a, corpus, config, c.stdout)
		},
	}
	check.Flags().StringVar(&corpus, "corpus", "", "folder or file of texts to test the lexicon on")
	check.Flags().StringVarP(&config, "config", "c", "", "configuration whose inputs are the texts to test the lexicon on")
	cmd.AddCommand(check, &cobra.Command{
		Use:   "list",
		Short: "List the lexicons that come with tifa",
		Long: `List prints the name, size and title of each lexicon that comes with tifa. A configuration chooses them by name,
alone or beside files:

  lexicons: [internet-governance, military, my-lexicon.yaml]`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return query.ListLexicons(c.stdout) },
	})
	return cmd
}

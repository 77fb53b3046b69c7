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
		Long: `Check prints errors with their lines, concepts that overlap, and patterns and conditions that can never hold. Without
FILE it checks the lexicons of the configuration (--config), or else the built-in one. With --corpus, or the inputs of
--config, it also counts, for each wording found in the texts, how often its edges are not token edges, and which longer
words contain it. A short phrase that is mostly part of longer words needs "boundary: token".`,
		RunE: func(cmd *cobra.Command, a []string) error {
			return query.CheckLexicons(cmd.Context(), a, corpus, config, c.stdout)
		},
	}
	check.Flags().StringVar(&corpus, "corpus", "", "folder or file of texts to test the lexicon on")
	check.Flags().StringVarP(&config, "config", "c", "", "configuration whose lexicons and inputs to test")
	list := &cobra.Command{
		Use:   "list",
		Short: "List the lexicons that come with tifa",
		Long: `List prints the name, size and title of each lexicon that comes with tifa. A configuration chooses them by name,
alone or beside files:

  lexicons: [internet-governance, military, my-lexicon.yaml]

A lexicon of your own can change single concepts of another; "tifa lexicon show NAME" shows their IDs:

  extends: [internet-governance]      # names, or files beside this one
  remove: [big_data]                  # concepts that do not belong here
  concepts:
    - id: core_technology
      override: true                  # only what is given here replaces what the other lexicon says
      near: [芯片, 操作系统]`,
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return query.ListLexicons(c.stdout) },
	}
	cmd.AddCommand(check, list, c.lexiconShowCommand())
	return cmd
}

func (c *cli) lexiconShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME|FILE [ID ...]",
		Short: "Show the concepts of a lexicon",
		Long: `Show prints a lexicon that comes with tifa, or one of your own, or the concepts of it that are named by ID. What a
lexicon extends is part of it, with its changes made. A concept is mentioned where one of its phrases stands, and:

  phrases   (a|b) is a or b, (a|) an optional a, {m,n} a gap of m to n tokens inside a sentence
  except    not inside one of these longer strings
  near      one of these strings stands beside it, without overlapping it; not_near: none of them does
  within    where near and not_near look: sentence (as a rule), paragraph or document, title included
  quoted    only: inside quotation marks of its sentence; never: not inside
  speaker   whoever says it has one of these strings in the name, such as 外交部, or begins with it (^外交部); not_speaker: none
            of them. Where nobody is known to say it, speaker does not hold
  from, to  the document's date lies between these days, months or years; a document without a date does not count,
            nor one whose date is too coarse to tell
  boundary  token: both its edges are edges of tokens`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error { return query.ShowLexicon(a[0], a[1:], c.stdout) },
	}
}

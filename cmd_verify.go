package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/pipeline/query"
)

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
			report, err := query.Verify(cmd.Context(), a[0], texts)
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

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
		Short: "Check a result folder",
		Long: `Verify checks that every table has the hash recorded in run.json, that counts, group_counts, theme_counts and
coverage are the sums of documents and mentions, and that each mention occurs in its sentence. With --texts it also
reads again the inputs that have not changed, and compares every mention with its original text.`,
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
				return fmt.Errorf("%s: the results do not match their records", a[0])
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&texts, "texts", false, "also read the input texts again")
	return cmd
}

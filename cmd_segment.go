package main

import (
	"github.com/spf13/cobra"

	"tifa/pipeline/config"
	"tifa/pipeline/query"
)

func (c *cli) segmentCommand() *cobra.Command {
	var o config.Segmentation
	cmd := &cobra.Command{
		Use:   "segment [PATH]",
		Short: "Show how texts (or standard input) are cut into sentences and tokens",
		Args:  args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			path := "-"
			if len(a) == 1 {
				path = a[0]
			}
			return query.Segment(cmd.Context(), path, c.stdin, c.stdout, o)
		},
	}
	cmd.Flags().StringVar(&o.Engine, "engine", "", "segmentation engine: kernel (default) or gse")
	cmd.Flags().StringArrayVar(&o.Words, "words", nil, "gse dictionary file with extra words (may be given again)")
	cmd.Flags().BoolVar(&o.HMM, "hmm", false, "find words that the dictionary lacks, names above all")
	return cmd
}

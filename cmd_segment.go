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
		Short: "Print the sentences and tokens of texts or standard input",
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
	cmd.Flags().StringArrayVar(&o.Words, "words", nil, "gse dictionary file with extra words (repeatable)")
	cmd.Flags().BoolVar(&o.HMM, "hmm", false, "use the HMM to find words outside the dictionary, mainly names")
	return cmd
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/pipeline/config"
)

func (c *cli) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init FOLDER",
		Short: "Create a study: tifa.yaml, sources.yaml and lexicon.yaml with comments",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			files, err := config.Init(a[0])
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

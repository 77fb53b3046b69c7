package main

import (
	"tifa/outputs/describe"

	"github.com/spf13/cobra"
)

func (c *cli) tablesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "tables",
		Short: "Describe every table and column",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return describe.WriteTablesDoc(c.stdout)
		},
	}
}

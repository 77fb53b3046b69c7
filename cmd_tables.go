package main

import (
	"tifa/outputs/describe"

	"github.com/spf13/cobra"
)

func (c *cli) tablesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "tables",
		Short: "Print what every table and column means",
		Args:  args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return describe.WriteTablesDoc(c.stdout)
		},
	}
}

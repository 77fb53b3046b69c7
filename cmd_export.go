package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa/outputs/export"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
)

func (c *cli) exportCommand() *cobra.Command {
	var format, to string
	formats := []string{"arrow", "csv", "xlsx"}
	cmd := &cobra.Command{
		Use:   "export RUN",
		Short: "Export the tables of a run as Arrow, CSV or Excel files",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if !slices.Contains(formats, format) {
				return &config.UsageError{Err: fmt.Errorf("--format %q: use %s", format, strings.Join(formats, ", "))}
			}
			if _, err := manifest.Read(a[0]); err != nil {
				return err
			}
			if to == "" {
				to = format
			}
			files, err := export.Tables(a[0], format, to)
			if err != nil {
				return err
			}
			c.wrote(files...)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "csv", "format: arrow (IPC files), csv or xlsx")
	cmd.Flags().StringVarP(&to, "output", "o", "", "output folder (default: the name of the format)")
	return cmd
}

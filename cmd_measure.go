package main

import (
	"fmt"
	"time"

	"tifa/pipeline"
	"tifa/pipeline/config"

	"github.com/spf13/cobra"
)

func (c *cli) measureCommand() *cobra.Command {
	var file string
	o := pipeline.MeasureOptions{Options: pipeline.Options{Now: time.Now, Version: version}}
	cmd := &cobra.Command{
		Use:   "measure RUN",
		Short: "Compute the measures of a run again, without reading the texts",
		Long: `Measure computes claims, keyness, trends, adoption, collocates, co-mentions and stance scores again from the tables of
a finished run. With -c it takes compare, events and measures from that configuration, and ignores its inputs and
lexicons; otherwise it uses the settings of the run. The result replaces the run's folder, completely or not at all.
With --name it becomes a new folder beside it; the link latest does not change.`,
		Example: `  tifa measure outputs/runs/latest -c tifa.yaml --name with-longer-windows`,
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			var err error
			if o.Log, err = c.logger(); err != nil {
				return err
			}
			if file != "" {
				if o.Config, err = config.Load(file); err != nil {
					return err
				}
			}
			folder, err := pipeline.Measure(cmd.Context(), a[0], o)
			if err == nil && !c.quiet {
				fmt.Fprintln(c.stdout, "results:", folder)
			}
			return err
		},
	}
	cmd.Flags().StringVarP(&file, "config", "c", "", "configuration with compare, events and measures")
	cmd.Flags().StringVar(&o.Name, "name", "", "name of the new result folder (default: replace the run's)")
	return cmd
}

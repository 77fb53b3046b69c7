package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tifa/pipeline"
	"tifa/pipeline/config"
)

func (c *cli) measureCommand() *cobra.Command {
	var file string
	o := pipeline.MeasureOptions{Options: pipeline.Options{Now: time.Now, Version: version}}
	cmd := &cobra.Command{
		Use:   "measure RUN",
		Short: "Make the measures of a run again with other settings, without reading the texts",
		Long: `Measure makes keyness, trends, events, adoption, emerging phrases, collocates, co-mentions and stance scores again
from the tables of a finished run. With -c, what is compared, the events and the settings under measures: are those of
that configuration, else those the run had; its inputs and lexicons are not looked at. The result replaces the run's
folder, whole or not at all, or stands beside it under --name, where latest does not follow.`,
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
	cmd.Flags().StringVarP(&file, "config", "c", "", "configuration to take compare, events and measures from")
	cmd.Flags().StringVar(&o.Name, "name", "", "name of the new result folder (default: the run's, which is replaced)")
	return cmd
}

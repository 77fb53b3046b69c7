package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/outputs/report"
	"tifa/pipeline"
	"tifa/pipeline/config"
	"tifa/pipeline/query"
)

func (c *cli) reportCommand() *cobra.Command {
	var o report.Options
	cmd := &cobra.Command{
		Use:   "report RUN",
		Short: "Write the HTML report of a run, for another period or in Chinese",
		Long: `Report writes report.html, one file to read offline, print and mail, from the tables of a finished run. A run writes
it too, on its last complete month, or on a longer period where its months have fewer than 30 documents.`,
		Example: `  tifa report outputs/runs/latest --period 2015-05 -o may.html
  tifa report outputs/runs/latest --lang zh -o baogao.html`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, a []string) error {
			if o.Lang != "en" && o.Lang != "zh" {
				return &config.UsageError{Err: fmt.Errorf("--lang %q: use en or zh", o.Lang)}
			}
			if o.Period != "" {
				if err := query.CheckPeriod(o.Period); err != nil {
					return err
				}
			}
			path, err := pipeline.WriteReport(a[0], o)
			if err == nil {
				c.wrote(path)
			}
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Period, "period", "", "period to report on, such as 2015-05 (default: the last complete one)")
	f.StringVar(&o.Lang, "lang", "en", "language of the report: en or zh")
	f.StringVar(&o.Title, "title", "", "title (default: the run's)")
	f.StringVarP(&o.Output, "output", "o", "", "file to write (default: report.html in the result folder)")
	return cmd
}

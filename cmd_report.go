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
		Short: "Write the report of a run, also for another period or in Chinese",
		Long: `Report writes the HTML report of a finished run. The report is one file that can be read offline, printed and
mailed. It opens with what the table claims supports. Without --period it covers the latest complete month in which all
groups that are compared have documents, or a longer period if the median month has fewer than 30 documents.`,
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
	f.StringVar(&o.Period, "period", "", "period of the report, such as 2015-05 (default: the latest complete one that all groups have)")
	f.StringVar(&o.Lang, "lang", "en", "language of the report: en or zh")
	f.StringVar(&o.Title, "title", "", "title (default: the title of the run)")
	f.StringVarP(&o.Output, "output", "o", "", "output file (default: report.html in the result folder)")
	return cmd
}

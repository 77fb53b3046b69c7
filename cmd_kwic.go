package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/pipeline/config"
	"tifa/pipeline/query"
)

func (c *cli) kwicCommand() *cobra.Command {
	var q query.Query
	cmd := &cobra.Command{
		Use:   "kwic RUN CONCEPT",
		Short: "Print the mentions behind a number, each in its context",
		Long: `Kwic prints the mentions of a concept, each with what stands around it, its date, source and document. RUN is a result
folder. CONCEPT is an ID of the concepts table, the concept's name or one of its wordings, or theme:NAME for a theme.`,
		Example: `  tifa kwic outputs/runs/latest foreign_hostile_forces --source pla_daily --period 2015
  tifa kwic outputs/runs/latest 网络主权 --period 2015
  tifa kwic outputs/runs/latest theme:threat --group stance=hawkish --format csv > threat.csv`,
		Args: args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
			if q.Concept = a[1]; q.Limit < 0 {
				return &config.UsageError{Err: fmt.Errorf("--limit %d: give a number of lines, or leave it out for all", q.Limit)}
			}
			return query.KWIC(a[0], q, c.stdout)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.Source, "source", "", "only this source")
	f.StringVar(&q.Group, "group", "", "only sources with this attribute, as in stance=hawkish")
	f.StringVar(&q.Period, "period", "", "only this day, week, month, quarter or year: 2015-03-05, 2015-W10, 2015-03, 2015-Q1, 2015")
	f.StringVar(&q.Document, "document", "", "only this document")
	f.BoolVar(&q.Duplicates, "duplicates", false, "also mentions in documents left out as duplicates")
	f.IntVarP(&q.Limit, "limit", "n", 0, "at most this many lines (default: all)")
	f.StringVar(&q.Format, "format", "text", "text, csv (safe to open in a spreadsheet) or jsonl")
	return cmd
}

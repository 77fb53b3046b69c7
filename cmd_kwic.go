package main

import (
	"fmt"

	"tifa/pipeline/config"
	"tifa/pipeline/query"

	"github.com/spf13/cobra"
)

func (c *cli) kwicCommand() *cobra.Command {
	var q query.Query
	cmd := &cobra.Command{
		Use:   "kwic RUN CONCEPT",
		Short: "Print the mentions of a concept in context",
		Long: `Kwic prints each mention of a concept in its context, with date, source and document. RUN is a result folder.
CONCEPT is an ID from the concepts table, the concept's name, one of its wordings, or theme:NAME for a theme.`,
		Example: `  tifa kwic outputs/runs/latest foreign_hostile_forces --source pla_daily --period 2015
  tifa kwic outputs/runs/latest 网络主权 --period 2015
  tifa kwic outputs/runs/latest 网络主权 --author 王孔祥
  tifa kwic outputs/runs/latest firm_opposition --speaker 外交部
  tifa kwic outputs/runs/latest theme:threat --group stance=hawkish --format csv > threat.csv`,
		Args: args(cobra.ExactArgs(2)),
		RunE: func(_ *cobra.Command, a []string) error {
			if q.Concept = a[1]; q.Limit < 0 {
				return &config.UsageError{Err: fmt.Errorf("--limit %d: give a number of lines, or omit --limit to print all", q.Limit)}
			}
			return query.KWIC(a[0], q, c.stdout)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.Source, "source", "", "mentions in this source only, or in these: ID,ID")
	f.StringVar(&q.Author, "author", "", "mentions in documents of this author only: an ID or a name from the authors table")
	f.StringVar(&q.Group, "group", "", "mentions in documents with this attribute only, such as stance=hawkish")
	f.StringVar(&q.Period, "period", "", "mentions in this period only: 2015, 2015-Q1, 2015-03, 2015-W10 or 2015-03-05;\na range as 2015-03..2015-08, several with commas")
	f.StringVar(&q.Document, "document", "", "mentions in the document with this ID only")
	f.StringVar(&q.Speaker, "speaker", "", "mentions in the words of this speaker only: any part of the name, such as 外交部")
	f.BoolVar(&q.Duplicates, "duplicates", false, "include mentions in duplicates that are not counted")
	f.IntVarP(&q.Limit, "limit", "n", 0, "maximum number of lines (default: all)")
	f.StringVar(&q.Format, "format", "text", "format: text, csv (safe in a spreadsheet) or jsonl")
	return cmd
}

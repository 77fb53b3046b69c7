package report

import (
	"html/template"

	"tifa/outputs/report/statement"
)

// trendsView is what the data support on rates over time, and everything that was asked.
type trendsView struct {
	There bool // the run has the table claims
	Told  []template.HTML
	Rows  []claimRow
}

func (p *page) trends() (any, error) {
	v := trendsView{There: p.HasClaims,
		Told: p.said(statement.Sorted(p.chosen().Of("trend", "changepoint", "burst")))}
	v.Rows = p.claimRows(p.chosen().Tested("trend", "changepoint", "burst"))
	return v, nil
}

package report

import (
	"html/template"

	"tifa/outputs"
	"tifa/outputs/report/result"
)

// trendsView is what the data support on rates over time, and everything that was asked.
type trendsView struct {
	There bool // the run has the table claims
	Told  []template.HTML
	Rows  []claimRow
}

func (p *page) trends() (any, error) {
	v := trendsView{There: p.HasClaims, Told: p.said(p.held("trend", "changepoint", "burst"))}
	v.Rows = p.claimRows(p.claimsOfKinds("trend", "changepoint", "burst"))
	return v, nil
}

// claimsOfKinds are the claims of some kinds that were tested.
func (p *page) claimsOfKinds(kinds ...string) (out []*outputs.Claim) {
	for _, kind := range kinds {
		for _, c := range p.AllClaims {
			if c.Kind == kind && c.P != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// typeOfChanges is the type of period curves are drawn in.
func (p *page) typeOfChanges() string { return p.TypeWith(result.EnoughForLine) }

package report

import (
	"cmp"
	"html/template"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/result"
)

// mostAdopted bounds the concepts whose way from source to source is shown.
const mostAdopted = 30

// adoptionView is what the data support on who comes first, and the dates of first use. The dates
// settle nothing: texts of some sources begin later than those of others.
type adoptionView struct {
	There bool // the run has the table
	Told  []template.HTML
	Rows  []adoptionRow
}

type adoptionRow struct {
	Name  template.HTML
	Users []adopter
}

// adopter is a source with the day of its first use.
type adopter struct {
	Source, Date, Link string
	Unknown            bool // may have used it before the texts begin
}

func (p *page) adoption() (any, error) {
	var v adoptionView
	rows, there, err := result.Optional(p.Dir, func(*outputs.Adoption) bool { return true })
	if err != nil || !there {
		return v, err
	}
	v.There, v.Told = true, p.said(p.chosen().Of("lead"))
	by := map[string][]outputs.Adoption{}
	uses := map[string]int64{}
	for _, a := range rows {
		if a.First != nil {
			by[a.Concept] = append(by[a.Concept], a)
			uses[a.Concept] += a.Mentions
		}
	}
	var ids []string
	for i := range p.Concepts {
		if id := p.Concepts[i].ID; len(by[id]) > 1 && uses[id] >= 5 {
			ids = append(ids, id)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(by[b]), len(by[a])), cmp.Compare(uses[b], uses[a]))
	})
	for _, id := range ids[:min(len(ids), mostAdopted)] {
		row := adoptionRow{Name: p.name(id)}
		slices.SortStableFunc(by[id], func(a, b outputs.Adoption) int { return cmp.Compare(*a.First, *b.First) })
		for _, a := range by[id] {
			row.Users = append(row.Users, adopter{p.sourceName(a.Source), day(a.First),
				p.book.Ask(rateKey{What: id, Group: "source=" + a.Source}), a.LeftCensored})
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

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

// adoptionView is who used a concept first, and who took it up in which order.
type adoptionView struct {
	There bool // the run has the table
	Rows  []adoptionRow
	A, B  string // groups of the leads, where there are two
}

type adoptionRow struct {
	Name  template.HTML
	Users []adopter
	Lead  template.HTML
	Sort  int64 // days from the first group to the second
}

// adopter is a source with the day of its first use.
type adopter struct {
	Source, Date, Link string
	Lag                int64
	Unknown            bool // may have used it before the texts begin
}

func (p *page) adoption() (any, error) {
	var v adoptionView
	rows, there, err := result.Optional(p.Dir, func(*outputs.Adoption) bool { return true })
	if err != nil || !there {
		return v, err
	}
	v.There = true
	by := map[string][]outputs.Adoption{}
	uses := map[string]int64{}
	for _, a := range rows {
		by[a.Concept] = append(by[a.Concept], a)
		uses[a.Concept] += a.Mentions
	}
	leads, lags := map[string]outputs.Lead{}, map[string]bool{}
	pair := p.firstPair()
	if pair != nil {
		v.A, v.B = p.groupName(pair.SideA()), p.groupName(pair.SideB())
		if leads, err = p.leads(*pair); err != nil {
			return v, err
		}
		if lags, err = p.lags(*pair); err != nil {
			return v, err
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
		for _, a := range by[id] {
			row.Users = append(row.Users, adopter{p.sourceName(a.Source), day(&a.First),
				p.book.Ask(rateKey{What: id, Group: "source=" + a.Source}), a.Lag, a.Unknown})
		}
		if l, ok := leads[id]; ok {
			row.Lead, row.Sort = p.leadText(l, lags[id])
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

func (p *page) leads(pair comparison) (map[string]outputs.Lead, error) {
	out := map[string]outputs.Lead{}
	rows, _, err := result.Optional(p.Dir, func(l *outputs.Lead) bool { return l.Attribute == pair.By && l.A == pair.A && l.B == pair.B })
	for _, l := range rows {
		out[l.Concept] = l
	}
	return out, err
}

// lags are the concepts of which a claim supports that the monthly rates of the groups move
// together.
func (p *page) lags(pair comparison) (map[string]bool, error) {
	rows, _, err := result.Optional(p.Dir, func(c *outputs.Claim) bool {
		return c.Kind == "lead" && c.Attribute == pair.By && c.A == pair.A && c.B == pair.B &&
			supported(c)
	})
	out := map[string]bool{}
	for _, c := range rows {
		out[c.Item] = true
	}
	return out, err
}

// leadText says which group was first, and by how much; a lag of monthly rates is told only where
// it lies beyond chance.
func (p *page) leadText(l outputs.Lead, lag bool) (text template.HTML, days int64) {
	a, b := p.groupName(l.Attribute+"="+l.A), p.groupName(l.Attribute+"="+l.B)
	switch {
	case l.FirstA == nil && l.FirstB == nil:
		return "", 0
	case l.FirstB == nil:
		text, days = p.Say("adoption.only", a, b), 1<<30
	case l.FirstA == nil:
		text, days = p.Say("adoption.only", b, a), -1<<30
	case l.LagDays != nil && *l.LagDays < 0:
		text, days = p.Say("adoption.first", b, p.Count("day", -*l.LagDays)), *l.LagDays
	case l.LagDays != nil && *l.LagDays > 0:
		text, days = p.Say("adoption.first", a, p.Count("day", *l.LagDays)), *l.LagDays
	case l.LagDays != nil:
		text = p.Say("adoption.same")
	}
	if lag && l.Lag != nil && *l.Lag > 0 {
		text += p.Say("adoption.lag", a, *l.Lag)
	} else if lag && l.Lag != nil && *l.Lag < 0 {
		text += p.Say("adoption.lag", b, -*l.Lag)
	}
	return text, days
}

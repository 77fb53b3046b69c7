package report

import (
	"html/template"
	"slices"

	"tifa/outputs/report/evidence"
)

// mostHot bounds the concepts of page one; the others are folded below.
const mostHot = 12

// temperatures are the concepts of a period, those that most documents mention first.
type temperatures struct {
	Tokens    bool
	Tiers     bool // the table has temperatures: of a year
	Against   []period
	Heads     []string        // those in words
	Over      []template.HTML // which sources are compared, where not all are
	Top, Rest []hotRow
}

// hotRow is a concept with its rate, and what became of it since earlier periods.
type hotRow struct {
	Rank    int
	Name    template.HTML
	Tier    string
	Rate    cell
	Changes []hotChange
}

// hotChange is a change since an earlier period: the rates of both, over the sources that both
// have, and their difference. Arrow is empty where nothing was compared.
type hotChange struct {
	Arrow, Class string
	Rates, Diff  template.HTML
	Sort         float64
}

func (p *page) temperatures() temperatures {
	v := temperatures{Tokens: p.tokens, Tiers: !p.tokens && p.hasTiers(),
		Against: p.earlier()}
	for _, then := range v.Against {
		v.Heads = append(v.Heads, then.Label(p.Lang))
		if group, ok := p.Common(p.Now, then); ok && group != "" {
			v.Over = append(v.Over, p.Say("brief.against.over", p.label(then),
				p.names(evidence.ListedIn(group))))
		}
	}
	use := make([]float64, len(p.Concepts))
	for i := range p.Concepts {
		if e := p.estimate(p.Rate(rateKey{What: p.Concepts[i].ID, Period: p.Now.Name})); e.ok {
			use[i] = e.Value
		}
	}
	for _, i := range descending(use) {
		if use[i] == 0 {
			break
		}
		row := p.hotRow(p.Concepts[i].ID, v)
		if row.Rank = len(v.Top) + len(v.Rest) + 1; row.Rank <= mostHot {
			v.Top = append(v.Top, row)
		} else {
			v.Rest = append(v.Rest, row)
		}
	}
	return v
}

func (p *page) hotRow(id string, v temperatures) hotRow {
	k := rateKey{What: id, Period: p.Now.Name}
	row := hotRow{Name: names{p}.Short("concept", id), Rate: p.cell(k)}
	if v.Tiers {
		row.Tier = p.tiers[[2]string{id, p.Now.Name}]
	}
	for _, then := range v.Against {
		row.Changes = append(row.Changes, p.hotChange(id, then))
	}
	return row
}

// hasTiers reports whether the table temperatures has some of the period reported on.
func (p *page) hasTiers() bool {
	for k := range p.tiers {
		if k[1] == p.Now.Name {
			return true
		}
	}
	return false
}

// hotChange compares over the sources that have documents in both periods; all its numbers are of
// these.
func (p *page) hotChange(id string, then period) hotChange {
	group, ok := p.Common(p.Now, then)
	if !ok {
		return hotChange{Rates: p.Say("brief.notcompared"), Sort: -1e9}
	}
	c := change{id: id, group: group}
	p.decide(&c, p.since(then))
	out := hotChange{Arrow: "∼", Class: "open", Sort: c.diff.Value,
		Rates: p.shortly(rateKey{What: id, Group: group, Period: then.Name}) + " → " +
			p.shortly(rateKey{What: id, Group: group, Period: p.Now.Name})}
	if !c.diff.ok {
		out.Arrow, out.Class = "", ""
		return out
	}
	out.Diff = p.signed(c.diff)
	switch {
	case c.differs && c.diff.Value > 0:
		out.Arrow, out.Class = "▲", "up"
	case c.differs:
		out.Arrow, out.Class = "▼", "down"
	}
	return out
}

// leastAppeared is how many mentions a concept needs in one period for its absence from the other
// to be told.
const leastAppeared = 5

// appearance is what is mentioned in one of two periods only.
type appearance struct {
	Title template.HTML
	Over  template.HTML
	Rows  []template.HTML
}

// appeared counts what the period has and an earlier one has not, and the other way round, over the
// sources that have documents in both: what a new source brings along is not new. Of each earlier
// period of which there is no such concept, a line says that, or that nothing can be compared.
func (p *page) appeared() (out []appearance, none []template.HTML) {
	for _, then := range p.earlier() {
		group, ok := p.Common(p.Now, then)
		both := ""
		if group != "" {
			both = ".both"
		}
		found := p.appearedSince(then, group, both)
		switch out = append(out, found...); {
		case !ok:
			none = append(none,
				p.Start("brief.appeared.cannot", p.label(p.Now), p.label(then)))
		case found == nil:
			none = append(none,
				p.Say("brief.appeared.none"+both, p.label(p.Now), p.label(then)))
		}
	}
	return out, none
}

// appearedSince is what one of two periods has alone, in a group of sources. Both ends the key of a
// title that names the sources.
func (p *page) appearedSince(then period, group, both string) (out []appearance) {
	for _, pair := range [][2]period{{p.Now, then}, {then, p.Now}} {
		a := appearance{Title: p.Say("brief.appeared.in"+both, p.label(pair[0]), p.label(pair[1]))}
		if ids := evidence.ListedIn(group); ids != nil {
			a.Over = p.Say("brief.over", p.names(ids))
		}
		if a.Rows = p.onlyIn(pair[0], pair[1], group); a.Rows != nil {
			out = append(out, a)
		}
	}
	return out
}

// onlyIn are the concepts that a period mentions and another does not.
func (p *page) onlyIn(in, not period, group string) (out []template.HTML) {
	var found []string
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		has, lacks := p.Rate(rateKey{What: id, Group: group, Period: in.Name}),
			p.Rate(rateKey{What: id, Group: group, Period: not.Name})
		if has.Mentions >= leastAppeared && lacks.Mentions == 0 && lacks.Docs > 0 {
			found = append(found, id)
		}
	}
	slices.SortStableFunc(found, func(a, b string) int {
		return int(p.Rate(rateKey{What: b, Group: group,
			Period: in.Name}).DocsMentioning - p.Rate(rateKey{What: a, Group: group,
			Period: in.Name}).DocsMentioning)
	})
	for _, id := range found {
		has, lacks := rateKey{What: id, Group: group, Period: in.Name}, rateKey{What: id,
			Group: group, Period: not.Name}
		out = append(out,
			p.cited(p.Say("brief.appeared.row", names{p}.Short("concept", id), p.told(has),
				p.told(lacks), not.Label(p.Lang)), has, lacks))
	}
	return out
}

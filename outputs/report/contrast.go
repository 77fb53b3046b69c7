package report

import (
	"html/template"
	"slices"
)

// contrastView sets groups of sources against each other over the whole run.
type contrastView struct {
	Pairs []contrastPair
}

type contrastPair struct {
	ID, A, B     string
	DocsA, DocsB int64
	Sources      [2][]string
	Rows         []contrastRow
	Tokens       bool
}

type contrastRow struct {
	Name  template.HTML
	A, B  cell
	Diff  string
	Clear bool
	Sort  float64
}

func (p *page) contrast() (any, error) {
	var v contrastView
	for _, c := range p.manifest.Settings.Compare {
		if p.hasBoth(c) {
			v.Pairs = append(v.Pairs, p.contrastPair(c))
		}
	}
	return v, nil
}

func (p *page) contrastPair(c comparison) contrastPair {
	pair := contrastPair{ID: "contrast-" + c.By, A: p.groupName(c.a()), B: p.groupName(c.b()), Tokens: p.tokens}
	pair.Sources = [2][]string{p.sourcesOf(c.a()), p.sourcesOf(c.b())}
	for i := range p.concepts {
		id := p.concepts[i].ID
		a, b := p.sum(id, c.a()), p.sum(id, c.b())
		pair.DocsA, pair.DocsB = a.Docs, b.Docs
		if a.Mentions+b.Mentions == 0 {
			continue
		}
		d := difference(p.estimate(a), p.estimate(b))
		pair.Rows = append(pair.Rows, contrastRow{p.name(id), p.cellOf(rateKey{id, c.a(), ""}, a), p.cellOf(rateKey{id, c.b(), ""}, b),
			string(p.signed(d)), d.clear(), d.V})
	}
	slices.SortStableFunc(pair.Rows, func(a, b contrastRow) int { return cmpFloat(b.Sort, a.Sort) })
	return pair
}

func (p *page) sourcesOf(group string) []string {
	var out []string
	for i := range p.sources {
		if have, err := groupsOf(&p.sources[i]); err == nil && slices.Contains(have, group) {
			out = append(out, p.sourceName(p.sources[i].ID))
		}
	}
	return out
}

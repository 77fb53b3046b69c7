package report

import (
	"html/template"
	"slices"

	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// contrastView sets groups of sources against each other over the whole run.
type contrastView struct {
	Pairs []contrastPair
}

type contrastPair struct {
	ID, A, B     string
	DocsA, DocsB int64
	Sources      [2][]string
	Differ, Rest []contrastRow
	Tested       bool // the run has the table keyness
	Chart        template.HTML
	Words        []contrastWords
	BySources    template.HTML // what can be said of the sources
	WordsTested  int
}

// contrastWords are the words that distinguish one of the two groups.
type contrastWords struct {
	Group string
	Rows  []wordRow
}

type contrastRow struct {
	Name  template.HTML
	A, B  cell
	Diff  string
	Clear bool
	Sort  float64

	Ratio, Z, Q, DP string // of keyness
}

func (p *page) contrast() (any, error) {
	var v contrastView
	for _, c := range p.Manifest.Settings.Compare {
		if !p.hasBoth(c) {
			continue
		}
		pair, err := p.pair(c)
		if err != nil {
			return nil, err
		}
		v.Pairs = append(v.Pairs, pair)
	}
	return v, nil
}

// pair is contrastPair, made once: the opening quotes it.
func (p *page) pair(c comparison) (contrastPair, error) {
	if made, ok := p.pairs[c]; ok {
		return made, nil
	}
	made, err := p.contrastPair(c)
	p.pairs[c] = made
	return made, err
}

func (p *page) contrastPair(c comparison) (contrastPair, error) {
	pair := contrastPair{ID: "contrast-" + c.By, A: p.groupName(c.SideA()), B: p.groupName(c.SideB())}
	t, err := p.tested(c)
	if err != nil {
		return pair, err
	}
	pair.Tested, pair.BySources = t.there, p.bySources(c, result.AllPeriods)
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		a, b := p.Sum(id, c.SideA()), p.Sum(id, c.SideB())
		pair.DocsA, pair.DocsB = a.Docs, b.Docs
		if a.Mentions+b.Mentions > 0 {
			rows := &pair.Rest
			row := p.contrastRow(id, c, a, b, t)
			if row.Clear {
				rows = &pair.Differ
			}
			*rows = append(*rows, row)
		}
	}
	for _, rows := range [][]contrastRow{pair.Differ, pair.Rest} {
		slices.SortStableFunc(rows, func(a, b contrastRow) int { return cmpFloat(b.Sort, a.Sort) })
	}
	if t.there {
		pair.Chart = p.versus(c, t)
		pair.Words = []contrastWords{{pair.A, t.Words[0]}, {pair.B, t.Words[1]}}
		pair.WordsTested = t.WordsTested
	}
	return pair, nil
}

// contrastRow sets a concept's rates side by side. It is clear where documents as units tell the
// groups apart; without such a test, where the table period_comparisons says so.
func (p *page) contrastRow(id string, c comparison, a, b rate, t *tested) contrastRow {
	x := change{id: id}
	p.decide(&x, between(c, result.AllPeriods))
	row := contrastRow{Name: p.name(id), A: p.cellOf(rateKey{What: id, Group: c.SideA(), Period: ""}, a), B: p.cellOf(rateKey{What: id, Group: c.SideB(), Period: ""}, b),
		Clear: x.differs, Sort: x.diff.Value}
	if x.diff.ok {
		row.Diff = string(p.signed(x.diff))
	}
	if k := t.concepts[id]; k != nil {
		said := t.said(k)
		row.Clear = said.clear
		row.Ratio, row.Z, row.Q = p.ratioText(said.ratio, said.lo, said.hi), translate.Significant(k.LogOddsZ), orDash(said.p, translate.Chance)
		row.DP = orDash(k.DPNormA, translate.Significant) + " / " + orDash(k.DPNormB, translate.Significant)
	}
	return row
}

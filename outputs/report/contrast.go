package report

import (
	"html/template"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	"tifa/outputs/report/translate"
)

// contrastView sets groups of sources against each other, in the period and over the whole run.
type contrastView struct {
	Pairs []contrastPair
}

type contrastPair struct {
	ID, A, B  string
	Docs      template.HTML
	Ground    string          // type of the periods that claims rest on, in words
	Told      []template.HTML // what holds, of sources and of documents
	Cannot    []template.HTML
	Unsettled []template.HTML
	Rows      []contrastRow
	Tested    bool // the run has the table keyness
	Chart     template.HTML
	Words     []contrastWords
}

// contrastWords are the words with the largest log-odds on one side.
type contrastWords struct {
	Group string
	Rows  []wordRow
}

// contrastRow is a concept in two groups over all periods, with the claims on it.
type contrastRow struct {
	Name               template.HTML
	A, B               cell
	Ratio, Adjusted    string // of documents
	Documents, Sources verdict
	Z                  string
	Sort               float64
}

func (p *page) contrast() (any, error) {
	var v contrastView
	for _, c := range p.Manifest.Settings.Compare {
		if !p.hasBoth(c) {
			continue
		}
		pair, err := p.contrastPair(c)
		if err != nil {
			return nil, err
		}
		v.Pairs = append(v.Pairs, pair)
	}
	return v, nil
}

func (p *page) contrastPair(c comparison) (contrastPair, error) {
	pair := contrastPair{ID: "contrast-" + c.By, A: p.groupName(c.SideA()),
		B: p.groupName(c.SideB()), Ground: p.Plain("full." + p.Ground())}
	t, err := p.tested(c)
	if err != nil {
		return pair, err
	}
	ofPair := func(claim *outputs.Claim) bool {
		return claim.Attribute == c.By && claim.A == c.A && claim.B == c.B && claim.Kind != "lead"
	}
	pair.Told = p.said(statement.Sorted(p.chosen().Held(ofPair)))
	pair.Cannot,
		pair.Unsettled = p.sentences().Unanswered(slices.DeleteFunc(slices.Clone(p.AllClaims),
		func(claim *outputs.Claim) bool { return !ofPair(claim) }))
	sources := p.claimsOf("groups", c, result.AllPeriods)
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		a, b := p.Sum(id, c.SideA()), p.Sum(id, c.SideB())
		if i == 0 {
			pair.Docs = p.docsOf(c, id)
		}
		if a.Mentions+b.Mentions > 0 {
			pair.Rows = append(pair.Rows, p.contrastRow(id, c, t, sources[id]))
		}
	}
	slices.SortStableFunc(pair.Rows, func(a, b contrastRow) int { return cmpFloat(b.Sort, a.Sort) })
	if pair.Tested = t.there; t.there {
		pair.Chart = p.versus(c, t)
		pair.Words = []contrastWords{{pair.A, t.Words[0]}, {pair.B, t.Words[1]}}
	}
	return pair, nil
}

// docsOf says how many documents the groups have over all periods.
func (p *page) docsOf(c comparison, id string) template.HTML {
	row := func(value string) string {
		return statement.Row("group_counts", "period_type", p.Longest(), "attribute", c.By,
			"value", value, "concept", id) + "#sum=docs"
	}
	return statement.Cited(p.Start("contrast.docs", p.Count("document", p.Sum(id, c.SideA()).Docs),
		p.groupName(c.SideA()),
		p.Count("document", p.Sum(id, c.SideB()).Docs), p.groupName(c.SideB())), row(c.A), row(c.B))
}

func (p *page) contrastRow(id string, c comparison, t *tested, sources *outputs.Claim) contrastRow {
	a, b := p.Sum(id, c.SideA()), p.Sum(id, c.SideB())
	row := contrastRow{Name: p.name(id), A: p.cellOf(rateKey{What: id, Group: c.SideA()}, a),
		B: p.cellOf(rateKey{What: id, Group: c.SideB()}, b)}
	if k := t.concepts[id]; k != nil {
		row.Z, row.Sort = translate.Significant(k.LogOddsZ), k.LogOddsZ
	}
	if claim := t.claims[id]; claim != nil {
		row.Ratio, row.Adjusted = p.ratioText(claim), orDash(claim.PAdjusted, translate.Chance)
	}
	row.Documents, row.Sources = p.verdict(t.claims[id]), p.verdict(sources)
	return row
}

// verdict is what came of a claim, and the reason where nothing can be said: without a row, the
// months that both groups cover have no mention.
type verdict struct {
	Text template.HTML
	Why  string
}

func (p *page) verdict(c *outputs.Claim) (v verdict) {
	if c == nil && p.HasClaims {
		return verdict{p.Say("verdict.cannot be said"), p.Plain("why.no_mentions.shared")}
	}
	if c == nil {
		return v
	}
	if v.Text = p.Say("verdict." + c.Verdict); c.Reason != "" {
		v.Why = plain(p.sentences().Why(c))
	}
	return v
}

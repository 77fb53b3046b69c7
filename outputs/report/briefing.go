package report

import (
	"html"
	"html/template"
	"regexp"

	"tifa/outputs"
	"tifa/outputs/report/briefing"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
)

// briefingView is page one: what the data support on the period, how hot concepts are, what came
// and went, and what nothing can be said of.
type briefingView struct {
	Dated, There bool
	Elsewhere    bool // claims on other times are supported
	Now          template.HTML
	Read         template.HTML
	Told         []template.HTML
	Notes        template.HTML // what the words of Told mean
	Hot          temperatures
	Appeared     []appearance
	Unchanged    []template.HTML // earlier periods of which nothing appeared or vanished, and why
	Cannot       []template.HTML
	Unsettled    []template.HTML
}

func (p *page) briefing() (any, error) {
	v := briefingView{Dated: len(p.Types) > 0, There: p.HasClaims}
	if !v.Dated {
		return v, nil
	}
	var err error
	if p.tiers, err = p.readTiers(); err != nil {
		return nil, err
	}
	v.Now, v.Read = p.label(p.Now), p.read()
	v.Told, v.Notes = p.said(p.chosen().Told()), p.notes(p.chosen().Told())
	v.Elsewhere = len(p.chosen().Held(func(*outputs.Claim) bool { return true })) > 0
	v.Hot = p.temperatures()
	v.Appeared, v.Unchanged = p.appeared()
	v.Cannot, v.Unsettled = p.sentences().Unanswered(p.chosen().Asked())
	return v, nil
}

// headline is the finding of the page as a title.
func (p *page) headline() template.HTML {
	switch told := p.chosen().Told(); {
	case len(p.Types) == 0:
		return p.Say("title.none.undated")
	case len(told) > 0:
		w := p.sentences()
		if told[0].Kind == "documents" {
			w.Names = titleNames{names{p}}
		}
		return w.Title(told[0]) + p.over(told[0])
	}
	return p.Say("title.none", p.label(p.Now))
}

// over names the time of a claim after its title, where that is not the period reported on: a claim
// on all periods may rest on others alone. What lies at some place names it itself.
func (p *page) over(c *outputs.Claim) template.HTML {
	first, last, shared := p.Shared(c.Attribute, c.A, c.B)
	switch {
	case c.Event != "", c.Place != "", c.Kind == "emerging", c.Period == p.Now.Name:
		return ""
	case c.Period != result.AllPeriods:
		return p.Say("title.in", p.label(p.Named(c.Period)))
	case c.B == "" || !shared:
		return p.Say("title.ever")
	case first == last:
		return p.Say("title.in", p.label(first))
	}
	return p.Say("title.over", p.label(first), p.label(last))
}

// findings are the sentences of the briefing as plain text.
func (p *page) findings() (out []string) {
	if !p.HasClaims || len(p.Types) == 0 {
		return nil
	}
	for _, s := range p.said(p.chosen().Told()) {
		out = append(out, plain(s))
	}
	if out == nil {
		out = append(out, plain(p.headline())+".")
	}
	return out
}

// plain is text without its markup.
func plain(s template.HTML) string {
	return html.UnescapeString(tag.ReplaceAllString(string(s),
		""))
}

var tag = regexp.MustCompile(`<[^>]*>`)

// chosen are the claims of the page.
func (p *page) chosen() briefing.Claims { return briefing.Claims{Result: p.Result} }

// read says how much was read in the period and in those it is compared with.
func (p *page) read() template.HTML {
	rows := []string{p.coverageRow(p.Now) + "#any", p.coverageRow(p.Now) + "#sum=docs",
		p.coverageRow(p.Now) + "#distinct=source", "sources#count"}
	var before []template.HTML
	for _, then := range p.earlier() {
		before = append(before, p.Say("brief.then", then.Label(p.Lang),
			p.Count("document", p.Docs(then))))
		rows = append(rows, p.coverageRow(then)+"#sum=docs", p.coverageRow(then)+"#any")
	}
	return statement.Cited(p.Say("brief.read", p.Now.Label(p.Lang),
		p.Count("document", p.Docs(p.Now)),
		p.sourcesText(p.Now), p.ListWith("list.clause", before)), rows...)
}

// coverageRow names the rows of coverage of a period.
func (p *page) coverageRow(at period) string {
	return statement.Row("coverage", "period_type", at.Type, "period", at.Name)
}

// label names a period in words, and its rows.
func (p *page) label(at period) template.HTML {
	return statement.Cited(template.HTML(template.HTMLEscapeString(at.Label(p.Lang))),
		p.coverageRow(at)+"#any")
}

// earlier are the periods that the period reported on is compared with.
func (p *page) earlier() []period {
	if p.hasAgo {
		return []period{p.prev, p.ago}
	}
	return []period{p.prev}
}

// sourcesText says how many of the sources have documents in a period.
func (p *page) sourcesText(at period) template.HTML {
	switch n := p.sourcesWith(at); {
	case len(p.Sources) == 1:
		return p.Say("sources.one")
	case n == len(p.Sources):
		return p.Say("sources.all", n)
	default:
		return p.Say("sources.some", n, len(p.Sources))
	}
}

func (p *page) sourcesWith(at period) int {
	n := 0
	for i := range p.Sources {
		if p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: at.Name}].Docs > 0 {
			n++
		}
	}
	return n
}

package report

import (
	"html"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
)

// mostTold bounds the sentences of the briefing; the sections have all.
const mostTold = 5

// briefingView is page one: what the data support on the period, how hot concepts are, what came
// and went, and what nothing can be said of.
type briefingView struct {
	Dated, There bool
	Now          template.HTML
	Read         template.HTML
	Told         []template.HTML
	Hot          temperatures
	Appeared     []appearance
	Cannot       []template.HTML
	Unsettled    []template.HTML
}

func (p *page) briefing() (any, error) {
	v := briefingView{Dated: len(p.Types) > 0, There: p.HasClaims}
	if !v.Dated {
		return v, nil
	}
	v.Now, v.Read = p.label(p.Now), p.read()
	v.Told = p.said(p.told5())
	v.Hot = p.temperatures()
	v.Appeared = p.appeared()
	v.Cannot, v.Unsettled = p.sentences().Unanswered(p.asked())
	return v, nil
}

// headline is the finding of the page as a title.
func (p *page) headline() template.HTML {
	switch told := p.told5(); {
	case len(p.Types) == 0:
		return p.Say("title.none.undated")
	case len(told) > 0:
		return p.sentences().Title(told[0])
	}
	return p.Say("title.none", p.label(p.Now))
}

// findings are the sentences of the briefing as plain text.
func (p *page) findings() (out []string) {
	if !p.HasClaims || len(p.Types) == 0 {
		return nil
	}
	for _, s := range p.said(p.told5()) {
		out = append(out, plain(s))
	}
	if out == nil {
		out = append(out, plain(p.headline())+".")
	}
	return out
}

// plain is text without its markup.
func plain(s template.HTML) string { return html.UnescapeString(tag.ReplaceAllString(string(s), "")) }

var tag = regexp.MustCompile(`<[^>]*>`)

// told5 are the claims of the briefing, the one that says most first.
func (p *page) told5() []*outputs.Claim {
	var hold []*outputs.Claim
	for _, c := range p.AllClaims {
		if supported(c) && p.current(c) && !p.toldBetter(c) {
			hold = append(hold, c)
		}
	}
	hold = statement.Rank(p.withoutParts(hold))
	return hold[:min(len(hold), mostTold)]
}

// current reports whether a claim is on the period reported on, or on all of them: an event, a
// change of level and a burst lie somewhere.
func (p *page) current(c *outputs.Claim) bool {
	switch {
	case c.Event != "":
		day, ok := p.eventDay(c.Event)
		return ok && day >= p.Now.Start && day <= p.Now.End()
	case c.Place != "":
		return p.placed(c)
	}
	return true
}

// placed reports whether a change of level or a burst lies in the period reported on.
func (p *page) placed(c *outputs.Claim) bool {
	names := strings.Fields(c.Place)
	first, last := p.days(names[0]), p.days(names[len(names)-1])
	if c.Kind == "burst" {
		return first.Start <= p.Now.End() && last.End() >= p.Now.Start
	}
	return slices.ContainsFunc(names, func(name string) bool {
		q := p.days(name)
		return q.Start <= p.Now.End() && q.End() >= p.Now.Start
	})
}

// days is the period of a name.
func (p *page) days(name string) period {
	for _, t := range p.Types {
		for _, q := range p.Periods[t] {
			if q.Name == name {
				return q
			}
		}
	}
	return period{Type: p.Now.Type}
}

func (p *page) eventDay(id string) (int32, bool) {
	for _, e := range p.Manifest.Events {
		if e.ID == id {
			return parseDay(e.Date)
		}
	}
	return 0, false
}

// toldBetter reports whether another claim says the same and more: one on the period reported on
// where this one is on all, or one on sources where this one is on documents.
func (p *page) toldBetter(c *outputs.Claim) bool {
	k := result.KeyOf(c)
	if c.B != "" && c.Period == result.AllPeriods {
		for _, o := range p.AllClaims {
			if o.Kind == c.Kind && o.Attribute == c.Attribute && o.A == c.A && o.B == c.B && o.Item == c.Item &&
				o.Period != result.AllPeriods && supported(o) {
				return true
			}
		}
	}
	if c.Kind == "documents" {
		k.Kind = "groups"
		return supported(p.Result.Claim(k, c.ItemKind, c.Item))
	}
	return false
}

// asked are the claims that the lines on what has no answer are made of: on groups, those of the
// period reported on where there are some, else those of all.
func (p *page) asked() []*outputs.Claim {
	return slices.DeleteFunc(slices.Clone(p.AllClaims), func(c *outputs.Claim) bool {
		return c.B != "" && c.Period == result.AllPeriods && p.ofNow(c)
	})
}

// ofNow reports whether the same question is asked of the period reported on.
func (p *page) ofNow(c *outputs.Claim) bool {
	k := result.KeyOf(c)
	for name := range strings.SplitSeq(p.Now.Name+" "+p.Now.Name[:min(4, len(p.Now.Name))], " ") {
		if k.Period = name; len(p.Claims[k]) > 0 {
			return true
		}
	}
	return false
}

// read says how much was read in the period and in those it is compared with.
func (p *page) read() template.HTML {
	rows := []string{p.coverageRow(p.Now) + "#any", p.coverageRow(p.Now) + "#sum=docs", p.coverageRow(p.Now) + "#distinct=source", "sources#count"}
	var before []template.HTML
	for _, then := range p.earlier() {
		before = append(before, p.Say("brief.then", then.Label(p.Lang), p.Count("document", p.Docs(then))))
		rows = append(rows, p.coverageRow(then)+"#sum=docs", p.coverageRow(then)+"#any")
	}
	return statement.Cited(p.Say("brief.read", p.Now.Label(p.Lang), p.Count("document", p.Docs(p.Now)),
		p.sourcesText(p.Now), p.List(before)), rows...)
}

// coverageRow names the rows of coverage of a period.
func (p *page) coverageRow(at period) string {
	return statement.Row("coverage", "period_type", at.Type, "period", at.Name)
}

// label names a period in words, and its rows.
func (p *page) label(at period) template.HTML {
	return statement.Cited(template.HTML(template.HTMLEscapeString(at.Label(p.Lang))), p.coverageRow(at)+"#any")
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

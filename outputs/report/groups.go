package report

import (
	"html/template"
)

// groupsNow sets two groups against each other within the period.
type groupsNow struct {
	Title     template.HTML
	Verdict   template.HTML
	Sentences []template.HTML // on concepts the two clearly differ in
	Rest      template.HTML
}

// groupsNow tells what two groups clearly differ in within the period, and how they stood the
// period before.
func (p *page) groupsNow(c comparison) (groupsNow, error) {
	g := groupsNow{Title: p.Start("changes.groups", p.groupName(c.SideA()), p.groupName(c.SideB()), p.Now.Label(p.Lang))}
	if group := p.missing(c); group != "" {
		g.Verdict = p.Say("changes.group.verdict.missing", p.Now.Label(p.Lang), p.groupName(group))
		return g, nil
	}
	documents := p.claimsOf("documents", c, p.Now.Name)
	var all []change
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		x := change{id: id, now: p.Rate(rateKey{What: id, Group: c.SideA(), Period: p.Now.Name}), then: p.Rate(rateKey{What: id, Group: c.SideB(), Period: p.Now.Name})}
		if p.decide(&x, between(c, p.Now.Name)); x.diff.ok {
			x.decideBy(documents[id])
			all = append(all, x)
		}
	}
	clearestFirst(all)
	var differ int64
	var names []template.HTML
	for _, x := range all {
		if !x.differs {
			continue
		}
		if differ++; len(g.Sentences) < mostTold && !p.partOfTold(x, all) {
			g.Sentences = append(g.Sentences, p.groupSentence(x, all, c))
			names = append(names, p.withParts(x, all, zhText(p.Concept[x.id].Zh)))
		}
	}
	if rest := int64(len(all)) - differ; rest > 0 {
		g.Rest = p.Say("changes.group.rest", p.Count("concept", rest))
	}
	g.Verdict = p.Say("changes.group.verdict.none", p.Now.Label(p.Lang), p.groupName(c.SideA()), p.groupName(c.SideB()))
	if differ > 0 {
		verdict := "changes.group.verdict"
		if len(names) > 3 {
			verdict += ".among"
		}
		g.Verdict = p.Say(verdict, p.Now.Label(p.Lang), p.groupName(c.SideA()), p.groupName(c.SideB()), p.Count("concept", differ),
			p.List(names[:min(3, len(names))]))
	}
	g.Verdict += p.bySources(c, p.Now.Name)
	over, err := p.pair(c)
	if err == nil && over.Tested {
		g.Verdict += p.Say("changes.group.over", p.Count("concept", int64(len(over.Differ))))
	}
	return g, err
}

func (p *page) groupSentence(x change, all []change, c comparison) template.HTML {
	a, b := rateKey{What: x.id, Group: c.SideA(), Period: p.Now.Name}, rateKey{What: x.id, Group: c.SideB(), Period: p.Now.Name}
	s := p.Say("changes.group", p.withParts(x, all, p.name(x.id)), p.told(a), p.groupName(c.SideA()), p.told(b), p.groupName(c.SideB()), p.signed(x.diff))
	s += p.qSentence(x)
	a.Period, b.Period = p.prev.Name, p.prev.Name
	if p.Rate(a).Docs > 0 || p.Rate(b).Docs > 0 {
		s += p.Say("changes.group.then", p.prev.Label(p.Lang), p.groupName(c.SideA()), p.shortly(a), p.groupName(c.SideB()), p.shortly(b))
	}
	return s
}

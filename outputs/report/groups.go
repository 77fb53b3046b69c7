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

// groupsNow tells what two groups clearly differ in within the period, and how they stood the period before.
func (p *page) groupsNow(c comparison) (groupsNow, error) {
	g := groupsNow{Title: p.start("changes.groups", p.groupName(c.a()), p.groupName(c.b()), p.now.label(p.lang))}
	if group := p.missing(c); group != "" {
		g.Verdict = p.say("changes.group.verdict.missing", p.now.label(p.lang), p.groupName(group))
		return g, nil
	}
	documents := p.claimsOf("documents", c, p.now.Name)
	var all []change
	for i := range p.concepts {
		id := p.concepts[i].ID
		x := change{id: id, now: p.rate(rateKey{id, c.a(), p.now.Name}), then: p.rate(rateKey{id, c.b(), p.now.Name})}
		if p.decide(&x, between(c, p.now.Name)); x.diff.ok {
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
			names = append(names, p.withParts(x, all, zhText(p.concept[x.id].Zh)))
		}
	}
	if rest := int64(len(all)) - differ; rest > 0 {
		g.Rest = p.say("changes.group.rest", p.count("concept", rest))
	}
	g.Verdict = p.say("changes.group.verdict.none", p.now.label(p.lang), p.groupName(c.a()), p.groupName(c.b()))
	if differ > 0 {
		verdict := "changes.group.verdict"
		if len(names) > 3 {
			verdict += ".among"
		}
		g.Verdict = p.say(verdict, p.now.label(p.lang), p.groupName(c.a()), p.groupName(c.b()), p.count("concept", differ),
			p.list(names[:min(3, len(names))]))
	}
	g.Verdict += p.bySources(c, p.now.Name)
	over, err := p.pair(c)
	if err == nil && over.Tested {
		g.Verdict += p.say("changes.group.over", p.count("concept", int64(len(over.Differ))))
	}
	return g, err
}

func (p *page) groupSentence(x change, all []change, c comparison) template.HTML {
	a, b := rateKey{x.id, c.a(), p.now.Name}, rateKey{x.id, c.b(), p.now.Name}
	s := p.say("changes.group", p.withParts(x, all, p.name(x.id)), p.told(a), p.groupName(c.a()), p.told(b), p.groupName(c.b()), p.signed(x.diff))
	s += p.qSentence(x)
	a.period, b.period = p.prev.Name, p.prev.Name
	if p.rate(a).Docs > 0 || p.rate(b).Docs > 0 {
		s += p.say("changes.group.then", p.prev.label(p.lang), p.groupName(c.a()), p.shortly(a), p.groupName(c.b()), p.shortly(b))
	}
	return s
}

package report

import (
	"html/template"
	"slices"
	"strings"
)

// change is one concept compared with an earlier period.
type change struct {
	id        string
	group     string // of sources, that both rates are over
	now, then rate
	diff      estimate
	q         float64
}

// compare sets every concept that is used in either period against an earlier period, over the sources that have documents
// in both, the clearest change first.
func (p *page) compare(then period) []change {
	group, ok := p.common(p.now, then)
	if !ok {
		return nil
	}
	return p.compareOver(then, group)
}

func (p *page) compareOver(then period, group string) []change {
	var out []change
	var ps []float64
	sources := p.strata(group)
	for i := range p.concepts {
		id := p.concepts[i].ID
		c := change{id: id, group: group, now: p.rate(rateKey{id, group, p.now.Name}), then: p.rate(rateKey{id, group, then.Name})}
		if c.now.Mentions+c.then.Mentions == 0 {
			continue
		}
		var nows, thens []rate
		var strata []stratum
		for _, source := range sources {
			now, before := p.rate(rateKey{id, source, p.now.Name}), p.rate(rateKey{id, source, then.Name})
			nows, thens = append(nows, now), append(thens, before)
			strata = append(strata, stratum{p.estimate(now), p.estimate(before), harmonic(p.of(now), p.of(before))})
		}
		c.diff = within(strata)
		out = append(out, c)
		ps = append(ps, exact(nows, thens))
	}
	for i, q := range falseDiscovery(ps) {
		out[i].q = q
	}
	slices.SortStableFunc(out, func(a, b change) int { return cmpFloat(b.distance(), a.distance()) })
	return out
}

// strata are the sources of a group as groups of their own.
func (p *page) strata(group string) []string {
	ids := listedIn(group)
	if ids == nil {
		for i := range p.sources {
			ids = append(ids, p.sources[i].ID)
		}
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = "source=" + id
	}
	return out
}

// distance is how far the interval of a change is from 0, in the measure of the page; negative where it holds 0.
func (c change) distance() float64 { return max(c.diff.Lo, -c.diff.Hi) }

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// partOfTold tells whether a concept's numbers are those of a longer wording that it is part of, as 敌对势力 is of
// 外国敌对势力 where nobody writes the short one alone: then the longer one is told.
func (p *page) partOfTold(c change, all []change) bool {
	for _, o := range all {
		if o.id != c.id && o.now == c.now && o.then == c.then && strings.Contains(p.concept[o.id].Zh, p.concept[c.id].Zh) {
			return true
		}
	}
	return false
}

// withParts names a concept, and the concepts that have its numbers because they are part of its wording.
func (p *page) withParts(c change, all []change, name template.HTML) template.HTML {
	var parts []template.HTML
	for _, o := range all {
		if o.id != c.id && o.now == c.now && o.then == c.then && p.concept[o.id].Zh != p.concept[c.id].Zh &&
			strings.Contains(p.concept[c.id].Zh, p.concept[o.id].Zh) {
			parts = append(parts, zhText(p.concept[o.id].Zh))
		}
	}
	if parts == nil {
		return name
	}
	return name + p.say("changes.parts", p.list(parts))
}

func (p *page) changeSentence(c change, all []change, then period) template.HTML {
	key := "changes.more"
	switch {
	case len(p.strata(c.group)) > 1:
		key = "changes.within"
	case c.diff.V < 0:
		key = "changes.less"
	}
	k := rateKey{c.id, c.group, then.Name}
	s := p.say(key, p.withParts(c, all, p.name(c.id)), p.told(rateKey{c.id, c.group, p.now.Name}), p.shortly(k), then.label(p.lang), p.signed(c.diff))
	return s + p.qSentence(c)
}

// signed writes a difference with its interval: +3.5 points (+0.8 to +6.6).
func (p *page) signed(e estimate) template.HTML {
	sign := func(v float64) string {
		if v > 0 {
			return "+" + p.bare(v)
		}
		return p.bare(v)
	}
	if p.tokens {
		return p.say("diff.tokens", sign(e.V), sign(e.Lo), sign(e.Hi))
	}
	return p.say("diff.share", sign(e.V), sign(e.Lo), sign(e.Hi))
}

// clear tells whether a difference is more than chance among so many comparisons; rates of few long documents are told by
// their intervals alone.
func (p *page) clear(c change) bool { return c.diff.clear() && (p.tokens || c.q < level) }

// qSentence ends a sentence on a difference.
func (p *page) qSentence(c change) template.HTML {
	if p.tokens {
		return "."
	}
	return p.say("changes.q", chance(c.q))
}

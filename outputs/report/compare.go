package report

import (
	"html/template"
	"slices"
	"strings"
)

// change is one concept compared with an earlier period.
type change struct {
	id        string
	now, then rate
	diff      estimate
	q         float64
}

// compare sets every concept that is used in either period against an earlier period, the clearest change first.
func (p *page) compare(then period) []change {
	var out []change
	var ps []float64
	for i := range p.concepts {
		id := p.concepts[i].ID
		c := change{id: id, now: p.rate(rateKey{what: id, period: p.now.Name}), then: p.rate(rateKey{what: id, period: then.Name})}
		if c.now.Mentions+c.then.Mentions == 0 {
			continue
		}
		c.diff = difference(p.estimate(c.now), p.estimate(c.then))
		out = append(out, c)
		ps = append(ps, fisher(c.now, c.then))
	}
	for i, q := range falseDiscovery(ps) {
		out[i].q = q
	}
	slices.SortStableFunc(out, func(a, b change) int { return cmpFloat(b.distance(), a.distance()) })
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

func (p *page) changeSentence(c change, then period) template.HTML {
	key := "changes.more"
	if c.diff.V < 0 {
		key = "changes.less"
	}
	k := rateKey{what: c.id, period: then.Name}
	s := p.say(key, p.name(c.id), p.told(rateKey{what: c.id, period: p.now.Name}), p.shortly(k), then.label(p.lang), p.signed(c.diff))
	if !p.tokens {
		s += p.say("changes.q", chance(c.q))
	}
	return s
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

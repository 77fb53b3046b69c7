package report

import (
	"html/template"
	"math"
	"slices"
	"strings"

	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// change is one concept on two sides: in two periods, or in two groups.
type change struct {
	id        string
	group     string // of sources, that both rates are over; of a comparison of periods
	now, then rate
	diff      estimate // from the table period_comparisons; not ok where that has no row
	q         float64
	differs   bool // by the rule of the table
}

// since is the comparison of the period with an earlier one.
func (p *page) since(then period) result.Family {
	if then == p.prev {
		return result.Family{Kind: "previous", Attribute: "", A: p.Now.Name, B: then.Name, Period: p.Now.Name}
	}
	return result.Family{Kind: "year_before", Attribute: "", A: p.Now.Name, B: then.Name, Period: p.Now.Name}
}

// between is the comparison of two groups in a period.
func between(c comparison, period string) result.Family {
	return result.Family{Kind: "groups", Attribute: c.By, A: c.A, B: c.B, Period: period}
}

// decide puts into a change what the table says of it, in the measure of the page.
func (p *page) decide(c *change, k result.Family) {
	row := p.Comparisons[k][c.id]
	if row == nil {
		return
	}
	c.diff, c.differs = estimateOf(&row.ShareDiff, &row.ShareDiffLo, &row.ShareDiffHi), row.ShareDiffers
	if p.tokens {
		c.diff, c.differs = estimateOf(row.RateDiff, row.RateDiffLo, row.RateDiffHi), row.RateDiffers
	}
	if row.Q != nil {
		c.q = *row.Q
	}
}

// compare sets every concept that is used in either period against an earlier period, over the
// sources that have documents in both, the clearest change first.
func (p *page) compare(then period) []change {
	group, ok := p.Common(p.Now, then)
	if !ok {
		return nil
	}
	out := p.used(then, group)
	for i := range out {
		p.decide(&out[i], p.since(then))
	}
	clearestFirst(out)
	return out
}

// used lists the concepts that are used in either period, by ID.
func (p *page) used(then period, group string) (out []change) {
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		c := change{id: id, group: group, now: p.Rate(rateKey{What: id, Group: group, Period: p.Now.Name}), then: p.Rate(rateKey{What: id, Group: group, Period: then.Name})}
		if c.now.Mentions+c.then.Mentions > 0 {
			out = append(out, c)
		}
	}
	return out
}

func clearestFirst(all []change) {
	slices.SortStableFunc(all, func(a, b change) int { return cmpFloat(b.distance(), a.distance()) })
}

// strata are the sources of a group as groups of their own.
func (p *page) strata(group string) []string {
	ids := evidence.ListedIn(group)
	if ids == nil {
		for i := range p.Sources {
			ids = append(ids, p.Sources[i].ID)
		}
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = "source=" + id
	}
	return out
}

// distance is how far the interval of a change is from 0, in the measure of the page; negative
// where it holds 0, and less than all others where there is none.
func (c change) distance() float64 {
	if !c.diff.ok || !c.diff.Bounded {
		return math.Inf(-1)
	}
	return max(c.diff.Lo, -c.diff.Hi)
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// partOfTold tells whether a concept's numbers are those of a longer wording that it is part of, as
// 敌对势力 is of 外国敌对势力 where nobody writes the short one alone: then the longer one is told.
func (p *page) partOfTold(c change, all []change) bool {
	for _, o := range all {
		if o.id != c.id && o.now.SameCounts(c.now) && o.then.SameCounts(c.then) && strings.Contains(p.Concept[o.id].Zh, p.Concept[c.id].Zh) {
			return true
		}
	}
	return false
}

// withParts names a concept, and the concepts that have its numbers because they are part of its
// wording.
func (p *page) withParts(c change, all []change, name template.HTML) template.HTML {
	var parts []template.HTML
	for _, o := range all {
		if o.id != c.id && o.now.SameCounts(c.now) && o.then.SameCounts(c.then) && p.Concept[o.id].Zh != p.Concept[c.id].Zh &&
			strings.Contains(p.Concept[c.id].Zh, p.Concept[o.id].Zh) {
			parts = append(parts, zhText(p.Concept[o.id].Zh))
		}
	}
	if parts == nil {
		return name
	}
	return name + p.Say("changes.parts", p.List(parts))
}

func (p *page) changeSentence(c change, all []change, then period) template.HTML {
	key := "changes.more"
	switch {
	case len(p.strata(c.group)) > 1:
		key = "changes.within"
	case c.diff.Value < 0:
		key = "changes.less"
	}
	k := rateKey{What: c.id, Group: c.group, Period: then.Name}
	s := p.Say(key, p.withParts(c, all, p.name(c.id)), p.told(rateKey{What: c.id, Group: c.group, Period: p.Now.Name}), p.shortly(k), then.Label(p.Lang), p.signed(c.diff))
	return s + p.qSentence(c)
}

// signed writes a difference with its interval: +3.5 points (+0.8 to +6.6). A difference of rates
// of which one has no interval has none.
func (p *page) signed(e estimate) template.HTML {
	sign := func(v float64) string {
		if v > 0 {
			return "+" + p.bare(v)
		}
		return p.bare(v)
	}
	if !e.Bounded {
		return p.Say("diff.tokens.nointerval", sign(e.Value))
	}
	if p.tokens {
		return p.Say("diff.tokens", sign(e.Value), sign(e.Lo), sign(e.Hi))
	}
	return p.Say("diff.share", sign(e.Value), sign(e.Lo), sign(e.Hi))
}

// qSentence ends a sentence on a difference.
func (p *page) qSentence(c change) template.HTML {
	if p.tokens {
		return "."
	}
	return p.Say("changes.q", translate.Chance(c.q))
}

package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// claimsOf are the claims on a pair in a period, by concept; nil where there are none.
func (p *page) claimsOf(kind string, c comparison, period string) map[string]*outputs.Claim {
	return p.Claims[result.ClaimKey{Kind: kind, Attribute: c.By, A: c.A, B: c.B, Period: period}]
}

// supported reports whether a claim holds.
func supported(c *outputs.Claim) bool { return c.Verdict == "supported" }

// bySources says what can be said of the sources of two groups in a period: in the one reported on,
// where it has claims, else over all. It is empty where the run has no claims.
func (p *page) bySources(c comparison, period string) template.HTML {
	when, claims := p.Plain("claims.in", p.Now.Label(p.Lang)), p.claimsOf("groups", c, period)
	if claims == nil || period == result.AllPeriods {
		when, claims = p.Plain("claims.over"), p.claimsOf("groups", c, result.AllPeriods)
	}
	var hold []*outputs.Claim
	var why *outputs.Claim // of a concept that somebody mentions
	tested := false
	for i := range p.Concepts {
		claim := claims[p.Concepts[i].ID]
		switch {
		case claim == nil || claim.Reason == "no_mentions":
		case claim.Reason != "":
			why = claim
		default:
			tested = true
			if supported(claim) {
				hold = append(hold, claim)
			}
		}
	}
	switch {
	case len(hold) > 0:
		return p.Say("claims.supported", when, p.Count("concept", int64(len(hold))), p.claimSentences(c, hold))
	case tested:
		return p.Say("claims.unsettled", when)
	case why != nil:
		return p.Say("claims.cannot", when, p.Say("claims.why."+why.Reason, why.UnitsA, why.UnitsB))
	}
	return ""
}

// claimSentences are the claims of the surest differences between sources.
func (p *page) claimSentences(c comparison, hold []*outputs.Claim) (s template.HTML) {
	slices.SortStableFunc(hold, func(a, b *outputs.Claim) int { return cmpFloat(*a.PAdjusted, *b.PAdjusted) })
	for _, claim := range hold[:min(mostTold, len(hold))] {
		if p.Lang == "en" {
			s += " "
		}
		s += p.Start("claims.sentence", p.groupName(c.SideA()), p.name(claim.Item), translate.Significant(*claim.Estimate),
			p.groupName(c.SideB()), rangeOf(claim.Lo, claim.Hi), claim.UnitsA, claim.UnitsB, translate.Chance(*claim.PAdjusted),
			rangeOf(claim.LooLo, claim.LooHi))
		if *claim.LooLo <= 1 && *claim.LooHi >= 1 {
			s += p.Say("claims.hangs", p.sourceName(claim.HangsOn))
		}
	}
	return s
}

func rangeOf(lo, hi *float64) string {
	return orDash(lo, translate.Significant) + "–" + orDash(hi, translate.Significant)
}

// decideBy puts into a change of groups what the claims say of these documents, where they say it.
func (c *change) decideBy(claim *outputs.Claim) {
	if claim == nil {
		return
	}
	if c.differs = supported(claim); claim.PAdjusted != nil {
		c.q = *claim.PAdjusted
	}
}

// missing is the group without a document in the period; empty where both have some.
func (p *page) missing(c comparison) string {
	for _, group := range []string{c.SideA(), c.SideB()} {
		if p.Rate(rateKey{What: p.Concepts[0].ID, Group: group, Period: p.Now.Name}).Docs == 0 {
			return group
		}
	}
	return ""
}

// ofSeries are the claims of one kind on groups over time by group and concept, those of which
// something can be said.
func (p *page) ofSeries(kind, periodType string) (map[string]*outputs.Claim, error) {
	rows, _, err := result.Optional(p.Dir, func(c *outputs.Claim) bool {
		return c.Kind == kind && c.PeriodType == periodType && c.Reason == "" && c.PAdjusted != nil
	})
	out := map[string]*outputs.Claim{}
	for i := range rows {
		c := &rows[i]
		out[seriesKey(c.Attribute, c.A, c.Event, c.Item)] = c
	}
	return out, err
}

func seriesKey(attribute, value, event, concept string) string {
	return strings.Join([]string{attribute, value, event, concept}, "\x00")
}

package report

import (
	"html/template"
	"slices"

	"tifa/outputs"
)

// claimKey names the claims of one kind on a pair of groups in a period.
type claimKey struct{ kind, attribute, a, b, period string }

// loadClaims reads what the table claims says of groups in the period reported on and over all.
func (r *run) loadClaims() error {
	r.claims = map[claimKey]map[string]*outputs.Claim{}
	rows, _, err := optional(r.dir, func(c *outputs.Claim) bool {
		return (c.Kind == "groups" || c.Kind == "documents") && (c.Period == r.now.Name || c.Period == allPeriods)
	})
	for i := range rows {
		c := &rows[i]
		k := claimKey{c.Kind, c.Attribute, c.A, c.B, c.Period}
		if r.claims[k] == nil {
			r.claims[k] = map[string]*outputs.Claim{}
		}
		r.claims[k][c.Item] = c
	}
	return err
}

// claimsOf are the claims on a pair in a period, by concept; nil where there are none.
func (p *page) claimsOf(kind string, c comparison, period string) map[string]*outputs.Claim {
	return p.claims[claimKey{kind, c.By, c.A, c.B, period}]
}

// supported reports whether a claim holds.
func supported(c *outputs.Claim) bool { return c.Verdict == "supported" }

// bySources says what can be said of the sources of two groups in a period: in the one reported on,
// where it has claims, else over all. It is empty where the run has no claims.
func (p *page) bySources(c comparison, period string) template.HTML {
	when, claims := p.plain("claims.in", p.now.label(p.lang)), p.claimsOf("groups", c, period)
	if claims == nil || period == allPeriods {
		when, claims = p.plain("claims.over"), p.claimsOf("groups", c, allPeriods)
	}
	var hold []*outputs.Claim
	var why *outputs.Claim // of a concept that somebody mentions
	tested := false
	for i := range p.concepts {
		claim := claims[p.concepts[i].ID]
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
		return p.say("claims.supported", when, p.count("concept", int64(len(hold))), p.claimSentences(c, hold))
	case tested:
		return p.say("claims.unsettled", when)
	case why != nil:
		return p.say("claims.cannot", when, p.say("claims.why."+why.Reason, why.UnitsA, why.UnitsB))
	}
	return ""
}

// claimSentences are the claims of the surest differences between sources.
func (p *page) claimSentences(c comparison, hold []*outputs.Claim) (s template.HTML) {
	slices.SortStableFunc(hold, func(a, b *outputs.Claim) int { return cmpFloat(*a.PAdjusted, *b.PAdjusted) })
	for _, claim := range hold[:min(mostTold, len(hold))] {
		if p.lang == "en" {
			s += " "
		}
		s += p.start("claims.sentence", p.groupName(c.a()), p.name(claim.Item), significant(*claim.Estimate),
			p.groupName(c.b()), rangeOf(claim.Lo, claim.Hi), claim.UnitsA, claim.UnitsB, chance(*claim.PAdjusted),
			rangeOf(claim.LooLo, claim.LooHi))
		if *claim.LooLo <= 1 && *claim.LooHi >= 1 {
			s += p.say("claims.hangs", p.sourceName(claim.HangsOn))
		}
	}
	return s
}

func rangeOf(lo, hi *float64) string {
	return orDash(lo, significant) + "–" + orDash(hi, significant)
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
	for _, group := range []string{c.a(), c.b()} {
		if p.rate(rateKey{p.concepts[0].ID, group, p.now.Name}).Docs == 0 {
			return group
		}
	}
	return ""
}

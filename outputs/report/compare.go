package report

import (
	"html/template"

	"tifa/outputs/report/result"
)

// change is one concept in two periods, or in two groups, as the table period_comparisons has it.
type change struct {
	id      string
	group   string   // of sources, that both rates are over; of a comparison of periods
	diff    estimate // not ok where the table has no row
	differs bool     // by the rule of the table
}

// since is the comparison of the period with an earlier one.
func (p *page) since(then period) result.Family {
	kind := "year_before"
	if then == p.prev {
		kind = "previous"
	}
	return result.Family{Kind: kind, A: p.Now.Name, B: then.Name, Period: p.Now.Name}
}

// decide puts into a change what the table says of it, in the measure of the page.
func (p *page) decide(c *change, k result.Family) {
	row := p.Comparisons[k][c.id]
	if row == nil {
		return
	}
	c.diff, c.differs = estimateOf(&row.ShareDiff, &row.ShareDiffLo, &row.ShareDiffHi),
		row.ShareDiffers
	if p.tokens {
		c.diff, c.differs = estimateOf(row.RateDiff, row.RateDiffLo, row.RateDiffHi),
			row.RateDiffers
	}
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

package report

import "tifa/outputs/report/translate"

// cell is a number in a table with what it opens.
type cell struct {
	Text, Note string
	Sort       float64
	Link       string
	Few        bool
	Empty      bool
}

// cell shows a rate as count and denominator.
func (p *page) cell(k rateKey) cell { return p.cellOf(k, p.Rate(k)) }

func (p *page) cellOf(k rateKey, r rate) cell {
	e := p.estimate(r)
	if !e.ok {
		return cell{Empty: true, Sort: -1}
	}
	c := cell{Text: translate.Thousands(p.times(r)) + " / " + translate.Thousands(p.of(r)),
		Note: p.value(e.Value) + " (" + p.interval(e) + ")", Sort: e.Value, Few: r.Mentions < 5}
	if r.Mentions > 0 {
		c.Link = p.book.Ask(k)
	}
	return c
}

package report

import (
	"html/template"

	"tifa/outputs/report/translate"
)

type changeRow struct {
	Name  template.HTML
	Cells []cell
	Diff  string
	Q     string
	Sort  float64
}

// cell is a number in a table with what it opens.
type cell struct {
	Text, Note string
	Sort       float64
	Link       string
	Few        bool
	Empty      bool
}

func (p *page) changeTable(columns []period) []changeRow {
	var rows []changeRow
	changes := p.compare(p.prev)
	if len(changes) == 0 {
		changes = p.used(p.prev, "")
	}
	for _, c := range changes {
		rows = append(rows, p.changeRow(c, columns))
	}
	return rows
}

func (p *page) changeRow(c change, columns []period) changeRow {
	row := changeRow{Name: p.name(c.id), Sort: c.diff.Value}
	if c.diff.ok {
		row.Diff, row.Q = string(p.signed(c.diff)), translate.Chance(c.q)
	}
	for _, at := range columns {
		row.Cells = append(row.Cells, p.cell(rateKey{What: c.id, Period: at.Name}))
	}
	return row
}

// cell shows a rate as count and denominator.
func (p *page) cell(k rateKey) cell { return p.cellOf(k, p.Rate(k)) }

func (p *page) cellOf(k rateKey, r rate) cell {
	e := p.estimate(r)
	if !e.ok {
		return cell{Empty: true, Sort: -1}
	}
	c := cell{Text: translate.Thousands(p.times(r)) + " / " + translate.Thousands(p.of(r)), Note: p.value(e.Value) + " (" + p.interval(e) + ")",
		Sort: e.Value, Few: r.Mentions < 5}
	if r.Mentions > 0 {
		c.Link = p.book.Ask(k)
	}
	return c
}

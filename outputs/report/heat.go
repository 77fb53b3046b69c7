package report

import (
	"html/template"

	"tifa/outputs"
)

// mostColumns bounds the periods of the heat table, so that it fits a page on its side; charts have all periods.
const mostColumns = 16

// heatView is every concept in every period.
type heatView struct {
	Tables  []heatTable
	Tokens  bool
	Tiers   bool // cells carry temperature words
	Docs    int64
	Columns int
	Periods int
}

type heatTable struct {
	ID      string
	Title   template.HTML
	Columns []period
	Labels  []string
	Themes  []heatTheme
}

type heatTheme struct {
	Name  string
	Cells []heatCell
	Rows  []heatRow
}

type heatRow struct {
	ID     string
	Name   template.HTML
	Search string
	Total  int64
	Cells  []heatCell
}

// heatCell is a rate with the shade of its size, 0 to 5.
type heatCell struct {
	cell
	Shade int
	Word  string // temperature, in a year
	Title string
}

func (p *page) heat() (any, error) {
	v := heatView{Tokens: p.tokens}
	if len(p.types) == 0 {
		return v, nil
	}
	rows, there, err := optional(p.dir, func(t *outputs.TemperatureRow) bool { return t.Attribute == "all" })
	if err != nil {
		return v, err
	}
	v.Tiers = there && !p.tokens
	p.tiers = map[rateKey]string{}
	for _, t := range rows {
		p.tiers[rateKey{what: t.Concept, period: t.Period}] = t.Temperature
	}
	long := p.periods[p.longest()]
	v.Periods = len(long)
	long = long[max(len(long)-mostColumns, 0):]
	v.Columns = len(long)
	v.Tables = append(v.Tables, p.heatTable("heat-all", "heat.long", long))
	if p.now.Type != p.longest() {
		v.Tables = append(v.Tables, p.heatTable("heat-now", "heat.short", p.lastYear()))
	}
	return v, nil
}

// lastYear are the periods from the one of the year before to the one reported on.
func (p *page) lastYear() []period {
	var out []period
	for _, q := range p.periods[p.now.Type] {
		if q.Start >= p.ago.Start && q.Start <= p.now.Start {
			out = append(out, q)
		}
	}
	return out[max(len(out)-mostColumns, 0):]
}

func (p *page) heatTable(id, title string, columns []period) heatTable {
	t := heatTable{ID: id, Columns: columns,
		Title: p.say(title, columns[0].label(p.lang), columns[len(columns)-1].label(p.lang))}
	for _, c := range columns {
		t.Labels = append(t.Labels, c.Name)
	}
	for _, theme := range p.themes {
		h := heatTheme{Name: theme, Cells: p.heatCells("theme:"+theme, columns)}
		for i := range p.concepts {
			c := &p.concepts[i]
			if c.Theme != theme {
				continue
			}
			row := heatRow{ID: c.ID, Name: p.name(c.ID), Search: c.ID + " " + c.Zh + " " + c.Pinyin + " " + c.En + " " + theme,
				Cells: p.heatCells(c.ID, columns)}
			for _, q := range columns {
				row.Total += p.rate(rateKey{what: c.ID, period: q.Name}).Mentions
			}
			if row.Total > 0 {
				h.Rows = append(h.Rows, row)
			}
		}
		t.Themes = append(t.Themes, h)
	}
	return t
}

func (p *page) heatCells(what string, columns []period) []heatCell {
	out := make([]heatCell, len(columns))
	for i, q := range columns {
		k := rateKey{what: what, period: q.Name}
		r := p.rate(k)
		e := p.estimate(r)
		if !e.ok {
			out[i] = heatCell{cell: cell{Empty: true, Sort: -1}}
			continue
		}
		out[i] = heatCell{cell: cell{Text: p.bare(e.V), Sort: e.V, Few: r.Mentions > 0 && r.Mentions < 5}, Shade: p.shade(e.V),
			Title: p.plain("heat.cell", p.times(r), p.of(r), p.interval(e))}
		if r.Mentions > 0 {
			out[i].Link = p.book.ask(k)
			out[i].Word = p.tier(k)
		}
	}
	return out
}

// tier is the temperature word of a concept in a year, as the table temperatures has it.
func (p *page) tier(k rateKey) string {
	if p.tokens {
		return "" // a share of two or three long documents is no temperature
	}
	return p.tiers[k]
}

// shade is the step of a value: for shares of documents those of the six temperatures, for others powers of three.
func (p *page) shade(v float64) int {
	lines := []float64{0.00026, 0.0013, 0.0052, 0.0129, 0.0518}
	if p.tokens {
		lines = []float64{1, 10, 33, 100, 330}
	}
	n := 0
	for _, l := range lines {
		if v >= l {
			n++
		}
	}
	return n
}

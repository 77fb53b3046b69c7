package report

import (
	"html/template"
	"strconv"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// mostColumns bounds the periods of the heat table, so that it fits a page on its side; charts have
// all periods.
const mostColumns = 16

// heatView is every concept in every period.
type heatView struct {
	Tables  []heatTable
	Tokens  bool
	Words   bool // cells of years carry temperature words
	Legend  []legendStep
	Columns int
	Periods int
}

// legendStep is a shade with its name and the value it begins at.
type legendStep struct {
	Shade int
	Text  template.HTML
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
	if len(p.Types) == 0 {
		return v, nil
	}
	lines := p.lines()
	v.Words = !p.tokens && p.Longest() == "year"
	v.Legend = p.legend(lines)
	long := p.Periods[p.Longest()]
	v.Periods = len(long)
	long = long[max(len(long)-mostColumns, 0):]
	v.Columns = len(long)
	v.Tables = append(v.Tables, p.heatTable("heat-all", "heat.long", long))
	if p.Now.Type != p.Longest() {
		v.Tables = append(v.Tables, p.heatTable("heat-now", "heat.short", p.lastYear()))
	}
	return v, nil
}

// lastYear are the periods from the one of the year before to the one reported on.
func (p *page) lastYear() []period {
	var out []period
	for _, q := range p.Periods[p.Now.Type] {
		if q.Start >= p.ago.Start && q.Start <= p.Now.Start {
			out = append(out, q)
		}
	}
	return out[max(len(out)-mostColumns, 0):]
}

func (p *page) heatTable(id, title string, columns []period) heatTable {
	t := heatTable{ID: id, Columns: columns,
		Title: p.Say(title, p.label(columns[0]), p.label(columns[len(columns)-1]))}
	for _, c := range columns {
		t.Labels = append(t.Labels, c.Name)
	}
	for _, theme := range p.Themes {
		h := heatTheme{Name: p.themeName(theme), Cells: p.heatCells("theme:"+theme, columns)}
		for i := range p.Concepts {
			c := &p.Concepts[i]
			if c.Theme != theme {
				continue
			}
			row := heatRow{ID: c.ID, Name: p.name(c.ID), Search: c.ID + " " + c.Zh + " " + c.Pinyin + " " + c.En + " " + theme,
				Cells: p.heatCells(c.ID, columns)}
			for _, q := range columns {
				row.Total += p.Rate(rateKey{What: c.ID, Period: q.Name}).Mentions
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
		k := rateKey{What: what, Period: q.Name}
		r := p.Rate(k)
		e := p.estimate(r)
		if !e.ok {
			out[i] = heatCell{cell: cell{Empty: true, Sort: -1}}
			continue
		}
		out[i] = heatCell{cell: cell{Text: p.bare(e.Value), Sort: e.Value, Few: r.Mentions > 0 && r.Mentions < 5}, Shade: p.shade(e.Value),
			Title: p.counted("heat.cell", r, p.interval(e))}
		if out[i].Few {
			out[i].Title += p.Plain("heat.cell.few")
		}
		if r.Mentions > 0 {
			out[i].Link = p.book.Ask(k)
			if q.Type == "year" && !p.tokens && r.Mentions >= 5 && !strings.HasPrefix(what, "theme:") {
				out[i].Word = p.tiers[[2]string{what, q.Name}]
			}
		}
	}
	return out
}

// readTiers reads the temperature of each concept in each year and in periods like the one reported
// on, over all documents, by concept and period.
func (p *page) readTiers() (map[[2]string]string, error) {
	out := map[[2]string]string{}
	keep := func(t *outputs.TemperatureRow) bool {
		return t.Attribute == "all" && (t.PeriodType == "year" || t.PeriodType == p.Now.Type)
	}
	rows, _, err := result.Optional(p.Dir, keep)
	for i := range rows {
		out[[2]string{rows[i].Concept, rows[i].Period}] = rows[i].Temperature
	}
	return out, err
}

// tiers are the temperatures of the China Media Project, from cold to boiling: those of the table
// temperatures.
func tiers() [6]string { return [6]string{"冷", "温", "暖", "热", "烫", "沸"} }

// lines are where the shades begin: for shares of documents at the temperatures of the run's
// settings, for rates of few long documents at round values.
func (p *page) lines() [5]float64 {
	if p.tokens {
		return [5]float64{1, 10, 33, 100, 330}
	}
	if t := p.Manifest.Settings.Measures.Temperature; t.Boiling > 0 {
		return [5]float64{t.Tepid, t.Warm, t.Hot, t.Scalding, t.Boiling}
	}
	return [5]float64{0.00026, 0.0013, 0.0052, 0.0129, 0.0518}
}

// shade is the step of a value, 0 to 5.
func (p *page) shade(v float64) int {
	n := 0
	for _, l := range p.lines() {
		if v >= l {
			n++
		}
	}
	return n
}

func (p *page) legend(lines [5]float64) []legendStep {
	out := []legendStep{{0, p.step(0, p.Say("heat.below", p.lineText(lines[0])))}}
	for i, l := range lines {
		out = append(out, legendStep{i + 1, p.step(i+1, p.Say("heat.from", p.lineText(l)))})
	}
	return out
}

// step names a shade: its temperature, where the page has some, and where it begins.
func (p *page) step(shade int, from template.HTML) template.HTML {
	if p.tokens {
		return from
	}
	word := tiers()[shade]
	return p.Say("heat.step", zhText(word), p.Say("heat."+word), from)
}

// lineText writes where a shade begins, as exactly as the published lines are given.
func (p *page) lineText(v float64) string {
	if p.tokens {
		return translate.SignificantShort(v)
	}
	return strconv.FormatFloat(100*v, 'g', 3, 64) + " %"
}

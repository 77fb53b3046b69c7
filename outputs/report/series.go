package report

import (
	"html/template"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"tifa/outputs"
	"tifa/outputs/report/chart"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// mostPanels bounds the small multiples.
const mostPanels = 12

// seriesView is the rates of the concepts that changed or are used most, over time.
type seriesView struct {
	Panels []panel
	Events []eventView
	Type   string // of period, in words
	Long   string
	A, B   string // groups drawn, where there are two
	Tokens bool
}

type panel struct {
	Name  template.HTML
	Chart template.HTML
}

// eventView is an event that charts mark.
type eventView struct {
	outputs.Event
	Before, Inside bool
}

func (p *page) series() (any, error) {
	v := seriesView{Tokens: p.tokens}
	if len(p.Types) == 0 {
		return v, nil
	}
	// Lines of one group are by shorter periods than the areas to click; see panel.
	kind, pair := p.TypeWith(result.EnoughForLine), p.firstPair()
	if pair != nil {
		kind = p.Longest()
		v.A, v.B = p.groupName(pair.SideA()), p.groupName(pair.SideB())
	}
	v.Type, v.Long = p.Plain("type."+kind), p.Plain("full."+p.Longest())
	all := p.Periods[kind]
	v.Events = p.eventsBetween(p.FirstDay, p.LastDay)
	for _, id := range p.worthDrawing() {
		v.Panels = append(v.Panels, panel{p.name(id), p.panel(id, all, pair, v.Events)})
	}
	return v, nil
}

// firstPair is the first comparison with documents on both sides; nil where there is none.
func (p *page) firstPair() *comparison {
	for i, c := range p.Manifest.Settings.Compare {
		if p.hasBoth(c) {
			return &p.Manifest.Settings.Compare[i]
		}
	}
	return nil
}

// worthDrawing picks concepts: those of claims that hold, then those mentioned most.
func (p *page) worthDrawing() []string {
	var out []string
	add := func(id string) {
		if c := p.Concept[id]; c != nil && len(out) < mostPanels && !slices.Contains(out, id) && c.Mentions >= 5 {
			out = append(out, id)
		}
	}
	for _, c := range p.chosen().Told() {
		if len(out) < mostPanels/2 {
			add(c.Item)
		}
	}
	use := make([]float64, len(p.Concepts))
	for i := range p.Concepts {
		use[i] = float64(p.Concepts[i].Mentions)
	}
	for _, i := range descending(use) {
		add(p.Concepts[i].ID)
	}
	return out
}

func (p *page) eventsBetween(from, to int32) []eventView {
	var out []eventView
	for _, e := range p.Manifest.Events {
		if day, ok := result.ParseDay(e.Date); ok && day >= from && day <= to {
			out = append(out, eventView{Event: e, Inside: day >= p.Now.Start && day <= p.Now.End()})
		}
	}
	return out
}

// panel draws one concept: two groups where there is a pair, else all sources together. The areas
// that open evidence are those of the longest type of period, which a finger can hit.
func (p *page) panel(id string, all []period, pair *comparison, events []eventView) template.HTML {
	from, to := all[0].Start, all[len(all)-1].Next().Start
	pl := chart.NewPlot()
	pl.X.Min, pl.X.Max = float64(from), float64(to)
	curves := []*chart.Curve{p.curve(id, "", all)}
	if pair != nil {
		curves = []*chart.Curve{p.curve(id, pair.SideA(), all), p.curve(id, pair.SideB(), all)}
		curves[1].Class, curves[1].Dashes = "b", []vg.Length{4, 2}
	}
	most := 0.0
	for _, c := range curves {
		_, _, _, y := c.DataRange()
		most = max(most, y)
	}
	pl.Y.Min, pl.Y.Max = 0, most
	if most == 0 {
		pl.Y.Max = 1
	}
	var lines chart.Moments
	for _, e := range events {
		day, _ := result.ParseDay(e.Date)
		lines = append(lines, float64(day))
	}
	pl.Add(lines)
	for _, c := range curves {
		pl.Add(c)
	}
	pl.Add(p.panelHits(id, pair))
	pl.X.Min, pl.X.Max, pl.Y.Min = float64(from), float64(to), 0
	pl.Y.Tick.Marker = plot.ConstantTicks(chart.Steps(pl.Y.Max, p.tick))
	pl.X.Tick.Marker = plot.ConstantTicks(chart.Years(from, to-1, 5))
	c := chart.NewCanvas(260, 130)
	chart.DrawAt(pl, c, vg.Rectangle{Min: vg.Point{X: 2, Y: 2}, Max: vg.Point{X: 256, Y: 124}}, 36)
	return c.SVG("series-"+rateKey{What: id}.ID(), p.Plain("series.title", p.Concept[id].Zh, p.Concept[id].En), p.inWords(id, pair))
}

// tick labels a value of the y axis.
func (p *page) tick(v float64) string {
	if p.tokens || v == 0 {
		return translate.SignificantShort(v)
	}
	return translate.SignificantShort(100*v) + " %"
}

func (p *page) curve(id, group string, all []period) *chart.Curve {
	c := &chart.Curve{Class: "a"}
	for _, q := range all {
		e := p.estimate(p.Rate(rateKey{What: id, Group: group, Period: q.Name}))
		c.Points = append(c.Points, chart.Point{X: float64(q.Start+q.Next().Start) / 2, Estimate: e.Estimate, OK: e.ok})
	}
	return c
}

func (p *page) panelHits(id string, pair *comparison) chart.Hits {
	var out chart.Hits
	for _, q := range p.Periods[p.Longest()] {
		k := rateKey{What: id, Period: q.Name}
		r := p.Rate(k)
		h := chart.Hit{From: float64(q.Start), To: float64(q.Next().Start), Title: p.inPeriod(id, q, pair)}
		if r.Mentions > 0 {
			h.Href = p.book.Ask(k)
		}
		out = append(out, h)
	}
	return out
}

// inPeriod says a concept's rates in one period: 2015: 212 of 4,787 documents, 4.4 % (3.9–5.1).
func (p *page) inPeriod(id string, q period, pair *comparison) string {
	one := func(group string) string {
		r := p.Rate(rateKey{What: id, Group: group, Period: q.Name})
		e := p.estimate(r)
		if !e.ok {
			return p.Plain("rate.nodocs")
		}
		return p.counted("series.point", r, p.value(e.Value), p.interval(e))
	}
	if pair == nil {
		return p.Plain("series.in", q.Label(p.Lang), one(""))
	}
	return p.Plain("series.in.pair", q.Label(p.Lang), p.groupName(pair.SideA()),
		one(pair.SideA()), p.groupName(pair.SideB()), one(pair.SideB()))
}

// inWords is the curve for who doesn't see it: every period of the longest type.
func (p *page) inWords(id string, pair *comparison) string {
	var out []string
	for _, q := range p.Periods[p.Longest()] {
		out = append(out, p.inPeriod(id, q, pair))
	}
	if n := len(out); n > mostColumns {
		out = out[n-mostColumns:]
	}
	return strings.Join(out, p.Plain("series.join"))
}

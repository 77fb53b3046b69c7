package report

import (
	"html/template"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tifa/outputs/report/chart"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

// coverageView is what there was to read.
type coverageView struct {
	Read    template.HTML
	Chart   template.HTML
	Type    string
	Columns []string
	Rows    []coverageRow
	Reasons bool // a source says why it has its stance
}

type coverageRow struct {
	ID, Name, Other, Kind, Stance, Reason, Cite string
	Documents, Duplicates                       int64
	First, Last                                 string
	Cells                                       []coverageCell
}

// coverageCell is the documents of a source in a period; Gap is a period without any between others
// that have some.
type coverageCell struct {
	Docs int64
	Gap  bool
}

func (p *page) covered() (any, error) {
	v := coverageView{Read: p.readInAll()}
	if len(p.Types) > 0 {
		kind := p.TypeWith(result.EnoughForLine)
		v.Type = p.Plain("type." + kind)
		v.Chart = p.coverageChart(kind)
	}
	columns := p.Periods[p.Longest()]
	columns = columns[max(len(columns)-mostColumns, 0):]
	for _, q := range columns {
		v.Columns = append(v.Columns, q.Label(p.Lang))
	}
	for i := range p.Sources {
		s := &p.Sources[i]
		row := coverageRow{ID: s.ID, Name: p.sourceName(s.ID), Other: s.Zh, Kind: s.Kind, Stance: p.groupName("stance=" + s.Stance),
			Reason: s.Reason, Cite: s.Cite, Documents: s.Documents, Duplicates: s.Duplicates, First: day(s.FirstDate), Last: day(s.LastDate)}
		if row.Other == row.Name {
			row.Other = s.En
		}
		for _, q := range columns {
			n := p.Coverage[result.CoverKey{Source: s.ID, Period: q.Name}].Docs
			row.Cells = append(row.Cells, coverageCell{n, n == 0})
		}
		v.Reasons = v.Reasons || s.Reason != "" && s.Cite != ""
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// readInAll says how much the counts over time include.
func (p *page) readInAll() template.HTML {
	var docs, tokens, han int64
	for _, q := range p.Periods[p.Longest()] {
		for i := range p.Sources {
			c := p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: q.Name}]
			docs, tokens, han = docs+c.Docs, tokens+c.Tokens, han+c.HanChars
		}
	}
	all := statement.Row("coverage", "period_type", p.Longest())
	return statement.Cited(p.Start("coverage.read", p.Count("document", docs), p.Count("source", int64(len(p.Sources))),
		tokens, han), all+"#sum=docs", all+"#sum=tokens", all+"#sum=han_chars", "sources#count")
}

func day(d *int32) string {
	if d == nil {
		return ""
	}
	return calendar.Time(*d).Format("2006-01-02")
}

// gaps are the stretches between a source's first and last documents in which it has none, in the
// periods of the curves.
func (p *page) gaps(source string) []string {
	var out []string
	var open []period
	seen := false
	for _, q := range p.Periods[p.TypeWith(result.EnoughForLine)] {
		if p.Coverage[result.CoverKey{Source: source, Period: q.Name}].Docs == 0 {
			open = append(open, q)
			continue
		}
		if seen && len(open) > 0 {
			out = append(out, stretch(open))
		}
		seen, open = true, nil
	}
	return out
}

func stretch(s []period) string {
	if len(s) == 1 {
		return s[0].Name
	}
	return s[0].Name + " – " + s[len(s)-1].Name
}

// bars are counts as rectangles from one edge of a period to the other.
type bars struct {
	all  []period
	docs []int64
	now  period
}

// Plot draws a bar for each period; the one reported on stands out.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i, q := range b.all {
		left, right := x(float64(q.Start)), x(float64(q.Next().Start))
		gap := min((right-left)/6, 1)
		class := chart.Paint("bar")
		if q.Start >= b.now.Start && q.Start <= b.now.End() {
			class = "bar-now"
		}
		c.FillPolygon(class, []vg.Point{{X: left + gap, Y: y(0)}, {X: right - gap, Y: y(0)}, {X: right - gap, Y: y(float64(b.docs[i]))}, {X: left + gap, Y: y(float64(b.docs[i]))}})
	}
}

func (p *page) coverageChart(kind string) template.HTML {
	b := bars{all: p.Periods[kind], now: p.Now}
	var most int64
	var areas chart.Hits
	for _, q := range b.all {
		n := p.Docs(q)
		b.docs = append(b.docs, n)
		most = max(most, n)
		areas = append(areas, chart.Hit{From: float64(q.Start), To: float64(q.Next().Start), Title: p.Plain("coverage.bar", q.Label(p.Lang), p.Count("document", n))})
	}
	from, to := b.all[0].Start, b.all[len(b.all)-1].Next().Start
	pl := chart.NewPlot()
	pl.Add(b, areas)
	pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = float64(from), float64(to), 0, float64(most)
	whole := func(v float64) string {
		if v != math.Trunc(v) {
			return ""
		}
		return translate.Thousands(int64(v))
	}
	pl.Y.Tick.Marker = plot.ConstantTicks(chart.Steps(float64(most), whole))
	pl.X.Tick.Marker = plot.ConstantTicks(chart.Years(from, to-1, 12))
	c := chart.NewCanvas(720, 150)
	pl.Draw(draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{Min: vg.Point{X: 2, Y: 2}, Max: vg.Point{X: 712, Y: 142}}})
	return c.SVG("coverage-chart", p.Plain("coverage.chart", p.Plain("type."+kind)), p.Plain("coverage.chart.desc", b.all[0].Name, b.all[len(b.all)-1].Name, p.Count("document", most)))
}

package report

import (
	"html/template"
	"math"
	"slices"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tifa/outputs/report/translate"
)

// mostLabels bounds the labels of a scatter plot; the rest is told by pointing, and by the table beside it.
const mostLabels = 28

// scatter is dots over a logarithmic axis of rates.
type scatter struct {
	dots      []dot
	low, high string // what the ends of the y axis mean
}

type dot struct {
	x, y               float64
	class              string // a, b or weak
	label, title, href string
}

// Plot draws the dots, and labels those farthest from the middle that have room.
func (s *scatter) Plot(c draw.Canvas, p *plot.Plot) {
	to := drawnOn(c)
	x, y := p.Transforms(&c)
	var taken []vg.Rectangle
	for _, d := range s.dots {
		at := vg.Point{X: x(d.x), Y: y(d.y)}
		g := draw.GlyphStyle{Color: paint("mark-" + d.class), Radius: 3.5, Shape: draw.CircleGlyph{}}
		switch d.class {
		case "b":
			g.Shape = draw.BoxGlyph{}
		case "weak":
			g.Radius, g.Shape = 2.5, draw.RingGlyph{}
		}
		c.DrawGlyphNoClip(g, at)
		taken = append(taken, box(at, 4, 4))
	}
	for _, i := range s.byDistance() {
		d := &s.dots[i]
		at := vg.Point{X: x(d.x), Y: y(d.y)}
		if r, anchor, ok := place(at, labelWidth(d.label), taken, c.Rectangle); ok && len(taken) < len(s.dots)+mostLabels {
			taken = append(taken, r)
			pt := vg.Point{X: r.Min.X, Y: r.Min.Y + 3}
			if anchor == "end" {
				pt.X = r.Max.X
			}
			to.text(pt, anchor, "dot-label", d.label)
		}
	}
	for _, d := range s.dots {
		to.area(box(vg.Point{X: x(d.x), Y: y(d.y)}, 7, 7), d.href, d.title)
	}
}

func (s *scatter) byDistance() []int {
	far := make([]float64, len(s.dots))
	for i, d := range s.dots {
		far[i] = math.Abs(d.y)
		if d.class != "weak" {
			far[i] += 1000
		}
	}
	return descending(far)
}

func box(at vg.Point, dx, dy vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - dx, Y: at.Y - dy}, Max: vg.Point{X: at.X + dx, Y: at.Y + dy}}
}

// labelWidth reckons the width of a label: a Han character is as wide as it is high.
func labelWidth(s string) vg.Length {
	w := vg.Length(0)
	for _, r := range s {
		if utf8.RuneLen(r) >= 3 {
			w += 11
		} else {
			w += 6
		}
	}
	return w
}

// place finds room for a label to the right of a dot or to its left.
func place(at vg.Point, width vg.Length, taken []vg.Rectangle, in vg.Rectangle) (r vg.Rectangle, anchor string, ok bool) {
	for _, a := range []string{"start", "end"} {
		r = vg.Rectangle{Min: vg.Point{X: at.X + 6, Y: at.Y - 6}, Max: vg.Point{X: at.X + 6 + width, Y: at.Y + 6}}
		if a == "end" {
			r = vg.Rectangle{Min: vg.Point{X: at.X - 6 - width, Y: at.Y - 6}, Max: vg.Point{X: at.X - 6, Y: at.Y + 6}}
		}
		free := r.Min.X >= in.Min.X && r.Max.X <= in.Max.X
		if free && !slices.ContainsFunc(taken, func(t vg.Rectangle) bool { return overlap(r, t) }) {
			return r, a, true
		}
	}
	return r, "", false
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

func (s *scatter) svg(id, title, desc string) template.HTML {
	lo, hi, bottom, top := math.Inf(1), 0.0, -1.0, 1.0
	for _, d := range s.dots {
		lo, hi, bottom, top = min(lo, d.x), max(hi, d.x), min(bottom, d.y), max(top, d.y)
	}
	most := max(top, -bottom)
	pl := newPlot()
	pl.Add(s)
	pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = lo/1.6, hi*2.2, bottom-most/6, top+most/6
	pl.X.Scale = plot.LogScale{}
	pl.X.Tick.Marker = plot.ConstantTicks(decades(pl.X.Min, pl.X.Max))
	var ticks []plot.Tick
	for _, t := range steps(most, translate.SignificantShort) {
		if t.Value <= pl.Y.Max {
			ticks = append(ticks, t)
		}
		if t.Value > 0 && -t.Value >= pl.Y.Min {
			ticks = append(ticks, plot.Tick{Value: -t.Value, Label: "−" + t.Label})
		}
	}
	pl.Y.Tick.Marker = plot.ConstantTicks(ticks)
	c := newCanvas(720, 440)
	pl.Draw(draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{Min: vg.Point{X: 4, Y: 4}, Max: vg.Point{X: 714, Y: 418}}})
	c.text(vg.Point{X: 36, Y: 426}, "start", "side-a", "▲ "+s.high)
	c.text(vg.Point{X: 36, Y: 32}, "start", "side-b", "▼ "+s.low)
	return c.svg(id, title, desc)
}

// decades are the ticks of a logarithmic axis: 1, 2, 5, 10 and so on.
func decades(lo, hi float64) []plot.Tick {
	var out []plot.Tick
	for e := math.Floor(math.Log10(lo)); e <= math.Log10(hi); e++ {
		for _, m := range []float64{1, 2, 5} {
			if v := m * math.Pow(10, e); v >= lo && v <= hi {
				out = append(out, plot.Tick{Value: v, Label: translate.SignificantShort(v)})
			}
		}
	}
	return out
}

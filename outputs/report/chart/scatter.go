package chart

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tifa/outputs/report/translate"
)

// mostLabels bounds the labels of a scatter plot; the rest is told by pointing, and by the table
// beside it.
const mostLabels = 28

// Scatter is dots over a logarithmic axis of rates.
type Scatter struct {
	Dots      []Dot
	Low, High string // what the ends of the y axis mean
}

// Dot is one of them. X is above 0.
type Dot struct {
	X, Y               float64
	Class              string // a, b or weak
	Label, Title, Href string
}

// Plot draws the dots, and labels those farthest from the middle that have room.
func (s *Scatter) Plot(c draw.Canvas, p *plot.Plot) {
	to := drawnOn(c)
	x, y := p.Transforms(&c)
	var taken []vg.Rectangle
	for _, d := range s.Dots {
		at := vg.Point{X: x(d.X), Y: y(d.Y)}
		g := draw.GlyphStyle{Color: Paint("mark-" + d.Class), Radius: 3.5, Shape: draw.CircleGlyph{}}
		switch d.Class {
		case "b":
			g.Shape = draw.BoxGlyph{}
		case "weak":
			g.Radius, g.Shape = 2.5, draw.RingGlyph{}
		}
		c.DrawGlyphNoClip(g, at)
		taken = append(taken, Box(at, 4, 4))
	}
	for _, i := range s.byDistance() {
		d := &s.Dots[i]
		at := vg.Point{X: x(d.X), Y: y(d.Y)}
		if r, anchor, ok := place(at, LabelWidth(d.Label), taken, c.Rectangle); ok && len(taken) < len(s.Dots)+mostLabels {
			taken = append(taken, r)
			pt := vg.Point{X: r.Min.X, Y: r.Min.Y + 3}
			if anchor == "end" {
				pt.X = r.Max.X
			}
			to.Text(pt, anchor, "dot-label", d.Label)
		}
	}
	for _, d := range s.Dots {
		to.Area(Box(vg.Point{X: x(d.X), Y: y(d.Y)}, 7, 7), d.Href, d.Title)
	}
}

func (s *Scatter) byDistance() []int {
	far := make([]float64, len(s.Dots))
	for i, d := range s.Dots {
		far[i] = math.Abs(d.Y)
		if d.Class != "weak" {
			far[i] += 1000
		}
	}
	at := make([]int, len(far))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Compare(far[j], far[i]) })
	return at
}

// Box is the rectangle about a point.
func Box(at vg.Point, dx, dy vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: at.X - dx, Y: at.Y - dy}, Max: vg.Point{X: at.X + dx, Y: at.Y + dy}}
}

// LabelWidth reckons the width of a label: a Han character is as wide as it is high.
func LabelWidth(s string) vg.Length {
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

// SVG is the plot as an element of the page; see Canvas.SVG.
func (s *Scatter) SVG(id, title, desc string) template.HTML {
	lo, hi, bottom, top := math.Inf(1), 0.0, -1.0, 1.0
	for _, d := range s.Dots {
		lo, hi, bottom, top = min(lo, d.X), max(hi, d.X), min(bottom, d.Y), max(top, d.Y)
	}
	most := max(top, -bottom)
	pl := NewPlot()
	pl.Add(s)
	pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = lo/1.6, hi*2.2, bottom-most/6, top+most/6
	pl.X.Scale = plot.LogScale{}
	pl.X.Tick.Marker = plot.ConstantTicks(decades(pl.X.Min, pl.X.Max))
	var ticks []plot.Tick
	for _, t := range Steps(most, translate.SignificantShort) {
		if t.Value <= pl.Y.Max {
			ticks = append(ticks, t)
		}
		if t.Value > 0 && -t.Value >= pl.Y.Min {
			ticks = append(ticks, plot.Tick{Value: -t.Value, Label: "−" + t.Label})
		}
	}
	pl.Y.Tick.Marker = plot.ConstantTicks(ticks)
	c := NewCanvas(720, 440)
	pl.Draw(draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{Min: vg.Point{X: 4, Y: 4}, Max: vg.Point{X: 714, Y: 418}}})
	c.Text(vg.Point{X: 36, Y: 426}, "start", "side-a", "▲ "+s.High)
	c.Text(vg.Point{X: 36, Y: 32}, "start", "side-b", "▼ "+s.Low)
	return c.SVG(id, title, desc)
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

// HeadOf is a label, cut where it is wider than the width.
func HeadOf(s string, width vg.Length) string {
	if LabelWidth(s) <= width {
		return s
	}
	for i := range s {
		if LabelWidth(s[:i]+"…") > width {
			return strings.TrimSpace(string([]rune(s[:i])[:max(len([]rune(s[:i]))-1, 0)])) + "…"
		}
	}
	return s
}

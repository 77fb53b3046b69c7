package chart

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"tifa/pipeline/stats"
)

// Curve is a rate over time: a line where periods have documents, a ribbon for the intervals, and
// gaps where there is nothing to count.
type Curve struct {
	Points []Point
	Class  string // of line, ribbon and marks: a or b
	Dashes []vg.Length
}

// Point is one period of a curve; X is its middle.
type Point struct {
	X float64
	stats.Estimate
	OK bool // there is a value
}

// Plot draws the curve; each stretch without a gap is a line of its own.
func (c *Curve) Plot(to draw.Canvas, p *plot.Plot) {
	for _, s := range c.stretches() {
		c.ribbon(s).Plot(to, p)
		line := &plotter.Line{XYs: xys(s), LineStyle: draw.LineStyle{Color: Paint("line-" + c.Class), Width: c.width(), Dashes: c.Dashes}}
		line.Plot(to, p)
	}
	if len(c.Points) > 24 {
		c.lonely().Plot(to, p)
		return
	}
	c.marks(c.Points).Plot(to, p)
}

// width of the line: a long one is thin, so that peaks beside each other stay apart.
func (c *Curve) width() vg.Length {
	if len(c.Points) > 60 {
		return 1
	}
	return 1.5
}

// stretches are the runs of points between gaps.
func (c *Curve) stretches() [][]Point {
	var out [][]Point
	open := false
	for _, pt := range c.Points {
		if !pt.OK {
			open = false
			continue
		}
		if !open {
			out = append(out, nil)
			open = true
		}
		out[len(out)-1] = append(out[len(out)-1], pt)
	}
	return out
}

func xys(points []Point) plotter.XYs {
	out := make(plotter.XYs, len(points))
	for i, pt := range points {
		out[i] = plotter.XY{X: pt.X, Y: pt.Value}
	}
	return out
}

// ribbon spans the intervals; a point without one pinches it to the line.
func (c *Curve) ribbon(s []Point) *plotter.Polygon {
	ring := make(plotter.XYs, 0, 2*len(s))
	for _, pt := range s {
		ring = append(ring, plotter.XY{X: pt.X, Y: pt.high()})
	}
	for i := len(s) - 1; i >= 0; i-- {
		ring = append(ring, plotter.XY{X: s[i].X, Y: s[i].low()})
	}
	return &plotter.Polygon{XYs: []plotter.XYs{ring}, Color: Paint("ribbon-" + c.Class)}
}

func (e Point) high() float64 {
	if e.Bounded {
		return e.Hi
	}
	return e.Value
}

func (e Point) low() float64 {
	if e.Bounded {
		return e.Lo
	}
	return e.Value
}

// lonely marks the points that no line goes through.
func (c *Curve) lonely() *plotter.Scatter {
	var alone []Point
	for _, s := range c.stretches() {
		if len(s) == 1 {
			alone = append(alone, s[0])
		}
	}
	return c.marks(alone)
}

func (c *Curve) marks(points []Point) *plotter.Scatter {
	var seen []Point
	for _, pt := range points {
		if pt.OK {
			seen = append(seen, pt)
		}
	}
	var shape draw.GlyphDrawer = draw.CircleGlyph{}
	if c.Class == "b" {
		shape = draw.BoxGlyph{}
	}
	return &plotter.Scatter{XYs: xys(seen), GlyphStyle: draw.GlyphStyle{Color: Paint("mark-" + c.Class), Radius: 2.2, Shape: shape}}
}

// DataRange makes room for the intervals, but not for one so wide that it would flatten the line.
func (c *Curve) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax = math.Inf(1), math.Inf(-1)
	value := 0.0
	for _, pt := range c.Points {
		xmin, xmax = min(xmin, pt.X), max(xmax, pt.X)
		if pt.OK {
			value = max(value, pt.Value)
			ymax = max(ymax, pt.high())
		}
	}
	if value > 0 {
		ymax = min(ymax, 3*value)
	}
	return xmin, xmax, 0, ymax
}

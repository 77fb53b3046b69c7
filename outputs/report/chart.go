package report

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// newPlot is a plot in the report's style: horizontal hair lines, no frame, labels in the page's font.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Color = paint("axis")
		a.Padding = 0
		a.Tick.Color = paint("axis")
		a.Tick.Length = 3
		a.Tick.Label.Color = paint("tick")
		a.Tick.Label.Font = font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
		a.Label.TextStyle.Color = paint("tick")
		a.Label.TextStyle.Font = a.Tick.Label.Font
	}
	p.Y.Width = 0
	p.Y.Tick.Length = 0
	p.Y.Padding = 3
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal.Color = paint("grid")
	grid.Horizontal.Width = 0.5
	p.Add(grid)
	return p
}

// drawAt draws a plot so that its data begins at left, however long the labels of the y axis are: charts beside or below
// each other keep one time axis.
func drawAt(p *plot.Plot, to *canvas, r vg.Rectangle, left vg.Length) {
	c := draw.Canvas{Canvas: to, Rectangle: r}
	c.Min.X += max(left-p.DataCanvas(c).Min.X, 0)
	p.Draw(c)
}

// curve is a rate over time: a line where periods have documents, a ribbon for the intervals, and gaps where there is
// nothing to count.
type curve struct {
	points []point
	class  string // of line, ribbon and marks: a or b
	dashes []vg.Length
}

// point is one period of a curve; x is its middle.
type point struct {
	x float64
	estimate
}

// Plot draws the curve; each stretch without a gap is a line of its own.
func (c *curve) Plot(to draw.Canvas, p *plot.Plot) {
	for _, s := range c.stretches() {
		c.ribbon(s).Plot(to, p)
		line := &plotter.Line{XYs: xys(s), LineStyle: draw.LineStyle{Color: paint("line-" + c.class), Width: c.width(), Dashes: c.dashes}}
		line.Plot(to, p)
	}
	if len(c.points) > 24 {
		c.lonely().Plot(to, p)
		return
	}
	c.marks(c.points).Plot(to, p)
}

// width of the line: a long one is thin, so that peaks beside each other stay apart.
func (c *curve) width() vg.Length {
	if len(c.points) > 60 {
		return 1
	}
	return 1.5
}

// stretches are the runs of points between gaps.
func (c *curve) stretches() [][]point {
	var out [][]point
	open := false
	for _, pt := range c.points {
		if !pt.ok {
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

func xys(points []point) plotter.XYs {
	out := make(plotter.XYs, len(points))
	for i, pt := range points {
		out[i] = plotter.XY{X: pt.x, Y: pt.Value}
	}
	return out
}

// ribbon spans the intervals; a point without one pinches it to the line.
func (c *curve) ribbon(s []point) *plotter.Polygon {
	ring := make(plotter.XYs, 0, 2*len(s))
	for _, pt := range s {
		ring = append(ring, plotter.XY{X: pt.x, Y: pt.high()})
	}
	for i := len(s) - 1; i >= 0; i-- {
		ring = append(ring, plotter.XY{X: s[i].x, Y: s[i].low()})
	}
	return &plotter.Polygon{XYs: []plotter.XYs{ring}, Color: paint("ribbon-" + c.class)}
}

func (e estimate) high() float64 {
	if e.Bounded {
		return e.Hi
	}
	return e.Value
}

func (e estimate) low() float64 {
	if e.Bounded {
		return e.Lo
	}
	return e.Value
}

// lonely marks the points that no line goes through.
func (c *curve) lonely() *plotter.Scatter {
	var alone []point
	for _, s := range c.stretches() {
		if len(s) == 1 {
			alone = append(alone, s[0])
		}
	}
	return c.marks(alone)
}

func (c *curve) marks(points []point) *plotter.Scatter {
	var seen []point
	for _, pt := range points {
		if pt.ok {
			seen = append(seen, pt)
		}
	}
	var shape draw.GlyphDrawer = draw.CircleGlyph{}
	if c.class == "b" {
		shape = draw.BoxGlyph{}
	}
	return &plotter.Scatter{XYs: xys(seen), GlyphStyle: draw.GlyphStyle{Color: paint("mark-" + c.class), Radius: 2.2, Shape: shape}}
}

// DataRange makes room for the intervals, but not for one so wide that it would flatten the line.
func (c *curve) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax = math.Inf(1), math.Inf(-1)
	value := 0.0
	for _, pt := range c.points {
		xmin, xmax = min(xmin, pt.x), max(xmax, pt.x)
		if pt.ok {
			value = max(value, pt.Value)
			ymax = max(ymax, pt.high())
		}
	}
	if value > 0 {
		ymax = min(ymax, 3*value)
	}
	return xmin, xmax, 0, ymax
}

// moments are vertical lines at events.
type moments []float64

// Plot draws those within the plot's range.
func (m moments) Plot(c draw.Canvas, p *plot.Plot) {
	x, _ := p.Transforms(&c)
	for _, at := range m {
		if at >= p.X.Min && at <= p.X.Max {
			c.StrokeLine2(draw.LineStyle{Color: paint("event"), Width: 0.5}, x(at), c.Min.Y, x(at), c.Max.Y)
		}
	}
}

// drawnOn is the canvas under a plot's part of it: the plotting library wraps one in another. All charts of this package
// are drawn on a canvas of its own.
func drawnOn(c draw.Canvas) *canvas {
	for {
		switch under := c.Canvas.(type) {
		case draw.Canvas:
			c = under
		case *canvas:
			return under
		default:
			panic(fmt.Sprintf("report: a chart is drawn on a %T", under))
		}
	}
}

// hits are the areas of a chart that say something and open evidence. Edges are in the units of the x axis.
type hits []hit

type hit struct {
	from, to    float64
	href, title string
}

// Plot puts the areas over the whole height of the data.
func (h hits) Plot(c draw.Canvas, p *plot.Plot) {
	to := drawnOn(c)
	x, _ := p.Transforms(&c)
	for _, a := range h {
		left, right := max(x(a.from), c.Min.X), min(x(a.to), c.Max.X)
		if right > left {
			to.area(vg.Rectangle{Min: vg.Point{X: left, Y: c.Min.Y}, Max: vg.Point{X: right, Y: c.Max.Y}}, a.href, a.title)
		}
	}
}

// steps are ticks at 0 and at two or three round values up to max.
func steps(most float64, label func(float64) string) []plot.Tick {
	if most <= 0 {
		return []plot.Tick{{Value: 0, Label: label(0)}}
	}
	size := math.Pow(10, math.Floor(math.Log10(most)))
	for _, f := range []float64{0.2, 0.25, 0.5, 1, 2, 2.5, 5} {
		if most/(size*f) <= 3.2 {
			size *= f
			break
		}
	}
	var out []plot.Tick
	for i := 0; float64(i)*size <= most*1.0001; i++ {
		out = append(out, plot.Tick{Value: float64(i) * size, Label: label(float64(i) * size)})
	}
	return out
}

// years are ticks at the start of years, as many as have room.
func years(from, to int32, room int) []plot.Tick {
	first, last := dayTime(from).Year(), dayTime(to).Year()
	every := 1
	for _, every = range []int{1, 2, 5, 10, 20, 50, 100} {
		if (last-first)/every < room {
			break
		}
	}
	var out []plot.Tick
	for y := first - 1; y <= last; y++ {
		if y%every == 0 {
			at := timeDay(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC))
			out = append(out, plot.Tick{Value: float64(at), Label: strconv.Itoa(y)})
		}
	}
	return out
}

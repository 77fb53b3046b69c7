package chart

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

	"tifa/pipeline/period"
)

// NewPlot is a plot in the report's style: horizontal hair lines, no frame, labels in the page's
// font.
func NewPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Color = Paint("axis")
		a.Padding = 0
		a.Tick.Color = Paint("axis")
		a.Tick.Length = 3
		a.Tick.Label.Color = Paint("tick")
		a.Tick.Label.Font = font.From(font.Font{Typeface: "Liberation", Variant: "Sans"}, 10)
		a.Label.TextStyle.Color = Paint("tick")
		a.Label.TextStyle.Font = a.Tick.Label.Font
	}
	p.Y.Width = 0
	p.Y.Tick.Length = 0
	p.Y.Padding = 3
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	grid.Horizontal.Color = Paint("grid")
	grid.Horizontal.Width = 0.5
	p.Add(grid)
	return p
}

// DrawAt draws a plot so that its data begins at left, however long the labels of the y axis are:
// charts beside or below each other keep one time axis.
func DrawAt(p *plot.Plot, to *Canvas, r vg.Rectangle, left vg.Length) {
	c := draw.Canvas{Canvas: to, Rectangle: r}
	c.Min.X += max(left-p.DataCanvas(c).Min.X, 0)
	p.Draw(c)
}

// Moments are vertical lines at events.
type Moments []float64

// Plot draws those within the plot's range.
func (m Moments) Plot(c draw.Canvas, p *plot.Plot) {
	x, _ := p.Transforms(&c)
	for _, at := range m {
		if at >= p.X.Min && at <= p.X.Max {
			c.StrokeLine2(draw.LineStyle{Color: Paint("event"), Width: 0.5}, x(at), c.Min.Y, x(at), c.Max.Y)
		}
	}
}

// drawnOn is the Canvas under a plot's part of it: the plotting library wraps one in another. All
// charts of this package are drawn on a Canvas of its own.
func drawnOn(c draw.Canvas) *Canvas {
	for {
		switch under := c.Canvas.(type) {
		case draw.Canvas:
			c = under
		case *Canvas:
			return under
		default:
			panic(fmt.Sprintf("chart: a chart is drawn on a %T", under))
		}
	}
}

// Hits are the areas of a chart that say something and open evidence. Edges are in the units of the
// x axis.
type Hits []Hit

// Hit is such an area. Without Href it opens nothing.
type Hit struct {
	From, To    float64
	Href, Title string
}

// Plot puts the areas over the whole height of the data.
func (h Hits) Plot(c draw.Canvas, p *plot.Plot) {
	to := drawnOn(c)
	x, _ := p.Transforms(&c)
	for _, a := range h {
		left, right := max(x(a.From), c.Min.X), min(x(a.To), c.Max.X)
		if right > left {
			to.Area(vg.Rectangle{Min: vg.Point{X: left, Y: c.Min.Y}, Max: vg.Point{X: right, Y: c.Max.Y}}, a.Href, a.Title)
		}
	}
}

// Steps are ticks at 0 and at two or three round values up to max.
func Steps(most float64, label func(float64) string) []plot.Tick {
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

// Years are ticks at the start of years, as many as have room.
func Years(from, to int32, room int) []plot.Tick {
	first, last := period.Time(from).Year(), period.Time(to).Year()
	every := 1
	for _, every = range []int{1, 2, 5, 10, 20, 50, 100} {
		if (last-first)/every < room {
			break
		}
	}
	var out []plot.Tick
	for y := first - 1; y <= last; y++ {
		if y%every == 0 {
			at := period.DayOf(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC))
			out = append(out, plot.Tick{Value: float64(at), Label: strconv.Itoa(y)})
		}
	}
	return out
}

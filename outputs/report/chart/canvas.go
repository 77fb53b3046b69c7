// Package chart draws the charts of the report as SVG elements that a strict content security
// policy allows: colours are names of CSS classes, and what can be pointed at says something or
// opens evidence. It reads numbers and labels, and knows no tables. Equal input gives equal bytes.
package chart

import (
	"fmt"
	"html/template"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Paint is a colour of a chart. It is the name of a CSS class, so that the style sheet decides what
// screen, paper and grey print make of it. Plotting code hands colours through untouched; a colour
// that is no Paint is not drawn.
type Paint string

// RGBA makes a paint a colour to the plotting library.
func (Paint) RGBA() (r, g, b, a uint32) { return 0, 0, 0, 0xffff }

// Canvas draws what gonum's plots consist of as SVG elements with classes: vgsvg sets colours and
// fonts in style attributes, which a strict content security policy forbids. Charts here neither
// rotate nor scale.
type Canvas struct {
	width, height vg.Length
	b             strings.Builder
	at            state
	stack         []state
}

type state struct {
	width  vg.Length
	dashes []vg.Length
	paint  Paint
	origin vg.Point
}

// NewCanvas is an empty canvas of a size in points.
func NewCanvas(width, height vg.Length) *Canvas { return &Canvas{width: width, height: height} }

// Size is the size of the canvas in points.
func (c *Canvas) Size() (x, y vg.Length) { return c.width, c.height }

// SetLineWidth sets the width of lines to come; none is drawn at 0.
func (c *Canvas) SetLineWidth(w vg.Length) { c.at.width = w }

// SetLineDash sets the lengths of dashes and gaps of lines to come.
func (c *Canvas) SetLineDash(pattern []vg.Length, _ vg.Length) { c.at.dashes = pattern }

// SetColor sets what to draw with; a colour that is no Paint draws nothing.
func (c *Canvas) SetColor(col color.Color) { c.at.paint, _ = col.(Paint) }

// Rotate does nothing.
func (c *Canvas) Rotate(float64) {}

// Scale does nothing.
func (c *Canvas) Scale(_, _ float64) {}

// Translate moves the origin.
func (c *Canvas) Translate(pt vg.Point) { c.at.origin = c.at.origin.Add(pt) }

// Push keeps the state that Pop goes back to.
func (c *Canvas) Push() { c.stack = append(c.stack, c.at) }

// DrawImage does nothing.
func (c *Canvas) DrawImage(vg.Rectangle, image.Image) {}

// Pop goes back to the state of the last Push.
func (c *Canvas) Pop() {
	c.at = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

// Stroke draws a path as a line.
func (c *Canvas) Stroke(path vg.Path) {
	if c.at.width <= 0 || c.at.paint == "" {
		return
	}
	fmt.Fprintf(&c.b, `<path class="s %s"`, c.at.paint)
	if c.at.width != 1 {
		fmt.Fprintf(&c.b, ` stroke-width="%s"`, number(float64(c.at.width)))
	}
	for i, d := range c.at.dashes {
		c.b.WriteString([]string{` stroke-dasharray="`, " "}[min(i, 1)] + number(float64(d)))
	}
	if len(c.at.dashes) > 0 {
		c.b.WriteByte('"')
	}
	fmt.Fprintf(&c.b, ` d="%s"/>`, c.data(path))
}

// Fill draws a path as an area.
func (c *Canvas) Fill(path vg.Path) {
	if c.at.paint != "" {
		fmt.Fprintf(&c.b, `<path class="f %s" d="%s"/>`, c.at.paint, c.data(path))
	}
}

// data writes a path. A full turn of an arc is two half ones: SVG can't draw it in one.
func (c *Canvas) data(path vg.Path) string {
	var b strings.Builder
	for _, comp := range path {
		switch comp.Type {
		case vg.MoveComp:
			b.WriteString("M" + c.point(comp.Pos))
		case vg.LineComp:
			b.WriteString("L" + c.point(comp.Pos))
		case vg.ArcComp:
			r := number(float64(comp.Radius))
			left, right := comp.Pos, comp.Pos
			left.X, right.X = left.X-comp.Radius, right.X+comp.Radius
			fmt.Fprintf(&b, "M%sA%s %s 0 1 0 %sA%s %s 0 1 0 %s", c.point(left), r, r, c.point(right), r, r, c.point(left))
		case vg.CurveComp:
			b.WriteString("Q" + c.point(comp.Control[0]) + " " + c.point(comp.Pos))
		case vg.CloseComp:
			b.WriteByte('Z')
		}
	}
	return b.String()
}

// point is a place on the page: SVG counts down from the top.
func (c *Canvas) point(p vg.Point) string {
	p = p.Add(c.at.origin)
	return number(float64(p.X)) + "," + number(float64(c.height-p.Y))
}

func number(v float64) string {
	return strconv.FormatFloat(float64(int64(v*10+0.5*sign(v)))/10, 'f', -1, 64)
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

// FillString writes text about its middle: the width the plotting library reckons with is that of
// its own font.
func (c *Canvas) FillString(f font.Face, pt vg.Point, text string) {
	pt.X += f.Width(text) / 2
	c.Text(pt, "middle", string(c.at.paint), text)
}

// Text writes text at a point; anchor is start, middle or end.
func (c *Canvas) Text(pt vg.Point, anchor, class, text string) {
	pt = pt.Add(c.at.origin)
	fmt.Fprintf(&c.b, `<text class="%s" x="%s" y="%s"`, class, number(float64(pt.X)), number(float64(c.height-pt.Y)))
	if anchor != "start" {
		fmt.Fprintf(&c.b, ` text-anchor="%s"`, anchor)
	}
	fmt.Fprintf(&c.b, `>%s</text>`, template.HTMLEscapeString(text))
}

// Circle is the path of a full circle.
func Circle(at vg.Point, r vg.Length) (path vg.Path) {
	path.Move(vg.Point{X: at.X + r, Y: at.Y})
	path.Arc(at, r, 0, 2*math.Pi)
	return path
}

// Area is a rectangle that nobody sees but that can be pointed at: it says something and may open
// evidence.
func (c *Canvas) Area(r vg.Rectangle, href, title string) {
	rect := fmt.Sprintf(`<rect class="hit" x="%s" y="%s" width="%s" height="%s"><title>%s</title></rect>`,
		number(float64(r.Min.X)), number(float64(c.height-r.Max.Y)), number(float64(r.Size().X)), number(float64(r.Size().Y)),
		template.HTMLEscapeString(title))
	if href == "" {
		c.b.WriteString(rect)
		return
	}
	fmt.Fprintf(&c.b, `<a href="%s" tabindex="-1">%s</a>`, template.HTMLEscapeString(href), rect)
}

// SVG is the drawing as an element of the page. Title and description are what a screen reader
// gets; id has to be unique on the page.
func (c *Canvas) SVG(id, title, desc string) template.HTML {
	return template.HTML(fmt.Sprintf(
		`<svg role="img" aria-labelledby="%s-t %s-d" viewBox="0 0 %s %s" width="%s" height="%s"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s</svg>`,
		id, id, number(float64(c.width)), number(float64(c.height)), number(float64(c.width)), number(float64(c.height)),
		id, template.HTMLEscapeString(title), id, template.HTMLEscapeString(desc), c.b.String()))
}

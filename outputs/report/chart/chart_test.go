package chart

import (
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"tifa/pipeline/stats"
)

// A period without documents is a gap: the line does not go through it.
func TestGapsEndLines(t *testing.T) {
	at := func(x float64, ok bool) Point { return Point{X: x, Estimate: stats.Estimate{Value: 1}, OK: ok} }
	c := &Curve{Class: "a", Points: []Point{at(0, true), at(1, true), at(2, false), at(3, true)}}
	runs := c.stretches()
	if len(runs) != 2 || len(runs[0]) != 2 || len(runs[1]) != 1 {
		t.Errorf("stretches %v", runs)
	}
}

// What a chart says is text, and what it draws has classes and no style of its own.
func TestCanvasEscapes(t *testing.T) {
	pl := NewPlot()
	pl.Add(&Curve{Class: "b", Points: []Point{{X: 0, OK: true}, {X: 1, OK: true}}}, Moments{0.5},
		Hits{{From: 0, To: 1, Href: `#"x`, Title: "<script>"}})
	pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = 0, 1, 0, 1
	c := NewCanvas(100, 50)
	DrawAt(pl, c, vg.Rectangle{Max: vg.Point{X: 100, Y: 50}}, 10)
	c.Text(vg.Point{}, "end", "tick", "a<b")
	svg := string(c.SVG("id", "<t>", "d&d"))
	for _, bad := range []string{"<script", "style=", "a<b", `#"x`, "<t>"} {
		if strings.Contains(svg, bad) {
			t.Errorf("the chart has %q: %s", bad, svg)
		}
	}
	for _, want := range []string{`class="s line-b"`, `class="s event"`, "a&lt;b", "&lt;script&gt;", `id="id-d"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart lacks %q", want)
		}
	}
}

func TestTicks(t *testing.T) {
	label := func(ticks []plot.Tick) string {
		var out []string
		for _, tick := range ticks {
			out = append(out, tick.Label)
		}
		return strings.Join(out, " ")
	}
	one := func(v float64) string { return strings.Repeat("i", int(v)) }
	if got := label(Steps(6, one)); got != " ii iiii iiiiii" {
		t.Errorf("steps to 6: %q", got)
	}
	if got := label(Steps(0, one)); got != "" {
		t.Errorf("steps to 0: %q", got)
	}
	if got := label(Years(16071, 18262, 3)); got != "2010 2015 2020" && got != "2015 2020" {
		t.Errorf("years: %q", got) // 2014 to 2020 with room for three
	}
}

var _ plot.Plotter = (*Scatter)(nil)

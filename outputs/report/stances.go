package report

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"tifa/outputs"
	"tifa/outputs/report/chart"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// mostStances bounds the sources shown on a scale.
const mostStances = 40

// stancesView is where sources stand on the scale between two groups.
type stancesView struct {
	There  bool // the run has the table
	Scales []scale
}

// scale is one pair of reference groups and the sources scored between them.
type scale struct {
	ID, A, B string
	Chart    template.HTML
	Rows     []stanceRow
	All      int      // sources with a score
	Why      []string // reasons why others have none
}

type stanceRow struct {
	Name, Group, Raw, Place, Fish, Words string
	Sort                                 float64
	Years                                []string
	all                                  *outputs.StanceScore
	years                                []outputs.StanceScore
}

func (p *page) stances() (any, error) {
	v := stancesView{}
	for _, c := range p.Manifest.Settings.Compare {
		rows, there, err := result.Optional(p.Dir, func(s *outputs.StanceScore) bool { return s.Attribute == c.By && s.A == c.A && s.B == c.B })
		if err != nil {
			return v, err
		}
		v.There = v.There || there
		if len(rows) > 0 {
			v.Scales = append(v.Scales, p.scale(c, rows))
		}
	}
	return v, nil
}

func (p *page) scale(c comparison, rows []outputs.StanceScore) scale {
	s := scale{ID: "stances-" + c.By, A: p.groupName(c.SideA()), B: p.groupName(c.SideB())}
	by := map[string]*stanceRow{}
	var order []string
	for i := range rows {
		x := &rows[i]
		if why := p.reason(x.Reason); why != "" && x.Period == "all" && !slices.Contains(s.Why, why) {
			s.Why = append(s.Why, why)
		}
		if x.MV == nil || math.IsNaN(*x.MV) {
			continue
		}
		if by[x.Source] == nil {
			by[x.Source] = &stanceRow{}
			order = append(order, x.Source)
		}
		if x.Period == "all" {
			by[x.Source].all = x
		} else {
			by[x.Source].years = append(by[x.Source].years, *x)
		}
	}
	for _, id := range order {
		if by[id].all != nil {
			s.Rows = append(s.Rows, p.stanceRow(by[id]))
		}
	}
	slices.SortStableFunc(s.Rows, func(a, b stanceRow) int { return cmp.Compare(b.Sort, a.Sort) })
	s.All = len(s.Rows)
	s.Rows = s.Rows[:min(len(s.Rows), mostStances)]
	if len(s.Rows) > 0 {
		s.Chart = p.strip(&s)
	}
	return s
}

func (p *page) stanceRow(r *stanceRow) stanceRow {
	x := r.all
	r.Name, r.Sort, r.Place, r.Words = p.sourceName(x.Source), *x.MV, translate.Significant(*x.MV), translate.Thousands(x.Words)
	if s := p.Source[x.Source]; s != nil {
		r.Group = p.groupName("stance=" + s.Stance)
	}
	r.Raw, r.Fish = plusMinus(x.Raw, x.RawSE), plusMinus(x.Theta, x.ThetaSE)
	slices.SortStableFunc(r.years, func(a, b outputs.StanceScore) int { return cmp.Compare(a.Period, b.Period) })
	for _, y := range r.years[max(len(r.years)-mostColumns/2, 0):] {
		r.Years = append(r.Years, y.Period+" "+translate.Significant(*y.MV))
	}
	return *r
}

// reason is why a row of a table was not tested, in the language of the page where its texts have
// it.
func (p *page) reason(why string) string {
	if t, ok := p.Lookup("reason." + why); ok {
		return t
	}
	return why
}

// plusMinus writes a value with its standard error.
func plusMinus(v, se *float64) string {
	if v == nil || se == nil {
		return "–"
	}
	return translate.Significant(*v) + " ± " + translate.Significant(*se)
}

// strip draws each source as a dot on the scale, on a line of its own, and its years as rings: from
// the second group at −1 on the left to the first at 1 on the right.
func (p *page) strip(s *scale) template.HTML {
	most := 1.1
	for _, r := range s.Rows {
		most = max(most, math.Abs(r.Sort)*1.1)
		for _, y := range r.years {
			most = max(most, math.Abs(*y.MV)*1.1)
		}
	}
	most = min(most, 3)
	const left, right, step = 210, 680, 20
	height := vg.Length(step*len(s.Rows) + 40)
	c := chart.NewCanvas(720, height)
	x := func(v float64) vg.Length {
		return left + vg.Length((max(-most, min(v, most))+most)/(2*most)*(right-left))
	}
	for _, at := range []float64{-1, 0, 1} {
		var line vg.Path
		line.Move(vg.Point{X: x(at), Y: 4})
		line.Line(vg.Point{X: x(at), Y: height - 34})
		c.SetColor(chart.Paint("grid"))
		c.SetLineWidth(1)
		c.Stroke(line)
		c.Text(vg.Point{X: x(at), Y: height - 28}, "middle", "tick", translate.SignificantShort(at))
	}
	c.Text(vg.Point{X: x(-1), Y: height - 14}, "middle", "side-b", p.Plain("contrast.side", s.B))
	c.Text(vg.Point{X: x(1), Y: height - 14}, "middle", "side-a", p.Plain("contrast.side", s.A))
	var words []string
	for i, r := range s.Rows {
		y := height - 46 - vg.Length(step*i)
		c.Text(vg.Point{X: 2, Y: y - 4}, "start", "dot-label", chart.HeadOf(r.Name, left-20))
		for _, old := range r.years {
			c.SetColor(chart.Paint("mark-weak"))
			c.SetLineWidth(1)
			c.Stroke(chart.Circle(vg.Point{X: x(*old.MV), Y: y}, 2.5))
		}
		class := "a"
		if r.Sort < 0 {
			class = "b"
		}
		c.SetColor(chart.Paint("mark-" + class))
		c.Fill(chart.Circle(vg.Point{X: x(r.Sort), Y: y}, 4))
		c.Area(chart.Box(vg.Point{X: x(r.Sort), Y: y}, 9, 9), "", r.Name+": "+r.Place)
		words = append(words, r.Name+" "+r.Place)
	}
	return c.SVG(s.ID+"-chart", p.Plain("stances.chart", s.B, s.A), p.Plain("stances.chart.desc", strings.Join(words, ", ")))
}

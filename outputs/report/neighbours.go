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
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

const (
	mostNeighbours = 8  // collocates shown for a concept
	mostEdges      = 60 // of the network
)

// neighboursView is what stands near the concepts, and which concepts stand together.
type neighboursView struct {
	There    bool // the run has the tables
	Sides    []string
	Rows     []neighbourRow
	Network  template.HTML
	Edges    []edge
	AllEdges int
}

type neighbourRow struct {
	Name  template.HTML
	Sides [][]neighbour
}

type neighbour struct {
	Token, Title string
	Together     int64
	Concept      bool
}

// edge is two concepts that stand together in documents.
type edge struct {
	a, b                     string
	A, B                     template.HTML
	Together, CountA, CountB int64
	NPMI                     float64
	NPMIText, Link           string
}

func (p *page) neighbours() (any, error) {
	var v neighboursView
	concepts := p.worthDrawing()
	groups := []outputs.Group{{Attribute: "all"}}
	v.Sides = []string{p.Plain("group.all")}
	if pair := p.firstPair(); pair != nil {
		groups = []outputs.Group{{Attribute: pair.By, Value: pair.A}, {Attribute: pair.By, Value: pair.B}}
		v.Sides = []string{p.groupName(pair.SideA()), p.groupName(pair.SideB())}
	}
	rows, there, err := result.Optional(p.Dir, func(c *outputs.Collocate) bool {
		return slices.Contains(groups, c.Group) && slices.Contains(concepts, c.Concept) && (c.Class == "word" || c.Class == "concept") &&
			c.Together >= 3 && c.G2 > 0
	})
	if err != nil {
		return v, err
	}
	v.There = there
	slices.SortStableFunc(rows, func(a, b outputs.Collocate) int { return cmp.Compare(b.LogDice, a.LogDice) })
	for _, id := range concepts {
		row := neighbourRow{Name: p.name(id), Sides: make([][]neighbour, len(groups))}
		found := false
		for _, c := range rows {
			side := slices.Index(groups, c.Group)
			if c.Concept == id && len(row.Sides[side]) < mostNeighbours {
				row.Sides[side] = append(row.Sides[side], p.neighbour(c))
				found = true
			}
		}
		if found {
			v.Rows = append(v.Rows, row)
		}
	}
	return v, p.network(&v)
}

// neighbour shows a token; another concept's phrase, {id} in the table, by its wording.
func (p *page) neighbour(c outputs.Collocate) neighbour {
	n := neighbour{Token: c.Token, Together: c.Together, Title: p.Plain("neighbours.token", p.Count("time", c.Together), p.Count("document", c.Documents), translate.Significant(c.LogDice))}
	if id, ok := strings.CutPrefix(strings.TrimSuffix(c.Token, "}"), "{"); ok && p.Concept[id] != nil {
		n.Token, n.Concept = p.Concept[id].Zh, true
	}
	return n
}

func (p *page) network(v *neighboursView) error {
	rows, _, err := result.Optional(p.Dir, func(c *outputs.CoMention) bool {
		return c.Period == "all" && c.Attribute == "all" && c.Unit == "document" && !c.Few && c.NPMI > 0 &&
			p.Concept[c.ConceptA] != nil && p.Concept[c.ConceptB] != nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(a, b outputs.CoMention) int { return cmp.Compare(b.G2, a.G2) })
	v.AllEdges = len(rows)
	for _, c := range rows[:min(len(rows), mostEdges)] {
		v.Edges = append(v.Edges, edge{c.ConceptA, c.ConceptB, p.name(c.ConceptA), p.name(c.ConceptB), c.Together, c.CountA, c.CountB,
			c.NPMI, translate.Significant(c.NPMI), p.book.Ask(rateKey{What: evidence.PairOf(c.ConceptA, c.ConceptB)})})
	}
	if len(v.Edges) > 2 {
		v.Network = p.ring(v.Edges)
	}
	return nil
}

// ring draws concepts down the two sides of an oval, those of a theme beside each other, and a line
// for each pair: thicker where the two stand together more than chance would have it. Places depend
// on nothing but the names.
func (p *page) ring(edges []edge) template.HTML {
	var ids []string
	for _, e := range edges {
		for _, id := range []string{e.a, e.b} {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(p.Concept[a].Theme, p.Concept[b].Theme), cmp.Compare(a, b))
	})
	o := newOval(len(ids))
	c := chart.NewCanvas(720, o.height+20)
	for _, e := range edges {
		a, b := o.at(slices.Index(ids, e.a)), o.at(slices.Index(ids, e.b))
		var path vg.Path
		path.Move(a)
		path.QuadTo(o.bend(a, b), b)
		c.SetColor(chart.Paint("edge"))
		c.SetLineWidth(vg.Length(math.Round(10*(0.5+4*e.NPMI)) / 10))
		c.Stroke(path)
	}
	for i, id := range ids {
		pt := o.at(i)
		c.SetColor(chart.Paint("node"))
		c.Fill(chart.Circle(pt, 3.5))
		label, anchor := vg.Point{X: pt.X + 9, Y: pt.Y - 4}, "start"
		if pt.X < o.middle().X {
			label.X, anchor = pt.X-9, "end"
		}
		c.Text(label, anchor, "dot-label", p.Concept[id].Zh)
		c.Area(chart.Box(pt, 9, 9), p.book.Ask(rateKey{What: id}), p.Concept[id].Zh+" "+p.Concept[id].En)
	}
	return c.SVG("network", p.Plain("neighbours.chart"), p.Plain("neighbours.chart.desc", len(ids), len(edges)))
}

// oval places n nodes clockwise: down the right side, up the left one, at equal heights, so that
// labels have room.
type oval struct {
	n      int
	height vg.Length
}

func newOval(n int) oval { return oval{n, vg.Length(max(220, 20*((n+1)/2)))} }

func (o oval) middle() vg.Point { return vg.Point{X: 360, Y: 10 + o.height/2} }

func (o oval) at(i int) vg.Point {
	right := (o.n + 1) / 2
	row, rows, side := i, right, vg.Length(1)
	if i >= right {
		row, rows, side = o.n-1-i, o.n-right, -1
	}
	down := 2*(float64(row)+0.5)/float64(rows) - 1 // -1 at the top, 1 at the bottom
	return vg.Point{X: 360 + side*vg.Length(60+140*math.Sqrt(1-down*down)), Y: o.middle().Y - vg.Length(down)*o.height/2}
}

// bend is the control point of a line between two nodes: drawn towards the middle, less for near
// ones.
func (o oval) bend(a, b vg.Point) vg.Point {
	half := vg.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	return half.Add(o.middle().Sub(half).Scale(0.5))
}

package report

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"tifa/outputs"
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
	NPMIText                 string
}

func (p *page) neighbours() (any, error) {
	var v neighboursView
	concepts := p.worthDrawing()
	groups := []outputs.Group{{Attribute: "all"}}
	v.Sides = []string{p.plain("group.all")}
	if pair := p.firstPair(); pair != nil {
		groups = []outputs.Group{{Attribute: pair.By, Value: pair.A}, {Attribute: pair.By, Value: pair.B}}
		v.Sides = []string{p.groupName(pair.a()), p.groupName(pair.b())}
	}
	rows, there, err := optional(p.dir, func(c *outputs.Collocate) bool {
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
	n := neighbour{Token: c.Token, Together: c.Together, Title: p.plain("neighbours.token", c.Together, c.Documents, significant(c.LogDice))}
	if id, ok := strings.CutPrefix(strings.TrimSuffix(c.Token, "}"), "{"); ok && p.concept[id] != nil {
		n.Token, n.Concept = p.concept[id].Zh, true
	}
	return n
}

func (p *page) network(v *neighboursView) error {
	rows, _, err := optional(p.dir, func(c *outputs.CoMention) bool {
		return c.Period == "all" && c.Attribute == "all" && c.Unit == "document" && !c.Few && c.NPMI > 0 &&
			p.concept[c.ConceptA] != nil && p.concept[c.ConceptB] != nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(a, b outputs.CoMention) int { return cmp.Compare(b.G2, a.G2) })
	v.AllEdges = len(rows)
	for _, c := range rows[:min(len(rows), mostEdges)] {
		v.Edges = append(v.Edges, edge{c.ConceptA, c.ConceptB, p.name(c.ConceptA), p.name(c.ConceptB), c.Together, c.CountA, c.CountB,
			c.NPMI, significant(c.NPMI)})
	}
	if len(v.Edges) > 2 {
		v.Network = p.ring(v.Edges)
	}
	return nil
}

// ring draws concepts on a circle, those of a theme beside each other, and a line for each pair: thicker where the two
// stand together more than chance would have it. Places depend on nothing but the names.
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
		return cmp.Or(cmp.Compare(p.concept[a].Theme, p.concept[b].Theme), cmp.Compare(a, b))
	})
	const width, height = 720, 520
	c := newCanvas(width, height)
	middle := vg.Point{X: width / 2, Y: height / 2}
	at := func(id string, r float64) vg.Point {
		turn := 2 * math.Pi * (float64(slices.Index(ids, id)) + 0.5) / float64(len(ids))
		return vg.Point{X: middle.X + vg.Length(r*1.15*math.Sin(turn)), Y: middle.Y + vg.Length(r*math.Cos(turn))}
	}
	for _, e := range edges {
		var path vg.Path
		path.Move(at(e.a, 205))
		path.QuadTo(middle, at(e.b, 205))
		c.SetColor(paint("edge"))
		c.SetLineWidth(vg.Length(math.Round(10*(0.5+4*e.NPMI)) / 10))
		c.Stroke(path)
	}
	for _, id := range ids {
		pt, label := at(id, 205), at(id, 216)
		var path vg.Path
		path.Move(vg.Point{X: pt.X + 3.5, Y: pt.Y})
		path.Arc(pt, 3.5, 0, 2*math.Pi)
		c.SetColor(paint("node"))
		c.Fill(path)
		anchor := "middle"
		if label.X > middle.X+30 {
			anchor = "start"
		} else if label.X < middle.X-30 {
			anchor = "end"
		}
		c.text(vg.Point{X: label.X, Y: label.Y - 4}, anchor, "dot-label", p.concept[id].Zh)
		c.area(box(pt, 9, 9), p.book.ask(rateKey{what: id}), p.concept[id].Zh+" "+p.concept[id].En)
	}
	return c.svg("network", p.plain("neighbours.chart"), p.plain("neighbours.chart.desc", len(ids), len(edges)))
}

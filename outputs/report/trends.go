package report

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

const (
	mostTrends = 20  // rows of the table of trends
	someTrends = 6   // rows that are shown however unsure they are
	unsure     = 0.2 // q beyond which others are not
	mostBursts = 10
)

// trendsView is which way concepts go over the whole run, where their level changed, and when they
// burst.
type trendsView struct {
	There  bool // the run has the table of trends
	Rows   []trendRow
	Tested int // rows of the table that could be tested; Rows are the surest of them
	Type   string
	Levels []template.HTML
	Bursts []template.HTML

	ThereLevels, ThereBursts bool
}

type trendRow struct {
	Name              template.HTML
	Group             string
	Mentions          cell
	Used, Peak, Slope string
	PeakCount         int64
	Tau, Q            string
	Sort              float64
	Clear             bool
}

func (p *page) trends() (any, error) {
	kind, groups := p.typeOfChanges(), p.groupsOfChanges()
	v := trendsView{Type: p.Plain("type." + kind)}
	claims, err := p.ofSeries("trend", kind)
	if err != nil {
		return v, err
	}
	claim := func(t *outputs.Trend) *outputs.Claim {
		return claims[seriesKey(t.Attribute, t.Value, "", t.Concept)]
	}
	rows, there, err := result.Optional(p.Dir, func(t *outputs.Trend) bool {
		all := t.Attribute == "all" && p.firstPair() == nil
		return t.PeriodType == kind && (all || slices.Contains(groups, t.Group)) &&
			claim(t) != nil && !t.Few && p.Concept[t.Concept] != nil
	})
	if err != nil {
		return v, err
	}
	v.There, v.Tested = there, len(rows)
	slices.SortStableFunc(rows, func(a, b outputs.Trend) int {
		return cmp.Compare(*claim(&a).PAdjusted, *claim(&b).PAdjusted)
	})
	for i, t := range rows[:min(len(rows), mostTrends)] {
		if i < someTrends || *claim(&t).PAdjusted <= unsure {
			v.Rows = append(v.Rows, p.trendRow(&t, claim(&t)))
		}
	}
	if v.Levels, v.ThereLevels, err = p.levels(kind, groups); err != nil {
		return v, err
	}
	v.Bursts, v.ThereBursts, err = p.bursts(kind, groups)
	return v, err
}

func (p *page) trendRow(t *outputs.Trend, c *outputs.Claim) trendRow {
	k := rateKey{What: t.Concept, Group: t.Attribute + "=" + t.Value}
	if t.Attribute == "all" {
		k.Group = ""
	}
	n := p.Sum(k.What, k.Group).Mentions
	row := trendRow{Name: p.name(t.Concept), Group: p.groupShort(t.Group), Mentions: cell{Text: translate.Thousands(n), Sort: float64(n)},
		Used: day(t.First) + " – " + day(t.Last), PeakCount: t.PeakCount, Tau: orDash(t.Tau, translate.Significant), Q: translate.Chance(*c.PAdjusted), Clear: supported(c)}
	if n > 0 {
		row.Mentions.Link = p.book.Ask(k)
	}
	if t.Peak != nil {
		row.Peak = *t.Peak
	}
	if t.Slope != nil {
		row.Slope, row.Sort = translate.Significant(*t.Slope), *t.Slope
	}
	return row
}

// groupOf names a group of a table of measures: a source, or a value such as hawkish.
func (p *page) groupOf(g outputs.Group) string {
	if g.Attribute == "source" {
		return p.groupShort(g)
	}
	return p.Plain("contrast.side", p.groupShort(g))
}

// groupShort is groupOf in a column of sources.
func (p *page) groupShort(g outputs.Group) string {
	if g.Attribute == "source" {
		return p.sourceName(g.Value)
	}
	return p.groupName(g.Attribute + "=" + g.Value)
}

// levels tells the changes of level, the last first: where a rate settled at another height.
func (p *page) levels(kind string, groups []outputs.Group) (told []template.HTML, there bool, err error) {
	rows, there, err := result.Optional(p.Dir, func(c *outputs.Change) bool {
		return slices.Contains(groups, c.Group) && c.PeriodType == kind && !c.Few && p.Concept[c.Concept] != nil
	})
	slices.SortStableFunc(rows, func(a, b outputs.Change) int {
		return cmp.Or(cmp.Compare(b.PeriodStart, a.PeriodStart), cmp.Compare(a.Concept, b.Concept))
	})
	for _, c := range rows[:min(len(rows), mostAfter)] {
		told = append(told, p.Say("after.level", p.name(c.Concept), p.groupOf(c.Group), p.periodLabel(c.Period), translate.Significant(c.RateFrom),
			translate.Significant(c.RateTo), orDash(c.Ratio, translate.Significant))+p.linesOf(c.Concept, c.PeriodStart))
	}
	return told, there, err
}

// bursts tells the stretches in which unusually many documents use a concept, the last first.
func (p *page) bursts(kind string, groups []outputs.Group) (told []template.HTML, there bool, err error) {
	rows, there, err := result.Optional(p.Dir, func(b *outputs.Burst) bool {
		return slices.Contains(groups, b.Group) && b.PeriodType == kind && !b.Few && p.Concept[b.Concept] != nil
	})
	slices.SortStableFunc(rows, func(a, b outputs.Burst) int {
		return cmp.Or(cmp.Compare(b.PeriodStart, a.PeriodStart), -cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.Concept, b.Concept))
	})
	for _, b := range rows[:min(len(rows), mostBursts)] {
		key, percent := "trends.burst", func(v float64) string { return translate.Significant(100*v) + " %" }
		if b.Last == b.Period {
			key = "trends.burst.one"
		}
		told = append(told, p.Say(key, p.name(b.Concept), p.groupOf(b.Group), p.periodLabel(b.Period), p.periodLabel(b.Last),
			b.Documents, p.Count("document", b.Docs), percent(b.Share), percent(b.Usual))+p.linesOf(b.Concept, b.PeriodStart))
	}
	return told, there, err
}

// groupsOfChanges are the groups whose trends and levels are told: the two compared; without such,
// the sources that have the most documents.
func (p *page) groupsOfChanges() []outputs.Group {
	if pair := p.firstPair(); pair != nil {
		return []outputs.Group{{Attribute: pair.By, Value: pair.A}, {Attribute: pair.By, Value: pair.B}}
	}
	docs := make([]float64, len(p.Sources))
	for i := range p.Sources {
		docs[i] = float64(p.Sources[i].Documents)
	}
	var out []outputs.Group
	for _, i := range descending(docs)[:min(len(docs), mostPanels/2)] {
		out = append(out, outputs.Group{Attribute: "source", Value: p.Sources[i].ID})
	}
	return out
}

// typeOfChanges is the type of period curves are drawn in.
func (p *page) typeOfChanges() string {
	if len(p.Types) == 0 {
		return ""
	}
	return p.TypeWith(result.EnoughForLine)
}

// nearest is how far the interval of a ratio is from 1, on the scale of logarithms; negative where
// it holds 1.
func nearest(lo, hi *float64) float64 {
	if lo == nil || hi == nil || *lo <= 0 {
		return math.Inf(-1)
	}
	return max(math.Log(*lo), -math.Log(*hi))
}

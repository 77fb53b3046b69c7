package report

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"tifa/outputs"
)

// mostAfter bounds the sentences on events and on changes of level.
const mostAfter = 12

// afterView is what changed at events, and when levels changed.
type afterView struct {
	There         bool // the run has the table of events
	Tested        int
	Events        []template.HTML
	ThereChanges  bool
	Levels        []template.HTML
	Days, Clearly int64
}

func (p *page) after() (any, error) {
	var v afterView
	rows, there, err := optional(p.dir, func(e *outputs.EventEffect) bool {
		return e.Attribute == "all" && e.Q != nil && p.concept[e.Concept] != nil
	})
	if err != nil {
		return v, err
	}
	v.There, v.Tested = there, len(rows)
	rows = slices.DeleteFunc(rows, func(e outputs.EventEffect) bool { return *e.Q > level || e.Ratio == nil || e.Few })
	v.Clearly = int64(len(rows))
	slices.SortStableFunc(rows, func(a, b outputs.EventEffect) int {
		return cmp.Compare(nearest(b.RatioLo, b.RatioHi), nearest(a.RatioLo, a.RatioHi))
	})
	rows = firstOfEach(rows)
	rows = rows[:min(len(rows), mostAfter)]
	slices.SortStableFunc(rows, func(a, b outputs.EventEffect) int { return cmp.Compare(a.Date, b.Date) })
	for _, e := range rows {
		v.Days = e.Days
		event := template.HTML(template.HTMLEscapeString(e.En))
		if p.lang == "zh" || e.En == "" {
			event = zhText(e.Zh)
		}
		v.Events = append(v.Events, p.say("after.event", event, day(&e.Date), p.name(e.Concept), p.count("time", e.MentionsBefore), p.count("time", e.MentionsAfter),
			p.ratioText(e.Ratio, e.RatioLo, e.RatioHi), chance(*e.Q))+p.linesOf(e.Concept, e.Date))
	}
	return v, p.levels(&v)
}

// firstOfEach keeps one event for each concept: windows of events near each other overlap, and say the same of it.
func firstOfEach(rows []outputs.EventEffect) []outputs.EventEffect {
	var out []outputs.EventEffect
	for _, e := range rows {
		if !slices.ContainsFunc(out, func(o outputs.EventEffect) bool { return o.Concept == e.Concept }) {
			out = append(out, e)
		}
	}
	return out
}

// nearest is how far the interval of a ratio is from 1, on the scale of logarithms; negative where it holds 1.
func nearest(lo, hi *float64) float64 {
	if lo == nil || hi == nil || *lo <= 0 {
		return math.Inf(-1)
	}
	return max(math.Log(*lo), -math.Log(*hi))
}

// levels tells the changes of level, the last first: where a rate settled at another height.
func (p *page) levels(v *afterView) error {
	kind, groups := p.typeOfChanges(), p.groupsOfChanges()
	rows, there, err := optional(p.dir, func(c *outputs.Change) bool {
		return slices.Contains(groups, c.Group) && c.PeriodType == kind && !c.Few && p.concept[c.Concept] != nil && nearest(c.RatioLo, c.RatioHi) > 0
	})
	if err != nil {
		return err
	}
	v.ThereChanges = there
	slices.SortStableFunc(rows, func(a, b outputs.Change) int {
		return cmp.Or(cmp.Compare(b.PeriodStart, a.PeriodStart), cmp.Compare(a.Concept, b.Concept))
	})
	for _, c := range rows[:min(len(rows), mostAfter)] {
		of := p.sourceName(c.Value)
		if c.Attribute != "source" {
			of = p.plain("contrast.side", p.groupName(c.Attribute+"="+c.Value))
		}
		v.Levels = append(v.Levels, p.say("after.level", p.name(c.Concept), of, p.periodLabel(c.Period), significant(c.RateFrom), significant(c.RateTo),
			p.ratioText(c.Ratio, c.RatioLo, c.RatioHi))+p.linesOf(c.Concept, c.PeriodStart))
	}
	return nil
}

// groupsOfChanges are the groups whose levels are told: the two compared, or the only source.
func (p *page) groupsOfChanges() []outputs.Group {
	if pair := p.firstPair(); pair != nil {
		return []outputs.Group{{Attribute: pair.By, Value: pair.A}, {Attribute: pair.By, Value: pair.B}}
	}
	if len(p.sources) == 1 {
		return []outputs.Group{{Attribute: "source", Value: p.sources[0].ID}}
	}
	return nil
}

// typeOfChanges is the type of period curves are drawn in.
func (p *page) typeOfChanges() string {
	if len(p.types) == 0 {
		return ""
	}
	return p.typeWith(enoughForLine)
}

// linesOf is a link to a concept's lines in the longest period that a day lies in.
func (p *page) linesOf(id string, day int32) template.HTML {
	q := periodAt(p.longest(), day)
	k := rateKey{what: id, period: q.Name}
	r := p.rate(k)
	if r.Mentions == 0 {
		return ""
	}
	return " " + p.link(k, r, p.say("after.lines", q.label(p.lang)))
}

package report

import (
	"cmp"
	"html/template"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// mostAfter bounds the sentences on events, and those on changes of level.
const mostAfter = 12

// afterView is what changed at events.
type afterView struct {
	There         bool // the run has the table of events
	Tested        int
	Events        []template.HTML
	Days, Clearly int64
}

func (p *page) after() (any, error) {
	var v afterView
	claims, err := p.ofSeries("event", "day")
	if err != nil {
		return v, err
	}
	claim := func(e *outputs.EventEffect) *outputs.Claim {
		return claims[seriesKey(e.Attribute, e.Value, e.Event, e.Concept)]
	}
	rows, there, err := result.Optional(p.Dir, func(e *outputs.EventEffect) bool {
		return e.Attribute == "all" && claim(e) != nil && p.Concept[e.Concept] != nil
	})
	if err != nil {
		return v, err
	}
	v.There, v.Tested = there, len(rows)
	rows = slices.DeleteFunc(rows, func(e outputs.EventEffect) bool {
		return !supported(claim(&e)) || e.Few || e.Ratio == nil
	})
	v.Clearly = int64(len(rows))
	slices.SortStableFunc(rows, func(a, b outputs.EventEffect) int {
		return cmp.Compare(*claim(&a).PAdjusted, *claim(&b).PAdjusted)
	})
	rows = firstOfEach(rows)
	rows = rows[:min(len(rows), mostAfter)]
	slices.SortStableFunc(rows, func(a, b outputs.EventEffect) int { return cmp.Compare(a.Date, b.Date) })
	for _, e := range rows {
		v.Days = e.Days
		event := template.HTML(template.HTMLEscapeString(e.En))
		if p.Lang == "zh" || e.En == "" {
			event = zhText(e.Zh)
		}
		v.Events = append(v.Events, p.Say("after.event", event, day(&e.Date), p.name(e.Concept), p.Count("time", e.MentionsBefore), p.Count("time", e.MentionsAfter),
			translate.Significant(*e.Ratio), translate.Chance(*claim(&e).PAdjusted))+p.cutShort(&e)+p.linesOf(e.Concept, e.Date))
	}
	return v, nil
}

// cutShort says of an event's windows that the texts begin or end within them: a rate there is of
// fewer days.
func (p *page) cutShort(e *outputs.EventEffect) template.HTML {
	switch {
	case e.Date-int32(e.Days) < p.FirstDay:
		return p.Say("after.begin", day(&p.FirstDay))
	case e.Date+int32(e.Days) > p.LastDay+1:
		return p.Say("after.end", day(&p.LastDay))
	}
	return ""
}

// firstOfEach keeps one event for each concept: windows of events near each other overlap, and say
// the same of it.
func firstOfEach(rows []outputs.EventEffect) []outputs.EventEffect {
	var out []outputs.EventEffect
	for _, e := range rows {
		if !slices.ContainsFunc(out, func(o outputs.EventEffect) bool { return o.Concept == e.Concept }) {
			out = append(out, e)
		}
	}
	return out
}

// linesOf is a link to a concept's lines in the longest period that a day lies in.
func (p *page) linesOf(id string, day int32) template.HTML {
	q := result.At(p.Longest(), day)
	k := rateKey{What: id, Period: q.Name}
	r := p.Rate(k)
	if r.Mentions == 0 {
		return ""
	}
	return " " + p.link(k, r, p.Say("after.lines", q.Label(p.Lang)))
}

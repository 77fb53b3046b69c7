package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/statement"
)

// eventsView is what the data support on rates before and after events.
type eventsView struct {
	There  bool
	Window template.HTML // how long before and after
	Told   []template.HTML
	Rows   []eventRow
	Tested bool
	Why    template.HTML // why no event could be tested, where some was asked of
}

// eventRow is a claim on an event in a table.
type eventRow struct {
	Event template.HTML
	Date  string
	claimRow
	Before int64
}

// mostEvents bounds the sentences on events.
const mostEvents = 12

func (p *page) events() (any, error) {
	v := eventsView{There: p.HasClaims}
	tested := p.chosen().Tested("event")
	v.Tested = len(tested) > 0
	if !v.Tested {
		v.Why = p.whyNoEvent()
	}
	held := onePerConcept(p.chosen().Of("event"))
	held = held[:min(len(held), mostEvents)]
	slices.SortStableFunc(held, func(a, b *outputs.Claim) int {
		x, _ := p.chosen().EventDay(a.Event)
		y, _ := p.chosen().EventDay(b.Event)
		return int(x) - int(y)
	})
	v.Told = p.said(held)
	slices.SortStableFunc(tested, statement.Compare)
	for _, c := range tested[:min(len(tested), mostClaims)] {
		name, date := names{p}.Event(c.Event)
		v.Rows = append(v.Rows, eventRow{name, date, p.claimRow(c), c.MentionsB})
	}
	return v, p.window(&v)
}

// whyNoEvent says why nothing could be said of any event; empty where no event lies within the
// texts.
func (p *page) whyNoEvent() template.HTML {
	var why []template.HTML
	var rows []string
	for _, c := range p.AllClaims {
		if c.Kind != "event" || c.Reason == "" {
			continue
		}
		rows = append(rows, statement.ClaimRow(c))
		if text := p.sentences().Why(c); !slices.Contains(why, text) {
			why = append(why, text)
		}
	}
	if why == nil {
		return ""
	}
	return statement.Cited(p.Say("events.untested", p.ListWith("list.semicolon", why)),
		rows[:min(len(rows), mostClaims)]...)
}

// onePerConcept keeps the surest event for each concept and group: windows of events near each
// other overlap, and say the same of it.
func onePerConcept(claims []*outputs.Claim) (out []*outputs.Claim) {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, statement.Compare)
	for _, c := range claims {
		if !slices.ContainsFunc(out, func(o *outputs.Claim) bool {
			return o.Item == c.Item && o.Attribute == c.Attribute && o.A == c.A
		}) {
			out = append(out, c)
		}
	}
	return out
}

// window says how many days before and after an event are compared.
func (p *page) window(v *eventsView) error {
	for e, err := range outputs.Read[outputs.EventEffect](p.Dir) {
		if err != nil {
			if strings.Contains(err.Error(), "no such file") {
				return nil
			}
			return err
		}
		v.Window = statement.Cited(p.Say("events.window", p.Count("day", e.Days)),
			statement.Row("events", "event", e.Event)+"#any")
		return nil
	}
	return nil
}

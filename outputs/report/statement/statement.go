// Package statement puts rows of the table claims into words, in English and in Chinese. It is the
// only place of the report and of the terminal that says anything of groups, of rises and falls, of
// events, of changes of level, of bursts, of who comes first and of what is new; a claim that is
// not there is not said. The words are those of three verdicts: supported, not supported, and
// cannot be said, with the reason.
//
//	statement.go  a claim as a sentence, and as a title
//	parts.go      what sentences are made of: sides, numbers, periods
//	about.go      what a family of claims asks, and why it has no answer
//	rank.go       which claims matter most, and which say the same
//	row.go        the rows that a sentence is made of
package statement

import (
	"html/template"

	"tifa/outputs"
	"tifa/outputs/report/translate"
)

// Names are what sentences call things by, and what they link to.
type Names interface {
	// Short is a concept, or another item such as a phrase, by its wording and gloss.
	Short(kind, item string) template.HTML
	// Group is a group of sources, such as "hawkish sources"; all sources where attribute is all.
	Group(attribute, value string) string
	Source(id string) string
	// Event is an event's name, and its day in words.
	Event(id string) (name template.HTML, day string)
	Period(name string) string
	// Lines makes text a link to the sentences of a claim: of its second group where second.
	Lines(c *outputs.Claim, second bool, text template.HTML) template.HTML
	// Claim finds another claim on the same item, groups and period; nil where there is none.
	Claim(kind string, c *outputs.Claim) *outputs.Claim
}

// Writer writes sentences in one language.
type Writer struct {
	*translate.Texts
	Names
}

// The verdicts of claims.
const (
	Supported    = "supported"
	NotSupported = "not supported"
	CannotBeSaid = "cannot be said"
)

// Sentence is what a claim says, with the rows it is made of: nothing of what was not tested.
func (w Writer) Sentence(c *outputs.Claim) template.HTML {
	rows := []string{ClaimRow(c)}
	s := w.unsettled(c)
	if c.Verdict == Supported {
		s = w.supported(c)
	}
	if c.Event != "" {
		rows = append(rows, Row("events", "event", c.Event)+"#any")
	}
	return Cited(s, rows...)
}

// Sources is what is known of the sources of documents that differ: a sentence that goes with that
// of the claim on the documents, and that many claims may share.
func (w Writer) Sources(c *outputs.Claim) template.HTML {
	if c.Kind != "documents" || c.Verdict != Supported {
		return ""
	}
	if other := w.Claim("groups", c); other != nil {
		return Cited(w.whetherSources(other, w.facing(c).swapped), ClaimRow(other))
	}
	return w.Say("sources.untested")
}

// supported is the sentence of a claim that holds.
func (w Writer) supported(c *outputs.Claim) template.HTML {
	switch c.Kind {
	case "groups", "documents":
		return w.pair("claim."+c.Kind, c) + w.leftOut(c)
	case "event":
		return w.event(c)
	case "trend":
		return w.overTime("claim.trend."+direction(c), c)
	case "burst":
		return w.burst(c)
	case "lead":
		return w.lead(c)
	case "changepoint":
		return w.overTime("claim.changepoint", c)
	case "emerging":
		return w.emerging(c)
	}
	return ""
}

// Multiple reports whether the sentence of a claim says how many times as often.
func (w Writer) Multiple(c *outputs.Claim) bool {
	return ratioOfSides(c) && c.Verdict == Supported && !w.facing(c).never
}

// unsettled is the sentence of a comparison that was tested and does not hold.
func (w Writer) unsettled(c *outputs.Claim) template.HTML {
	if c.Verdict == NotSupported && (c.Kind == "groups" || c.Kind == "documents") {
		return w.pair("unsettled."+c.Kind, c)
	}
	return ""
}

// Title is a claim that holds as a title, without numbers and without the time it is on.
func (w Writer) Title(c *outputs.Claim) template.HTML {
	f := w.facing(c)
	name := w.Short(c.ItemKind, c.Item)
	switch c.Kind {
	case "groups", "documents":
		return w.Start("title."+c.Kind, f.a, f.b, name)
	case "event":
		event, _ := w.Event(c.Event)
		return w.Start("title.event."+direction(c), f.a, event, name)
	case "trend":
		return w.Start("title.trend."+direction(c), w.steady(c), "", name)
	}
	key := "title." + c.Kind
	if c.Kind == "emerging" && c.Estimate == nil {
		key += ".new"
	}
	places, group := w.places(c), template.HTML(template.HTMLEscapeString(f.a))
	if c.Kind == "burst" {
		places, _ = w.span(c.Place)
	}
	if c.Kind == "burst" || c.Kind == "changepoint" {
		group = w.steady(c)
	}
	return w.Start(key, group, f.b, name, places, w.Period(c.Period))
}

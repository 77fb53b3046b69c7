package statement

import (
	"html/template"
	"math"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/translate"
)

// sides are the two sides of a ratio, the larger first, so that a sentence says how many times as
// often and not what part.
type sides struct {
	a, b                 string // groups
	estimate, lo, hi     *float64
	looLo, looHi         *float64
	unitsA, unitsB       int64
	mentionsA, mentionsB int64
	swapped              bool
}

func (w Writer) facing(c *outputs.Claim) sides {
	s := sides{w.Group(c.Attribute, c.A), w.Group(c.Attribute, c.B), c.Estimate, c.Lo, c.Hi,
		c.LooLo,
		c.LooHi, c.UnitsA, c.UnitsB, c.MentionsA, c.MentionsB, false}
	if c.B == "" {
		s.b = ""
	}
	if !strings.HasPrefix(c.Statistic, "ratio") || c.Estimate == nil || *c.Estimate >= 1 {
		return s
	}
	lo, hi := turned(s.lo, s.hi)
	looLo, looHi := turned(s.looLo, s.looHi)
	return sides{s.b, s.a, inverse(s.estimate), lo, hi, looLo, looHi, s.unitsB, s.unitsA,
		s.mentionsB, s.mentionsA, true}
}

// turned are the ends of an interval of one over a ratio. One over an end that nothing bounds is 0,
// and nothing bounds one over 0.
func turned(lo, hi *float64) (newLo, newHi *float64) {
	if lo == nil {
		return nil, nil
	}
	if newLo = inverse(hi); hi == nil {
		newLo = new(float64)
	}
	return newLo, inverse(lo)
}

// inverse is one over a number; nil for 0 and for none.
func inverse(v *float64) *float64 {
	if v == nil || *v == 0 {
		return nil
	}
	out := 1 / *v
	return &out
}

// pair is a text on two groups: {0} and {1} the groups, the larger rate first, {2} the item, {3}
// the ratio, {4} its interval, {5} and {6} units, {7} the adjusted p, {8} and {9} mentions.
func (w Writer) pair(key string, c *outputs.Claim) template.HTML {
	f := w.facing(c)
	text := w.Say(key, f.a, f.b, w.Short(c.ItemKind, c.Item), number(f.estimate),
		w.interval(f.lo, f.hi), f.unitsA, w.Count("unit."+c.Unit, f.unitsB), chance(c),
		w.mentions(c, f.mentionsA, f.swapped), w.mentions(c, f.mentionsB, !f.swapped))
	return w.Capital(w.when(c) + text)
}

// overTime is a text on one group: {0} the group, {1} the item, {2} the estimate, {3} its periods
// or other units, {4} their number in words, {5} mentions, {6} the adjusted p, {7} where it lies.
func (w Writer) overTime(key string, c *outputs.Claim) template.HTML {
	return w.Start(key, w.Group(c.Attribute, c.A), w.Short(c.ItemKind, c.Item), number(c.Estimate),
		c.UnitsA, w.Count(c.PeriodType, c.UnitsA), w.mentions(c, c.MentionsA, false), chance(c),
		w.places(c))
}

// mentions counts them, as a link to the sentences where there are some.
func (w Writer) mentions(c *outputs.Claim, n int64, second bool) template.HTML {
	text := w.Count("mention", n)
	if n == 0 {
		return text
	}
	return w.Lines(c, second, text)
}

// when says which period a comparison of groups is on, where it is not all.
func (w Writer) when(c *outputs.Claim) template.HTML {
	if c.B == "" || c.Period == "all" {
		return ""
	}
	return w.Say("when.in", w.Period(c.Period))
}

// leftOut is how far a comparison of sources hangs on one of them.
func (w Writer) leftOut(c *outputs.Claim) template.HTML {
	f := w.facing(c)
	if c.LooLo == nil || c.LooHi == nil || f.looLo == nil || f.looHi == nil {
		return ""
	}
	s := w.Say("claim.leftout", number(f.looLo), number(f.looHi))
	if *c.LooLo <= 1 && *c.LooHi >= 1 {
		s += w.Say("claim.hangs", w.Source(c.HangsOn))
	}
	return s
}

// whetherSources says of documents that differ what is known of their sources.
func (w Writer) whetherSources(c *outputs.Claim) template.HTML {
	switch c.Verdict {
	case Supported:
		return w.Say("sources.too")
	case NotSupported:
		return w.Say("sources.unsettled")
	}
	return w.Say("sources.cannot", w.Why(c))
}

// event is what changed at one. Its ratio has no interval; p is the share of dates at which the
// change is as large, the event's own among them.
func (w Writer) event(c *outputs.Claim) template.HTML {
	f := w.facing(c)
	name, day := w.Event(c.Event)
	others := w.Say("event.none", c.UnitsA)
	if n := int64(math.Round(*c.P*float64(c.UnitsA))) - 1; n > 0 {
		others = w.Say("event.some", c.UnitsA, n)
	}
	return w.Start("claim.event."+direction(c), w.Group(c.Attribute, c.A),
		w.Short(c.ItemKind, c.Item), number(f.estimate), name, day, w.mentions(c, c.MentionsA,
			false),
		w.Count("mention", c.MentionsB), others, chance(c))
}

// lead is the lag at which the rates of two groups move together: {0} the group that comes first.
func (w Writer) lead(c *outputs.Claim) template.HTML {
	a, b, lag, key := w.Group(c.Attribute, c.A), w.Group(c.Attribute, c.B), int64(0), "claim.lead"
	if c.Estimate != nil {
		lag = int64(*c.Estimate)
	}
	switch {
	case lag == 0:
		key += ".same"
	case lag < 0:
		a, b, lag = b, a, -lag
	}
	return w.Start(key, a, b, w.Short(c.ItemKind, c.Item), w.Count("month", lag),
		w.Count("month", c.UnitsA), chance(c), w.mentions(c, c.MentionsA, false),
		w.mentions(c, c.MentionsB, true))
}

// emerging is a phrase that is in more weeks of a year than of the years before, or in none of
// these.
func (w Writer) emerging(c *outputs.Claim) template.HTML {
	key := "claim.emerging"
	if c.Estimate == nil {
		key += ".new"
	}
	return w.Start(key, w.Short(c.ItemKind, c.Item), w.Period(c.Period), number(c.Estimate),
		c.UnitsA,
		c.UnitsB, w.mentions(c, c.MentionsA, false), w.Count("mention", c.MentionsB), chance(c))
}

// direction is more or less: of a ratio above or below 1, of another estimate above or below 0.
func direction(c *outputs.Claim) string {
	from := 0.0
	if strings.HasPrefix(c.Statistic, "ratio") {
		from = 1
	}
	if c.Estimate != nil && *c.Estimate < from {
		return "less"
	}
	return "more"
}

// one tells a burst of one period from a longer one.
func one(c *outputs.Claim) string {
	if first, last, _ := strings.Cut(c.Place, " "); first == last {
		return ".one"
	}
	return ""
}

// places are the periods of a claim's place in words.
func (w Writer) places(c *outputs.Claim) template.HTML {
	var out []template.HTML
	for _, name := range strings.Fields(c.Place) {
		out = append(out, template.HTML(template.HTMLEscapeString(w.Period(name))))
	}
	return w.List(out)
}

func (w Writer) interval(lo, hi *float64) string {
	switch {
	case lo == nil && hi == nil:
		return w.Plain("interval.none")
	case hi == nil:
		return w.Plain("interval.open", number(lo))
	}
	return number(lo) + "–" + number(hi)
}

// chance writes the adjusted p of a claim.
func chance(c *outputs.Claim) string {
	if c.PAdjusted == nil {
		return "–"
	}
	return translate.Chance(*c.PAdjusted)
}

func number(v *float64) string {
	if v == nil {
		return "–"
	}
	return translate.Significant(*v)
}

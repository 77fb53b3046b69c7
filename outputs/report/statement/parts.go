package statement

import (
	"html/template"
	"math"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/translate"
)

// sides are the two sides of a ratio, the larger first, so that a sentence says how many times as
// often and not what part. Where one side has no mention it comes second, and there is no ratio:
// that of the claim rests on half a mention that was added.
type sides struct {
	a, b                 string // groups
	estimate, lo, hi     *float64
	looLo, looHi         *float64
	unitsA, unitsB       int64
	mentionsA, mentionsB int64
	withA, ofA, ofB      int64
	swapped, never       bool
}

func (w Writer) facing(c *outputs.Claim) sides {
	s := sides{a: w.Group(c.Attribute, c.A), b: w.Group(c.Attribute, c.B), estimate: c.Estimate,
		lo: c.Lo, hi: c.Hi, looLo: c.LooLo, looHi: c.LooHi, unitsA: c.UnitsA, unitsB: c.UnitsB,
		mentionsA: c.MentionsA, mentionsB: c.MentionsB, withA: c.WithA, ofA: c.OfA, ofB: c.OfB}
	if c.B == "" {
		s.b = ""
	}
	if !ratioOfSides(c) {
		return s
	}
	s.never = (c.MentionsA == 0) != (c.MentionsB == 0)
	if s.never && c.MentionsA == 0 || !s.never && c.Estimate != nil && *c.Estimate < 1 {
		s = s.turned()
		s.withA, s.ofA, s.ofB = c.WithB, c.OfB, c.OfA
	}
	if s.never {
		s.estimate, s.looLo, s.looHi = nil, nil, nil
	}
	return s
}

// ratioOfSides reports whether a claim is on the ratio of two rates.
func ratioOfSides(c *outputs.Claim) bool {
	return strings.HasPrefix(c.Statistic, "ratio") && c.Kind != "emerging"
}

// turned are the sides in the other order.
func (s sides) turned() sides {
	lo, hi := turned(s.lo, s.hi)
	looLo, looHi := turned(s.looLo, s.looHi)
	return sides{a: s.b, b: s.a, estimate: inverse(s.estimate), lo: lo, hi: hi, looLo: looLo,
		looHi: looHi, unitsA: s.unitsB, unitsB: s.unitsA, mentionsA: s.mentionsB,
		mentionsB: s.mentionsA, swapped: true, never: s.never}
}

// turned are the ends of an interval of one over a ratio. One over an end that nothing bounds is 0,
// and nothing bounds one over 0, or over an end that is not given.
func turned(lo, hi *float64) (newLo, newHi *float64) {
	if lo == nil && hi == nil {
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
// the ratio, {4} its interval, {5} the units of both, {7} the adjusted p, {8} and {9} mentions.
// Where the second never mentions the item, the text is that of the key with .never: {3} of {5}
// units of the first do, {6} times, and none of {7} of the second; {8} is the adjusted p.
func (w Writer) pair(key string, c *outputs.Claim) template.HTML {
	f := w.facing(c)
	first, second := w.mentions(c, f.mentionsA, f.swapped), w.mentions(c, f.mentionsB, !f.swapped)
	unit := "unit." + c.Unit
	if f.never && c.Verdict == Supported {
		return w.Capital(w.when(c) + w.Say(key+".never", f.a, f.b, w.Short(c.ItemKind, c.Item),
			f.withA, f.ofA, w.Count(unit, f.ofA), first, w.Count(unit, f.ofB), chance(c)))
	}
	text := w.Say(key, f.a, f.b, w.Short(c.ItemKind, c.Item), number(f.estimate),
		w.interval(f.lo, f.hi), w.units(c, f.unitsA, f.unitsB), "", chance(c), first, second)
	return w.Capital(w.when(c) + text)
}

// units are those of both sides.
func (w Writer) units(c *outputs.Claim, a, b int64) template.HTML {
	unit := c.Unit
	if unit == "" {
		unit = "source"
	}
	if a == 1 && b == 1 {
		return w.Say("units.each." + unit)
	}
	if w.Lang == "zh" { // which has no plural that the second noun could be of
		return w.Say("units.both", w.Count("unit."+unit, a), w.Count("unit."+unit, b))
	}
	return w.Say("units.both", a, w.Count("unit."+unit, b))
}

// overTime is a text on one group: {0} the group, {1} the item, {2} the estimate, {3} its periods
// or other units, {4} their number in words, {5} mentions, {6} the adjusted p, {7} where it lies.
// Of the group only the sources with documents throughout are followed.
func (w Writer) overTime(key string, c *outputs.Claim) template.HTML {
	return w.Start(key, w.steady(c), w.Short(c.ItemKind, c.Item), number(c.Estimate),
		c.UnitsA, w.Count(c.PeriodType, c.UnitsA), w.mentions(c, c.MentionsA, false), chance(c),
		w.places(c))
}

// steady is a group by the sources of it that a series follows.
func (w Writer) steady(c *outputs.Claim) template.HTML {
	group := w.Group(c.Attribute, c.A)
	if c.Attribute == "all" {
		group = w.Plain("group.sources")
	}
	return w.Say("group.steady", group, w.Plain("full."+c.PeriodType))
}

// burst is when documents of a group are denser with an item: {0} the group, {1} the item, {2} to
// {5} the documents with a mention and all, then and at other times, {6} the weight, {7} the
// adjusted p, {8} when.
func (w Writer) burst(c *outputs.Claim) template.HTML {
	when, key := w.span(c.Place)
	return w.Start("claim.burst"+key, w.steady(c), w.Short(c.ItemKind, c.Item), c.WithA, c.OfA,
		c.WithB, c.OfB, number(c.Estimate), chance(c), when)
}

// span is a first and a last period in words; key is .one where they are one period, or a year.
func (w Writer) span(place string) (when template.HTML, key string) {
	first, last, _ := strings.Cut(place, " ")
	for _, ends := range [][2]string{{"-01", "-12"}, {"-Q1", "-Q4"}} {
		year, ok := strings.CutSuffix(first, ends[0])
		if ok && year+ends[1] == last {
			first, last = year, year
		}
	}
	if first == last {
		return w.Say("span.one", w.Period(first)), ".one"
	}
	return w.Say("span", w.Period(first), w.Period(last)), ""
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
	if c.PeriodType == "year" || c.PeriodType == "quarter" {
		return w.Say("when.part", w.Period(c.Period))
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

// whetherSources says of documents that differ what is known of their sources; swapped is true
// where the sentence on the documents names the second group first.
func (w Writer) whetherSources(c *outputs.Claim, swapped bool) template.HTML {
	switch c.Verdict {
	case Supported:
		return w.Say("sources.too")
	case NotSupported:
		return w.Say("sources.unsettled")
	}
	return w.Say("sources.cannot", w.why(c, swapped))
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
	key := "claim.event." + direction(c)
	switch {
	case f.never && c.MentionsA == 0:
		key = "claim.event.never.after"
	case f.never:
		key = "claim.event.never.before"
	}
	return w.Start(key, w.Group(c.Attribute, c.A),
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
// these: {3} to {6} are the source-weeks with it and all, in the year and before.
func (w Writer) emerging(c *outputs.Claim) template.HTML {
	key := "claim.emerging"
	if c.Estimate == nil {
		key += ".new"
	}
	return w.Start(key, w.Short(c.ItemKind, c.Item), w.Period(c.Period), number(c.Estimate),
		c.WithA, c.OfA, c.WithB, c.OfB, w.mentions(c, c.MentionsA, false), c.MentionsB, chance(c))
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

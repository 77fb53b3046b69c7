package report

import (
	"html/template"
	"math"
	"slices"
	"strings"
)

// level is the share of false alarms allowed among what is called clear.
const level = 0.05

// mostTold bounds the sentences of one kind; the table beside them has all concepts.
const mostTold = 6

// changesView is what is different in the period reported on.
type changesView struct {
	Dated   bool
	Opening []template.HTML
	Against []against
	Groups  []groupsNow
	First   []template.HTML // concepts used for the first time in the run
	Table   []changeRow
	Columns []period
	Tokens  bool
}

// against is what changed since one earlier period.
type against struct {
	Title      template.HTML
	Verdict    template.HTML // in one sentence
	Note       template.HTML
	More, Less []template.HTML
	Perhaps    []template.HTML // the interval leaves out 0, but among so many comparisons it may be chance
	None       bool
}

// groupsNow sets two groups against each other within the period.
type groupsNow struct {
	Title     template.HTML
	Verdict   template.HTML
	Sentences []template.HTML // on concepts the two clearly differ in
	Rest      template.HTML
}

type changeRow struct {
	Name  template.HTML
	Cells []cell
	Diff  string
	Q     string
	Sort  float64
}

// cell is a number in a table with what it opens.
type cell struct {
	Text, Note string
	Sort       float64
	Link       string
	Few        bool
	Empty      bool
}

// change is one concept compared with an earlier period.
type change struct {
	id        string
	now, then rate
	diff      estimate
	q         float64
}

func (p *page) changes() (any, error) {
	v := changesView{Dated: len(p.types) > 0, Tokens: p.tokens}
	if !v.Dated {
		return v, nil
	}
	earlier := []period{p.prev}
	if p.hasAgo {
		earlier = append(earlier, p.ago)
	}
	for _, then := range earlier {
		if p.docs(then) > 0 {
			v.Against = append(v.Against, p.against(then))
		}
	}
	v.First = p.firstUses()
	for _, c := range p.manifest.Settings.Compare {
		if p.hasBoth(c) {
			v.Groups = append(v.Groups, p.groupsNow(c))
		}
	}
	v.Opening = p.opening(&v, earlier)
	v.Columns = append([]period{p.now}, earlier...)
	v.Table = p.changeTable(v.Columns)
	return v, nil
}

// opening says in a few lines what was read, what of the lexicon is in it, and whether anything changed.
func (p *page) opening(v *changesView, earlier []period) []template.HTML {
	var before []template.HTML
	for _, then := range earlier {
		n := template.HTML(thousands(p.docs(then)))
		if n == "0" {
			n = p.count("document", 0)
		}
		before = append(before, p.say("changes.then", n, then.label(p.lang)))
	}
	out := []template.HTML{
		p.say("changes.read", p.now.label(p.lang), p.count("document", p.docs(p.now)), p.sourcesText(p.now), p.list(before)),
		p.mostUsed(),
	}
	for _, a := range v.Against {
		out = append(out, a.Verdict)
	}
	for _, g := range v.Groups {
		out = append(out, g.Verdict)
	}
	return out
}

// mostUsed names the concepts most documents of the period use.
func (p *page) mostUsed() template.HTML {
	use := make([]float64, len(p.concepts))
	var used, few int64
	all := p.compare(p.prev)
	for i := range p.concepts {
		r := p.rate(rateKey{what: p.concepts[i].ID, period: p.now.Name})
		use[i] = float64(p.times(r))
		if r.Mentions > 0 {
			used++
		}
		if r.Mentions > 0 && r.Mentions < 5 {
			few++
		}
	}
	var top []template.HTML
	for _, i := range descending(use) {
		k := rateKey{what: p.concepts[i].ID, period: p.now.Name}
		part := p.partOfTold(change{id: p.concepts[i].ID, now: p.rate(k), then: p.rate(rateKey{what: p.concepts[i].ID, period: p.prev.Name})}, all)
		if use[i] > 0 && len(top) < 3 && !part {
			top = append(top, p.say("changes.top", zhText(p.concepts[i].Zh), p.concepts[i].En, p.shortly(k)))
		}
	}
	return p.say("changes.used", p.count("concept", used), len(p.concepts), few) + p.say("changes.mostused", p.list(top))
}

// sourcesText says how many of the sources have documents in a period.
func (p *page) sourcesText(at period) template.HTML {
	switch n := p.sourcesWith(at); {
	case len(p.sources) == 1:
		return p.say("sources.one")
	case n == len(p.sources):
		return p.say("sources.all", n)
	default:
		return p.say("sources.some", n, len(p.sources))
	}
}

func (p *page) sourcesWith(at period) int {
	n := 0
	for i := range p.sources {
		if p.coverage[coverKey{p.sources[i].ID, at.Name}].Docs > 0 {
			n++
		}
	}
	return n
}

// compare sets every concept that is used in either period against an earlier period, the clearest change first.
func (p *page) compare(then period) []change {
	var out []change
	var ps []float64
	for i := range p.concepts {
		id := p.concepts[i].ID
		c := change{id: id, now: p.rate(rateKey{what: id, period: p.now.Name}), then: p.rate(rateKey{what: id, period: then.Name})}
		if c.now.Mentions+c.then.Mentions == 0 {
			continue
		}
		c.diff = difference(p.estimate(c.now), p.estimate(c.then))
		out = append(out, c)
		ps = append(ps, fisher(c.now, c.then))
	}
	for i, q := range falseDiscovery(ps) {
		out[i].q = q
	}
	slices.SortStableFunc(out, func(a, b change) int { return cmpFloat(b.distance(), a.distance()) })
	return out
}

// distance is how far the interval of a change is from 0, in the measure of the page; negative where it holds 0.
func (c change) distance() float64 { return max(c.diff.Lo, -c.diff.Hi) }

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (p *page) against(then period) against {
	label := then.label(p.lang)
	a := against{Title: p.say("changes.against", label)}
	all := p.compare(then)
	var more, less, perhaps int64
	for _, c := range all {
		if !c.diff.clear() {
			continue
		}
		n, list := &more, &a.More
		switch {
		case !p.tokens && c.q >= level:
			n, list = &perhaps, &a.Perhaps
		case c.diff.V < 0:
			n, list = &less, &a.Less
		}
		if *n++; len(*list) < mostTold && !p.partOfTold(c, all) {
			*list = append(*list, p.changeSentence(c, then))
		}
	}
	a.None = more+less+perhaps == 0
	if p.tokens {
		a.Note = p.say("changes.note.tokens")
		a.Verdict = p.say("changes.verdict.tokens", label, p.count("concept", more), p.count("concept", less))
		return a
	}
	a.Note = p.say("changes.note", len(all), p.count("changed", more+less), p.count("perhaps", perhaps), int(math.Round(level*float64(len(all)))))
	a.Verdict = p.say("changes.verdict", label, p.count("concept", more), p.count("concept", less))
	if more+less == 0 {
		a.Verdict = p.say("changes.verdict.none", label)
	}
	return a
}

// partOfTold tells whether a concept's numbers are those of a longer wording that it is part of, as 敌对势力 is of
// 外国敌对势力 where nobody writes the short one alone: then the longer one is told.
func (p *page) partOfTold(c change, all []change) bool {
	for _, o := range all {
		if o.id != c.id && o.now == c.now && o.then == c.then && strings.Contains(p.concept[o.id].Zh, p.concept[c.id].Zh) {
			return true
		}
	}
	return false
}

func (p *page) changeSentence(c change, then period) template.HTML {
	key := "changes.more"
	if c.diff.V < 0 {
		key = "changes.less"
	}
	k := rateKey{what: c.id, period: then.Name}
	s := p.say(key, p.name(c.id), p.told(rateKey{what: c.id, period: p.now.Name}), p.shortly(k), then.label(p.lang), p.signed(c.diff))
	if !p.tokens {
		s += p.say("changes.q", chance(c.q))
	}
	return s
}

// signed writes a difference with its interval: +3.5 points (+0.8 to +6.6).
func (p *page) signed(e estimate) template.HTML {
	sign := func(v float64) string {
		if v > 0 {
			return "+" + p.bare(v)
		}
		return p.bare(v)
	}
	if p.tokens {
		return p.say("diff.tokens", sign(e.V), sign(e.Lo), sign(e.Hi))
	}
	return p.say("diff.share", sign(e.V), sign(e.Lo), sign(e.Hi))
}

// firstUses names the concepts no earlier period has.
func (p *page) firstUses() []template.HTML {
	var out []template.HTML
	for i := range p.concepts {
		id := p.concepts[i].ID
		k := rateKey{what: id, period: p.now.Name}
		if p.rate(k).Mentions == 0 || p.usedBefore(id) {
			continue
		}
		out = append(out, p.say("changes.first", p.name(id), p.told(k)))
	}
	return out
}

func (p *page) usedBefore(id string) bool {
	for _, q := range p.periods[p.now.Type] {
		if q.Start < p.now.Start && p.rate(rateKey{what: id, period: q.Name}).Mentions > 0 {
			return true
		}
	}
	return false
}

// groupsNow tells what two groups clearly differ in within the period, and how they stood the period before.
func (p *page) groupsNow(c comparison) groupsNow {
	g := groupsNow{Title: p.start("changes.groups", p.groupName(c.a()), p.groupName(c.b()), p.now.label(p.lang))}
	var all []change
	for i := range p.concepts {
		id := p.concepts[i].ID
		x := change{id: id, now: p.rate(rateKey{id, c.a(), p.now.Name}), then: p.rate(rateKey{id, c.b(), p.now.Name})}
		if x.now.Mentions+x.then.Mentions == 0 {
			continue
		}
		if x.diff = difference(p.estimate(x.now), p.estimate(x.then)); x.diff.ok {
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(x, y change) int { return cmpFloat(y.distance(), x.distance()) })
	var differ, parts int64
	var names []template.HTML
	for _, x := range all {
		if !x.diff.clear() {
			continue
		}
		if p.partOfTold(x, all) {
			parts++
			continue
		}
		if differ++; len(g.Sentences) < mostTold {
			g.Sentences = append(g.Sentences, p.groupSentence(x.id, x.diff, c))
			names = append(names, zhText(p.concept[x.id].Zh))
		}
	}
	g.Rest = p.say("changes.group.rest", p.count("concept", int64(len(all))-differ-parts))
	g.Verdict = p.start("changes.group.verdict.none", p.groupName(c.a()), p.groupName(c.b()))
	if differ > 0 {
		g.Verdict = p.start("changes.group.verdict", p.groupName(c.a()), p.groupName(c.b()), p.count("concept", differ), p.list(names[:min(3, len(names))]))
	}
	return g
}

func (p *page) groupSentence(id string, diff estimate, c comparison) template.HTML {
	a, b := rateKey{id, c.a(), p.now.Name}, rateKey{id, c.b(), p.now.Name}
	s := p.say("changes.group", p.name(id), p.told(a), p.groupName(c.a()), p.told(b), p.groupName(c.b()), p.signed(diff))
	a.period, b.period = p.prev.Name, p.prev.Name
	if p.rate(a).Docs > 0 || p.rate(b).Docs > 0 {
		s += p.say("changes.group.then", p.prev.label(p.lang), p.groupName(c.a()), p.shortly(a), p.groupName(c.b()), p.shortly(b))
	}
	return s
}

// shortly writes a rate as 17 of 470, a link to its evidence.
func (p *page) shortly(k rateKey) template.HTML {
	r := p.rate(k)
	if !p.estimate(r).ok {
		return p.say("rate.nodocs")
	}
	if p.tokens {
		return p.link(k, r, p.say("rate.short.tokens", r.Mentions))
	}
	return p.link(k, r, p.say("rate.short", r.Using, r.Docs))
}

// times and of are the numerator and denominator of a rate in the measure of the page.
func (p *page) times(r rate) int64 {
	if p.tokens {
		return r.Mentions
	}
	return r.Using
}

func (p *page) of(r rate) int64 {
	if p.tokens {
		return r.Tokens
	}
	return r.Docs
}

func (p *page) changeTable(columns []period) []changeRow {
	var rows []changeRow
	for _, c := range p.compare(p.prev) {
		rows = append(rows, p.changeRow(c, columns))
	}
	if p.docs(p.prev) == 0 {
		for i := range rows {
			rows[i].Diff, rows[i].Q = "", ""
		}
	}
	return rows
}

func (p *page) changeRow(c change, columns []period) changeRow {
	row := changeRow{Name: p.name(c.id), Sort: c.diff.V, Q: chance(c.q)}
	if c.diff.ok {
		row.Diff = string(p.signed(c.diff))
	}
	for _, at := range columns {
		row.Cells = append(row.Cells, p.cell(rateKey{what: c.id, period: at.Name}))
	}
	return row
}

// cell shows a rate as count and denominator.
func (p *page) cell(k rateKey) cell { return p.cellOf(k, p.rate(k)) }

func (p *page) cellOf(k rateKey, r rate) cell {
	e := p.estimate(r)
	if !e.ok {
		return cell{Empty: true, Sort: -1}
	}
	c := cell{Text: thousands(p.times(r)) + " / " + thousands(p.of(r)), Note: p.value(e.V) + " (" + p.interval(e) + ")",
		Sort: e.V, Few: r.Mentions < 5}
	if r.Mentions > 0 {
		c.Link = p.book.ask(k)
	}
	return c
}

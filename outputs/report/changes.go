package report

import (
	"html/template"
	"math"
	"slices"
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
	Note       template.HTML
	More, Less []template.HTML
	Perhaps    []template.HTML // the interval leaves out 0, but among so many comparisons it may be chance
	None       bool
}

// groupsNow sets two groups against each other within the period.
type groupsNow struct {
	Title     template.HTML
	Sentences []template.HTML
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
	v.Opening = p.opening(earlier)
	for _, then := range earlier {
		if p.docs(then) > 0 {
			v.Against = append(v.Against, p.against(then))
		}
	}
	v.First = p.firstUses()
	for _, c := range p.manifest.Settings.Compare {
		if g := p.groupsNow(c); len(g.Sentences) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	v.Columns = append([]period{p.now}, earlier...)
	v.Table = p.changeTable(v.Columns)
	return v, nil
}

// opening says what was read, and what of the lexicon is in it.
func (p *page) opening(earlier []period) []template.HTML {
	used, few := 0, 0
	for i := range p.concepts {
		r := p.rate(rateKey{what: p.concepts[i].ID, period: p.now.Name})
		if r.Mentions > 0 {
			used++
		}
		if r.Mentions > 0 && r.Mentions < 5 {
			few++
		}
	}
	out := []template.HTML{p.say("changes.read", p.now.label(p.lang), p.docs(p.now), p.sourcesWith(p.now), len(p.sources))}
	for _, then := range earlier {
		key := "changes.then"
		if p.docs(then) == 0 {
			key = "changes.then.none"
		}
		out = append(out, p.say(key, then.label(p.lang), p.docs(then), p.sourcesWith(then)))
	}
	return append(out, p.say("changes.used", used, len(p.concepts), few))
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
	a := against{Title: p.say("changes.against", then.label(p.lang))}
	all := p.compare(then)
	clear, told := 0, 0
	for _, c := range all {
		if !c.diff.clear() {
			continue
		}
		told++
		list := &a.More
		switch {
		case !p.tokens && c.q >= level:
			list = &a.Perhaps
		case c.diff.V < 0:
			list = &a.Less
		}
		if list != &a.Perhaps {
			clear++
		}
		if len(*list) < mostTold {
			*list = append(*list, p.changeSentence(c, then))
		}
	}
	a.None = told == 0
	key := "changes.note"
	if p.tokens {
		key = "changes.note.tokens"
	}
	a.Note = p.say(key, len(all), clear, told-clear, int(math.Round(level*float64(len(all)))), then.label(p.lang))
	return a
}

func (p *page) changeSentence(c change, then period) template.HTML {
	key := "changes.more"
	if c.diff.V < 0 {
		key = "changes.less"
	}
	s := p.say(key, p.name(c.id), p.told(rateKey{what: c.id, period: p.now.Name}), p.told(rateKey{what: c.id, period: then.Name}),
		then.label(p.lang), p.signed(c.diff))
	if !p.tokens {
		s += p.say("changes.q", significant(c.q))
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

// groupsNow tells where two groups differ most within the period, and how the first stood the period before.
func (p *page) groupsNow(c comparison) groupsNow {
	g := groupsNow{Title: p.say("changes.groups", p.groupName(c.a()), p.groupName(c.b()), p.now.label(p.lang))}
	type pair struct {
		change
		a, b rateKey
	}
	var all []pair
	for i := range p.concepts {
		id := p.concepts[i].ID
		a, b := rateKey{id, c.a(), p.now.Name}, rateKey{id, c.b(), p.now.Name}
		ch := change{id: id, now: p.rate(a), then: p.rate(b)}
		if ch.now.Mentions+ch.then.Mentions == 0 {
			continue
		}
		if ch.diff = difference(p.estimate(ch.now), p.estimate(ch.then)); ch.diff.ok {
			all = append(all, pair{ch, a, b})
		}
	}
	slices.SortStableFunc(all, func(x, y pair) int { return cmpFloat(y.distance(), x.distance()) })
	for _, x := range all[:min(len(all), mostTold)] {
		key := "changes.group.unclear"
		if x.diff.clear() {
			key = "changes.group"
		}
		s := p.say(key, p.name(x.id), p.told(x.a), p.groupName(c.a()), p.told(x.b), p.groupName(c.b()), p.signed(x.diff))
		then := rateKey{x.id, c.a(), p.prev.Name}
		if r := p.rate(then); r.Docs > 0 {
			s += p.say("changes.group.then", p.prev.label(p.lang), p.groupName(c.a()), p.link(then, r, p.say("rate.short", p.times(r), p.of(r))))
		}
		g.Sentences = append(g.Sentences, s)
	}
	return g
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
	row := changeRow{Name: p.name(c.id), Sort: c.diff.V, Q: significant(c.q)}
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

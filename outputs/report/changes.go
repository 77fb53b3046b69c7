package report

import (
	"html/template"
	"math"

	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// level is the share of false alarms allowed among what is called clear.
const level = 0.05

// mostTold bounds the sentences of one kind; the table beside them has all concepts.
const mostTold = 6

// changesView is what is different in the period reported on.
type changesView struct {
	Dated      bool
	There      bool // the run has the table period_comparisons
	Opening    []template.HTML
	Against    []against
	Groups     []groupsNow
	First      []template.HTML // concepts used for the first time in the run
	MoreFirst  int
	DocsBefore int64 // in which the concepts of First are not
	Table      []changeRow
	Columns    []period
	Tokens     bool
}

// against is what changed since one earlier period.
type against struct {
	Title      template.HTML
	Verdict    template.HTML // in one sentence
	Over       template.HTML // which sources are compared, where not all are
	Note       template.HTML
	More, Less []template.HTML
	Perhaps    []template.HTML // the interval leaves out 0, but among so many comparisons it may be chance
	None       bool
}

func (p *page) changes() (any, error) {
	v := changesView{Dated: len(p.Types) > 0, There: p.HasComparisons, Tokens: p.tokens}
	if !v.Dated {
		return v, nil
	}
	earlier := []period{p.prev}
	if p.hasAgo {
		earlier = append(earlier, p.ago)
	}
	for _, then := range earlier {
		if p.Docs(then) > 0 && p.HasComparisons {
			v.Against = append(v.Against, p.against(then))
		}
	}
	v.First, v.MoreFirst, v.DocsBefore = p.firstUses()
	for _, c := range p.Manifest.Settings.Compare {
		if p.hasBoth(c) && p.HasComparisons {
			g, err := p.groupsNow(c)
			if err != nil {
				return nil, err
			}
			v.Groups = append(v.Groups, g)
		}
	}
	v.Opening = p.opening(&v, earlier)
	v.Columns = append([]period{p.Now}, earlier...)
	v.Table = p.changeTable(v.Columns)
	return v, nil
}

// opening says in a few lines what was read, what of the lexicon is in it, and whether anything
// changed.
func (p *page) opening(v *changesView, earlier []period) []template.HTML {
	var before []template.HTML
	for _, then := range earlier {
		n := template.HTML(translate.Thousands(p.Docs(then)))
		if n == "0" {
			n = p.Count("document", 0)
		}
		before = append(before, p.Say("changes.then", n, then.Label(p.Lang)))
	}
	out := []template.HTML{
		p.Say("changes.read", p.Now.Label(p.Lang), p.Count("document", p.Docs(p.Now)), p.sourcesText(p.Now), p.List(before)),
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
	use := make([]float64, len(p.Concepts))
	var used, few int64
	all := p.used(p.prev, "")
	for i := range p.Concepts {
		r := p.Rate(rateKey{What: p.Concepts[i].ID, Period: p.Now.Name})
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
		k := rateKey{What: p.Concepts[i].ID, Period: p.Now.Name}
		c := change{id: p.Concepts[i].ID, now: p.Rate(k), then: p.Rate(rateKey{What: p.Concepts[i].ID, Period: p.prev.Name})}
		if use[i] > 0 && len(top) < 3 && !p.partOfTold(c, all) {
			top = append(top, p.withParts(c, all, p.Say("changes.top", zhText(p.Concepts[i].Zh), p.Concepts[i].En, p.shortly(k))))
		}
	}
	return p.Say("changes.used", p.Count("concept", used), len(p.Concepts), few, used) + p.Say("changes.mostused", p.List(top))
}

// sourcesText says how many of the sources have documents in a period.
func (p *page) sourcesText(at period) template.HTML {
	switch n := p.sourcesWith(at); {
	case len(p.Sources) == 1:
		return p.Say("sources.one")
	case n == len(p.Sources):
		return p.Say("sources.all", n)
	default:
		return p.Say("sources.some", n, len(p.Sources))
	}
}

func (p *page) sourcesWith(at period) int {
	n := 0
	for i := range p.Sources {
		if p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: at.Name}].Docs > 0 {
			n++
		}
	}
	return n
}

func (p *page) against(then period) against {
	label := then.Label(p.Lang)
	a := against{Title: p.Say("changes.against", label)}
	group, ok := p.Common(p.Now, then)
	if !ok {
		a.Verdict = p.Say("changes.verdict.nocommon", label)
		a.Note = a.Verdict
		return a
	}
	if ids := evidence.ListedIn(group); ids != nil {
		a.Over = p.Say("changes.over", p.Count("source", int64(len(ids))), p.names(ids))
	}
	all := p.compare(then)
	var more, less, perhaps int64
	for _, c := range all {
		if !c.diff.clear() {
			continue
		}
		n, list := &more, &a.More
		switch {
		case !c.differs:
			n, list = &perhaps, &a.Perhaps
		case c.diff.Value < 0:
			n, list = &less, &a.Less
		}
		if *n++; len(*list) < mostTold && !p.partOfTold(c, all) {
			*list = append(*list, p.changeSentence(c, all, then))
		}
	}
	a.None = more+less+perhaps == 0
	if p.tokens {
		a.Note = p.Say("changes.note.tokens")
		a.Verdict = p.Say("changes.verdict.tokens", label, p.Count("concept", more), p.Count("concept", less))
		return a
	}
	a.Note = p.Say("changes.note", len(all), p.Count("changed", more+less), p.Count("alone", perhaps), int(math.Round(level*float64(len(all)))))
	a.Verdict = p.Say("changes.verdict", label, p.Count("concept", more), p.Count("concept", less))
	if more+less == 0 {
		a.Verdict = p.Say("changes.verdict.none", label)
	}
	return a
}

// firstUses names the concepts no earlier period has, by sources that were there before: what a new
// source brings along is not new. Where less than half as many documents precede the period as it
// has, nothing is told: in those any wording may be missing.
func (p *page) firstUses() (told []template.HTML, more int, before int64) {
	var there []string
	for i := range p.Sources {
		if s := &p.Sources[i]; s.FirstDate != nil && *s.FirstDate < p.Now.Start {
			there = append(there, s.ID)
		}
	}
	before = p.docsBefore(there)
	if 2*before < p.Docs(p.Now) {
		return nil, 0, before
	}
	group := evidence.Listed(there)
	if len(there) == len(p.Sources) {
		group = ""
	}
	for i := range p.Concepts {
		id := p.Concepts[i].ID
		k := rateKey{What: id, Group: group, Period: p.Now.Name}
		if p.Rate(k).Mentions == 0 || p.usedBefore(id) {
			continue
		}
		if len(told) == mostTold {
			more++
			continue
		}
		told = append(told, p.Say("changes.first", p.name(id), p.told(k)))
	}
	return told, more, before
}

// docsBefore counts the documents that sources have before the period.
func (p *page) docsBefore(sources []string) (n int64) {
	for _, q := range p.Periods[p.Now.Type] {
		if q.Start >= p.Now.Start {
			break
		}
		for _, id := range sources {
			n += p.Coverage[result.CoverKey{Source: id, Period: q.Name}].Docs
		}
	}
	return n
}

func (p *page) usedBefore(id string) bool {
	for _, q := range p.Periods[p.Now.Type] {
		if q.Start < p.Now.Start && p.Rate(rateKey{What: id, Period: q.Name}).Mentions > 0 {
			return true
		}
	}
	return false
}

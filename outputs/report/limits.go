package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/translate"
)

// mostProblems bounds the problems shown one by one; the table problems has all.
const mostProblems = 40

// mostUnused bounds the concepts that are named for not being used; the heat table shows more.
const mostUnused = 20

// limitsView is what the numbers can't say.
type limitsView struct {
	Sentences []template.HTML
	Problems  []outputs.Problem
	All       int
}

func (p *page) limits() (any, error) {
	v := limitsView{Problems: p.problems[:min(len(p.problems), mostProblems)], All: len(p.problems)}
	add := func(key string, args ...any) { v.Sentences = append(v.Sentences, p.Say(key, args...)) }
	if len(p.types) == 0 {
		add("limits.undated")
		return v, nil
	}
	if p.shortest != "" && p.shortest != p.now.Type && p.shortest != "day" {
		add("limits.coarse", p.Plain("type."+p.shortest), p.Count("document", p.medianDocs(p.shortest)), p.Plain("type."+p.now.Type), p.lastComplete(p.shortest).Name)
	}
	if p.lastDay < p.now.end()-nearEnd+1 {
		add("limits.incomplete", p.now.label(p.Lang), dayTime(p.lastDay).Format("2006-01-02"))
	}
	if first := p.periods[p.longest()][0]; p.firstDay >= first.Start+nearEnd {
		add("limits.late", first.label(p.Lang), dayTime(p.firstDay).Format("2006-01-02"))
	}
	p.limitsOfCounts(add)
	p.limitsOfCoverage(add)
	p.limitsOfDocuments(add)
	if !slices.ContainsFunc(p.manifest.Settings.Compare, p.hasBoth) {
		add("limits.nogroups")
	}
	for _, c := range p.manifest.Settings.Compare {
		if p.hasBoth(c) {
			p.limitsOfGroup(add, c.a())
			p.limitsOfGroup(add, c.b())
		}
	}
	if n := len(p.problems); n > 0 {
		add("limits.problems", p.Count("problem", int64(n)), kinds(p.problems))
	} else {
		add("limits.noproblems")
	}
	return v, nil
}

// hasBoth tells whether both groups of a comparison have documents.
func (p *page) hasBoth(c comparison) bool {
	if len(p.concepts) == 0 {
		return false
	}
	id := p.concepts[0].ID
	return p.sum(id, c.a()).Docs > 0 && p.sum(id, c.b()).Docs > 0
}

// limitsOfGroup says of a group that is one source that it is no more than that.
func (p *page) limitsOfGroup(add func(string, ...any), group string) {
	var have []string
	for i := range p.sources {
		if id := p.sources[i].ID; slices.Contains(p.groups[id], group) && p.sum(p.concepts[0].ID, "source="+id).Docs > 0 {
			have = append(have, p.sourceName(id))
		}
	}
	if len(have) == 1 {
		add("limits.onesource", p.groupName(group), have[0])
	}
}

func (p *page) limitsOfCounts(add func(string, ...any)) {
	few := 0
	var unused []string
	for i := range p.concepts {
		switch n := p.rate(rateKey{What: p.concepts[i].ID, Period: p.now.Name}).Mentions; {
		case n == 0:
			unused = append(unused, p.concepts[i].Zh)
		case n < 5:
			few++
		}
	}
	add("limits.few", len(unused), few, len(p.concepts), p.now.label(p.Lang))
	if n := len(unused); n > 0 && n <= mostUnused {
		add("limits.unused", p.now.label(p.Lang), strings.Join(unused, p.Plain("list.comma")))
	}
	if n := p.docs(p.now); n > 0 && n < 100 && !p.tokens {
		add("limits.fewdocs", p.Count("document", n), translate.Significant(100/float64(n)), p.now.label(p.Lang))
	}
}

// limitsOfCoverage names the sources that are missing in one of the periods compared, and those with gaps.
func (p *page) limitsOfCoverage(add func(string, ...any)) {
	then := []period{p.prev}
	if p.hasAgo {
		then = append(then, p.ago)
	}
	for _, q := range append([]period{p.now}, then...) {
		if p.docs(q) == 0 {
			continue
		}
		var missing []string
		for i := range p.sources {
			if id := p.sources[i].ID; p.coverage[coverKey{id, q.Name}].Docs == 0 {
				missing = append(missing, p.sourceName(id))
			}
		}
		if len(missing) > 0 {
			add("limits.missing", q.label(p.Lang), p.Count("source", int64(len(missing))), strings.Join(missing, p.Plain("list.comma")))
		}
	}
	for i := range p.sources {
		if gaps := p.gaps(p.sources[i].ID); len(gaps) > 0 {
			add("limits.gaps", p.sourceName(p.sources[i].ID), strings.Join(gaps, p.Plain("list.comma")))
		}
	}
}

func (p *page) limitsOfDocuments(add func(string, ...any)) {
	var duplicates, undated, coarse int64
	for i := range p.sources {
		duplicates += p.sources[i].Duplicates
		none := p.coverage[coverKey{p.sources[i].ID, p.now.Type + " none"}]
		undated, coarse = undated+none.Undated, coarse+none.TooCoarse
	}
	if duplicates > 0 && p.manifest.Settings.Duplicates == "keep" {
		add("limits.duplicates.kept", p.Count("document", duplicates), duplicates)
	} else if duplicates > 0 {
		add("limits.duplicates", p.Count("document", duplicates), p.duplicatesIn(p.now), p.now.label(p.Lang), duplicates)
	}
	if undated > 0 {
		add("limits.nodate", p.Count("document", undated), undated)
	}
	if coarse > 0 {
		add("limits.toocoarse", p.Count("document", coarse), p.Plain("type."+p.now.Type), coarse)
	}
}

func (p *page) duplicatesIn(at period) (n int64) {
	for i := range p.sources {
		n += p.coverage[coverKey{p.sources[i].ID, at.Name}].Duplicates
	}
	return n
}

// kinds counts problems by kind: encoding 2, undated 1.
func kinds(problems []outputs.Problem) string {
	count := map[string]int{}
	var order []string
	for i := range problems {
		if count[problems[i].Kind]++; count[problems[i].Kind] == 1 {
			order = append(order, problems[i].Kind)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	for i, kind := range order {
		order[i] = kind + " " + translate.Thousands(count[kind])
	}
	return strings.Join(order, ", ")
}

package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
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
	v := limitsView{Problems: p.Problems[:min(len(p.Problems), mostProblems)], All: len(p.Problems)}
	add := func(key string, args ...any) { v.Sentences = append(v.Sentences, p.Say(key, args...)) }
	if len(p.Types) == 0 {
		add("limits.undated")
		return v, nil
	}
	if p.Shortest != "" && p.Shortest != p.Now.Type && p.Shortest != "day" {
		add("limits.coarse", p.Plain("type."+p.Shortest), p.Count("document", p.MedianDocs(p.Shortest)), p.Plain("type."+p.Now.Type), p.LastComplete(p.Shortest).Name)
	}
	if p.LastDay < p.Now.End()-result.NearEnd+1 {
		add("limits.incomplete", p.Now.Label(p.Lang), calendar.Time(p.LastDay).Format("2006-01-02"))
	}
	if first := p.Periods[p.Longest()][0]; p.FirstDay >= first.Start+result.NearEnd {
		add("limits.late", first.Label(p.Lang), calendar.Time(p.FirstDay).Format("2006-01-02"))
	}
	p.limitsOfCounts(add)
	p.limitsOfCoverage(add)
	p.limitsOfDocuments(add)
	if !slices.ContainsFunc(p.Manifest.Settings.Compare, p.hasBoth) {
		add("limits.nogroups")
	}
	for _, c := range p.Manifest.Settings.Compare {
		if p.hasBoth(c) {
			p.limitsOfGroup(add, c.SideA())
			p.limitsOfGroup(add, c.SideB())
		}
	}
	if n := len(p.Problems); n > 0 {
		add("limits.problems", p.Count("problem", int64(n)), kinds(p.Problems))
	} else {
		add("limits.noproblems")
	}
	return v, nil
}

// hasBoth tells whether both groups of a comparison have documents.
func (p *page) hasBoth(c comparison) bool {
	if len(p.Concepts) == 0 {
		return false
	}
	id := p.Concepts[0].ID
	return p.Sum(id, c.SideA()).Docs > 0 && p.Sum(id, c.SideB()).Docs > 0
}

// limitsOfGroup says of a group that is one source that it is no more than that.
func (p *page) limitsOfGroup(add func(string, ...any), group string) {
	var have []string
	for i := range p.Sources {
		if id := p.Sources[i].ID; p.Groups.Has(id, group) && p.Sum(p.Concepts[0].ID, "source="+id).Docs > 0 {
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
	for i := range p.Concepts {
		switch n := p.Rate(rateKey{What: p.Concepts[i].ID, Period: p.Now.Name}).Mentions; {
		case n == 0:
			unused = append(unused, p.Concepts[i].Zh)
		case n < 5:
			few++
		}
	}
	add("limits.few", len(unused), few, len(p.Concepts), p.Now.Label(p.Lang))
	if n := len(unused); n > 0 && n <= mostUnused {
		add("limits.unused", p.Now.Label(p.Lang), strings.Join(unused, p.Plain("list.comma")))
	}
	if n := p.Docs(p.Now); n > 0 && n < 100 && !p.tokens {
		add("limits.fewdocs", p.Count("document", n), translate.Significant(100/float64(n)), p.Now.Label(p.Lang))
	}
}

// limitsOfCoverage names the sources that are missing in one of the periods compared, and those
// with gaps.
func (p *page) limitsOfCoverage(add func(string, ...any)) {
	then := []period{p.prev}
	if p.hasAgo {
		then = append(then, p.ago)
	}
	for _, q := range append([]period{p.Now}, then...) {
		if p.Docs(q) == 0 {
			continue
		}
		var missing []string
		for i := range p.Sources {
			if id := p.Sources[i].ID; p.Coverage[result.CoverKey{Source: id, Period: q.Name}].Docs == 0 {
				missing = append(missing, p.sourceName(id))
			}
		}
		if len(missing) > 0 {
			add("limits.missing", q.Label(p.Lang), p.Count("source", int64(len(missing))), strings.Join(missing, p.Plain("list.comma")))
		}
	}
	for i := range p.Sources {
		if gaps := p.gaps(p.Sources[i].ID); len(gaps) > 0 {
			add("limits.gaps", p.sourceName(p.Sources[i].ID), strings.Join(gaps, p.Plain("list.comma")))
		}
	}
}

func (p *page) limitsOfDocuments(add func(string, ...any)) {
	var duplicates, undated, coarse int64
	for i := range p.Sources {
		duplicates += p.Sources[i].Duplicates
		none := p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: p.Now.Type + " none"}]
		undated, coarse = undated+none.Undated, coarse+none.TooCoarse
	}
	if duplicates > 0 && p.Manifest.Settings.Duplicates == "keep" {
		add("limits.duplicates.kept", p.Count("document", duplicates), duplicates)
	} else if duplicates > 0 {
		add("limits.duplicates", p.Count("document", duplicates), p.duplicatesIn(p.Now), p.Now.Label(p.Lang), duplicates)
	}
	if undated > 0 {
		add("limits.nodate", p.Count("document", undated), undated)
	}
	if coarse > 0 {
		add("limits.toocoarse", p.Count("document", coarse), p.Plain("type."+p.Now.Type), coarse)
	}
}

func (p *page) duplicatesIn(at period) (n int64) {
	for i := range p.Sources {
		n += p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: at.Name}].Duplicates
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

package report

import (
	"html/template"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	calendar "tifa/pipeline/period"
)

// mostProblems bounds the problems shown one by one; the table problems has all.
const mostProblems = 40

// mostUnused bounds the concepts that are named for not being used; the heat table shows more.
const mostUnused = 20

// limitsView is what is wrong with the texts, and what follows for the numbers.
type limitsView struct {
	Sentences []template.HTML
	Problems  []outputs.Problem
	Cut       template.HTML // not all problems are shown
}

// adder adds a sentence with the rows of its numbers.
type adder func(rows []string, key string, args ...any)

func (p *page) limits() (any, error) {
	v := limitsView{Problems: p.Problems[:min(len(p.Problems), mostProblems)]}
	if len(v.Problems) < len(p.Problems) {
		v.Cut = p.Say("limits.cut")
	}
	add := func(rows []string, key string, args ...any) {
		v.Sentences = append(v.Sentences, statement.Cited(p.Start(key, args...), rows...))
	}
	if len(p.Types) == 0 {
		add(nil, "limits.undated")
		return v, nil
	}
	p.limitsOfPeriod(add)
	p.limitsOfCounts(add)
	p.limitsOfCoverage(add)
	p.limitsOfDocuments(add)
	if !p.compares() {
		add(nil, "limits.nogroups")
	}
	for _, c := range p.Manifest.Settings.Compare {
		if p.hasBoth(c) {
			p.limitsOfGroup(add, c.SideA())
			p.limitsOfGroup(add, c.SideB())
		}
	}
	p.limitsOfProblems(add)
	return v, nil
}

// limitsOfPeriod says why the period is not a shorter one, and where the texts begin or end in it.
func (p *page) limitsOfPeriod(add adder) {
	now := []string{p.coverageRow(p.Now) + "#any"}
	if p.Shortest != "" && p.Shortest != p.Now.Type && p.Shortest != "day" {
		last := p.LastComplete(p.Shortest)
		add([]string{p.coverageRow(last) + "#any"}, "limits.coarse", p.Plain("full."+p.Shortest),
			p.Plain("full."+p.Now.Type), last.Name)
	}
	if p.incomplete() {
		add(append(now, "documents#most=date"), "limits.incomplete", p.Now.Label(p.Lang),
			calendar.Time(p.LastDay).Format("2006-01-02"))
	}
	if first := p.Periods[p.Longest()][0]; p.FirstDay >= first.Start+result.NearEnd {
		add([]string{p.coverageRow(first) + "#any", "documents#least=date"}, "limits.late",
			first.Label(p.Lang), calendar.Time(p.FirstDay).Format("2006-01-02"))
	}
}

// incomplete reports whether the texts end before the period reported on does.
func (p *page) incomplete() bool { return p.LastDay < p.Now.End()-result.NearEnd+1 }

// limitsOfProblems counts the problems by kind.
func (p *page) limitsOfProblems(add adder) {
	if len(p.Problems) == 0 {
		add(nil, "limits.noproblems")
		return
	}
	order, count := kinds(p.Problems)
	rows := []string{"problems#count"}
	var parts []template.HTML
	for _, kind := range order {
		rows = append(rows, statement.Row("problems", "kind", kind)+"#count")
		parts = append(parts, p.Say("limits.kind", p.problem(kind), count[kind]))
	}
	add(rows, "limits.problems", p.Count("problem", int64(len(p.Problems))),
		p.ListWith("list.last", parts))
}

// problem is a kind of problem, a reason or an action in the language of the page, where its texts
// have it.
func (p *page) problem(text string) string {
	if t, ok := p.Lookup("problem:" + text); ok {
		return t
	}
	return text
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
func (p *page) limitsOfGroup(add adder, group string) {
	var have []string
	for i := range p.Sources {
		if id := p.Sources[i].ID; p.Groups.Has(id, group) && p.Sum(p.Concepts[0].ID, "source="+id).Docs > 0 {
			have = append(have, p.sourceName(id))
		}
	}
	if len(have) == 1 {
		add(nil, "limits.onesource", p.groupName(group), have[0])
	}
}

func (p *page) limitsOfCounts(add adder) {
	now := []string{p.coverageRow(p.Now) + "#any", p.coverageRow(p.Now) + "#sum=docs"}
	var unused []template.HTML
	for i := range p.Concepts {
		if p.Rate(rateKey{What: p.Concepts[i].ID, Period: p.Now.Name}).Mentions == 0 {
			unused = append(unused, zhText(p.Concepts[i].Zh))
		}
	}
	if n := len(unused); n > 0 && n <= mostUnused {
		add(now, "limits.unused", p.Now.Label(p.Lang), p.List(unused))
	}
	if n := p.Docs(p.Now); n > 0 && n < 100 && !p.tokens {
		add(now, "limits.fewdocs", p.Count("document", n), p.Now.Label(p.Lang))
	}
}

// limitsOfCoverage names the sources that are missing in one of the periods compared, and those
// with gaps.
func (p *page) limitsOfCoverage(add adder) {
	for _, q := range append([]period{p.Now}, p.earlier()...) {
		if p.Docs(q) == 0 {
			continue
		}
		var missing []string
		for i := range p.Sources {
			if id := p.Sources[i].ID; p.Coverage[result.CoverKey{Source: id,
				Period: q.Name}].Docs == 0 {
				missing = append(missing, p.sourceName(id))
			}
		}
		if len(missing) > 0 {
			add([]string{p.coverageRow(q) + "#any"}, "limits.missing", q.Label(p.Lang),
				strings.Join(missing, p.Plain("list.comma")))
		}
	}
	for i := range p.Sources {
		if gaps := p.gaps(p.Sources[i].ID); len(gaps) > 0 {
			add(p.gapRows(p.Sources[i].ID, gaps), "limits.gaps", p.sourceName(p.Sources[i].ID),
				strings.Join(gaps, p.Plain("list.comma")))
		}
	}
}

// gapRows name the rows of coverage at the ends of a source's gaps.
func (p *page) gapRows(source string, gaps []string) (rows []string) {
	for _, gap := range gaps {
		for name := range strings.SplitSeq(gap, " – ") {
			rows = append(rows, statement.Row("coverage", "period", name, "source", source)+"#any")
		}
	}
	return rows
}

func (p *page) limitsOfDocuments(add adder) {
	var duplicates, undated, coarse int64
	for i := range p.Sources {
		duplicates += p.Sources[i].Duplicates
		none := p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: p.Now.Type + " none"}]
		undated, coarse = undated+none.Undated, coarse+none.TooCoarse
	}
	none := statement.Row("coverage", "period_type", p.Now.Type, "period", "")
	all := []string{"sources#sum=duplicates", p.coverageRow(p.Now) + "#sum=duplicates",
		p.coverageRow(p.Now) + "#any"}
	if duplicates > 0 && p.Manifest.Settings.Duplicates == "keep" {
		add(all, "limits.duplicates.kept", p.Count("document", duplicates), duplicates)
	} else if duplicates > 0 {
		add(all, "limits.duplicates", p.Count("document", duplicates), p.duplicatesIn(p.Now),
			p.Now.Label(p.Lang), duplicates)
	}
	if undated > 0 {
		add([]string{none + "#sum=undated"}, "limits.nodate", p.Count("document", undated), undated)
	}
	if coarse > 0 {
		add([]string{none + "#sum=too_coarse"}, "limits.toocoarse", p.Count("document", coarse),
			p.Plain("type."+p.Now.Type), coarse)
	}
}

func (p *page) duplicatesIn(at period) (n int64) {
	for i := range p.Sources {
		n += p.Coverage[result.CoverKey{Source: p.Sources[i].ID, Period: at.Name}].Duplicates
	}
	return n
}

// kinds are the kinds of problems, the most frequent first, and how many there are of each.
func kinds(problems []outputs.Problem) (order []string, count map[string]int) {
	count = map[string]int{}
	for i := range problems {
		if count[problems[i].Kind]++; count[problems[i].Kind] == 1 {
			order = append(order, problems[i].Kind)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	return order, count
}

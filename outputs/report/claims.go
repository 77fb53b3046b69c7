package report

import (
	"html/template"
	"regexp"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	"tifa/outputs/report/translate"
)

// names are what the sentences of a page call things by, and what they link to.
type names struct{ *page }

// sentences writes what the page says of claims.
func (p *page) sentences() statement.Writer {
	return statement.Writer{Texts: p.Texts, Names: names{p}}
}

// Short is a concept by its wording and the start of its gloss; a phrase by itself.
func (n names) Short(kind, item string) template.HTML {
	c := n.Concept[item]
	switch {
	case kind == "concept" && c != nil:
	case n.Lang == "zh":
		return n.Say("name.short", zhText(item))
	default:
		return zhText(item)
	}
	if n.Lang == "zh" {
		return n.Say("name.short", zhText(inner.Replace(c.Zh)))
	}
	return n.Say("name.short", zhText(c.Zh), aside.ReplaceAllString(c.En, ""))
}

// inner are the quotation marks within others.
var inner = strings.NewReplacer("“", "‘", "”", "’")

// aside is what a gloss says in brackets, which a sentence has no room for.
var aside = regexp.MustCompile(` ?\([^)]*\)`)

// Group is a group of sources in words, with the source where it is one.
func (n names) Group(attribute, value string) string {
	switch attribute {
	case "all":
		return n.Plain("group.all")
	case "source":
		return n.sourceName(value)
	}
	group := attribute + "=" + value
	if only := n.onlySource(group); only != "" {
		return n.Plain("group.one", n.groupName(group), only)
	}
	return n.Plain("group.of", n.groupName(group))
}

// titleNames are names for a title, which has no room to say what a group is besides its one
// source.
type titleNames struct{ names }

// Group is the one source of a group, else the group.
func (n titleNames) Group(attribute, value string) string {
	if only := n.onlySource(attribute + "=" + value); only != "" {
		return only
	}
	return n.names.Group(attribute, value)
}

func (n names) Source(id string) string { return n.sourceName(id) }

// Event is an event of the run and its day.
func (n names) Event(id string) (template.HTML, string) {
	for _, e := range n.Manifest.Events {
		if e.ID != id {
			continue
		}
		date := e.Date
		if d, ok := result.ParseDay(e.Date); ok {
			date = translate.Period(n.Lang, "day", d)
		}
		if n.Lang == "zh" || e.En == "" {
			return `<cite lang="zh">` + template.HTML(template.HTMLEscapeString(e.Zh)) + `</cite>`,
				date
		}
		return `<cite>` + template.HTML(template.HTMLEscapeString(e.En)) + `</cite>`, date
	}
	return template.HTML(template.HTMLEscapeString(id)), ""
}

func (n names) Period(name string) string { return n.periodLabel(name) }

// Lines links to the sentences of a claim's group in its period. Those of an event are of the
// longest period that holds it.
func (n names) Lines(c *outputs.Claim, second bool, text template.HTML) template.HTML {
	k := rateKey{What: c.Item, Group: c.Attribute + "=" + c.A}
	if second {
		k.Group = c.Attribute + "=" + c.B
	}
	if c.Attribute == "all" {
		k.Group = ""
	}
	if c.Period != result.AllPeriods {
		k.Period = c.Period
	}
	if c.ItemKind != "concept" {
		return text
	}
	return template.HTML(`<a class="n" href="`+n.book.Ask(k)+`">`) + text + `</a>`
}

// Claim finds the claim of another kind on the same item, groups and period.
func (n names) Claim(kind string, c *outputs.Claim) *outputs.Claim {
	k := result.KeyOf(c)
	k.Kind = kind
	return n.Result.Claim(k, c.ItemKind, c.Item)
}

// claimsOf are the claims on a pair in a period, by concept; nil where there are none.
func (p *page) claimsOf(kind string, c comparison, period string) map[string]*outputs.Claim {
	out := map[string]*outputs.Claim{}
	for _, claim := range p.Claims[result.ClaimKey{Kind: kind, Attribute: c.By, A: c.A, B: c.B,
		Period: period}] {
		out[claim.Item] = claim
	}
	return out
}

// supported reports whether a claim holds.
func supported(c *outputs.Claim) bool { return c != nil && c.Verdict == statement.Supported }

// said are the sentences of claims. What is known of the sources of documents that differ ends a
// sentence, or is a last one where it is the same of several.
func (p *page) said(claims []*outputs.Claim) (out []template.HTML) {
	w := p.sentences()
	shared := p.shared(claims)
	for _, c := range claims {
		s := w.Sentence(c) + p.parts(c)
		if about := w.Sources(c); about != "" && shared == "" {
			s += p.Say("sources.these") + about
		}
		out = append(out, s)
	}
	if shared != "" {
		out = append(out, p.Say("sources.all.these")+shared)
	}
	return out
}

// shared is what is known of the sources of all claims on documents, where that is the same of
// several; else empty.
func (p *page) shared(claims []*outputs.Claim) (same template.HTML) {
	var first *outputs.Claim
	n := 0
	for _, c := range claims {
		if c.Kind != "documents" {
			continue
		}
		if n++; first == nil {
			first, same = c, p.sentences().Sources(c)
		}
		if plain(p.sentences().Sources(c)) != plain(same) || c.A != first.A ||
			c.Attribute != first.Attribute {
			return ""
		}
	}
	if n < 2 {
		return ""
	}
	return same
}

// parts names the wordings that are part of a claim's own, and of which the same holds.
func (p *page) parts(c *outputs.Claim) template.HTML {
	var out []template.HTML
	var rows []string
	for _, o := range p.chosen().Parts(c) {
		out = append(out, p.Say("claim.part", zhText(p.Concept[o.Item].Zh)))
		rows = append(rows, statement.ClaimRow(o))
	}
	if out == nil {
		return ""
	}
	return statement.Cited(p.Say("claim.parts", p.List(out)), rows...)
}

// claimRow is a claim in a table.
type claimRow struct {
	Kind, Name                template.HTML
	Group, Period             string
	Mentions                  template.HTML
	Units, Estimate, Adjusted string
	Verdict, Why              template.HTML
	Sort                      float64
}

// claimRows are claims as rows of a table: those that hold first, then by adjusted p.
func (p *page) claimRows(claims []*outputs.Claim) []claimRow {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, statement.Compare)
	var out []claimRow
	for _, c := range claims[:min(len(claims), mostClaims)] {
		out = append(out, p.claimRow(c))
	}
	return out
}

// mostClaims bounds the rows of a table of claims; the table claims has all.
const mostClaims = 60

func (p *page) claimRow(c *outputs.Claim) claimRow {
	n := names{p}
	row := claimRow{Kind: p.Say("kind." + c.Kind), Name: n.Short(c.ItemKind, c.Item),
		Group: n.Group(c.Attribute, c.A),
		Units: translate.Thousands(c.UnitsA), Estimate: orDash(c.Estimate, translate.Significant),
		Adjusted: orDash(c.PAdjusted, translate.Chance), Verdict: p.Say("verdict." + c.Verdict),
		Sort: 2}
	row.Mentions = template.HTML(translate.Thousands(c.MentionsA))
	if c.MentionsA > 0 {
		row.Mentions = n.Lines(c, false, row.Mentions)
	}
	if c.PAdjusted != nil {
		row.Sort = *c.PAdjusted
	}
	if c.Reason != "" {
		row.Why = p.sentences().Why(c)
	}
	return row
}

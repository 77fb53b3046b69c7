package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

//go:embed page/*.html
var pages embed.FS

//go:embed page/page.css
var pageCSS string

//go:embed page/page.js
var pageJS string

// page is the report being made.
type page struct {
	*result.Result
	*translate.Texts
	book  *evidence.Book
	title string

	prev, ago period // what now is compared with: the period before, and the same of the year before
	hasAgo    bool
	tiers     map[[2]string]string // temperature by concept and year
	tokens    bool                 // rates are mentions per million tokens, because documents are few and long; else shares of documents
}

func newPage(r *result.Result, o Options, w *translate.Texts) *page {
	p := &page{Result: r, Texts: w, title: o.Title}
	if p.title == "" {
		p.title = r.Manifest.Title
	}
	if len(r.Types) > 0 {
		p.prev = r.Now.Before()
		p.ago, p.hasAgo = r.Now.YearBefore()
		p.tokens = r.MedianDocs(r.Longest()) < result.EnoughForLine
	}
	p.book = evidence.New(r.Now.Name, p.prev.Name, p.ago.Name)
	return p
}

// section is one part of the page, drawn by the template of its name.
type section struct {
	ID   string
	View any
}

// sections makes all parts of the page in the order a reader meets them.
func (p *page) sections() ([]section, error) {
	var out []section
	for _, s := range []struct {
		id   string
		make func() (any, error)
	}{
		{"briefing", p.briefing},     // what the data support, in sentences, and what they do not
		{"contrast", p.contrast},     // who says what: one group against another
		{"trends", p.trends},         // what rises, falls, changes its level
		{"series", p.series},         // rates over time
		{"events", p.events},         // before and after events
		{"adoption", p.adoption},     // who comes first
		{"emerging", p.emerging},     // what nobody listed
		{"heat", p.heat},             // every concept in every period
		{"neighbours", p.neighbours}, // what stands near it
		{"stances", p.stances},       // where sources stand between the groups
		{"authors", p.authors},       // whose stance documents have
		{"coverage", p.covered},      // what there was to read
		{"limits", p.limits},         // what is wrong with it
		{"method", p.method},         // how it was counted, and the fingerprint
	} {
		view, err := s.make()
		if err != nil {
			return nil, err
		}
		out = append(out, section{s.id, view})
	}
	return out, nil
}

// write puts the page together. The hashes in the policy are those of the two embedded texts.
func (p *page) write(w io.Writer, sections []section) error {
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"say": p.Say, "start": p.Start, "count": p.Count, "name": p.name, "draw": func(section) (template.HTML, error) { return "", nil },
		"date": dateText, "safe": safeURL, "one": oneLine, "source": p.sourceName, "period": p.periodLabel, "group": p.groupName,
		"thousands": translate.Thousands, "heading": p.heading, "problem": p.problem, "hot": hotTable,
	}).ParseFS(pages, "page/*.html")
	if err != nil {
		return err
	}
	t.Funcs(template.FuncMap{"draw": func(s section) (template.HTML, error) {
		var b strings.Builder
		err := t.ExecuteTemplate(&b, s.ID+".html", s.View)
		return template.HTML(b.String()), err
	}})
	return t.Execute(w, map[string]any{
		"Lang": p.htmlLang(), "Title": p.title, "Headline": p.headline(), "Lead": p.lead(), "Now": p.Now.Label(p.Lang), "Dated": len(p.Types) > 0,
		"Fingerprint": p.Manifest.Fingerprint, "Sections": sections, "Evidence": p.book.Pieces,
		"CSS": template.CSS(pageCSS), "JS": template.JS(pageJS),
		"Policy": fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
			hashSource(pageCSS), hashSource(pageJS)),
	})
}

// lead says which period the page is on and, where nobody asked for it, how it was chosen.
func (p *page) lead() template.HTML {
	now := p.coverageRow(p.Now)
	text := statement.Cited(p.Say("lead", p.Now.Label(p.Lang)), now+"#any")
	if p.incomplete() {
		return text + p.space() + statement.Cited(p.Say("limits.incomplete", p.Now.Label(p.Lang),
			p.lastDay()), now+"#any", "documents#most=date")
	}
	if p.Shortest == "" {
		return text // asked for
	}
	key, kind := "lead.why", p.Plain("full."+p.Now.Type)
	if p.compares() {
		key = "lead.both"
	}
	text += p.space() + p.Say(key, kind)
	if p.Passed != (period{}) {
		text += p.space() + statement.Cited(p.Say("lead.passed", p.Passed.Label(p.Lang)), p.coverageRow(p.Passed)+"#any")
	}
	text += p.elsewhere()
	return text + p.space() + statement.Cited(p.Say("lead.end", p.lastDay()), "documents#most=date")
}

// lastDay is the day on which the texts end, in words.
func (p *page) lastDay() string {
	return result.Period{Type: "day", Start: p.LastDay}.Label(p.Lang)
}

// elsewhere names the periods of which statements on the groups are supported, where none is on the
// period of the page.
func (p *page) elsewhere() template.HTML {
	var names []template.HTML
	var rows []string
	for _, name := range p.News {
		if name == p.Now.Name {
			return ""
		}
		names = append(names, template.HTML("<code>tifa report RUN --period "+template.HTMLEscapeString(name)+"</code>"))
		rows = append(rows, statement.Row("claims", "period", name)+"#any")
	}
	if names == nil {
		return ""
	}
	return p.space() + statement.Cited(p.Say("lead.news", p.List(names)), rows...)
}

// space is what stands between two sentences.
func (p *page) space() template.HTML {
	if p.Lang == "zh" {
		return ""
	}
	return " "
}

// compares reports whether the run compares two groups that both have documents.
func (p *page) compares() bool { return slices.ContainsFunc(p.Manifest.Settings.Compare, p.hasBoth) }

func (p *page) htmlLang() string {
	if p.Lang == "zh" {
		return "zh-Hans"
	}
	return "en"
}

// hashSource is a text's hash as a content security policy wants it.
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// name is a concept as a reader meets it: wording, pinyin, gloss.
func (p *page) name(id string) template.HTML {
	if theme, ok := strings.CutPrefix(id, "theme:"); ok {
		return p.Say("name.theme", p.themeName(theme))
	}
	c := p.Concept[id]
	if c == nil {
		return template.HTML(template.HTMLEscapeString(id))
	}
	return p.Say("name.concept", zhText(c.Zh), c.Pinyin, c.En)
}

// themeName is a theme of the shipped lexicons in the language of the page; any other as its
// lexicon has it.
func (p *page) themeName(theme string) string {
	if t, ok := p.Lookup("theme:" + theme); ok {
		return t
	}
	return theme
}

// zhText marks text as Chinese, so that a browser picks Chinese fonts and a screen reader a Chinese
// voice.
func zhText(s string) template.HTML {
	return template.HTML(`<b lang="zh">` + template.HTMLEscapeString(s) + `</b>`)
}

// sourceName is a source's name in the language of the page, and its ID where it has none.
func (p *page) sourceName(id string) string {
	s := p.Source[id]
	switch {
	case s == nil:
		return id
	case p.Lang == "zh" && s.Zh != "", s.En == "" && s.Zh != "":
		return s.Zh
	case s.En != "":
		return s.En
	}
	return id
}

// groupName is the value of attribute=value, in the language of the page where its texts have it.
func (p *page) groupName(group string) string {
	_, value, _ := strings.Cut(group, "=")
	if t, ok := p.Lookup("group." + value); ok {
		return t
	}
	return value
}

// periodLabel is a period's name in words; "" is all of them.
func (p *page) periodLabel(name string) string {
	for _, t := range p.Types {
		for _, q := range p.Periods[t] {
			if q.Name == name {
				return q.Label(p.Lang)
			}
		}
	}
	if name == "" {
		return p.Plain("period.all")
	}
	return name
}

// heading is what a piece of evidence is about.
func (p *page) heading(e *evidence.Piece) template.HTML {
	if a, b, ok := evidence.PairIn(e.Key.What); ok {
		return p.Say("evidence.heading", p.name(a), p.name(b))
	}
	if source, ok := strings.CutPrefix(e.Key.Group, "source="); ok {
		return p.Say("evidence.heading", p.name(e.Key.What), p.sourceName(source))
	}
	if ids := evidence.ListedIn(e.Key.Group); ids != nil {
		return p.Say("evidence.heading.list", p.name(e.Key.What), p.periodLabel(e.Key.Period), p.names(ids))
	}
	if e.Key.Group == "" {
		return p.Say("evidence.heading", p.name(e.Key.What), p.periodLabel(e.Key.Period))
	}
	return p.Say("evidence.heading.group", p.name(e.Key.What), p.periodLabel(e.Key.Period), p.groupName(e.Key.Group))
}

func dateText(m *outputs.Mention) string {
	if m.Date == nil {
		return ""
	}
	layout := map[string]string{"year": "2006", "month": "2006-01"}[m.DatePrecision]
	if layout == "" {
		layout = "2006-01-02"
	}
	return calendar.Time(*m.Date).Format(layout)
}

// safeURL is an address of the web, or nothing: what else a text may give is shown to no browser.
func safeURL(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// oneLine makes white space, line breaks among it, into single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// hotTable is some rows of the temperatures, for the template of their tables.
func hotTable(hot temperatures, rows []hotRow, suffix string) map[string]any {
	return map[string]any{"Hot": hot, "Rows": rows, "Suffix": suffix}
}

// names are the names of listed sources, in words.
func (p *page) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = p.sourceName(id)
	}
	return strings.Join(out, p.Plain("list.comma"))
}

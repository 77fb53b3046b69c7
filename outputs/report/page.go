package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
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
	pairs map[comparison]contrastPair // made already

	prev, ago period // what now is compared with: the period before, and the same of the year before
	hasAgo    bool
	tokens    bool // rates are mentions per million tokens, because documents are few and long; else shares of documents
}

func newPage(r *result.Result, o Options, w *translate.Texts) *page {
	p := &page{Result: r, Texts: w, title: o.Title, pairs: map[comparison]contrastPair{}}
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
		{"changes", p.changes},       // what is different, in sentences
		{"limits", p.limits},         // what can't be said
		{"coverage", p.covered},      // what there was to read
		{"authors", p.authors},       // whose stance documents have
		{"heat", p.heat},             // concepts by period
		{"series", p.series},         // rates over time
		{"trends", p.trends},         // which way they go, changes of level, bursts
		{"after", p.after},           // before and after events
		{"contrast", p.contrast},     // one group against another
		{"stances", p.stances},       // where sources stand between the two
		{"adoption", p.adoption},     // who used a wording first
		{"neighbours", p.neighbours}, // what stands near it
		{"emerging", p.emerging},     // what nobody listed
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
		"thousands": translate.Thousands, "heading": p.heading, "table": tableOf,
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
		"Lang": p.htmlLang(), "Title": p.title, "Why": p.why(), "Now": p.Now.Label(p.Lang), "Dated": len(p.Types) > 0,
		"Fingerprint": p.Manifest.Fingerprint, "Sections": sections, "Evidence": p.book.Pieces,
		"CSS": template.CSS(pageCSS), "JS": template.JS(pageJS),
		"Policy": fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
			hashSource(pageCSS), hashSource(pageJS)),
	})
}

// why says in a sentence how the period was chosen, where nobody asked for it.
func (p *page) why() template.HTML {
	if p.Shortest == "" || p.LastDay < p.Now.End()-result.NearEnd+1 {
		return "" // asked for; or incomplete, which the limits say
	}
	return p.Say("lead.why", p.Plain("type."+p.Now.Type), result.Period{Type: "day", Start: p.LastDay}.Label(p.Lang))
}

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
		return p.Say("name.theme", theme)
	}
	c := p.Concept[id]
	if c == nil {
		return template.HTML(template.HTMLEscapeString(id))
	}
	return p.Say("name.concept", zhText(c.Zh), c.Pinyin, c.En)
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

// tableOf is some rows of a pair, for the template of its tables.
func tableOf(pair contrastPair, rows []contrastRow, suffix string) map[string]any {
	return map[string]any{"Pair": pair, "Rows": rows, "Suffix": suffix}
}

// names are the names of listed sources, in words.
func (p *page) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = p.sourceName(id)
	}
	return strings.Join(out, p.Plain("list.comma"))
}

package webpage

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
)

// Names under which pages declare what they are, in lower case: by <meta>, the first that says
// something is taken. publishdate is people.cn's, pubdate the standard of government sites,
// firstpublishedtime gov.cn's.
var (
	dateNames = []string{"publishdate", "pubdate", "article:published_time", "og:published_time",
		"firstpublishedtime", "pubtime", "publish_time", "publish-date", "publish_date", "publishtime",
		"og:release_date", "bytedance:published_time", "article:create_at", "datepublished",
		"dc.date.issued", "dcterms.issued", "dc.date", "date"}
	titleNames  = []string{"og:title", "articletitle", "dc.title"}
	authorNames = []string{"author", "article:author", "og:article:author", "dc.creator"}
	siteNames   = []string{"og:site_name", "sitename", "application-name"}
	urlNames    = []string{"og:url"}
)

// savedFrom is what browsers write into a page that they save.
var savedFrom = regexp.MustCompile(`(?i)<!--[\s]*(?:saved from url=\([0-9]+\)|Page saved with SingleFile\s+url: )(https?://[^\s]+)`)

// declared fills in what a page says of itself.
func (p *Page) declared(doc *html.Node, page string) {
	p.Meta = metas(doc)
	linked := linkedData(doc)
	p.Title = p.title(doc)
	p.Site = p.first(siteNames)
	for _, name := range authorNames {
		if a := p.Meta[name]; p.Author == "" && isName(a) {
			p.Author = a
		}
	}
	if p.Author == "" && isName(linked.author) {
		p.Author = linked.author
	}
	p.Dates = p.dates(linked.date, shownDate(doc))
	if m := savedFrom.FindStringSubmatch(page[:min(len(page), 4<<10)]); m != nil {
		p.URL = m[1]
	} else if p.URL = p.first(urlNames); p.URL == "" {
		for _, link := range dom.QuerySelectorAll(doc, `link[rel="canonical"]`) {
			p.URL = strings.TrimSpace(dom.GetAttribute(link, "href"))
		}
	}
}

// dates lists the dates of publishing in the order in which they are to be believed: declared, in
// JSON-LD, shown.
func (p *Page) dates(others ...string) (out []string) {
	var all []string
	for _, name := range dateNames {
		all = append(all, p.Meta[name])
	}
	for _, d := range append(all, others...) {
		if m := dashed.FindStringSubmatch(d); m != nil {
			d = m[1]
		}
		if d != "" {
			out = append(out, d)
		}
	}
	return out
}

// dashed is how gov.cn writes a date and a time.
var dashed = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})-[0-9]{2}:[0-9]{2}`)

func (p *Page) first(names []string) string {
	for _, name := range names {
		if v := p.Meta[name]; v != "" {
			return v
		}
	}
	return ""
}

// metas lists what is declared by <meta>, by name, property or itemprop.
func metas(doc *html.Node) map[string]string {
	out := map[string]string{}
	for _, m := range dom.GetElementsByTagName(doc, "meta") {
		value := strings.TrimSpace(dom.GetAttribute(m, "content"))
		for _, key := range []string{"name", "property", "itemprop"} {
			name := strings.ToLower(strings.TrimSpace(dom.GetAttribute(m, key)))
			if name != "" && value != "" && out[name] == "" {
				out[name] = value
			}
		}
	}
	return out
}

// title is what the page declares; else the heading with which <title> begins, so that the name of
// the site behind it is left out; else <title>; else the only <h1>.
func (p *Page) title(doc *html.Node) string {
	if t := p.first(titleNames); t != "" {
		return t
	}
	t := ""
	for _, n := range dom.GetElementsByTagName(doc, "title") {
		if t = oneLine(n); t != "" {
			break
		}
	}
	headings := dom.QuerySelectorAll(doc, "h1, h2")
	for _, h := range headings {
		const least = 4
		if head := oneLine(h); hanIn(head) >= least && strings.HasPrefix(squeezed(t), squeezed(head)) {
			return head
		}
	}
	if h1 := dom.GetElementsByTagName(doc, "h1"); t == "" && len(h1) == 1 {
		return oneLine(h1[0])
	}
	return t
}

func oneLine(n *html.Node) string { return strings.Join(strings.Fields(dom.TextContent(n)), " ") }

// isName reports whether an author may be one: not an editor's number, and not an address.
func isName(s string) bool {
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && !strings.Contains(s, "://")
}

// linked is what JSON-LD says.
type linked struct{ date, author string }

var datePublished = regexp.MustCompile(`"(?:datePublished|pubDate)"\s*:\s*"([^"\\]{4,40})"`)

// linkedData reads JSON-LD. A broken one may still have its date.
func linkedData(doc *html.Node) (l linked) {
	for _, s := range dom.QuerySelectorAll(doc, `script[type="application/ld+json"]`) {
		text := dom.TextContent(s)
		if m := datePublished.FindStringSubmatch(text); m != nil && l.date == "" {
			l.date = m[1]
		}
		var o struct{ Author any }
		if json.Unmarshal([]byte(text), &o) == nil && l.author == "" {
			l.author = nameIn(o.Author)
		}
	}
	return l
}

// nameIn is the name of an author in JSON-LD: a text, an object with one, or a list of these.
func nameIn(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		name, _ := v["name"].(string)
		return name
	case []any:
		var names []string
		for _, one := range v {
			if m, ok := one.(map[string]any); ok {
				one = m["name"]
			}
			if s, ok := one.(string); ok && s != "" {
				names = append(names, s)
			}
		}
		return strings.Join(names, "、")
	}
	return ""
}

// shown is a date with a time or with the word for a source or for publishing beside it, as sites
// print it below the headline.
var shown = regexp.MustCompile(`(?:(?:发布时间|发布日期|时间|日期|發佈時間|發布時間)[:：]\s*)?` +
	`((?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|[-/.][0-9]{1,2}[-/.][0-9]{1,2}))\s*(?:[0-9]{1,2}[:：][0-9]{2}|.{0,20}来源|.{0,20}來源)?`)

// shownDate is the date that a page prints below its headline, or is "". It must stand in a short
// paragraph outside of links, with a time of day, a source, or the word for publishing beside it;
// or in a <time> that says it is the date of publishing.
func shownDate(doc *html.Node) string {
	for _, t := range dom.QuerySelectorAll(doc, `time[itemprop="datePublished"], time[pubdate]`) {
		if d := strings.TrimSpace(dom.GetAttribute(t, "datetime")); d != "" {
			return d
		}
	}
	for _, b := range blocksOf(doc) {
		const long = 120 // runes
		if len([]rune(b.text)) > long || b.links*2 > b.han && b.han > 12 {
			continue
		}
		if m := shown.FindStringSubmatch(b.text); m != nil && strings.TrimSpace(m[0]) != m[1] {
			return m[1]
		}
	}
	return ""
}

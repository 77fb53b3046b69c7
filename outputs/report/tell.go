package report

import (
	"fmt"
	"html/template"
	"sort"

	"tifa/outputs/report/translate"
)

// estimate is the measure of the page: see tokens.
func (p *page) estimate(r rate) estimate {
	e, ok := r.DocShare()
	if p.tokens {
		e, ok = r.PerMillion()
	}
	return estimate{e, ok}
}

// value writes a value in the measure of the page, with its unit.
func (p *page) value(v float64) string {
	if p.tokens {
		return translate.Significant(v)
	}
	return translate.Significant(100*v) + " %"
}

// bare writes a value in the measure of the page, without unit.
func (p *page) bare(v float64) string {
	if p.tokens {
		return translate.Significant(v)
	}
	return translate.Significant(100 * v)
}

// interval writes the 95 % interval of an estimate: 2.7–7.4.
func (p *page) interval(e estimate) string {
	if !e.Bounded {
		return p.Plain("rate.nointerval")
	}
	return p.bare(e.Lo) + "–" + p.bare(e.Hi)
}

// told writes a rate in words, as a link to its evidence: 14 of 312 documents, 4.5 % (2.7–7.4).
func (p *page) told(k rateKey) template.HTML {
	r := p.Rate(k)
	return p.toldRate(k, r)
}

func (p *page) toldRate(k rateKey, r rate) template.HTML {
	e := p.estimate(r)
	if !e.ok {
		return p.Say("rate.nodocs")
	}
	key := "rate.share"
	args := []any{r.DocsMentioning, p.Count("document", r.Docs), p.value(e.Value), p.interval(e)}
	if p.tokens {
		key, args = "rate.tokens", []any{r.Mentions, r.Tokens, p.value(e.Value), p.interval(e)}
	}
	return p.link(k, r, p.Say(key, args[0], args[1])) + p.Say(key+".value", args[2], args[3])
}

// link makes text a link to the evidence of a number, where there is any.
func (p *page) link(k rateKey, r rate, text template.HTML) template.HTML {
	if r.Mentions == 0 {
		return text
	}
	return template.HTML(fmt.Sprintf(`<a class="n" href="%s">%s</a>`, p.book.Ask(k), text))
}

// shortly writes a rate as 17 of 470, a link to its evidence.
func (p *page) shortly(k rateKey) template.HTML {
	r := p.Rate(k)
	if !p.estimate(r).ok {
		return p.Say("rate.nodocs")
	}
	if p.tokens {
		return p.link(k, r, p.Say("rate.short.tokens", r.Mentions))
	}
	return p.link(k, r, p.Say("rate.short", r.DocsMentioning, r.Docs))
}

// times and of are the numerator and denominator of a rate in the measure of the page.
func (p *page) times(r rate) int64 {
	if p.tokens {
		return r.Mentions
	}
	return r.DocsMentioning
}

func (p *page) of(r rate) int64 {
	if p.tokens {
		return r.Tokens
	}
	return r.Docs
}

// counted is a text with a rate's two counts first: of documents, or of mentions and tokens, as the
// measure of the page is.
func (p *page) counted(key string, r rate, args ...any) string {
	if p.tokens {
		key += ".tokens"
	}
	return p.Plain(key, append([]any{p.times(r), p.of(r)}, args...)...)
}

// descending gives the places of values from the largest to the least; equal values stay in order.
func descending(values []float64) []int {
	at := make([]int, len(values))
	for i := range at {
		at[i] = i
	}
	sort.SliceStable(at, func(i, j int) bool { return values[at[i]] > values[at[j]] })
	return at
}

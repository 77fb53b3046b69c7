package report

import (
	"html/template"
	"strings"

	"tifa/outputs"
	"tifa/outputs/report/evidence"
	"tifa/outputs/report/result"
	"tifa/outputs/report/statement"
	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

// mostEmerging bounds the phrases shown.
const mostEmerging = 25

// mostSentences bounds the phrases told in sentences; the table below has all that are shown.
const mostSentences = 5

// emergingView is phrases nobody listed that claims support as new, or as more frequent than in the
// years before, in the year of the period reported on.
type emergingView struct {
	There bool // the run has the table claims
	Year  string
	Why   template.HTML // nothing can be said
	Told  []template.HTML
	Rows  []emergingRow
}

type emergingRow struct {
	Phrase, Example, Document string
	Count, Reference          int64
	Units, Before             int64
	Estimate, Adjusted        string
}

func (p *page) emerging() (any, error) {
	v := emergingView{There: p.HasClaims}
	if len(p.Types) == 0 {
		return v, nil
	}
	v.Year = calendar.Time(p.Now.Start).Format("2006")
	held := statement.Sorted(p.chosen().Of("emerging"))
	v.Told = p.said(held[:min(len(held), mostSentences)])
	for _, c := range p.Claims[result.ClaimKey{Kind: "emerging", Attribute: "all",
		Period: v.Year}] {
		if c.Reason != "" {
			v.Why = statement.Cited(p.sentences().Why(c), statement.ClaimRow(c))
		}
	}
	examples, err := p.examples(v.Year)
	for _, c := range held[:min(len(held), mostEmerging)] {
		v.Rows = append(v.Rows, emergingRowOf(c, examples[c.Item]))
	}
	return v, err
}

func emergingRowOf(c *outputs.Claim, e outputs.Emerging) emergingRow {
	row := emergingRow{Phrase: c.Item, Count: c.MentionsA, Reference: c.MentionsB, Units: c.UnitsA,
		Before:   c.UnitsB,
		Estimate: orDash(c.Estimate, translate.Significant), Adjusted: orDash(c.PAdjusted,
			translate.Chance)}
	if e.Example != nil && e.Document != nil {
		row.Example, row.Document = wholeClauses(*e.Example, c.Item), *e.Document
	}
	return row
}

// wholeClauses cuts an example between clauses, with … where text is left out.
func wholeClauses(example, phrase string) string {
	before, after, ok := strings.Cut(example, phrase)
	if !ok {
		return example
	}
	return evidence.TailClauses(before) + phrase + evidence.HeadClauses(after)
}

// examples are the rows of the table emerging of a year, which have a sentence of each phrase.
func (p *page) examples(year string) (map[string]outputs.Emerging, error) {
	rows, _, err := result.Optional(p.Dir,
		func(e *outputs.Emerging) bool { return e.Period == year })
	out := map[string]outputs.Emerging{}
	for _, e := range rows {
		out[e.Phrase] = e
	}
	return out, err
}

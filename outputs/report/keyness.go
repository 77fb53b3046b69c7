package report

import (
	"cmp"
	"html/template"
	"math"
	"slices"

	"tifa/outputs"
	"tifa/outputs/report/chart"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
)

// mostWords bounds the distinctive words shown for each side.
const mostWords = 15

// tested is what the tables keyness and claims have on one pair of groups over all periods.
type tested struct {
	concepts map[string]*outputs.Keyness
	claims   map[string]*outputs.Claim // on these documents, by concept
	Words    [2][]wordRow              // the largest log-odds on either side
	there    bool
}

type wordRow struct {
	Token        string
	A, B         int64
	DocsA, DocsB int64
	Z            string
}

func (p *page) tested(c comparison) (*tested, error) {
	t := &tested{concepts: map[string]*outputs.Keyness{}, claims: p.claimsOf("documents", c, result.AllPeriods)}
	rows, there, err := result.Optional(p.Dir, func(k *outputs.Keyness) bool {
		return k.Attribute == c.By && k.A == c.A && k.B == c.B && k.Period == "all" && (k.Kind == "concept" || k.Kind == "token" && !k.FewDocs)
	})
	if err != nil || !there {
		return t, err
	}
	t.there = true
	var words []*outputs.Keyness
	for i := range rows {
		if k := &rows[i]; k.Kind == "concept" {
			t.concepts[k.Item] = k
		} else {
			words = append(words, k)
		}
	}
	slices.SortStableFunc(words, func(a, b *outputs.Keyness) int { return cmp.Compare(math.Abs(b.LogOddsZ), math.Abs(a.LogOddsZ)) })
	for _, k := range words {
		side := 0
		if k.LogOddsZ < 0 {
			side = 1
		}
		if len(t.Words[side]) < mostWords {
			t.Words[side] = append(t.Words[side], wordRow{k.Item, k.MentionsA, k.MentionsB, k.DocsMentioningA, k.DocsMentioningB,
				translate.Significant(k.LogOddsZ)})
		}
	}
	return t, nil
}

// ratioText writes how many times the rate of the second group the rate of the first is.
// Where one of them has no mention there is no ratio.
func (p *page) ratioText(c *outputs.Claim) string {
	if c.Estimate == nil {
		return ""
	}
	if (c.MentionsA == 0) != (c.MentionsB == 0) {
		return "–"
	}
	s := "×" + translate.Significant(*c.Estimate)
	if c.Lo != nil && c.Hi != nil {
		s += " (" + translate.Significant(*c.Lo) + "–" + translate.Significant(*c.Hi) + ")"
	}
	return s
}

// versus draws log-odds against frequency. A concept of which a claim on documents holds is filled;
// others are a small ring.
func (p *page) versus(c comparison, t *tested) template.HTML {
	s := chart.Scatter{Low: p.Plain("contrast.low", p.groupName(c.SideB())), High: p.Plain("contrast.high", p.groupName(c.SideA()))}
	for i := range p.Concepts {
		k := t.concepts[p.Concepts[i].ID]
		if k == nil || k.MentionsA+k.MentionsB == 0 || k.TokensA+k.TokensB == 0 {
			continue
		}
		d := chart.Dot{X: 1e6 * float64(k.MentionsA+k.MentionsB) / float64(k.TokensA+k.TokensB), Y: k.LogOddsZ, Label: p.Concepts[i].Zh,
			Class: "weak", Title: p.Plain("contrast.dot", p.Concepts[i].Zh, p.Concepts[i].En, p.groupName(c.SideA()), k.DocsMentioningA, k.DocsA,
				p.groupName(c.SideB()), k.DocsMentioningB, k.DocsB, translate.Significant(k.LogOddsZ), p.adjustedOf(t.claims[k.Item]))}
		if supported(t.claims[k.Item]) {
			d.Class = map[bool]string{true: "a", false: "b"}[k.LogOddsZ > 0]
		}
		group := c.SideA()
		if k.LogOddsZ < 0 {
			group = c.SideB()
		}
		d.Href = p.book.Ask(rateKey{What: k.Item, Group: group})
		s.Dots = append(s.Dots, d)
	}
	if len(s.Dots) == 0 {
		return ""
	}
	return s.SVG("versus-"+c.By, p.Plain("contrast.chart", p.groupName(c.SideA()), p.groupName(c.SideB())), p.Plain("contrast.chart.desc", len(s.Dots)))
}

// adjustedOf is the adjusted p of a claim, where there is one.
func (p *page) adjustedOf(c *outputs.Claim) string {
	if c == nil {
		return "–"
	}
	return orDash(c.PAdjusted, translate.Chance)
}

// orDash writes a number that may not exist.
func orDash(v *float64, text func(float64) string) string {
	if v == nil {
		return "–"
	}
	return text(*v)
}

package report

import (
	"html/template"
	"strings"

	"tifa/outputs/report/evidence"
	"tifa/outputs/report/statement"
)

// cited is text with rates, and the rows that they are sums of.
func (p *page) cited(text template.HTML, keys ...rateKey) template.HTML {
	var rows []string
	for _, k := range keys {
		rows = append(rows, p.rateRow(k))
	}
	return statement.Cited(text, rows...)
}

// rateRow names the rows of counts, or of group_counts, that a rate is the sum of. Listed sources
// are parted as in the key.
func (p *page) rateRow(k rateKey) string {
	pairs := []string{"period_type", p.Named(k.Period).Type, "period", k.Period, "concept", k.What}
	attribute, value, _ := strings.Cut(k.Group, "=")
	switch listed := evidence.ListedIn(k.Group); {
	case k.Group == "":
	case listed != nil:
		pairs = append(pairs, "source", strings.Join(listed, "\x1f"))
	case attribute == "source":
		pairs = append(pairs, "source", value)
	default:
		pairs = append(pairs, "attribute", attribute, "value", value)
		return statement.Row("group_counts", pairs...) + "#rate"
	}
	return statement.Row("counts", pairs...) + "#rate"
}

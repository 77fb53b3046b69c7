package statement

import (
	"html/template"
	"net/url"
	"strings"

	"tifa/outputs"
)

// Row names rows of a table for whoever checks a sentence: claims?kind=groups&item=x are the rows
// with these values. The rest of a reference says what of them is told: nothing for the values of
// one row, #count for their number, #sum=COLUMN, #distinct=COLUMN, #rate for the rate over all of
// them, #least=COLUMN and #most=COLUMN.
func Row(table string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(table)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(url.QueryEscape(pairs[i]) + "=" + url.QueryEscape(pairs[i+1]))
	}
	return b.String()
}

// ClaimRow names the row of a claim.
func ClaimRow(c *outputs.Claim) string {
	return Row("claims", "kind", c.Kind, "attribute", c.Attribute, "a", c.A, "b", c.B,
		"period_type", c.PeriodType, "period", c.Period, "event", c.Event, "unit", c.Unit,
		"item_kind", c.ItemKind, "item", c.Item)
}

// Cited is text whose numbers are those of rows.
func Cited(text template.HTML, rows ...string) template.HTML {
	if text == "" {
		return ""
	}
	return `<span data-rows="` + template.HTML(template.HTMLEscapeString(strings.Join(rows, " "))) +
		`">` + text + `</span>`
}

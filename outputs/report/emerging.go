package report

import (
	"tifa/outputs"
	"tifa/outputs/report/result"
	"tifa/outputs/report/translate"
	calendar "tifa/pipeline/period"
)

// mostEmerging bounds the phrases shown.
const mostEmerging = 25

// emergingView is phrases nobody listed that are new or much more frequent in a year.
type emergingView struct {
	There    bool // the run has the table
	Year     string
	Asked    string // the year of the period reported on
	From, To string // reference years
	Rows     []emergingRow
	All      int
}

type emergingRow struct {
	Phrase, Example, Document   string
	Count, Documents, Reference int64
	Rate, RefRate               string
	New, Few                    bool
}

// emerging shows the year of the period reported on; where it has none, the last before it that has
// some.
func (p *page) emerging() (any, error) {
	v := emergingView{}
	if len(p.Types) > 0 {
		v.Asked = calendar.Time(p.Now.Start).Format("2006")
	}
	rows, there, err := result.Optional(p.Dir, func(e *outputs.Emerging) bool { return e.Period <= v.Asked })
	if err != nil || !there {
		return v, err
	}
	v.There = true
	for _, e := range rows {
		v.Year = max(v.Year, e.Period)
	}
	for _, e := range rows {
		if e.Period != v.Year {
			continue
		}
		v.All++
		if len(v.Rows) == mostEmerging {
			continue
		}
		v.From, v.To = e.ReferenceFrom, e.ReferenceTo
		row := emergingRow{Phrase: e.Phrase, Count: e.Count, Documents: e.Documents, Reference: e.Reference,
			Rate: translate.Significant(e.Rate), RefRate: translate.Significant(e.RefRate), New: e.New, Few: e.FewDocs}
		if e.Example != nil && e.Document != nil {
			row.Example, row.Document = *e.Example, *e.Document
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

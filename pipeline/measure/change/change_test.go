package change

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/period"
)

// rising has a document a day; in the second half of the days every second one mentions the concept
// twice, before never but once.
func rising(days int) *dataset.Dataset {
	a := fixture.Clustered(days, 1, rand.New(rand.NewPCG(1, 1)))
	a.ByConcept[0] = []dataset.Posting{{Document: 0, Mentions: 1}}
	for i := range a.Documents {
		a.Documents[i].Tokens, a.Documents[i].Source = 500, 0
		if i >= days/2 && i%2 == 0 {
			a.ByConcept[0] = append(a.ByConcept[0], dataset.Posting{Document: int32(i), Mentions: 2})
		}
	}
	return a
}

func TestTrendOfOneRise(t *testing.T) {
	a := rising(480) // 16 months
	var tables trendTables
	tables.add(a, a.BySource()[0], period.Month)
	row := tables.trends[0]
	if row.Mentions != 241 || *row.First != 16000 || *row.Last != 16478 || *row.Tau < 0.5 || *row.Slope <= 0 {
		t.Errorf("trend: %+v", row)
	}
	hot := temperatures(a, a.BySource()[0])
	if hot[0].Temperature != "烫" || hot[0].OurChoice || hot[len(hot)-1].Temperature != "沸" || hot[len(hot)-1].OurChoice {
		t.Errorf("temperatures: %+v", hot)
	}
}

func TestAdoptionOrder(t *testing.T) {
	a := fixture.Clustered(20, 1, rand.New(rand.NewPCG(1, 1)))
	slices.SortStableFunc(a.Documents, func(x, y dataset.Document) int { return int(x.Source - y.Source) }) // as tables have them
	a.ByConcept[0] = []dataset.Posting{{Document: 3, Mentions: 1}, {Document: 4, Mentions: 2}, {Document: 15, Mentions: 1}}
	rows := adoptions(a)
	if len(rows) != 2 || rows[0].Source != "army" || rows[0].First != 16006 || rows[0].DocsBefore != 3 || rows[0].Mentions != 3 ||
		rows[1].Source != "foreign" || rows[1].Rank != 2 || rows[1].Lag != 5 {
		t.Errorf("adoption: %+v", rows)
	}
}

// A source that enters has no slope: that of the others is given.
func TestSlopeIsOfSteadySources(t *testing.T) {
	a := rising(480)
	for i := range a.Documents {
		if i >= 240 && i%2 == 0 { // all that mention the concept, but for the first document
			a.Documents[i].Source = 1
		}
	}
	var tables trendTables
	tables.add(a, a.Everything(), period.Month)
	row := tables.trends[0]
	if row.Mentions != 241 || row.Slope == nil || *row.Slope > 0 {
		t.Errorf("trend: %+v", row)
	}
}

package change

import (
	"math/rand/v2"
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

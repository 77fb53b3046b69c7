package change

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/config"
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
	s := a.Series(a.BySource()[0], period.Month)
	tables := trendTables{clumping: a.Clumping(a.ByConcept, nil)}
	tables.add(a, s, outputs.Group{Attribute: "source", Value: "army"})
	row := tables.trends[0]
	if row.Mentions != 241 || *row.First != 16000 || *row.Last != 16478 || *row.Tau < 0.5 || *row.Q > 0.05 || *row.Slope <= 0 {
		t.Errorf("trend: %+v", row)
	}
	middle := period.Month.Name(period.Month.Start(16240))
	if len(tables.changepoints) == 0 || !slices.ContainsFunc(tables.changepoints, func(c outputs.Change) bool { return c.Period >= middle && *c.Ratio > 5 }) {
		t.Errorf("changes about %s: %+v", middle, tables.changepoints)
	}
	if len(tables.bursts) == 0 || tables.bursts[0].Period < middle || tables.bursts[0].Last != period.Month.Name(period.Month.Start(16479)) {
		t.Errorf("bursts from %s: %+v", middle, tables.bursts)
	}
}

func TestEventIsANumber(t *testing.T) {
	a := rising(480)
	rows, err := eventRows(t.Context(), a, config.Event{ID: "turn", Day: 16240}, a.Everything())
	if err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	if r.MentionsBefore != 0 || r.MentionsAfter != 180 || r.DocsBefore != 180 || r.DocsAfter != 180 || *r.RateAfter != 2000 {
		t.Fatalf("windows: %+v", r)
	}
	if *r.RatioLo < 10 || *r.PermP > 0.01 {
		t.Errorf("from never to always: %+v", r)
	}
	if rows, err := eventRows(t.Context(), a, config.Event{ID: "long ago", Day: 100}, a.Everything()); rows != nil || err != nil {
		t.Errorf("an event outside the texts has rows: %+v", rows)
	}
}

func TestWithoutPieces(t *testing.T) {
	ranked := []outputs.Emerging{{Phrase: "命运共同体", Count: 100}, {Phrase: "人类命运共同体", Count: 50},
		{Phrase: "冠肺炎", Count: 80}, {Phrase: "新冠肺炎", Count: 78}, {Phrase: "一带一路", Count: 90}, {Phrase: "一带一路建设", Count: 20}}
	var got []string
	for _, r := range withoutPieces(ranked, 10) {
		got = append(got, r.Phrase)
	}
	if want := []string{"命运共同体", "人类命运共同体", "新冠肺炎", "一带一路"}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
}

func TestWindowsThatTextsCutShort(t *testing.T) {
	a := fixture.Clustered(400, 1, rand.New(rand.NewPCG(1, 1))) // one document a day, from day 16,000 on
	a.Settings.EventDays = 100
	for day, want := range map[int32]bool{16_099: true, 16_100: false, 16_300: false, 16_301: true} {
		if got := newWindow(a, day, a.Everything()).cutShort; got != want {
			t.Errorf("windows around day %d: cut short %v, want %v", day, got, want)
		}
	}
}

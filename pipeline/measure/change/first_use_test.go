package change

import (
	"fmt"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
)

// reader is a source with a document a day from one day to another, and the days on which its
// document mentions the one concept.
type reader struct {
	id, stance string
	from, to   int32
	uses       []int32
}

func readers(all ...reader) *dataset.Dataset {
	s := config.DefaultMeasures()
	s.Compare = []config.Compare{{By: "stance", A: "hawkish", B: "moderate"}}
	a := &dataset.Dataset{Settings: &s, Concepts: []outputs.Concept{{ID: "tea"}}, ByConcept: make([][]dataset.Posting, 1)}
	for i, r := range all {
		a.Sources = append(a.Sources, dataset.Source{ID: r.id, Attributes: map[string]string{"stance": r.stance}})
		for day := r.from; day <= r.to; day++ {
			for _, use := range r.uses {
				if use == day {
					a.ByConcept[0] = append(a.ByConcept[0], dataset.Posting{Document: int32(len(a.Documents)), Mentions: 2})
				}
			}
			a.Documents = append(a.Documents, dataset.Document{ID: fmt.Sprint(r.id, day), Source: int32(i), Day: day,
				Precision: corpus.PrecisionDay, Tokens: 100})
		}
	}
	return a
}

// adopted writes a row as "source: rank, days, censored at the left, at the right".
func adopted(r outputs.Adoption) string {
	text := r.Source + ":"
	for _, n := range []*int64{r.Rank, r.Lag} {
		if n == nil {
			text += " -"
		} else {
			text += fmt.Sprint(" ", *n)
		}
	}
	return text + fmt.Sprint(" ", r.LeftCensored, " ", r.RightCensored)
}

// TestFirstUses: the army's paper uses the concept on day 2000; the diplomats' texts only begin on
// day 2500 and use it soon, which says nothing of 500 days. A daily begins on the day of the first
// use of all, a weekly never uses it, an evening paper takes it up 300 days after the army's.
func TestFirstUses(t *testing.T) {
	rows := adoptions(readers(reader{"army", "hawkish", 1000, 3000, []int32{2000, 2900, 2950}},
		reader{"daily", "", 2000, 3000, []int32{2500, 2700}},
		reader{"diplomats", "moderate", 2500, 3000, []int32{2501, 2510}},
		reader{"evening", "", 1500, 3000, []int32{2300, 2600}},
		reader{"weekly", "", 1000, 2400, nil}))
	want := []string{"army: 1 0 false false", "daily: - - true false", "diplomats: - - true false",
		"evening: 2 300 false false", "weekly: - - false true"}
	if len(rows) != len(want) {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	for i, r := range rows {
		if adopted(r) != want[i] {
			t.Errorf("%s, want %s", adopted(r), want[i])
		}
	}
	army, weekly := rows[0], rows[4]
	if *army.First != 2000 || *army.Document != "army2000" || army.DocsBefore != 1000 || army.Mentions != 6 {
		t.Errorf("army: %+v", army)
	}
	if weekly.First != nil || weekly.CoveredUntil != 2400 || !weekly.CoveredBefore || weekly.DocsBefore != 1401 {
		t.Errorf("weekly: %+v", weekly)
	}
}

// TestUseInCoarselyDatedTexts: a source that uses the concept in texts dated to the month uses it;
// when it did first is not known.
func TestUseInCoarselyDatedTexts(t *testing.T) {
	a := readers(reader{"army", "", 1000, 1200, []int32{1100}}, reader{"daily", "", 1000, 1200, []int32{1150}})
	a.Documents[a.ByConcept[0][1].Document].Precision = corpus.PrecisionMonth
	if rows := adoptions(a); adopted(rows[1]) != "daily: - - true false" {
		t.Error(adopted(rows[1]))
	}
}

// TestFirstOfAllMayBeEarlier: the first source uses the concept every fifth day from its second
// day on, so it surely did before its texts; how long after it another one followed is not known.
func TestFirstOfAllMayBeEarlier(t *testing.T) {
	var often []int32
	for day := int32(1001); day < 1200; day += 5 {
		often = append(often, day)
	}
	rows := adoptions(readers(reader{"early", "", 1000, 1200, often}, reader{"other", "", 900, 1200, []int32{1100, 1150}}))
	if adopted(rows[0]) != "early: 1 - true false" || adopted(rows[1]) != "other: 2 - false false" {
		t.Errorf("%s, %s", adopted(rows[0]), adopted(rows[1]))
	}
}

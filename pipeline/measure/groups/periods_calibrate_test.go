package groups

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// falsePositives counts how often periods made at random differ.
type falsePositives struct{ families, any, tests, low int }

// dealtPeriods compares two periods of so many blocks of weeks each, which are drawn at random from
// all weeks of a dataset, so that nothing changed between them.
func dealtPeriods(t *testing.T, a *dataset.Dataset, earlier, later, length, reps int, least int64) (
	f falsePositives) {
	t.Helper()
	clumping := a.Clumping(a.ByConcept, nil)
	blocks := map[int32][]int{}
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Precision == corpus.PrecisionDay {
			block := period.Week.Start(d.Day) / int32(7*length)
			blocks[block] = append(blocks[block], i)
		}
	}
	all := slices.Sorted(maps.Keys(blocks))
	for rep := range reps {
		random := rand.New(rand.NewPCG(uint64(rep), 17))
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var documents []inference.Document
		place := map[int32]int{}
		for n, block := range all[:min(len(all), earlier+later)] {
			for _, i := range blocks[block] {
				d := &a.Documents[i]
				place[int32(i)] = len(documents)
				documents = append(documents, inference.Document{Source: int(d.Source),
					Week: int(period.Week.Start(d.Day)) / 7, InA: n >= earlier, Size: d.Tokens})
			}
		}
		results, err := inference.ComparePeriods(t.Context(), inference.Draw{Rounds: periodRounds,
			Random: rand.NewPCG(uint64(rep), 18)}, documents, placed(a, place), clumping)
		if err != nil {
			t.Fatal(err)
		}
		f.count(results, placed(a, place), least)
	}
	return f
}

// placed are the mentions of each concept in the documents that have a place.
func placed(a *dataset.Dataset, place map[int32]int) [][]stats.Occurrence {
	out := make([][]stats.Occurrence, len(a.ByConcept))
	for concept, postings := range a.ByConcept {
		for _, u := range postings {
			if at, ok := place[u.Document]; ok {
				out[concept] = append(out[concept], stats.Occurrence{Document: at, Mentions: int64(u.Mentions)})
			}
		}
	}
	return out
}

func (f *falsePositives) count(results []inference.PeriodComparison, items [][]stats.Occurrence, least int64) {
	found, tested := false, false
	for i, r := range results {
		if r.Reason != inference.Answered {
			continue
		}
		tested, found = true, found || r.PAdjusted <= inference.Alpha
		var mentions int64
		for _, o := range items[i] {
			mentions += o.Mentions
		}
		if mentions < least {
			continue // one or two mentions are never a change: they would only lower the rate
		}
		if f.tests++; r.P <= inference.Alpha {
			f.low++
		}
	}
	if tested {
		f.families++
	}
	if found {
		f.any++
	}
}

// TestPeriodCalibration prints how often two periods made of random weeks of a finished run differ.
//
//	TIFA_CALIBRATE=100 TIFA_RUN=outputs/runs/latest go test -run TestPeriodCalibration -v ./pipeline/measure/groups
func TestPeriodCalibration(t *testing.T) {
	dir, reps := fixture.Calibration(t)
	a := fixture.FinishedRun(t, dir)
	fmt.Println("| period comparison | dealt | families | tests | p ≤ .05 | any p_adjusted ≤ .05 |\n|---|---|---|---|---|---|")
	for _, c := range []struct {
		what                   string
		earlier, later, length int
	}{{"weeks, 4 against 5", 4, 5, 1}, {"weeks, 13 against 13", 13, 13, 1}, {"weeks, 52 against 52", 52, 52, 1},
		{"blocks of four weeks, 3 against 3", 3, 3, 4}, {"blocks of four weeks, 13 against 13", 13, 13, 4}} {
		f := dealtPeriods(t, a, c.earlier, c.later, c.length, reps, 5)
		fmt.Printf("| periods | %s | %d | %d | %s | %s |\n", c.what, f.families, f.tests,
			shareText(f.low, f.tests), shareText(f.any, f.families))
	}
}

func shareText(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// weeksOfStories is one source with five documents a day and concepts whose mentions come in
// stories: weeks in which many documents have them. Planted ones are so many times as frequent
// from half of the time on.
func weeksOfStories(random *rand.Rand, weeks int, planted float64) *dataset.Dataset {
	s := config.DefaultMeasures()
	a := &dataset.Dataset{Settings: &s, Sources: []dataset.Source{{ID: "s"}}}
	for i := range 7 * 5 * weeks {
		a.Documents = append(a.Documents, dataset.Document{Tokens: 200 + random.Int64N(600),
			Day: period.Week.Start(16000) + int32(i/5), Precision: corpus.PrecisionDay})
	}
	for concept := range 20 {
		a.Concepts = append(a.Concepts, outputs.Concept{ID: fmt.Sprintf("c%02d", concept)})
		var postings []dataset.Posting
		share := 0.0
		for i := range a.Documents {
			if i%35 == 0 {
				if share = 0.05 * random.ExpFloat64(); i >= len(a.Documents)/2 {
					share *= planted
				}
			}
			if random.Float64() < share {
				postings = append(postings, dataset.Posting{Document: int32(i), Mentions: 1 + int32(random.ExpFloat64())})
			}
		}
		a.ByConcept = append(a.ByConcept, postings)
	}
	return a
}

// TestPeriodsOfRandomWeeksDoNotDiffer: with stories of a week, and nothing else, few comparisons
// find a change; and one of eight times the rate is mostly found.
func TestPeriodsOfRandomWeeksDoNotDiffer(t *testing.T) {
	a := weeksOfStories(rand.New(rand.NewPCG(2, 2)), 200, 1)
	f := dealtPeriods(t, a, 4, 5, 1, 60, 5)
	g := dealtPeriods(t, a, 13, 13, 1, 60, 5)
	t.Logf("months %+v, quarters %+v", f, g)
	for what, f := range map[string]falsePositives{"months": f, "quarters": g} {
		if f.tests < 500 || float64(f.low) > 0.07*float64(f.tests) || f.any > 8 {
			t.Errorf("%s made at random: %+v", what, f)
		}
	}
	changed := weeksOfStories(rand.New(rand.NewPCG(3, 3)), 26, 8)
	documents, place := []inference.Document{}, map[int32]int{}
	for i := range changed.Documents {
		place[int32(i)] = i
		d := &changed.Documents[i]
		documents = append(documents, inference.Document{Week: int(d.Day) / 7, InA: i >= len(changed.Documents)/2, Size: d.Tokens})
	}
	results, err := inference.ComparePeriods(t.Context(), inference.Draw{Rounds: 999}, documents,
		placed(changed, place), changed.Clumping(changed.ByConcept, nil))
	found := 0
	for _, r := range results {
		if r.PAdjusted <= 0.05 {
			found++
		}
	}
	if err != nil || found < 12 {
		t.Errorf("%d of 20 rates eight times as high are found: %v", found, err)
	}
}

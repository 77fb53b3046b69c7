package claims

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/period"
	"tifa/pipeline/stats/inference"
)

// world is a run with the phrases that its texts have.
type world struct {
	data
	phrases *phraseWeeks
}

// TestCalibration prints how often each kind of claim errs on a finished run where there is nothing
// to find, and how often it finds what is planted.
//
//	TIFA_CALIBRATE=100 TIFA_RUN=outputs/runs/latest go test -run TestCalibration -v ./pipeline/measure/claims
func TestCalibration(t *testing.T) {
	dir, reps := fixture.Calibration(t)
	w := readWorld(t, dir)
	only := strings.Fields(os.Getenv("TIFA_KIND")) // of claims; all where empty
	leftOut := func(kind string) bool { return len(only) > 0 && !slices.Contains(only, kind) }
	if part := os.Getenv("TIFA_PART"); part != "power" {
		fmt.Println("| claim | dealt | families | tests | p ≤ .05 | any supported |\n|---|---|---|---|---|---|")
		for _, n := range nulls() {
			if leftOut(n.kind) {
				continue
			}
			c := n.repeat(t, w, reps)
			fmt.Printf("| %s | %s | %d | %d | %s | %s |\n", n.kind, n.unit, c.families, c.tests,
				percent(c.low, c.tests), percentWithError(c.any, c.families))
		}
	}
	if part := os.Getenv("TIFA_PART"); part != "nulls" {
		fmt.Println("| claim | planted | planted items | × 2 | × 4 | × 8 |\n|---|---|---|---|---|---|")
		for _, p := range plants() {
			if leftOut(p.kind) {
				continue
			}
			c := p.repeat(t, w, reps, 2, 4, 8)
			fmt.Printf("| %s | %s | %d | %s | %s | %s |\n", p.kind, p.what, c[2].planted,
				percent(c[2].found, c[2].planted), percent(c[4].found, c[4].planted),
				percent(c[8].found, c[8].planted))
		}
	}
}

func readWorld(t *testing.T, dir string) world {
	var err error
	w := world{data: data{fixture.FinishedRun(t, dir)}}
	if w.phrases, err = w.readPhrases(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.phrases.candidates = some(w.phrases.candidates)
	return w
}

// some are at most 10,000 phrases, evenly chosen: enough to see how often the largest errs.
func some(all []candidate) (out []candidate) {
	step := 1 + len(all)/10_000
	for i := 0; i < len(all); i += step {
		out = append(out, all[i])
	}
	return out
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// percentWithError is a share with its standard error.
func percentWithError(n, of int) string {
	if of == 0 {
		return "–"
	}
	p := float64(n) / float64(of)
	return fmt.Sprintf("%.1f ± %.1f %%", 100*p, 100*math.Sqrt(p*(1-p)/float64(of)))
}

// shuffled is a way to make data of a run in which only chance differs.
type shuffled func(data, *rand.Rand) data

// null is data in which a kind of claim has nothing to find.
type null struct {
	kind, unit string
	deal       shuffled
	tasks      func(data) []claimTask
}

// nulls are those of all kinds of claims. Each deals what the kind takes for exchangeable, or more
// than that: blocks of four weeks where single weeks would have nothing in common.
func nulls() []null {
	return []null{
		{"groups", "nine sources made of weeks, 4 against 5", dealSources, (data).pairClaims},
		{"documents", "weeks", dealWeeks(1), (data).pairClaims},
		{"documents", "blocks of four weeks", dealWeeks(4), (data).pairClaims},
		{"trend", "weeks shuffled", shuffleTime(1), trends},
		{"trend", "blocks of four weeks shuffled", shuffleTime(4), trends},
		{"changepoint", "weeks shuffled", shuffleTime(1), changes},
		{"changepoint", "blocks of four weeks shuffled", shuffleTime(4), changes},
		{"burst", "weeks shuffled", shuffleTime(1), bursts},
		{"burst", "blocks of two weeks shuffled", shuffleTime(2), bursts},
		{"burst", "blocks of four weeks shuffled", shuffleTime(4), bursts},
		{"event", "random dates, real order", dealDates, (data).eventClaims},
		{"lead", "two halves, one moved by a random time", shiftHalf, (data).leadClaims},
		{kind: "emerging", unit: "weeks shuffled, sources enter as they do"},
		{kind: "emerging", unit: "blocks of four weeks shuffled, sources enter as they do"},
	}
}

func trends(a data) []claimTask {
	return a.follow(func(s seriesFamily) claimTask { return s.trends })
}

func changes(a data) []claimTask {
	return a.follow(func(s seriesFamily) claimTask { return s.changes })
}

func bursts(a data) []claimTask {
	return a.follow(func(s seriesFamily) claimTask { return s.bursts })
}

// follow are the tasks of all series of the shortest type.
func (a data) follow(pick func(seriesFamily) claimTask) (tasks []claimTask) {
	for _, g := range a.followed() {
		tasks = append(tasks, pick(seriesFamily{a, g, a.seriesTypes()[0]}))
	}
	return tasks
}

// falsePositives counts what was found where there is nothing.
type falsePositives struct{ families, tests, low, any int }

// repeat repeats a null. Each family of each repetition is one comparison.
func (n null) repeat(t *testing.T, w world, reps int) (f falsePositives) {
	for rep := range reps {
		random := rand.New(rand.NewPCG(uint64(rep), 13))
		var err error
		switch {
		case n.deal != nil:
			err = f.add(t.Context(), n.kind, n.deal(w.data, random), n.tasks)
		case strings.HasPrefix(n.unit, "weeks"):
			err = f.addPhrases(t.Context(), w.phrases.shuffle(1, random))
		default:
			err = f.addPhrases(t.Context(), w.phrases.shuffle(4, random))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f *falsePositives) add(ctx context.Context, kind string, a data, tasks func(data) []claimTask) error {
	all, err := collect(ctx, a.Workers, tasks(a))
	families := map[string]bool{}
	for _, r := range all.claims {
		if r.Kind != kind || r.Verdict == cannotBeSaid {
			continue
		}
		f.tests++
		if *r.P <= inference.Alpha {
			f.low++
		}
		families[r.Family] = families[r.Family] || r.Verdict == supported
	}
	for _, found := range families {
		f.families++
		if found {
			f.any++
		}
	}
	return err
}

// addPhrases tests the phrases of each year, whatever they are to be shown as.
func (f *falsePositives) addPhrases(ctx context.Context, p *phraseWeeks) error {
	for i := range p.years {
		w, ok := p.window(i)
		if !ok {
			continue
		}
		_, result, err := w.test(ctx)
		if err != nil {
			return err
		}
		if result.Reason != inference.Answered {
			continue
		}
		f.families++
		emerging := false
		for _, phrase := range result.Phrases {
			if phrase.Reason == inference.Answered {
				f.tests++
				if phrase.P <= inference.Alpha {
					f.low++
				}
				emerging = emerging || phrase.Emerging
			}
		}
		if emerging {
			f.any++
		}
	}
	return nil
}

// TestNullsOfClaims runs the nulls on a small made dataset, and with thresholds.
func TestNullsOfClaims(t *testing.T) {
	w := madeWorld()
	for _, n := range nulls() {
		t.Run(n.kind+" "+strings.ReplaceAll(n.unit, ",", ""), func(t *testing.T) {
			t.Parallel()
			reps := 6
			if n.kind == "event" || n.kind == "emerging" {
				reps = 20
			}
			f := n.repeat(t, w, reps)
			t.Logf("%+v", f)
			if f.tests < 20 {
				t.Errorf("%d tests in %d families: the null tests nothing", f.tests, f.families)
			}
			if share := float64(f.low) / float64(f.tests); share > 0.12 {
				t.Errorf("p is at most .05 in a share of %.2f", share)
			}
			if 3*f.any > f.families {
				t.Errorf("something is supported in %d of %d families", f.any, f.families)
			}
		})
	}
}

// TestPowerOfClaims plants differences in the small dataset: what is eight times as frequent must
// be found more often than not, so that no test holds its level by never speaking.
func TestPowerOfClaims(t *testing.T) {
	w := madeWorld()
	for _, p := range plants() {
		t.Run(p.kind+" "+p.what, func(t *testing.T) {
			t.Parallel()
			c := p.repeat(t, w, 8, 8)
			t.Logf("%+v", c)
			if large := c[8]; !p.rare && (large.planted < 5 || 2*large.found < large.planted) {
				t.Errorf("found %d of %d that are eight times as frequent", large.found, large.planted)
			}
		})
	}
}

// madeWorld is one source of five years with ten concepts and forty phrases.
func madeWorld() world {
	random := rand.New(rand.NewPCG(3, 3))
	w := world{data: manyWeeks(random)}
	w.phrases = &phraseWeeks{data: w.data, sources: make([][]week, 1), tokens: make([][]int64, 1)}
	w.phrases.readDocuments()
	for i := range 40 {
		c := candidate{}
		c.Tokens = fmt.Sprintf("made %d", i)
		for year := range w.phrases.years {
			y := phraseYear{year: int32(year)}
			for _, at := range w.phrases.sources[0] {
				if at.year() == y.year && random.Float64() < 0.4 {
					y.bits |= 1 << (at % 64)
				}
			}
			c.weeks = append(c.weeks, y)
		}
		w.phrases.candidates = append(w.phrases.candidates, c)
	}
	return w
}

// manyWeeks is one source with four documents a day in five years and ten concepts.
func manyWeeks(random *rand.Rand) data {
	const daily = 4
	a := data{fixture.Clustered(daily*5*365, 10, random)}
	a.Periods = []period.Type{period.Month, period.Year}
	a.Sources = []dataset.Source{{ID: "s"}}
	for i := range a.Documents {
		a.Documents[i].Source = 0
		a.Documents[i].Day = 16000 + int32(i/daily)
	}
	a.Settings.Compare, a.Settings.EventDays = nil, 90
	return a
}

package claims

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/parallel"
	"tifa/pipeline/period"
	"tifa/pipeline/stats/inference"
)

// null is a way to make data in which a kind of claim has nothing to find, from a finished run.
type null struct {
	kind, unit string
	deal       func(data, *rand.Rand) data
	tasks      func(data) []claimTask
}

// nulls are those of all kinds of claims. Each deals what the kind takes for exchangeable, or more
// than that: blocks of four weeks where single weeks would have nothing in common.
func nulls() []null {
	seriesTasks := func(pick func(seriesFamily) claimTask) func(data) []claimTask {
		return func(a data) (tasks []claimTask) {
			for _, g := range a.followed() {
				tasks = append(tasks, pick(seriesFamily{a, g, a.seriesTypes()[0]}))
			}
			return tasks
		}
	}
	trends := seriesTasks(func(s seriesFamily) claimTask { return s.trends })
	changes := seriesTasks(func(s seriesFamily) claimTask { return s.changes })
	bursts := seriesTasks(func(s seriesFamily) claimTask { return s.bursts })
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
	}
}

// TestCalibration prints how often each kind of claim errs on a finished run where there is nothing
// to find.
//
//	TIFA_CALIBRATE=100 TIFA_RUN=outputs/runs/latest go test -run TestCalibration -v ./pipeline/measure/claims
func TestCalibration(t *testing.T) {
	reps, _ := strconv.Atoi(os.Getenv("TIFA_CALIBRATE"))
	dir := os.Getenv("TIFA_RUN")
	if reps == 0 || dir == "" {
		t.Skip("set TIFA_CALIBRATE to a number of repetitions and TIFA_RUN to a finished run")
	}
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	all, err := dataset.Read(t.Context(), dir, m, parallel.New(2))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("| claim | dealt | repetitions | tests | p ≤ .05 | any supported |\n|---|---|---|---|---|---|")
	for _, n := range nulls() {
		if only := os.Getenv("TIFA_KIND"); only != "" && only != n.kind {
			continue
		}
		c, err := calibrate(t.Context(), data{all}, n, reps)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("| %s | %s | %d | %d | %s | %s |\n", n.kind, n.unit, c.reps, c.tests,
			percent(c.low, c.tests), percent(c.any, c.reps))
	}
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// falsePositives counts what was found where there is nothing.
type falsePositives struct{ reps, tests, low, any int }

// calibrate repeats a null. Each family of each repetition is one comparison.
func calibrate(ctx context.Context, a data, n null, reps int) (f falsePositives, err error) {
	for rep := range reps {
		dealt := n.deal(a, rand.New(rand.NewPCG(uint64(rep), 13)))
		all, err := collect(ctx, a.Workers, n.tasks(dealt))
		if err != nil {
			return f, err
		}
		families := map[string]bool{}
		for _, r := range all.claims {
			if r.Kind != n.kind || r.Verdict == cannotBeSaid {
				continue
			}
			f.tests++
			if *r.P <= inference.Alpha {
				f.low++
			}
			families[r.Family] = families[r.Family] || r.Verdict == supported
		}
		for _, any := range families {
			f.reps++
			if any {
				f.any++
			}
		}
	}
	return f, nil
}

// clone is another dataset with the same contents.
func (a data) clone() data {
	out := *a.Dataset
	return data{&out}
}

// copyWith is the dataset with other documents in another order and one pair, half against half.
func (a data) copyWith(seed uint64, change func(i int, d *dataset.Document)) data {
	out := a.clone()
	out.Documents = slices.Clone(a.Documents)
	s := *a.Settings
	s.Seed = seed
	out.Settings = &s
	order, place := make([]int, len(out.Documents)), make([]int32, len(out.Documents))
	for i := range out.Documents {
		order[i] = i
		change(i, &out.Documents[i])
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &out.Documents[i], &out.Documents[j]
		return slices.Compare([]int32{x.Source, x.Day}, []int32{y.Source, y.Day})
	})
	documents := make([]dataset.Document, len(order))
	for at, i := range order {
		documents[at], place[i] = out.Documents[i], int32(at)
	}
	out.Documents, out.ByConcept = documents, make([][]dataset.Posting, len(a.ByConcept))
	for i, postings := range a.ByConcept {
		for _, u := range postings {
			out.ByConcept[i] = append(out.ByConcept[i], dataset.Posting{Document: place[u.Document], Mentions: u.Mentions})
		}
		slices.SortFunc(out.ByConcept[i], func(x, y dataset.Posting) int { return int(x.Document - y.Document) })
	}
	return out
}

// inHalves gives the dataset sources of two groups.
func (a data) inHalves(sources, inA int) {
	a.Sources = nil
	for i := range sources {
		half := "b"
		if i < inA {
			half = "a"
		}
		a.Sources = append(a.Sources, dataset.Source{ID: fmt.Sprint("s", i), Attributes: map[string]string{"half": half}})
	}
	a.Settings.Compare = []config.Compare{{By: "half", A: "a", B: "b"}}
}

// dealSources makes nine sources of weeks dealt at random, of which any four are a group.
func dealSources(a data, random *rand.Rand) data {
	const sources = 9
	of := map[int32]int32{}
	out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
		week := period.Week.Start(d.Day)
		if _, ok := of[week]; !ok {
			of[week] = int32(random.IntN(sources))
		}
		d.Source = of[week]
	})
	out.inHalves(sources, 4)
	return out
}

// dealWeeks deals blocks of weeks of each source between two groups.
func dealWeeks(length int32) func(data, *rand.Rand) data {
	return func(a data, random *rand.Rand) data {
		half := map[[2]int32]int32{}
		n, offset := int32(len(a.Sources)), 7*random.Int32N(length)
		out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
			block := [2]int32{d.Source, floorDiv(period.Week.Start(d.Day)+offset, 7*length)}
			if _, ok := half[block]; !ok {
				half[block] = int32(random.IntN(2))
			}
			d.Source += n * half[block]
		})
		out.inHalves(2*len(a.Sources), len(a.Sources))
		return out
	}
}

// shuffleTime puts blocks of weeks into a random order.
func shuffleTime(length int32) func(data, *rand.Rand) data {
	return func(a data, random *rand.Rand) data {
		first, last := a.days()
		from := floorDiv(period.Week.Start(first), 7*length)
		order := random.Perm(int(floorDiv(period.Week.Start(last), 7*length)-from) + 1)
		return a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
			if d.Day != period.Undated {
				block := floorDiv(period.Week.Start(d.Day), 7*length)
				d.Day += 7 * length * (from + int32(order[block-from]) - block)
			}
		})
	}
}

func (a data) days() (first, last int32) {
	first, last = 1<<30, -1<<30
	for i := range a.Documents {
		if d := a.Documents[i].Day; d != period.Undated {
			first, last = min(first, d), max(last, d)
		}
	}
	return first, last
}

// dealDates makes three random days the events.
func dealDates(a data, random *rand.Rand) data {
	out := a.clone()
	first, last := a.days()
	out.Events = nil
	for i := range 3 {
		out.Events = append(out.Events, config.Event{ID: fmt.Sprint("e", i), Day: first + random.Int32N(last-first)})
	}
	return out
}

// shiftHalf makes two groups of the weeks and moves one in time, around its ends, by a year or
// more.
func shiftHalf(a data, random *rand.Rand) data {
	first, last := a.days()
	weeks := (last-first)/7 + 1
	shift := 60 + random.Int32N(max(weeks-120, 1))
	out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
		week := (d.Day - first) / 7
		if d.Source = week % 2; d.Source == 1 {
			d.Day += 7 * ((week+shift)%weeks - week)
		}
	})
	out.inHalves(2, 1)
	return out
}

// TestNullsOfClaims runs the nulls on a small made dataset, and with thresholds.
func TestNullsOfClaims(t *testing.T) {
	a := manyWeeks(rand.New(rand.NewPCG(3, 3)))
	for _, n := range nulls() {
		t.Run(n.kind+" "+strings.ReplaceAll(n.unit, ",", ""), func(t *testing.T) {
			t.Parallel()
			reps := 6
			if n.kind == "event" {
				reps = 20
			}
			f, err := calibrate(t.Context(), a, n, reps)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%+v", f)
			if f.tests < 20 {
				t.Errorf("%d tests in %d families: the null tests nothing", f.tests, f.reps)
			}
			if share := float64(f.low) / float64(f.tests); share > 0.12 {
				t.Errorf("p is at most .05 in a share of %.2f", share)
			}
			if 3*f.any > f.reps {
				t.Errorf("something is supported in %d of %d families", f.any, f.reps)
			}
		})
	}
}

// manyWeeks is one source with documents of five years and ten concepts.
func manyWeeks(random *rand.Rand) data {
	a := data{fixture.Clustered(5*365, 10, random)}
	a.Periods = []period.Type{period.Month, period.Year}
	a.Sources = []dataset.Source{{ID: "s"}}
	for i := range a.Documents {
		a.Documents[i].Source = 0
	}
	a.Settings.Compare, a.Settings.EventDays = nil, 90
	return a
}

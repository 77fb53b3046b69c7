package claims

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// plant makes some items of null data differ: mentions are left out elsewhere, so that the rate is
// so many times as high in one place.
type plant struct {
	kind, what string
	deal       shuffled
	tasks      func(data) []claimTask
	// elsewhere says of a document how far from the place it is: 0 in it, 1 where mentions are
	// thinned to the whole factor.
	elsewhere func(a data, random *rand.Rand) func(d *dataset.Document) float64
	rare      bool // most are not found, also where the rate is eight times as high
}

func plants() []plant {
	return []plant{
		{"groups", "in the four sources of nine made of weeks", dealSources, (data).pairClaims, inOther, false},
		{"documents", "in one half, blocks of four weeks dealt", dealWeeks(4), (data).pairClaims, inOther, false},
		{"trend", "from the first month to the last, blocks of four weeks shuffled", shuffleTime(4), trends, early, false},
		{"changepoint", "from a date on, blocks of four weeks shuffled", shuffleTime(4), changes, beforeDate, false},
		{"burst", "in three months, blocks of four weeks shuffled", shuffleTime(4), bursts, outside(91), false},
		{"burst", "in one month, blocks of four weeks shuffled", shuffleTime(4), bursts, outside(30), true},
		{"event", "from the date on, real order", dealDates, (data).eventClaims, beforeEvent, true},
		{kind: "emerging", what: "in a year, blocks of four weeks shuffled"},
	}
}

// inOther thins in the second group of the first pair.
func inOther(a data, _ *rand.Rand) func(*dataset.Document) float64 {
	pair := a.Settings.Compare[0]
	return func(d *dataset.Document) float64 {
		if a.Sources[d.Source].Attributes[pair.By] == pair.B {
			return 1
		}
		return 0
	}
}

// early thins in proportion to the time until the last day.
func early(a data, _ *rand.Rand) func(*dataset.Document) float64 {
	first, last := a.days()
	return func(d *dataset.Document) float64 {
		if d.Day == period.Undated {
			return 1
		}
		return float64(last-d.Day) / float64(last-first)
	}
}

// beforeDate thins before a date of the middle half.
func beforeDate(a data, random *rand.Rand) func(*dataset.Document) float64 {
	first, last := a.days()
	return before(first + (last-first)/4 + random.Int32N((last-first)/2))
}

// beforeEvent thins before the first event.
func beforeEvent(a data, _ *rand.Rand) func(*dataset.Document) float64 {
	return before(a.Events[0].Day)
}

func before(day int32) func(*dataset.Document) float64 {
	return func(d *dataset.Document) float64 {
		if d.Day < day {
			return 1
		}
		return 0
	}
}

// outside thins outside a time of so many days.
func outside(days int32) func(data, *rand.Rand) func(*dataset.Document) float64 {
	return func(a data, random *rand.Rand) func(*dataset.Document) float64 {
		first, last := a.days()
		start := first + random.Int32N(last-first-days)
		return func(d *dataset.Document) float64 {
			if d.Day >= start && d.Day < start+days {
				return 0
			}
			return 1
		}
	}
}

// power counts what was planted and what of it was found.
type power struct{ planted, found int }

const (
	plantedShare = 0.1 // of the items of a family
	plantedLeast = 30  // documents of the place that mention an item
	plantedWeeks = 16  // weeks of the year that have a phrase
)

// repeat plants differences of each factor in null data.
func (p plant) repeat(t *testing.T, w world, reps int, factors ...int) map[int]power {
	out := map[int]power{}
	for _, factor := range factors {
		var c power
		for rep := range reps {
			random := rand.New(rand.NewPCG(uint64(rep), 17))
			if p.deal == nil {
				c.addPhrases(t, w.phrases.shuffle(4, random), factor, random)
				continue
			}
			a := p.deal(w.data, random)
			planted := a.thin(factor, p.elsewhere(a, random), random)
			all, err := collect(t.Context(), a.Workers, p.tasks(a))
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range all.claims {
				if r.Kind == p.kind && planted[r.Item] && asked(r) {
					c.planted++
					if r.Verdict == supported && (r.Estimate == nil || upward(r)) {
						c.found++
					}
				}
			}
		}
		out[factor] = c
	}
	return out
}

// asked leaves out what was not planted: a year of its own, another event, and what has too little.
func asked(r outputs.Claim) bool {
	return r.Verdict != cannotBeSaid && (r.Event == "" || r.Event == "e0") &&
		(r.Period == dataset.AllTime || r.Kind == "emerging")
}

// upward reports whether an estimate has the direction that was planted.
func upward(r outputs.Claim) bool {
	return *r.Estimate > 1 || !strings.HasPrefix(r.Statistic, "ratio") && *r.Estimate > 0
}

// thin leaves out mentions of a tenth of the items, document by document, and returns these items.
// A document at distance 1 keeps its mentions with a probability of one in factor.
func (a data) thin(factor int, elsewhere func(*dataset.Document) float64, random *rand.Rand) map[string]bool {
	planted := map[string]bool{}
	a.ByConcept = slices.Clone(a.ByConcept)
	for i, postings := range a.ByConcept {
		there := 0.0
		for _, u := range postings {
			there += 1 - elsewhere(&a.Documents[u.Document])
		}
		if there < plantedLeast || random.Float64() >= plantedShare {
			continue
		}
		planted[a.Concepts[i].ID] = true
		var kept []dataset.Posting
		for _, u := range postings {
			far := elsewhere(&a.Documents[u.Document])
			if random.Float64() < 1-far*(1-1/float64(factor)) {
				kept = append(kept, u)
			}
		}
		a.ByConcept[i] = kept
	}
	return planted
}

// addPhrases plants phrases that spread in the middle year, at least the second.
func (c *power) addPhrases(t *testing.T, p *phraseWeeks, factor int, random *rand.Rand) {
	now := max(1, len(p.years)/2)
	planted := map[int]bool{}
	for i := range p.candidates {
		weeks := p.candidates[i].weeks
		there := 0
		for _, y := range weeks {
			if int(y.year) == now {
				there += bits.OnesCount64(y.bits)
			}
		}
		if there < plantedWeeks || random.Float64() >= plantedShare {
			continue
		}
		planted[i] = true
		for j := range weeks {
			if y := &weeks[j]; int(y.year) != now {
				y.bits = thinBits(y.bits, factor, random)
			}
		}
	}
	w, ok := p.window(now)
	if !ok {
		t.Fatal("the run has one year")
	}
	_, result, err := w.test(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, phrase := range result.Phrases {
		if planted[i] {
			c.planted++
			if phrase.Emerging {
				c.found++
			}
		}
	}
}

func thinBits(all uint64, factor int, random *rand.Rand) (kept uint64) {
	for ; all != 0; all &= all - 1 {
		if random.IntN(factor) == 0 {
			kept |= all & -all
		}
	}
	return kept
}

package claims

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/internal/fixture"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// coverage is how often the intervals of a concept hold the true value, those of the ratio
// estimator (before) and those of the tables (after), in per cent.
type coverage struct{ before, after []float64 }

// drawn is a concept whose documents are drawn with replacement.
type drawn struct {
	sizes    []int64
	mentions []int64 // of each document
	all      inference.Cell
	clumping inference.Clumping
}

// draw takes n documents.
func (d *drawn) draw(random *rand.Rand, n int) (c inference.Cell) {
	for range n {
		i := random.IntN(len(d.sizes))
		c.Add(d.sizes[i], d.mentions[i])
	}
	return c
}

// documents is how many documents have so many mentions on average; 0 if that is more than there
// are.
func (d *drawn) documents(expected float64) int {
	n := int(math.Round(expected * float64(len(d.sizes)) / float64(d.all.Y)))
	if n < 2 || n > len(d.sizes) {
		return 0
	}
	return n
}

// concepts are those of a dataset that are mentioned in ten documents and thirty times, the most
// frequent first.
func (a data) drawnConcepts(most int) (out []*drawn) {
	clumping := a.Clumping(a.ByConcept, nil)
	for i, postings := range a.ByConcept {
		d := &drawn{clumping: clumping[i]}
		for j := range a.Documents {
			d.sizes = append(d.sizes, a.Documents[j].Tokens)
		}
		d.mentions = make([]int64, len(d.sizes))
		for _, u := range postings {
			d.mentions[u.Document] = int64(u.Mentions)
		}
		for j, size := range d.sizes {
			d.all.Add(size, d.mentions[j])
		}
		if d.all.Mentioning >= 10 && d.all.Y >= 30 {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(x, y *drawn) int { return int(y.all.Y - x.all.Y) })
	return out[:min(most, len(out))]
}

// ofRates draws documents with so many mentions on average, reps times for each concept.
func ofRates(concepts []*drawn, expected float64, reps int) (c coverage) {
	for k, d := range concepts {
		n, random := d.documents(expected), rand.New(rand.NewPCG(uint64(k), uint64(expected)))
		if n == 0 {
			continue
		}
		truth, before, after := d.all.Estimate(), 0, 0
		for range reps {
			cell := d.draw(random, n)
			if lo, hi, ok := cell.Interval(config.Confidence); ok && lo <= truth && truth <= hi {
				before++
			}
			if r := inference.Rate(cell, d.clumping); !r.Interval.Excludes(1e6 * truth) {
				after++
			}
		}
		c.add(before, after, reps)
	}
	return c
}

// ofRatios draws twice, with so many mentions on average on each side. The rates are the same, so
// the ratio is 1. Where neither side has a mention there is none.
func ofRatios(concepts []*drawn, from, to float64, reps int) (c coverage) {
	for k, d := range concepts {
		n1, n2 := d.documents(from), d.documents(to)
		random := rand.New(rand.NewPCG(uint64(k), uint64(100*from+to)))
		if n1 == 0 || n2 == 0 {
			continue
		}
		before, after, all := 0, 0, 0
		for range reps {
			x, y := d.draw(random, n1), d.draw(random, n2)
			r := inference.RateRatio(x, y, d.clumping)
			if r.Reason != inference.Answered {
				continue
			}
			all++
			if _, lo, hi, ok := stats.RateRatio(x.Ratio, y.Ratio, config.Confidence); ok && lo <= 1 && 1 <= hi {
				before++
			}
			if !r.Interval.Excludes(1) {
				after++
			}
		}
		c.add(before, after, all)
	}
	return c
}

func (c *coverage) add(before, after, reps int) {
	if reps > 0 {
		c.before = append(c.before, 100*float64(before)/float64(reps))
		c.after = append(c.after, 100*float64(after)/float64(reps))
	}
}

// meanAndWorst are the mean over concepts and the least.
func meanAndWorst(percent []float64) (mean, worst float64) {
	for _, v := range percent {
		mean += v / float64(len(percent))
	}
	return mean, slices.Min(percent)
}

func cellOf(percent []float64) string {
	if len(percent) == 0 {
		return "–"
	}
	mean, worst := meanAndWorst(percent)
	return fmt.Sprintf("%.1f (%.0f)", mean, worst)
}

// TestCoverage prints how often the intervals of rates and of ratios of rates hold the true value,
// by how many mentions are expected, with the documents of a finished run drawn with replacement.
//
//	TIFA_CALIBRATE=100 TIFA_RUN=outputs/runs/latest go test -run TestCoverage -v ./pipeline/measure/claims
func TestCoverage(t *testing.T) {
	dir, reps := fixture.Calibration(t)
	concepts := data{fixture.FinishedRun(t, dir)}.drawnConcepts(50)
	fmt.Println("| interval of | expected mentions | concepts | before: mean (worst) | after: mean (worst) |\n|---|---|---|---|---|")
	for _, expected := range []float64{1, 3, 5, 10, 30, 100} {
		c := ofRates(concepts, expected, 10*reps)
		fmt.Printf("| rate | %g | %d | %s | %s |\n", expected, len(c.after), cellOf(c.before), cellOf(c.after))
	}
	for _, e := range [][2]float64{{1, 1}, {3, 3}, {3, 12}, {5, 5}, {10, 10}, {30, 30}, {100, 100}} {
		c := ofRatios(concepts, e[0], e[1], 10*reps)
		fmt.Printf("| ratio of rates | %g and %g | %d | %s | %s |\n", e[0], e[1], len(c.after), cellOf(c.before), cellOf(c.after))
	}
}

// TestCoverageOfInventedTexts does the same with invented documents, of uneven length, and with
// thresholds. Concepts are rare or frequent, and their mentions clump from one in a document to
// eight.
func TestCoverageOfInventedTexts(t *testing.T) {
	concepts := data{inventedClumps(rand.New(rand.NewPCG(5, 5)))}.drawnConcepts(50)
	if len(concepts) != 12 {
		t.Fatalf("%d concepts", len(concepts))
	}
	const reps = 500 // a worst concept of 12 is two standard errors, two points, below its own coverage
	for _, expected := range []float64{3, 10, 30} {
		rates, ratios := ofRates(concepts, expected, reps), ofRatios(concepts, expected, expected, reps)
		for what, c := range map[string]coverage{"rates": rates, "ratios": ratios} {
			mean, worst := meanAndWorst(c.after)
			before, _ := meanAndWorst(c.before)
			t.Logf("%s at %g: %.1f, worst %.1f; before %.1f", what, expected, mean, worst, before)
			if mean < 93 || mean > 99 || worst < 88 {
				t.Errorf("intervals of %s at %g expected mentions hold the truth in %.1f %%, the worst in %.1f",
					what, expected, mean, worst)
			}
		}
	}
}

func inventedClumps(random *rand.Rand) *dataset.Dataset {
	s := config.DefaultMeasures()
	a := &dataset.Dataset{Settings: &s}
	for range 4000 {
		size := int64(50 + 400*math.Exp(0.8*random.NormFloat64()))
		a.Documents = append(a.Documents, dataset.Document{Tokens: size})
	}
	for _, share := range []float64{0.02, 0.05, 0.15} {
		for _, clump := range []float64{1, 1.5, 3, 8} {
			var postings []dataset.Posting
			for i := range a.Documents {
				weight := math.Sqrt(float64(a.Documents[i].Tokens) / 500)
				if random.Float64() < share*weight {
					n := 1 + int32(random.ExpFloat64()*(clump-1))
					postings = append(postings, dataset.Posting{Document: int32(i), Mentions: n})
				}
			}
			a.ByConcept = append(a.ByConcept, postings)
		}
	}
	return a
}

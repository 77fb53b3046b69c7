package series_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
	"tifa/pipeline/stats/inference/series"
)

// A scenario simulates data and reports whether something happened in them, such as a p-value of at
// most 0.05. low and high are the percentages within which its rate has to lie; for a
// false-positive rate the goal is at most 6.5.
type scenario struct {
	name      string
	reps      int // in TestRates
	low, high float64
	happens   func(s simulation) bool
}

// goal is for false-positive rates, in per cent.
const goal = 6.5

// TestRates checks every rate on a few hundred simulated datasets. The limits are widened by three
// standard errors.
func TestRates(t *testing.T) {
	if testing.Short() {
		t.Skip("simulations")
	}
	for i, c := range scenarios() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rate := c.rate(uint64(i), c.reps)
			slack := func(p float64) float64 {
				return 3 * math.Sqrt(max(p*(100-p),
					100)/float64(c.reps))
			}
			if rate < c.low-slack(c.low) || rate > c.high+slack(c.high) {
				t.Errorf("%.1f %% of %d, not %g to %g", rate, c.reps, c.low, c.high)
			}
		})
	}
}

// TestCalibration prints the rates of TIFA_CALIBRATE repetitions as a Markdown table.
func TestCalibration(t *testing.T) {
	reps, err := strconv.Atoi(os.Getenv("TIFA_CALIBRATE"))
	if err != nil || reps < 1 {
		t.Skip("set TIFA_CALIBRATE to a number of repetitions, 2000 say")
	}
	fmt.Printf("| simulated | per cent of %d | standard error | goal |\n|---|---|---|---|\n", reps)
	for i, c := range scenarios() {
		rate := c.rate(uint64(i), reps)
		fmt.Printf("| %s | %.1f | %.1f | %g to %g |\n", c.name, rate,
			math.Sqrt(rate*(100-rate)/float64(reps)), c.low, c.high)
	}
}

// rate is the percentage of repetitions in which the scenario happens.
func (c scenario) rate(seed uint64, reps int) float64 {
	happened := 0
	for rep := range reps {
		if c.happens(simulation{rand.New(rand.NewPCG(seed, uint64(rep))), seed<<32 + uint64(rep)}) {
			happened++
		}
	}
	return 100 * float64(happened) / float64(reps)
}

// simulation is one repetition.
type simulation struct {
	*rand.Rand
	seed uint64
}

func (s simulation) draw(rounds int) inference.Draw {
	return inference.Draw{Rounds: rounds, Random: rand.NewPCG(s.seed, 99)}
}

func (s simulation) poisson(mean float64) int64 {
	return int64(distuv.Poisson{Lambda: mean, Src: s.Rand}.Rand())
}

// must drops the error, which simulated data do not have.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}

var ctx = context.Background()

func scenarios() (all []scenario) {
	all = append(all, groupScenarios()...)
	all = append(all, rateScenarios()...)
	return append(all, seriesScenarios()...)
}

// groups simulates sources: log-normal effects, 20 mentions a source on average, sizes 1:20.
type groups struct {
	a, b     int
	sigma    float64
	aLarger  float64 // how many times as large A's sources are
	aSpread  float64 // how many times as variable their effects are, as a variance
	fold     float64 // A's rate over B's
	concepts int     // in themes of ten, correlated .5
	planted  int     // concepts that differ; the others do not
}

func (g groups) compare(s simulation) []inference.GroupComparison {
	n := g.a + g.b
	in := inference.SourceGroups{Sizes: make([]int64, n), InA: make([]bool, n)}
	total := 0.0
	for i := range n {
		size := 1e5 * math.Exp(s.Float64()*math.Log(20))
		if in.InA[i] = i < g.a; in.InA[i] {
			size *= max(1, g.aLarger)
		}
		in.Sizes[i] = int64(size)
		total += size
	}
	mentions := make([][]int64, max(1, g.concepts))
	theme := make([]float64, n)
	for c := range mentions {
		if c%10 == 0 {
			for i := range theme {
				theme[i] = s.NormFloat64()
			}
		}
		for i, size := range in.Sizes {
			effect := s.NormFloat64()
			if g.concepts > 1 {
				effect = math.Sqrt(.5)*effect + math.Sqrt(.5)*theme[i]
			}
			effect *= g.sigma
			if in.InA[i] {
				effect = effect*math.Sqrt(max(1, g.aSpread)) + math.Log(max(1, g.fold))
				if c >= max(1, g.planted) {
					effect -= math.Log(max(1, g.fold))
				}
			}
			mean := 20 * float64(n) * float64(size) / total * math.Exp(effect)
			mentions[c] = append(mentions[c], s.poisson(mean))
		}
	}
	return must(in.Compare(ctx, s.draw(999), mentions))
}

func (g groups) differ(s simulation) bool { return g.compare(s)[0].Supported() }

func (g groups) permutationAlone(s simulation) bool { return g.compare(s)[0].P <= inference.Alpha }

func (g groups) covers(s simulation) bool {
	return !g.compare(s)[0].Interval.Excludes(max(1,
		g.fold))
}

// any reports whether the family has a false call.
func (g groups) any(s simulation) bool {
	for _, r := range g.compare(s) {
		if r.PAdjusted <= inference.Alpha {
			return true
		}
	}
	return false
}

func groupScenarios() []scenario {
	return []scenario{
		{"4 v 5 sources, T alone", 1000, 3, goal, groups{a: 4, b: 5, sigma: .9}.permutationAlone},
		{"4 v 5, T and Welch", 1000, 2, goal, groups{a: 4, b: 5, sigma: .9}.differ},
		{"4 v 5, A five times as large", 1000, 2, goal,
			groups{a: 4, b: 5, sigma: .9, aLarger: 5}.differ},
		{"4 v 5, A four times as variable", 1000, 2, goal,
			groups{a: 4, b: 5, sigma: .9, aSpread: 4}.differ},
		{"3 v 7, T and Welch", 1000, 2, goal, groups{a: 3, b: 7, sigma: .9}.differ},
		{"7 v 7, T and Welch", 400, 2, goal, groups{a: 7, b: 7, sigma: .9}.differ},
		{"8 v 8, permutations drawn", 400, 2, goal, groups{a: 8, b: 8, sigma: .9}.differ},
		{"3 v 3 never differ", 200, 0, 0, groups{a: 3, b: 3, sigma: .5, fold: 50}.differ},
		{"4 v 5, interval covers no difference", 1000, 93.5, 98,
			groups{a: 4, b: 5, sigma: .9}.covers},
		{"5 v 5, interval covers a fourfold one", 1000, 93.5, 98,
			groups{a: 5, b: 5, sigma: .9, fold: 4}.covers},
		{"4 v 5, 90 concepts: any call", 200, 2, goal,
			groups{a: 4, b: 5, sigma: .9, concepts: 90}.any},
		{"7 v 7, 90 concepts: any call", 30, 2, goal,
			groups{a: 7, b: 7, sigma: .9, concepts: 90}.any},
		{"power: 4 v 5, eightfold, sigma .5", 300, 90, 100,
			groups{a: 4, b: 5, sigma: .5, fold: 8}.differ},
		{"power: 4 v 5, fourfold, sigma .5", 300, 68, 85,
			groups{a: 4, b: 5, sigma: .5, fold: 4}.differ},
		{"power: 7 v 7, fourfold, sigma .9", 200, 60, 85,
			groups{a: 7, b: 7, sigma: .9, fold: 4}.differ},
		{"power: 7 v 7, eightfold, 9 of 90 concepts", 20, 80, 100, func(s simulation) bool {
			return groups{a: 7, b: 7, sigma: .5, fold: 8, concepts: 90,
				planted: 9}.compare(s)[0].PAdjusted <= inference.Alpha
		}},
		{"documents dealt by weeks, blocks of weeks", 300, 2, goal,
			func(s simulation) bool { return s.documents(true) }},
		{"documents dealt by weeks, single documents", 300, 8, 60,
			func(s simulation) bool { return s.documents(false) }},
	}
}

// documents permutations weeks of three sources into two sides. Weeks have effects of their own.
func (s simulation) documents(blocks bool) bool {
	var documents []inference.Document
	var concept []stats.Occurrence
	for week := range 90 {
		effect, side := math.Exp(.8*s.NormFloat64()), s.IntN(2) == 0
		for range 6 {
			d := inference.Document{Source: week % 3, Week: week, InA: side,
				Size: 400 + s.Int64N(400)}
			if !blocks {
				d.Week = len(documents)
			}
			if y := s.poisson(float64(d.Size) / 3000 * effect); y > 0 {
				concept = append(concept, stats.Occurrence{Document: len(documents), Mentions: y})
			}
			documents = append(documents, d)
		}
	}
	return must(inference.CompareDocuments(ctx, s.draw(199), documents,
		[][]stats.Occurrence{concept}))[0].P <= inference.Alpha
}

// clump is one document: with a chance it has mentions, on average of them as many as perDocument.
func (s simulation) clump(c *inference.Cell, chance, perDocument float64) {
	y := int64(0)
	if s.Float64() < chance {
		y = 1
		for s.Float64() > 1/perDocument {
			y++
		}
	}
	c.Add(300+s.Int64N(900), y)
}

// documentSize is the mean size of clump's documents.
const documentSize = 300 + 899./2

func (s simulation) cell(documents int, expected, perDocument float64) (c inference.Cell) {
	for range documents {
		s.clump(&c, expected/perDocument/float64(documents), perDocument)
	}
	return c
}

// clumping is that of a concept with so many mentions a document, in a run with other concepts.
func (s simulation) clumping(perDocument float64) inference.Clumping {
	var run []inference.Cell
	for _, other := range []float64{1.1, 1.4, 1.8, 2.3, 3} {
		run = append(run, s.cell(1500, 60+100*s.Float64(), other))
	}
	all := s.cell(1500, 120, perDocument)
	return inference.MedianClumping(append(run, all)).Of(all)
}

func coversRate(expected, perDocument float64) func(simulation) bool {
	return func(s simulation) bool {
		r := inference.Rate(s.cell(200, expected, perDocument), s.clumping(perDocument))
		return r.Reason == inference.Answered && !r.Interval.Excludes(1e6*expected/200/documentSize)
	}
}

func coversRatio(from, to, perDocument float64) func(simulation) bool {
	return func(s simulation) bool {
		r := inference.RateRatio(s.cell(200, from, perDocument), s.cell(300, to, perDocument),
			s.clumping(perDocument))
		return r.Reason == inference.NoMentions || !r.Interval.Excludes(to/300/(from/200))
	}
}

func rateScenarios() (all []scenario) {
	for _, expected := range []float64{1, 3, 10, 30} {
		for _, perDocument := range []float64{1.3, 3} {
			name := fmt.Sprintf("rate covered, %g mentions expected, %g a document", expected,
				perDocument)
			all = append(all, scenario{name,
				300, 93, 99.5, coversRate(expected, perDocument)})
		}
	}
	return append(all,
		scenario{"ratio covered, 3 and 12 mentions", 300, 93, 99.5, coversRatio(3, 12, 2)},
		scenario{"ratio covered, 10 and 10", 300, 93, 99.5, coversRatio(10, 10, 2)},
		scenario{"ratio covered, 30 and 30", 300, 93, 99.5, coversRatio(30, 30, 2)})
}

// ar is an autoregressive series of order 1 with standard deviation 1.
func (s simulation) ar(n int, rho float64) []float64 {
	values := make([]float64, n)
	v := s.NormFloat64()
	for i := range values {
		values[i] = v
		v = rho*v + math.Sqrt(1-rho*rho)*s.NormFloat64()
	}
	return values
}

func rises(n int, rho, rise float64) func(simulation) bool {
	return func(s simulation) bool {
		var points []stats.Point
		for i, v := range s.ar(n, rho) {
			points = append(points, stats.Point{Time: float64(i),
				Value: v + rise*float64(i)/float64(n)})
		}
		return must(series.MonotoneTrend(ctx, s.draw(199), points)).Supported()
	}
}

// leads simulates y as x three periods later, as far as they correlate.
func leads(n int, rho, correlation float64) func(simulation) bool {
	return func(s simulation) bool {
		x, y := s.ar(n+3, rho), s.ar(n, rho)
		for i := range y {
			y[i] = correlation*x[i] + math.Sqrt(1-correlation*correlation)*y[i]
		}
		return must(series.LeadLags(ctx, s.draw(199), [][]float64{x[3:]},
			[][]float64{y}))[0].Supported()
	}
}

// jumps simulates an event in a log rate that walks at random. Ten mentions a period.
func jumps(n, width int, step, fold float64) func(simulation) bool {
	return func(s simulation) bool {
		e := series.Event{Width: width, Date: n / 2}
		var y []int64
		log := 0.0
		for t := range n {
			size := 5000 + s.Int64N(5000)
			log += step * s.NormFloat64()
			mean := 10 * float64(size) / 7500 * math.Exp(log)
			if t >= e.Date {
				mean *= fold
			}
			e.Sizes, y = append(e.Sizes, size), append(y, s.poisson(mean))
		}
		return must(e.Compare(ctx, [][]int64{y}, []float64{1}))[0].Supported()
	}
}

// steps simulates month effects and a step in the middle. Ten mentions a period.
func steps(n, length int, rho, fold float64) func(simulation) bool {
	return func(s simulation) bool {
		var sizes, y []int64
		for t, effect := range s.ar(n, rho) {
			size := 5000 + s.Int64N(5000)
			mean := 10 * float64(size) / 7500 * math.Exp(.5*effect)
			if t >= n/2 {
				mean *= fold
			}
			sizes, y = append(sizes, size), append(y, s.poisson(mean))
		}
		return must(series.Changes(ctx, s.draw(199), length, sizes, [][]int64{y}))[0].Supported()
	}
}

// bursts simulates three sources over 60 months with week effects, and a denser stretch of three
// months.
func bursts(share, fold float64) func(simulation) bool {
	return func(s simulation) bool {
		sources := make([]series.SourceWeeks, 3)
		relevant := make([][]int64, 3)
		for i := range sources {
			for week := range 260 {
				month := week * 60 / 260
				documents := 3 + s.Int64N(5)
				p := share * math.Exp(.5*s.NormFloat64()-.125)
				if month >= 30 && month < 33 {
					p *= fold
				}
				r := int64(0)
				for range documents {
					if s.Float64() < p {
						r++
					}
				}
				sources[i].Periods, sources[i].Documents = append(sources[i].Periods, month),
					append(sources[i].Documents, documents)
				relevant[i] = append(relevant[i], r)
			}
		}
		return must(series.FindBursts(ctx, s.draw(199), sources,
			[][][]int64{relevant}))[0].Supported()
	}
}

// spreads simulates phrases over 157 weeks before the year and 52 in it, whose presence lasts four
// weeks with some chance, and one phrase that spreads. One source enters with the year.
func spreads(before, now, lasting float64) func(simulation) bool {
	return func(s simulation) bool {
		sources := []series.YearWeeks{{Before: 157, Year: 52}, {Before: 157, Year: 52}, {Year: 52}}
		phrases := make([][]series.WeekUse, 60)
		for i := range phrases {
			for source, y := range sources {
				effect := .05 + .3*s.Float64()
				var shared bool
				for week := range y.Before + y.Year {
					p := effect
					if i == 0 && now > 0 {
						if p = before; week >= y.Before {
							p = now
						}
					}
					if week%4 == 0 {
						shared = s.Float64() < p
					}
					if has := s.Float64() < p; (s.Float64() < lasting && shared) ||
						(s.Float64() >= lasting && has) {
						phrases[i] = append(phrases[i], series.WeekUse{Source: source, Week: week})
					}
				}
			}
		}
		result := must(series.Emerging(ctx, s.draw(99), sources, phrases))
		if now > 0 {
			return result.Phrases[0].Emerging
		}
		for _, p := range result.Phrases {
			if p.Emerging {
				return true
			}
		}
		return false
	}
}

func seriesScenarios() (all []scenario) {
	for _, n := range []int{24, 60} {
		for _, rho := range []float64{0, .4, .6} {
			high := goal
			if n == 24 && rho == .6 {
				high = 8 // a known limit: few periods do not show how much they depend on each other
			}
			all = append(all, scenario{fmt.Sprintf("trend, %d periods, AR %g", n, rho), 600, 1.5,
				high, rises(n, rho, 0)})
		}
	}
	return append(all,
		scenario{"trend, power: 60 periods, 1.5 sd, AR .2", 300, 50, 75, rises(60, .2, 1.5)},
		scenario{"trend, power: 114 periods, 1.5 sd, AR .2", 100, 80, 100, rises(114, .2, 1.5)},
		scenario{"lead, 60 periods, AR 0", 500, 2, goal, leads(60, 0, 0)},
		scenario{"lead, 60 periods, AR .5", 500, 2, goal, leads(60, .5, 0)},
		scenario{"lead, 114 periods, AR .8", 300, 2, goal, leads(114, .8, 0)},
		scenario{"lead, power: 60 periods, correlation .6", 200, 88, 100, leads(60, 0, .6)},
		scenario{"event, 114 periods, still", 1000, 2, goal, jumps(114, 6, 0, 1)},
		scenario{"event, 114 periods, walk .1", 1000, 2, goal, jumps(114, 6, .1, 1)},
		scenario{"event, 60 periods, walk .1", 1000, 2, goal, jumps(60, 3, .1, 1)},
		scenario{"event, power: 114 periods, fourfold", 200, 88, 100, jumps(114, 6, .1, 4)},
		scenario{"change, 24 periods, AR 0", 250, 1.5, goal, steps(24, 0, 0, 1)},
		scenario{"change, 60 periods, AR .3", 150, 1.5, goal, steps(60, 0, .3, 1)},
		scenario{"change, 36 periods, AR .6", 150, 1.5, goal, steps(36, 0, .6, 1)},
		scenario{"change, 60 periods, AR .6", 150, 1.5, goal, steps(60, 0, .6, 1)},
		scenario{"change, power: 60 periods, fourfold, AR .3", 60, 88, 100, steps(60, 0, .3, 4)},
		scenario{"change, power: 60 periods, eightfold", 60, 85, 100, steps(60, 0, 0, 8)},
		scenario{"burst, week effects", 150, 1.5, goal, bursts(.1, 1)},
		scenario{"burst, power: share .1, fourfold", 40, 90, 100, bursts(.1, 4)},
		scenario{"emerging, weeks", 150, 1.5, goal, spreads(0, 0, 0)},
		scenario{"emerging, lasting four weeks", 150, 1.5, goal, spreads(0, 0, .7)},
		scenario{"emerging, power: 0 to .32 of weeks", 60, 80, 100, spreads(0, .32, 0)},
	)
}

package series

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

func finite(t interface{ Fatalf(string, ...any) }, values ...float64) {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("value %d is %v", i, v)
		}
	}
}

// TestKendallOfBlocks: sums over blocks give Kendall's S of every permutation.
func TestKendallOfBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var values []float64
		for _, v := range rapid.SliceOfN(rapid.IntRange(0, 9), 2, 40).Draw(t, "values") {
			values = append(values, float64(v))
		}
		points := pointsOf(values...)
		b := inference.Blocks{N: len(values), Length: rapid.IntRange(1, len(values)).Draw(t,
			"length")}
		k := newKendallBlocks(points, b)
		perms := b.Permutations(20)
		perms.N = min(perms.N, 20)
		from := make([]int, b.N)
		err := b.Each(context.Background(), b.Permutations(20), draw(1, 0).Random,
			func(round int, order []int, shift int) {
				if round > 200 {
					return
				}
				b.Fill(from, order, shift)
				s := int64(0)
				for i := range from {
					for j := range i {
						switch {
						case values[from[i]] > values[from[j]]:
							s++
						case values[from[i]] < values[from[j]]:
							s--
						}
					}
				}
				if got := k.s(order, shift); got != s {
					t.Fatalf("%v shifted by %d: S %d, by pairs %d", order, shift, got, s)
				}
			})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTrendOfLittle(t *testing.T) {
	ctx := context.Background()
	rising, walk := make([]float64, 12), make([]float64, 60)
	random := rand.New(rand.NewPCG(5, 5))
	for i := range walk {
		if i > 0 {
			walk[i] = walk[i-1] + random.NormFloat64()
		}
	}
	for i := range rising {
		rising[i] = float64(i)
	}
	for _, c := range []struct {
		what   string
		points []stats.Point
		reason inference.Reason
	}{
		{"nothing", nil, inference.TooShort},
		{"eleven periods", pointsOf(rising[:11]...), inference.TooShort},
		{"silence", pointsOf(make([]float64, 30)...), inference.NoVariation},
		{"a straight line", pointsOf(rising...), inference.Answered},
		{"a random walk", pointsOf(walk...), inference.TooPersistent},
	} {
		r, err := MonotoneTrend(ctx, draw(1, 0), c.points)
		finite(t, r.P, r.PAdjusted, r.PVariance, r.PBlocks, r.R1, r.Rho, r.F, r.Slope,
			r.SlopeRange.Lo, r.SlopeRange.Hi)
		if err != nil || r.Reason != c.reason || r.Supported() != (c.what == "a straight line") ||
			r.Reason != inference.Answered && r.P != 1 {
			t.Errorf("%s: %v %+v", c.what, err, r)
		}
	}
	for _, bad := range [][]stats.Point{pointsOf(1, math.NaN()), pointsOf(1, math.Inf(1)),
		{{Time: 2, Value: 1}, {Time: 2, Value: 2}}} {
		if _, err := MonotoneTrend(ctx, draw(1, 0), bad); err == nil {
			t.Errorf("%v passes", bad)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := MonotoneTrend(stopped, draw(1, 0), pointsOf(rising...)); !errors.Is(err,
		context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// ar is an autoregressive series of order 1.
func ar(random *rand.Rand, n int, rho float64) []float64 {
	values := make([]float64, n)
	v := random.NormFloat64() / math.Sqrt(1-rho*rho)
	for i := range values {
		values[i] = v
		v = rho*v + random.NormFloat64()
	}
	return values
}

func TestLeadLagOfLittle(t *testing.T) {
	ctx := context.Background()
	random := rand.New(rand.NewPCG(1, 2))
	x, nan := ar(random, 60, 0.3), math.NaN()
	late := make([]float64, 60) // x two periods later, with a gap
	for i := range late {
		late[i] = random.NormFloat64() / 4
		if i >= 2 {
			late[i] += x[i-2]
		}
	}
	gap := append([]float64(nil), late...)
	gap[10] = nan
	short := append([]float64(nil), late...)
	short[20], short[40] = nan, nan
	never := make([]float64, 60)
	line := make([]float64, 60)
	for i := range never {
		never[i], line[i] = nan, 3*float64(i)
	}
	results, err := LeadLags(ctx, draw(1, 999), [][]float64{x, x, x, x, x, late},
		[][]float64{late, gap, short, never, line, x})
	if err != nil {
		t.Fatal(err)
	}
	for i, reason := range []inference.Reason{inference.Answered, inference.Answered,
		inference.TooShort, inference.NoOverlap, inference.NoVariation, inference.Answered} {
		r := results[i]
		finite(t, r.P, r.PAdjusted, r.R, r.Peak)
		if r.Reason != reason || r.PAdjusted < r.P ||
			r.Supported() != (reason == inference.Answered) {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if results[0].Lag != 2 || results[5].Lag != -2 || results[1].From != 11 ||
		results[1].To != 60 || results[1].Lag != 2 {
		t.Errorf("%+v", results)
	}
	again, _ := LeadLags(ctx, draw(1, 999), [][]float64{x}, [][]float64{gap})
	if again[0].P != results[1].P {
		t.Errorf("alone p %v, in a family %v", again[0].P, results[1].P)
	}
	for what, bad := range map[string][2][][]float64{
		"one side":  {{x}, nil},
		"lengths":   {{x}, {x[:59]}},
		"infinite":  {{append([]float64{math.Inf(1)}, x...)}, {append([]float64{1}, x...)}},
		"two grids": {{x, x[:50]}, {x, x[:50]}},
	} {
		if _, err := LeadLags(ctx, draw(1, 99), bad[0], bad[1]); err == nil {
			t.Errorf("%s passes", what)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := LeadLags(stopped, draw(1, 999), [][]float64{x}, [][]float64{late}); !errors.Is(err,
		context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestEventOfLittle(t *testing.T) {
	ctx := context.Background()
	y := make([]int64, 30)
	y[3] = 5
	for _, c := range []struct {
		what   string
		event  Event
		y      []int64
		reason inference.Reason
	}{
		{"no mention", Event{eventSizes, 3, 15}, make([]int64, 30), inference.NoMentions},
		{"mentions elsewhere", Event{eventSizes, 3, 15}, y, inference.Answered},
		{"too wide", Event{eventSizes, 6, 15}, y, inference.TooFewDates},
		{"too early", Event{eventSizes, 3, 2}, y, inference.NoDocuments},
		{"too late", Event{eventSizes, 3, 28}, y, inference.NoDocuments},
		{"wider than the series", Event{eventSizes, 40, 15}, y, inference.NoDocuments},
		{"no period", Event{nil, 3, 0}, nil, inference.NoDocuments},
	} {
		results, err := c.event.Compare(ctx, [][]int64{c.y}, []float64{2})
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		finite(t, r.P, r.PAdjusted, r.LeastP, r.Ratio, r.L, r.SE2, r.Tau2, r.T)
		if r.Reason != c.reason || r.Supported() || r.Reason != inference.Answered && r.P != 1 {
			t.Errorf("%s: %+v", c.what, r)
		}
	}
	gap := append([]int64(nil), eventSizes...)
	silent := append([]int64(nil), y...)
	for i := 20; i < 24; i++ {
		gap[i] = 0
	}
	results, _ := Event{gap, 2, 10}.Compare(ctx, [][]int64{silent}, []float64{2})
	if results[0].Dates != 22 || results[0].Reason != inference.Answered {
		t.Errorf("windows without documents are dates: %+v", results[0])
	}
	for what, bad := range map[string]func() error{
		"no width": func() error {
			_, err := Event{eventSizes, 0, 15}.Compare(ctx, nil,
				nil)
			return err
		},
		"no design effect": func() error {
			_, err := Event{eventSizes, 3, 15}.Compare(ctx,
				[][]int64{y}, nil)
			return err
		},
		"NaN for an effect": func() error {
			_, err := Event{eventSizes, 3, 15}.Compare(ctx, [][]int64{y}, []float64{math.NaN()})
			return err
		},
		"too few periods": func() error {
			_, err := Event{eventSizes, 3, 15}.Compare(ctx, [][]int64{y[:9]}, []float64{1})
			return err
		},
	} {
		if bad() == nil {
			t.Errorf("%s passes", what)
		}
	}
}

// TestChangesByHand compares with every way to place one, two or three changes.
func TestChangesByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sizes, y []int64
		for range rapid.IntRange(10, 14).Draw(t, "periods") {
			sizes = append(sizes, rapid.Int64Range(1, 9).Draw(t, "size"))
			y = append(y, rapid.SampledFrom([]int64{0, 0, 1, 2, 5, 40, 20000}).Draw(t, "mentions"))
		}
		results, err := Changes(context.Background(), draw(1, 19), 0, sizes, [][]int64{y})
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		finite(t, r.P, r.PAdjusted, r.Penalty, r.Fall[0], r.Fall[1], r.Fall[2])
		if r.Reason != inference.Answered {
			return
		}
		gain := func(from, to int) float64 {
			var c, x float64
			for i := from; i < to; i++ {
				c, x = c+float64(y[i]), x+float64(sizes[i])
			}
			if c == 0 {
				return 0
			}
			return c * math.Log(c/x)
		}
		n := len(y)
		var best [3]float64
		for a := 1; a < n; a++ {
			best[0] = max(best[0], gain(0, a)+gain(a, n)-gain(0, n))
			for b := a + 1; b < n; b++ {
				best[1] = max(best[1], gain(0, a)+gain(a, b)+gain(b, n)-gain(0, n))
				for c := b + 1; c < n; c++ {
					best[2] = max(best[2], gain(0, a)+gain(a, b)+gain(b, c)+gain(c, n)-gain(0, n))
				}
			}
		}
		for k, b := range best {
			if math.Abs(r.Fall[k]-2*b) > 1e-7*(1+b) {
				t.Fatalf("%d changes: %v, by hand %v", k+1, r.Fall[k], 2*b)
			}
		}
		if r.Factor < 1 || r.PPersistent < r.P ||
			(max(r.P, r.PPersistent) <= inference.Alpha) != (r.Changes != nil) {
			t.Fatalf("%+v", r)
		}
	})
}

func TestChangesOfLittle(t *testing.T) {
	ctx := context.Background()
	twelve := []int64{9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}
	results, err := Changes(ctx, draw(1, 99), 0, twelve,
		[][]int64{make([]int64, 12), {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
			{0, 0, 0, 0, 0, 0, 8, 9, 8, 9, 8, 9}})
	if err != nil {
		t.Fatal(err)
	}
	for i, reason := range []inference.Reason{inference.NoMentions, inference.NoVariation,
		inference.Answered} {
		if r := results[i]; r.Reason != reason || r.Supported() != (reason == inference.Answered) {
			t.Errorf("%+v", r)
		}
	}
	short, err := Changes(ctx, draw(1, 99), 0, twelve[:9], [][]int64{{0, 0, 0, 0, 0, 0, 8, 9, 8}})
	if err != nil || short[0].Reason != inference.TooShort {
		t.Errorf("%v %+v", err, short)
	}
	empty, err := Changes(ctx, draw(1, 99), 0, nil, [][]int64{nil})
	if err != nil || empty[0].Reason != inference.TooShort {
		t.Errorf("%v %+v", err, empty)
	}
	if _, err := Changes(ctx, draw(1, 99), 0, []int64{4, 0, 4}, nil); err == nil {
		t.Error("a period without size passes")
	}
	if _, err := Changes(ctx, draw(1, 99), 0, twelve, [][]int64{{1}}); err == nil {
		t.Error("a count without a period passes")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Changes(stopped, draw(1, 99), 0, twelve,
		[][]int64{{0, 0, 0, 0, 0, 0, 8, 9, 8, 9, 8, 9}}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestGreatestBurst: the fast search finds the heaviest burst of the model of stats.
func TestGreatestBurst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var source SourceWeeks
		var relevant []int64
		for period := range rapid.IntRange(1, 40).Draw(t, "periods") {
			d := rapid.Int64Range(0, 60).Draw(t, "documents")
			r := rapid.Int64Range(0, d/rapid.Int64Range(1, 8).Draw(t, "rarity")).Draw(t, "relevant")
			source.Periods, source.Documents = append(source.Periods, period),
				append(source.Documents, d)
			relevant = append(relevant, r)
		}
		s, err := newBurstShuffle([]SourceWeeks{source}, [][][]int64{{relevant}})
		if err != nil {
			t.Fatal(err)
		}
		r := s.observe([][]int64{relevant}, inference.Permutations{N: 99})
		if r.Reason != inference.Answered {
			return
		}
		// these two differ where both states are equally cheap
		most, least := s.greatest(1e-9), s.greatest(-1e-9)
		if far := 1e-9 * (1 + r.Greatest); r.Greatest > most+far || most == least &&
			r.Greatest < most-far {
			t.Fatalf("%v to %v, heaviest of %v is %v", least, most, r.Bursts, r.Greatest)
		}
	})
}

func TestBurstsOfLittle(t *testing.T) {
	ctx := context.Background()
	weeks := SourceWeeks{Periods: []int{0, 0, 1, 1, 2}, Documents: []int64{5, 5, 5, 5, 5}}
	gone := SourceWeeks{}
	results, err := FindBursts(ctx, draw(1, 99), []SourceWeeks{weeks, gone},
		[][][]int64{{make([]int64, 5), nil}, {{5, 5, 5, 0, 0}, nil}, {{0, 1, 0, 0, 0}, nil}})
	if err != nil {
		t.Fatal(err)
	}
	for i, reason := range []inference.Reason{inference.NoMentions, inference.TooFrequent,
		inference.Answered} {
		r := results[i]
		finite(t, r.P, r.PAdjusted, r.Greatest, r.Critical)
		if r.Reason != reason || r.Supported() {
			t.Errorf("%+v", r)
		}
	}
	nothing, err := FindBursts(ctx, draw(1, 99), []SourceWeeks{gone}, [][][]int64{{nil}})
	if err != nil || nothing[0].Reason != inference.NoDocuments {
		t.Errorf("%v %+v", err, nothing)
	}
	for what, bad := range map[string][]int64{"more than there are": {6, 0, 0, 0, 0},
		"less than none": {-1, 0, 0, 0, 0}, "too short": {1}} {
		if _, err := FindBursts(ctx, draw(1, 99), []SourceWeeks{weeks},
			[][][]int64{{bad}}); err == nil {
			t.Errorf("%s passes", what)
		}
	}
	unsorted := SourceWeeks{Periods: []int{1, 0}, Documents: []int64{5, 5}}
	if _, err := FindBursts(ctx, draw(1, 99), []SourceWeeks{unsorted}, nil); err == nil {
		t.Error("unsorted weeks pass")
	}
}

func TestEmergingOfLittle(t *testing.T) {
	ctx := context.Background()
	weeks := func(source, from, to int) (uses []WeekUse) {
		for w := from; w < to; w++ {
			uses = append(uses, WeekUse{source, w})
		}
		return uses
	}
	sources := []YearWeeks{{100, 50}, {0, 50}, {100, 0}}
	everywhere := weeks(0, 0, 150)
	result, err := Emerging(ctx, draw(1, 199), sources, [][]WeekUse{
		weeks(0, 100, 150), // new
		weeks(1, 0, 50),    // only in a source that enters
		everywhere,         // always
		append(weeks(0, 0, 4), weeks(0, 100, 102)...), // twice in the year
		append(weeks(0, 50, 60), weeks(0, 50, 60)...), // gone, and told twice
		nil,
	})
	if err != nil || result.Reason != inference.Answered || result.Sources != 1 {
		t.Fatalf("%v %+v", err, result)
	}
	for i, want := range []struct {
		reason   inference.Reason
		emerging bool
	}{{inference.Answered, true}, {inference.TooFewUnits, false}, {inference.NoVariation, false},
		{inference.TooFewUnits, false}, {inference.TooFewUnits, false},
		{inference.TooFewUnits, false}} {
		p := result.Phrases[i]
		finite(t, p.Z, p.PAdjusted, p.E, p.V)
		if p.Reason != want.reason || p.Emerging != want.emerging ||
			p.Emerging != (p.Z > result.Threshold) {
			t.Errorf("%d: %+v, threshold %v", i, p, result.Threshold)
		}
	}
	none, err := Emerging(ctx, draw(1, 199), sources[1:], [][]WeekUse{weeks(0, 0, 50)})
	if err != nil || none.Reason != inference.NoOverlap ||
		none.Phrases[0].Reason != inference.NoOverlap || none.Phrases[0].PAdjusted != 1 {
		t.Errorf("%v %+v", err, none)
	}
	nothing, err := Emerging(ctx, draw(1, 199), nil, nil)
	if err != nil || nothing.Reason != inference.NoOverlap {
		t.Errorf("%v %+v", err, nothing)
	}
	for _, bad := range []WeekUse{{0, 150}, {3, 0}, {0, -1}} {
		if _, err := Emerging(ctx, draw(1, 99), sources, [][]WeekUse{{bad}}); err == nil {
			t.Errorf("%+v passes", bad)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Emerging(stopped, draw(1, 99), sources, [][]WeekUse{everywhere}); !errors.Is(err,
		context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// monthly are 114 months of so many concepts.
func monthly(concepts int) (sizes []int64, mentions [][]int64) {
	random := rand.New(rand.NewPCG(1, 1))
	mentions = make([][]int64, concepts)
	for range 114 {
		sizes = append(sizes, 50000+random.Int64N(50000))
		for c := range mentions {
			mentions[c] = append(mentions[c], random.Int64N(30))
		}
	}
	return sizes, mentions
}

func BenchmarkChanges(b *testing.B) {
	sizes, mentions := monthly(10)
	for b.Loop() {
		if _, err := Changes(context.Background(), draw(1, 999), 0, sizes, mentions); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMonotoneTrend(b *testing.B) {
	_, mentions := monthly(1)
	var values []float64
	for _, y := range mentions[0] {
		values = append(values, float64(y))
	}
	for b.Loop() {
		if _, err := MonotoneTrend(context.Background(), draw(1, 0),
			pointsOf(values...)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLeadLags(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	x, y := [][]float64{ar(random, 114, .3)}, [][]float64{ar(random, 114, .3)}
	for b.Loop() {
		if _, err := LeadLags(context.Background(), draw(1, 0), x, y); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindBursts(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	sources, relevant := make([]SourceWeeks, 14), make([][][]int64, 10)
	for i := range relevant {
		relevant[i] = make([][]int64, 14)
	}
	for s := range sources {
		for week := range 500 {
			sources[s].Periods = append(sources[s].Periods, week*114/500)
			sources[s].Documents = append(sources[s].Documents, 10)
			for i := range relevant {
				relevant[i][s] = append(relevant[i][s], random.Int64N(4))
			}
		}
	}
	for b.Loop() {
		if _, err := FindBursts(context.Background(), draw(1, 999), sources, relevant); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEmerging(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	phrases := make([][]WeekUse, 2000)
	for i := range phrases {
		for range 60 {
			phrases[i] = append(phrases[i], WeekUse{random.IntN(14), random.IntN(260)})
		}
	}
	sources := slices.Repeat([]YearWeeks{{208, 52}}, 14)
	for b.Loop() {
		if _, err := Emerging(context.Background(), draw(1, 999), sources, phrases); err != nil {
			b.Fatal(err)
		}
	}
}

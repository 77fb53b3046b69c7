package series

import (
	"context"
	"fmt"
	"math"

	"tifa/pipeline/stats/inference"
)

const (
	fewestDates = 20
	// medianChi2 is the median of a chi-squared variable with one degree of freedom.
	medianChi2 = 0.4549
)

// Event is a date in a series of consecutive periods, and the windows before and after it.
type Event struct {
	Sizes []int64 // of each period; windows without any size are no dates
	Width int     // of a window, in periods
	Date  int     // the first period after the event
}

// EventChange is the change of a rate at an event, compared with the change at every date.
type EventChange struct {
	inference.Test
	Reason inference.Reason
	Ratio  float64 // exp(L): rate after over rate before, ½ added to both counts
	L      float64 // log of the ratio
	SE2    float64 // variance of L among documents
	Tau2   float64 // variance of L from period to period, beyond that
	T      float64 // L/√(SE2+Tau2)
	Dates  int     // dates compared, the event's among them
}

// Compare tests the concepts as one family. The unit is the date: P is the share of all dates, the
// event's among them, at which |T| is at least as large (after Abadie, Diamond & Hainmueller 2010).
// With y₁ and y₂ the mentions in the windows before and after a date, L = ln[(y₂+½)/x₂] -
// ln[(y₁+½)/x₁], SE² = D[1/(y₁+½)+1/(y₂+½)], and τ² = max(0, median L²/.4549 - median SE²) over the
// dates. The event must not have been chosen from the series.
//
// mentions holds for each concept the mentions in each period, designEffects its D
// (Clumping.DesignEffect). The reason is NoDocuments where a window of the event has no size or the
// series does not hold it, TooFewDates below 20 dates, NoMentions without a mention at all.
func (e Event) Compare(ctx context.Context, mentions [][]int64,
	designEffects []float64) ([]EventChange, error) {
	if err := e.check(mentions, designEffects); err != nil {
		return nil, err
	}
	dates, own := e.dates()
	perms := inference.Permutations{N: len(dates), Exact: true}
	reason, leastP := inference.Answered, 1/max(1, float64(len(dates)))
	if own < 0 {
		reason = inference.NoDocuments
	} else if len(dates) < fewestDates {
		reason = inference.TooFewDates
	}
	results := make([]EventChange, len(mentions))
	var tested []int
	var observed []float64
	var nulls [][]float64
	for i, y := range mentions {
		results[i] = EventChange{Test: perms.Untested(leastP), Reason: reason, Dates: len(dates)}
		if own < 0 {
			continue
		}
		null := e.compareOne(&results[i], dates, own, y, designEffects[i])
		if results[i].Reason == inference.Answered {
			tested, nulls = append(tested, i), append(nulls, null)
			observed = append(observed, math.Abs(results[i].T))
		}
	}
	tests, err := perms.Family(ctx, leastP, observed,
		func(i int, values []float64) error { copy(values, nulls[i]); return nil }, nil)
	for i, t := range tests {
		results[tested[i]].Test = t
	}
	return results, err
}

func (e Event) check(mentions [][]int64, designEffects []float64) error {
	if e.Width < 1 {
		return fmt.Errorf("a window of %d periods: take 1 or more", e.Width)
	}
	if len(mentions) != len(designEffects) {
		return fmt.Errorf("%d concepts have %d design effects: give each one", len(mentions),
			len(designEffects))
	}
	for i, y := range mentions {
		if !(designEffects[i] > 0) || math.IsInf(designEffects[i], 0) {
			return fmt.Errorf("concept %d: design effect %v: it has to be above 0", i,
				designEffects[i])
		}
		if err := checkSeries(i, e.Sizes, y); err != nil {
			return err
		}
	}
	return nil
}

// checkSeries checks the mentions of a concept against the sizes of the periods.
func checkSeries(concept int, sizes, mentions []int64) error {
	if len(mentions) != len(sizes) {
		return fmt.Errorf("concept %d: %d counts for %d periods: give one for each", concept,
			len(mentions), len(sizes))
	}
	for t, y := range mentions {
		if y < 0 || sizes[t] < 0 || (y > 0 && sizes[t] == 0) {
			return fmt.Errorf("concept %d, period %d: %d mentions in a size of %d: count them anew",
				concept, t, y, sizes[t])
		}
	}
	return nil
}

// dates are all first periods after a date whose windows lie in the series and have size, and the
// event's place among them, -1 for none.
func (e Event) dates() (dates []int, own int) {
	own = -1
	sums := cumulative(e.Sizes)
	for t := e.Width; t+e.Width <= len(e.Sizes); t++ {
		if sums[t] == sums[t-e.Width] || sums[t+e.Width] == sums[t] {
			continue
		}
		if t == e.Date {
			own = len(dates)
		}
		dates = append(dates, t)
	}
	return dates, own
}

// compareOne fills in the estimates of a concept and returns |T| of all dates.
func (e Event) compareOne(r *EventChange, dates []int, own int, mentions []int64,
	d float64) []float64 {
	x, y := cumulative(e.Sizes), cumulative(mentions)
	if y[len(y)-1] == 0 && r.Reason == inference.Answered {
		r.Reason = inference.NoMentions
	}
	logs, variances, squares := make([]float64, len(dates)), make([]float64, len(dates)),
		make([]float64, len(dates))
	for i, t := range dates {
		y1, y2 := float64(y[t]-y[t-e.Width])+0.5, float64(y[t+e.Width]-y[t])+0.5
		x1, x2 := float64(x[t]-x[t-e.Width]), float64(x[t+e.Width]-x[t])
		logs[i] = math.Log(y2/x2) - math.Log(y1/x1)
		variances[i] = d * (1/y1 + 1/y2)
		squares[i] = logs[i] * logs[i]
	}
	r.L, r.SE2 = logs[own], variances[own]
	r.Tau2 = max(0, inference.Median(squares)/medianChi2-inference.Median(append([]float64(nil),
		variances...)))
	null := make([]float64, len(dates))
	for i := range null {
		null[i] = math.Abs(logs[i]) / math.Sqrt(variances[i]+r.Tau2)
	}
	r.T, r.Ratio = r.L/math.Sqrt(r.SE2+r.Tau2), math.Exp(r.L)
	return null
}

// cumulative are the sums of the first 0, 1, … values.
func cumulative(values []int64) []int64 {
	sums := make([]int64, len(values)+1)
	for i, v := range values {
		sums[i+1] = sums[i] + v
	}
	return sums
}

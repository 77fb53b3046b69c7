package inference_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"tifa/pipeline/stats/inference"
)

// A stage tests all concepts of one comparison, period type and unit as a family, from integer sums
// over the periods that both groups cover. Here four sources stand against five.
func Example() {
	groups := inference.SourceGroups{
		Sizes: []int64{190741, 176268, 198598, 128868, 98276, 110645, 240500, 61200, 35400},
		// tokens
		InA: []bool{true, true, true, true, false, false, false, false, false},
	}
	draw := inference.Draw{Random: rand.NewPCG(1, 0)}
	comparisons, err := groups.Compare(context.Background(), draw, [][]int64{
		{120, 45, 70, 60, 30, 22, 41, 9, 3}, // mentions of one concept in each source
		{8, 4, 2, 9, 1, 0, 3, 1, 0},
		{0, 0, 0, 0, 0, 0, 0, 0, 0},
	})
	if err != nil {
		fmt.Println(err)
	}
	for _, c := range comparisons {
		switch {
		case c.Reason != inference.Answered:
			fmt.Println("cannot be said:", c.Reason)
		case c.Supported():
			fmt.Printf("supported: %.1f times as often (%.1f-%.1f; %d against %d sources; adjusted p %.3f)\n",
				c.Ratio, c.Interval.Lo, c.Interval.Hi, c.A, c.B, c.PAdjusted)
			fmt.Printf("with any one source left out: %.1f-%.1f\n", c.LeftOut.Least,
				c.LeftOut.Greatest)
		default:
			fmt.Printf("not supported: ratio %.1f (%.1f-%.1f; adjusted p %.3f)\n", c.Ratio,
				c.Interval.Lo,
				c.Interval.Hi, c.PAdjusted)
		}
	}
	// Output:
	// supported: 2.3 times as often (1.2-4.6; 4 against 5 sources; adjusted p 0.048)
	// with any one source left out: 2.0-2.7
	// not supported: ratio 2.8 (0.9-8.8; adjusted p 0.056)
	// cannot be said: no_mentions
}

// The clumping of a concept over the whole run makes up for a cell too small to show it.
func ExampleRate() {
	var month inference.Cell // one hundred documents of 600 tokens, one of which has three mentions
	for i := range 100 {
		month.Add(600, int64(3*(i/99)))
	}
	// from inference.MedianClumping, and then Of the concept over all documents
	concept := inference.Clumping{DesignEffect: 2.8, PerDocument: 1.9}
	r := inference.Rate(month, concept)
	fmt.Printf("%.0f per million (%.0f-%.0f)\n", r.PerMillion, r.Interval.Lo, r.Interval.Hi)
	// Output: 50 per million (6-267)
}

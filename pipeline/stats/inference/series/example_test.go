package series_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"tifa/pipeline/stats/inference"
	"tifa/pipeline/stats/inference/series"
)

// A concept before and after a date, and whether and where its rate changes its level.
func Example() {
	sizes := []int64{52, 48, 55, 60, 47, 51, 58, 49, 53, 50, 62, 57, 54, 46, 51,
		59, 48, 55, 53, 50, 61, 56, 47, 52, 58, 49, 54, 60, 51, 57}
	mentions := [][]int64{{6, 4, 5, 8, 3, 5, 7, 4, 6, 5, 7, 6, 5, 4, 6,
		19, 14, 18, 17, 15, 20, 16, 13, 17, 18, 14, 16, 19, 15, 18}}
	ctx, draw := context.Background(), inference.Draw{Rounds: 999, Random: rand.NewPCG(1, 0)}

	event := series.Event{Sizes: sizes, Width: 3, Date: 15}
	after, err := event.Compare(ctx, mentions, []float64{1.6})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%.1f times as high in the three months after; %d of %d dates show as large a change\n",
		after[0].Ratio, after[0].Hits, after[0].Dates)

	levels, err := series.Changes(ctx, draw, 0, sizes, mentions)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println("new levels from period", levels[0].Changes, "supported:", levels[0].Supported())
	// Output:
	// 3.1 times as high in the three months after; 1 of 25 dates show as large a change
	// new levels from period [15] supported: true
}

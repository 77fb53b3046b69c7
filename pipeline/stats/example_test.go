package stats_test

import (
	"context"
	"fmt"

	"tifa/pipeline/stats"
)

// A concept has 9 mentions in three documents of one group and 1 mention in three of another. Words
// as units, the difference looks sure; with documents as units it rests on one of them.
func Example() {
	var army, diplomacy stats.Ratio
	for _, document := range [][2]int64{{1000, 8}, {800, 1}, {1200, 0}} {
		army.Add(document[0], document[1])
	}
	for _, document := range [][2]int64{{900, 0}, {1100, 1}, {1000, 0}} {
		diplomacy.Add(document[0], document[1])
	}
	pair := stats.Pair{A: army.Y, B: diplomacy.Y, N1: army.X, N2: diplomacy.X}
	test := stats.Permutation{
		Sizes:  []int64{1000, 800, 1200, 900, 1100, 1000},
		First:  []bool{true, true, true, false, false, false},
		Rounds: 9999, Seed: 1,
	}
	result, _, _ := test.Run(context.Background(), [][]stats.Occurrence{{{0, 8}, {1, 1}, {4, 1}}})
	_, hi, _ := army.Interval(0.95)
	fmt.Printf("rate %.0f per million, up to %.0f\n", 1e6*army.Estimate(), 1e6*hi)
	fmt.Printf("g2 %.1f, p by words %.3f, p by documents %.2f of %d splits\n", pair.G2(), stats.WordP(pair.G2()), result.P[0], result.Splits)
	// Output:
	// rate 3000 per million, up to 14098
	// g2 7.4, p by words 0.007, p by documents 0.50 of 20 splits
}

package stats

import (
	"math"
)

// Rounded is v with 10 significant digits, more than any measure deserves: the last digits of a
// float may differ between kinds of machines.
func Rounded(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(v)))))
	if math.IsInf(scale, 0) || scale == 0 {
		return v
	}
	return math.Round(v*scale) / scale
}

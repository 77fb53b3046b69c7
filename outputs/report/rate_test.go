package report

import (
	"testing"
)

// An estimate that has no interval, or no value, tells nothing apart.
func TestClear(t *testing.T) {
	v, lo, hi, below := 2.0, 1.0, 3.0, -1.0
	for _, c := range []struct {
		value, lo, hi *float64
		want          bool
	}{{&v, &lo, &hi, true}, {&v, &below, &hi, false}, {&v, nil, nil, false}, {nil, nil, nil, false}} {
		if e := estimateOf(c.value, c.lo, c.hi); e.clear() != c.want {
			t.Errorf("%+v is clear: %t", e, !c.want)
		}
	}
}

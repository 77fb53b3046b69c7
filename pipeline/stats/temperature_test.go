package stats

import "testing"

func TestTemperature(t *testing.T) {
	for _, c := range []struct {
		using, articles int64
		want            Temperature
	}{
		{518, 10000, Boiling}, {517, 10000, Scalding}, {129, 10000, Scalding}, {128, 10000, Hot}, {52, 10000, Hot},
		{51, 10000, Warm}, {13, 10000, Warm}, {12, 10000, Tepid}, {26, 100000, Tepid}, {25, 100000, Cold}, {0, 1, Cold},
		{1, 1, Boiling},
	} {
		if got, ok := DefaultCutLines().Temperature(c.using, c.articles); got != c.want || !ok {
			t.Errorf("%d of %d: got %s, want %s", c.using, c.articles, got, c.want)
		}
	}
	if _, ok := DefaultCutLines().Temperature(0, 0); ok {
		t.Error("no articles have a temperature")
	}
}

package neighbours

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Pairs are those that a look at every two mentions finds, in sentences and in documents.
func TestPairsOfMentions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	type spotted struct {
		mentionSpan
		sentence int
	}
	plainly := func(mentions []spotted) (pairs [][2]int32) {
		for _, m := range mentions {
			for _, n := range mentions {
				if m.concept < n.concept && (m.sentence != n.sentence || m.start >= n.end || n.start >= m.end) {
					pairs = append(pairs, [2]int32{m.concept, n.concept})
				}
			}
		}
		u := unit{pairs: pairs}
		u.tidy()
		return u.pairs
	}
	for range 5000 {
		var all []spotted
		var sentences []unit
		for s := range 1 + random.IntN(3) {
			var in []mentionSpan
			var here []spotted
			for range 1 + random.IntN(5) {
				start := random.Int64N(20)
				m := mentionSpan{concept: random.Int32N(4), start: start, end: start + 1 + random.Int64N(9)}
				in, here = append(in, m), append(here, spotted{m, s})
			}
			u := unitOf(7, in)
			if want := plainly(here); !slices.Equal(u.pairs, want) {
				t.Fatalf("%v: pairs %v, want %v", in, u.pairs, want)
			}
			sentences, all = append(sentences, u), append(all, here...)
		}
		units := documentUnits(sentences)
		if want := plainly(all); len(units) != 1 || units[0].document != 7 || !slices.Equal(units[0].pairs, want) {
			t.Fatalf("%v: %v, want pairs %v", all, units, want)
		}
	}
}

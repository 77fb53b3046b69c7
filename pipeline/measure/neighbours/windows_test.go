package neighbours

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// plainly finds the units around a mention by looking at the whole sentence.
func plainly(m mentionSpan, in []mentionSpan, tokens []tokenSpan, window int) (left, right []tokenSpan) {
	var units []tokenSpan
	for _, o := range in {
		if (o.end <= m.start || o.start >= m.end) && (len(units) == 0 || o.start >= units[len(units)-1].end) {
			units = append(units, asUnit(o))
		}
	}
	mentions := units
	for _, t := range tokens {
		overlaps := func(o tokenSpan) bool { return o.start < t.end && t.start < o.end }
		if !slices.ContainsFunc(mentions, overlaps) && !overlaps(asUnit(m)) {
			units = append(units, t)
		}
	}
	slices.SortFunc(units, func(x, y tokenSpan) int { return cmp.Compare(x.start, y.start) })
	split := 0
	for split < len(units) && units[split].start < m.start {
		split++
	}
	return units[max(0, split-window):split], units[split:min(len(units), split+window)]
}

func TestNeighbourhood(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		length, window := 1+random.Int64N(30), 1+random.IntN(5)
		var tokens []tokenSpan
		for at := int64(0); at < length; {
			end := min(length, at+1+random.Int64N(3))
			if random.IntN(5) > 0 { // the others are punctuation
				tokens = append(tokens, tokenSpan{text: "词", start: at, end: end})
			}
			at = end
		}
		in := make([]mentionSpan, 1+random.IntN(12))
		for i := range in {
			start := random.Int64N(length)
			in[i] = mentionSpan{concept: int32(i), start: start, end: min(length, start+1+random.Int64N(8))}
		}
		n := newNeighbourhood(in, tokens, window)
		for _, m := range in {
			left, right := plainly(m, n.in, tokens, window)
			if got := n.left(m); !slices.Equal(got, left) {
				t.Fatalf("left of %v in %v and %v, window %d:\n%v, want\n%v", m, in, tokens, window, got, left)
			}
			if got := n.right(m); !slices.Equal(got, right) {
				t.Fatalf("right of %v in %v and %v, window %d:\n%v, want\n%v", m, in, tokens, window, got, right)
			}
		}
	}
}

package pipeline

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tifa/outputs"
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

// A token between two mentions of a concept is one place, and the concept is none of its own neighbours.
func TestCollocatesCountPlacesOnce(t *testing.T) {
	texts := map[string]string{}
	for _, day := range []string{"01", "02", "03"} {
		texts["甲/2015-01-"+day+".txt"] = "网络主权维护网络主权。"
	}
	for _, c := range rows[outputs.Collocate](t, runTexts(t, texts, nil).Folder) {
		if c.Concept != "cybersovereignty" {
			continue
		}
		if c.Token != "维护" || c.Together != 3 || c.Count != 3 || c.Windows != 3 || c.Left != 0 {
			t.Errorf("%+v, want 3 places of 维护 and nothing else", c)
		}
	}
}

// BenchmarkCollocatesOfNothingElse is a text of one phrase: 0.2 MB of it once took longer than ten years of news.
func BenchmarkCollocatesOfNothingElse(b *testing.B) {
	dir := runTexts(b, map[string]string{"甲/2015-01-01.txt": strings.Repeat("网络主权", 20_000)}, nil).Folder
	m, err := ReadManifest(dir)
	if err != nil {
		b.Fatal(err)
	}
	a, err := readDataset(b.Context(), dir, m, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		to, err := outputs.Create(b.TempDir(), "measures")
		if err != nil {
			b.Fatal(err)
		}
		if err := collocates(b.Context(), a, to); err != nil {
			b.Fatal(err)
		}
		to.Abandon()
	}
}

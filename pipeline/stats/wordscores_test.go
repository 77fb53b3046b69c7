package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// lbgText is a text of the example of Laver, Benoit & Garry (2003): one distribution of counts,
// shifted along the words.
func lbgText(shift int) []int64 {
	counts := make([]int64, 37)
	copy(counts[shift:], []int64{2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2})
	return counts
}

func lbgExample() (references [][]int64, positions []float64) {
	for _, shift := range []int{0, 5, 10, 15, 20} {
		references = append(references, lbgText(shift))
	}
	return references, []float64{-1.5, -0.75, 0, 0.75, 1.5}
}

func TestWordscoresOfTheReference(t *testing.T) {
	references, positions := lbgExample()
	w := NewWordscores(references, positions)
	v1, ok := w.Score(lbgText(7))
	if !ok || math.Abs(v1.Score - -0.448) > 0.0005 || v1.Words != 1000 {
		t.Errorf("V1: got %+v, published -0.448", v1)
	}
	// The rest computed with numpy from the formulas of the papers.
	check(t, "V1", v1.Score, -0.4480590766177135, 1e-12)
	check(t, "its standard error", v1.SE, 0.011897666787143884, 1e-12)
	var raw []TextScore
	for _, r := range append(references, lbgText(7)) {
		s, _ := w.Score(r)
		raw = append(raw, s)
	}
	lbg, _ := LBG(raw, positions)
	for i, want := range []float64{-1.5896768274466093, -0.8848872356195738, 0.016322482928265172, 0.9175322014761041, 1.6223217933031397, -0.5296714912590395} {
		check(t, "LBG of R1 to R5 and V1", lbg[i].Score, want, 1e-9)
	}
	mv, _ := MartinVanberg(v1, Anchor{-1.5, raw[0].Score}, Anchor{1.5, raw[4].Score})
	check(t, "Martin-Vanberg of V1", mv.Score, -0.5099572309839826, 1e-12)
	check(t, "its standard error", mv.SE, 0.013541297401544772, 1e-12)
	first, _ := MartinVanberg(raw[0], Anchor{-1.5, raw[0].Score}, Anchor{1.5, raw[4].Score})
	check(t, "Martin-Vanberg of an anchor", first.Score, -1.5, 1e-12)
}

func TestWordscoresOfLittle(t *testing.T) {
	references, positions := lbgExample()
	w := NewWordscores(append(references, make([]int64, 37)), append(positions, 100)) // a reference without words
	if s, ok := w.Score(lbgText(10)); !ok || math.Abs(s.Score) > 1e-12 {
		t.Errorf("the middle text: %+v", s)
	}
	if _, ok := w.Score(make([]int64, 37)); ok {
		t.Error("a text without words has a score")
	}
	if _, ok := LBG([]TextScore{{Score: 1}}, positions); ok {
		t.Error("one text has a spread")
	}
	if _, ok := MartinVanberg(TextScore{}, Anchor{1, 2}, Anchor{3, 2}); ok {
		t.Error("two anchors in one place")
	}
	if _, ok := NewWordscores(nil, nil).Score(nil); ok {
		t.Error("no references")
	}
}

// TestWordscoresFollowTheScale: a text lies within the references, and moves with their scale.
func TestWordscoresFollowTheScale(t *testing.T) {
	counts := rapid.SliceOfN(rapid.Int64Range(0, 100), 8, 8)
	rapid.Check(t, func(t *rapid.T) {
		references := [][]int64{counts.Draw(t, "r1"), counts.Draw(t, "r2"), counts.Draw(t, "r3")}
		text := counts.Draw(t, "text")
		a, ok := NewWordscores(references, []float64{-1, 0.5, 2}).Score(text)
		b, _ := NewWordscores(references, []float64{-10 + 3, 5 + 3, 20 + 3}).Score(text)
		finite(t, a.Score, a.SE)
		if ok && (a.Score < -1-1e-12 || a.Score > 2+1e-12 || math.Abs(b.Score-(10*a.Score+3)) > 1e-9 || math.Abs(b.SE-10*a.SE) > 1e-6) {
			t.Fatalf("%+v, scaled %+v", a, b)
		}
	})
}

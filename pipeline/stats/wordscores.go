package stats

import "math"

// Wordscores scores texts from reference texts of known position (Laver, Benoit & Garry 2003).
// Counts are a row for each text and a column for each word; all rows have the same columns. The
// zero value has no scored words.
type Wordscores struct {
	scores []float64 // of the words
	known  []bool    // whether a reference text has the word
}

// TextScore is the position of a text on the scale of the references. Raw scores of whole texts
// crowd at the middle, because words that all share pull them there: see LBG and MartinVanberg.
type TextScore struct {
	Score float64
	SE    float64 // standard error from the spread of the word scores, taking words as independent: too small
	Words int64   // scored words, tokens
}

// NewWordscores learns word scores from reference texts with positions: the mean position of a
// word's reference texts, each weighed by the word's share of its tokens. References without words
// are passed over.
func NewWordscores(references [][]int64, positions []float64) Wordscores {
	if len(references) == 0 {
		return Wordscores{}
	}
	w := Wordscores{scores: make([]float64, len(references[0])), known: make([]bool, len(references[0]))}
	sizes := make([]int64, len(references))
	for r, counts := range references {
		sizes[r] = sumOf(counts)
	}
	for word := range w.scores {
		weights, sum := 0.0, 0.0
		for r, counts := range references {
			weight := rate(counts[word], sizes[r])
			weights, sum = weights+weight, sum+weight*positions[r]
		}
		if weights > 0 {
			w.scores[word], w.known[word] = sum/weights, true
		}
	}
	return w
}

// Of is the score of a word; ok is false where no reference has it.
func (w Wordscores) Of(word int) (score float64, ok bool) { return w.scores[word], w.known[word] }

// Score is the raw score of a text: the mean score of its scored words, and its standard error.
// ok is false where the text has no scored word.
func (w Wordscores) Score(counts []int64) (score TextScore, ok bool) {
	for word, count := range counts {
		if w.known[word] {
			score.Words += count
			score.Score += float64(count) * w.scores[word]
		}
	}
	if score.Words == 0 {
		return TextScore{}, false
	}
	n := float64(score.Words)
	score.Score /= n
	variance := 0.0
	for word, count := range counts {
		if w.known[word] {
			d := w.scores[word] - score.Score
			variance += float64(count) / n * d * d
		}
	}
	score.SE = math.Sqrt(variance / n)
	return score, true
}

// LBG stretches the raw scores of a set of texts to the spread of the reference positions, leaving
// their mean where it is (Laver, Benoit & Garry 2003; standard deviations with n-1). The result
// depends on which texts are in the set. ok is false where either has no spread, as with one text.
func LBG(raw []TextScore, positions []float64) (transformed []TextScore, ok bool) {
	var texts, references Sample
	for _, s := range raw {
		texts.Add(s.Score)
	}
	for _, p := range positions {
		references.Add(p)
	}
	if texts.Variance() == 0 || references.Variance() == 0 {
		return nil, false
	}
	stretch := math.Sqrt(references.Variance() / texts.Variance())
	for _, s := range raw {
		transformed = append(transformed, TextScore{(s.Score-texts.Mean())*stretch + texts.Mean(), s.SE * stretch, s.Words})
	}
	return transformed, true
}

// Anchor is a reference text: its position, and the raw score it gets from its own words.
type Anchor struct{ Position, Raw float64 }

// MartinVanberg puts a raw score on the scale on which the two anchors, the outermost references,
// get back their own positions (Martin & Vanberg 2008). It does not depend on the other texts
// scored. ok is false where the two anchors have one raw score.
func MartinVanberg(raw TextScore, low, high Anchor) (transformed TextScore, ok bool) {
	if low.Raw == high.Raw {
		return TextScore{}, false
	}
	stretch := (high.Position - low.Position) / (high.Raw - low.Raw)
	return TextScore{(raw.Score-low.Raw)*stretch + low.Position, raw.SE * math.Abs(stretch), raw.Words}, true
}

func sumOf(counts []int64) (sum int64) {
	for _, c := range counts {
		sum += c
	}
	return sum
}

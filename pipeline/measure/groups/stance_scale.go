package groups

import (
	"context"
	"math"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
)

// stanceScale is the scale between the two groups of a pair in one period.
type stanceScale struct {
	*dataset.Dataset
	*wordMatrix
	pair   config.Compare
	rows   []outputs.StanceScore // of each source, in order
	tokens []outputs.StanceToken
}

// The reasons for which a source is not scored.
const (
	tooFewTokens   = "too few tokens"
	thinReference  = "a reference has too few tokens without this source"
	noWord         = "no word that a reference has"
	noReference    = "no source of a reference group with enough tokens"
	fewTexts       = "fewer than three sources or tokens"
	notConverged   = "not converged"
	sourceTokens   = 10 // of each source
	wordfishTokens = 20 // of a scale
)

// in reports whether source i of the matrix has documents in a group.
func (s *stanceScale) in(i int, value string) bool {
	return slices.ContainsFunc(s.parts, func(part int) bool {
		return s.SourceOf(part) == int(s.sources[i]) && s.Attributes(part)[s.pair.By] == value
	})
}

// references are the words of both groups without the sources that are left out.
func (s *stanceScale) references(without ...int) (refA, refB []int64, smaller int64) {
	of := func(value string) ([]int64, int64) {
		return s.byParts.sumRows(func(j int) bool {
			out := func(i int) bool { return s.SourceOf(s.parts[j]) == int(s.sources[i]) }
			return s.Attributes(s.parts[j])[s.pair.By] == value && !slices.ContainsFunc(without, out)
		})
	}
	refA, sizeA := of(s.pair.A)
	refB, sizeB := of(s.pair.B)
	return refA, refB, min(sizeA, sizeB)
}

// score makes the rows of all sources and the tokens that carry their scores.
func (s *stanceScale) score(ctx context.Context) {
	s.rows = make([]outputs.StanceScore, len(s.sources))
	var scored []int
	var texts []stats.TextScore
	for i := range s.rows {
		if raw, ok := s.source(ctx, i); ok {
			scored, texts = append(scored, i), append(texts, raw)
		}
	}
	if lbg, ok := stats.LBG(texts, []float64{1, -1}); ok {
		for k, i := range scored {
			s.rows[i].LBG = dataset.Number(lbg[k].Score, true)
		}
	}
	s.tokens = append(s.wordfish(ctx), s.tokens...)
}

// source scores source i by Wordscores.
func (s *stanceScale) source(ctx context.Context, i int) (raw stats.TextScore, ok bool) {
	row := &s.rows[i]
	*row = outputs.StanceScore{Attribute: s.pair.By, A: s.pair.A, B: s.pair.B,
		PeriodType: s.periodType, Period: s.period, Source: s.Sources[s.sources[i]].ID,
		InA: s.in(i, s.pair.A), InB: s.in(i, s.pair.B)}
	row.Few = s.sums[i] < config.LowTokens
	refA, refB, smaller := s.references(i)
	switch {
	case s.sums[i] < s.Settings.Stance.MinTokens:
		row.Reason = tooFewTokens
		return raw, false
	case smaller < s.Settings.Stance.MinTokens:
		row.Reason = thinReference
		return raw, false
	}
	words := stats.NewWordscores([][]int64{refA, refB}, []float64{1, -1})
	if raw, ok = words.Score(s.counts[i]); !ok {
		row.Reason = noWord
		return raw, false
	}
	row.Tested = true
	row.Words, row.Raw, row.RawSE = raw.Words, dataset.Number(raw.Score, true), dataset.Number(raw.SE, true)
	mv, middle, ok := position(words, raw, refA, refB)
	row.MV = dataset.Number(mv, ok)
	if ok && s.periodType == dataset.AllTime {
		s.leaveOut(ctx, i, mv)
	}
	s.carry(i, words, raw, middle)
	return raw, true
}

// position is a raw score on the scale on which the references are at 1 and -1, and the raw score
// in the middle between them.
func position(words stats.Wordscores, raw stats.TextScore, refA, refB []int64) (mv, middle float64,
	ok bool) {
	high, _ := words.Score(refA)
	low, _ := words.Score(refB)
	on, ok := stats.MartinVanberg(raw, stats.Anchor{Position: -1, Raw: low.Score},
		stats.Anchor{Position: 1, Raw: high.Score})
	return on.Score, (high.Score + low.Score) / 2, ok
}

// leaveOut scores source i again without each of the reference sources that have another beside
// them.
func (s *stanceScale) leaveOut(ctx context.Context, i int, mv float64) {
	row, moved := &s.rows[i], -1.0
	for r := range s.sources {
		if r == i || !s.in(r, s.pair.A) && !s.in(r, s.pair.B) || ctx.Err() != nil {
			continue
		}
		refA, refB, smaller := s.references(i, r)
		if smaller < s.Settings.Stance.MinTokens {
			continue
		}
		words := stats.NewWordscores([][]int64{refA, refB}, []float64{1, -1})
		raw, _ := words.Score(s.counts[i])
		without, _, ok := position(words, raw, refA, refB)
		if !ok {
			continue
		}
		if d := math.Abs(without - mv); d > moved {
			moved, row.HangsOn = d, s.Sources[s.sources[r]].ID
		}
		row.LooLo = least(row.LooLo, without, -1)
		row.LooHi = least(row.LooHi, without, 1)
	}
}

// least is the smaller of a column and a value, or the larger for sign 1; null counts as missing.
func least(column *float64, v, sign float64) *float64 {
	if column == nil || sign*v > sign**column {
		return dataset.Number(v, true)
	}
	return column
}

// wordfish scales the sources of a period that have enough tokens, and returns the tokens that
// carry the scale. The first source of group b gets a lower position than the first of group a; a
// source with documents in both is neither.
func (s *stanceScale) wordfish(ctx context.Context) []outputs.StanceToken {
	var texts []int
	left, right := -1, -1
	for i := range s.rows {
		if s.sums[i] < s.Settings.Stance.MinTokens {
			s.rows[i].NoTheta = tooFewTokens
			continue
		}
		if s.rows[i].InB && !s.rows[i].InA && left < 0 {
			left = len(texts)
		}
		if s.rows[i].InA && !s.rows[i].InB && right < 0 {
			right = len(texts)
		}
		texts = append(texts, i)
	}
	counts, words := s.usedWords(texts)
	fit, reason := stats.Wordfish{}, noReference
	if left >= 0 && right >= 0 {
		fit, reason = fitted(ctx, counts, left, right)
	}
	for k, i := range texts {
		row := &s.rows[i]
		row.NoTheta, row.Converged, row.Rounds = reason, fit.Converged, int64(fit.Rounds)
		if reason == "" {
			row.Theta = dataset.Number(fit.Theta[k], true)
			row.ThetaSE = dataset.Number(fit.SE[k]*math.Sqrt(max(1, fit.Overdispersion)), true)
		}
	}
	if reason != "" {
		return nil
	}
	return s.fishTokens(words, fit.Beta)
}

func fitted(ctx context.Context, counts [][]int64, left, right int) (stats.Wordfish, string) {
	stop := func() bool { return ctx.Err() != nil }
	settings := stats.WordfishSettings{Left: left, Right: right, Stop: stop}
	switch fit, ok := stats.FitWordfish(counts, settings); {
	case !ok:
		return fit, fewTexts
	case !fit.Converged:
		return fit, notConverged
	default:
		return fit, ""
	}
}

// usedWords are the counts of texts, and the places in the vocabulary of the words that they use.
func (s *stanceScale) usedWords(texts []int) (counts [][]int64, words []int) {
	for j := range s.vocabulary {
		if slices.ContainsFunc(texts, func(t int) bool { return s.counts[t][j] > 0 }) {
			words = append(words, j)
		}
	}
	for _, i := range texts {
		row := make([]int64, len(words))
		for k, j := range words {
			row[k] = s.counts[i][j]
		}
		counts = append(counts, row)
	}
	return counts, words
}

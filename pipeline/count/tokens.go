package count

import (
	"context"
	"iter"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/period"
	"tifa/pipeline/store"
	"tifa/segment"
)

// tokenTally counts the tokens of one source in one period. Documents come in the order of sources and dates, so each
// period type needs one tally at a time: the memory it takes is that of the vocabulary, however large the corpus.
type tokenTally struct {
	segmenter *segment.Segmenter
	counts    []tokenSums // by number: the dictionary's words, then the others in the order met
	seen      []int32
	ranked    []int32 // numbers of the dictionary's words by text
	rank      []int32 // place of each of them in ranked
	others    map[string]int32
	texts     []string // of the others
}

type tokenSums struct{ count, documents int64 }

func newTokenTally(s *segment.Segmenter) *tokenTally {
	t := &tokenTally{segmenter: s, counts: make([]tokenSums, s.Words()), others: map[string]int32{},
		ranked: make([]int32, s.Words()), rank: make([]int32, s.Words())}
	for n := range t.ranked {
		t.ranked[n] = int32(n)
	}
	slices.SortFunc(t.ranked, func(a, b int32) int { return strings.Compare(s.Word(a), s.Word(b)) })
	for place, n := range t.ranked {
		t.rank[n] = int32(place)
	}
	return t
}

func (t *tokenTally) add(words []store.WordCount) {
	for i := range words {
		n := words[i].Word
		if n < 0 {
			n = t.numberOf(words[i].Text)
		}
		if t.counts[n].documents == 0 {
			t.seen = append(t.seen, n)
		}
		t.counts[n].count += words[i].Count
		t.counts[n].documents++
	}
}

// numberOf is the number of a token that the dictionary lacks.
func (t *tokenTally) numberOf(text string) int32 {
	n, ok := t.others[text]
	if !ok {
		n = int32(len(t.counts))
		t.counts = append(t.counts, tokenSums{})
		t.others[text], t.texts = n, append(t.texts, text)
	}
	return n
}

// other is the text of a token that the dictionary lacks.
func (t *tokenTally) other(n int32) string { return t.texts[int(n)-len(t.rank)] }

// token is the text and class of token n.
func (t *tokenTally) token(n int32) (text, class string) {
	word := n
	if int(n) >= len(t.rank) {
		word, text = -1, t.other(n)
	} else {
		text = t.segmenter.Word(n)
	}
	return text, t.segmenter.Class(word, text).String()
}

// take gives the tallied tokens by text and forgets them.
func (t *tokenTally) take(rows []outputs.TokenCount) []outputs.TokenCount {
	rows = rows[:0]
	for n := range t.inOrder() {
		text, class := t.token(n)
		rows = append(rows, outputs.TokenCount{Token: text, Class: class, Count: t.counts[n].count,
			Documents: t.counts[n].documents})
		t.counts[n] = tokenSums{}
	}
	t.seen = t.seen[:0]
	return rows
}

// inOrder yields the numbers of the tallied tokens by text. The dictionary's words are sorted by their rank, which is
// several times faster than by their text, and then merged with the others.
func (t *tokenTally) inOrder() iter.Seq[int32] {
	var known, others []int32
	for _, n := range t.seen {
		if int(n) < len(t.rank) {
			known = append(known, t.rank[n])
		} else {
			others = append(others, n)
		}
	}
	slices.Sort(known)
	slices.SortFunc(others, func(a, b int32) int { return strings.Compare(t.other(a), t.other(b)) })
	return func(yield func(int32) bool) {
		for len(known)+len(others) > 0 {
			var n int32
			if len(others) == 0 || len(known) > 0 && t.segmenter.Word(t.ranked[known[0]]) < t.other(others[0]) {
				n, known = t.ranked[known[0]], known[1:]
			} else {
				n, others = others[0], others[1:]
			}
			if !yield(n) {
				return
			}
		}
	}
}

// WriteTokens writes the tokens table: one pass over the documents for each period type.
func WriteTokens(ctx context.Context, s *config.Study, x *merge.Index, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.TokenCount](to)
	if err != nil {
		return err
	}
	types := slices.Clone(s.Config.Periods)
	slices.Sort(types)
	tally := newTokenTally(s.Segmenter)
	for _, t := range types {
		if err := tokensByPeriod(ctx, x, t, tally, w); err != nil {
			return err
		}
	}
	return w.Close()
}

func tokensByPeriod(ctx context.Context, x *merge.Index, t period.Type, tally *tokenTally, w *outputs.Writer[outputs.TokenCount]) error {
	files := x.Files()
	defer files.Close()
	var now cellKey
	var rows []outputs.TokenCount
	flush := func() error {
		rows = tally.take(rows)
		for i := range rows {
			rows[i].When, rows[i].Source = now.when(), now.value
		}
		return w.Write(rows...)
	}
	var words store.Record
	for i := range x.Documents {
		d := &x.Documents[i]
		if !d.Counted || d.Precision == corpus.PrecisionNone || d.Precision < config.Needs(t) {
			continue
		}
		if k := (cellKey{period: t, start: t.Start(d.Day), value: d.Source}); k != now {
			if err := flush(); err != nil {
				return err
			}
			now = k
		}
		if err := files.Words(ctx, d.Shard, d.At, &words); err != nil {
			return err
		}
		tally.add(words.Words)
	}
	return flush()
}

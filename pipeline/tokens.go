package pipeline

import (
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/segment"
)

// tokenTally counts the tokens of one source in one period. Documents come in the order of sources and dates, so each
// period type needs one tally at a time: the memory it takes is that of the vocabulary, however large the corpus.
type tokenTally struct {
	segmenter *segment.Segmenter
	counts    []tokenSums // by number: the dictionary's words, then the others in the order met
	seen      []int32
	others    map[string]int32
	texts     []string // of the others
}

type tokenSums struct{ count, documents int64 }

func newTokenTally(s *segment.Segmenter) *tokenTally {
	return &tokenTally{segmenter: s, counts: make([]tokenSums, s.Words()), others: map[string]int32{}}
}

func (t *tokenTally) add(words []wordCount) {
	for i := range words {
		n := words[i].word
		if n < 0 {
			n = t.other(words[i].text)
		}
		if t.counts[n].documents == 0 {
			t.seen = append(t.seen, n)
		}
		t.counts[n].count += words[i].count
		t.counts[n].documents++
	}
}

func (t *tokenTally) other(text string) int32 {
	n, ok := t.others[text]
	if !ok {
		n = int32(len(t.counts))
		t.counts = append(t.counts, tokenSums{})
		t.others[text], t.texts = n, append(t.texts, text)
	}
	return n
}

// token is the text and class of token n.
func (t *tokenTally) token(n int32) (text, class string) {
	word := n
	if known := int32(t.segmenter.Words()); n >= known {
		word, text = -1, t.texts[n-known]
	} else {
		text = t.segmenter.Word(n)
	}
	return text, t.segmenter.Class(word, text).String()
}

// take yields the tallied tokens by text and forgets them.
func (t *tokenTally) take(rows []outputs.TokenCount) []outputs.TokenCount {
	rows = rows[:0]
	for _, n := range t.seen {
		text, class := t.token(n)
		rows = append(rows, outputs.TokenCount{Token: text, Class: class, Count: t.counts[n].count,
			Documents: t.counts[n].documents})
		t.counts[n] = tokenSums{}
	}
	t.seen = t.seen[:0]
	slices.SortFunc(rows, func(a, b outputs.TokenCount) int { return strings.Compare(a.Token, b.Token) })
	return rows
}

// writeTokens writes the tokens table: one walk over the documents for each period type.
func writeTokens(p *plan, x *index, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.TokenCount](to)
	if err != nil {
		return err
	}
	types := slices.Clone(p.config.Periods)
	slices.Sort(types)
	tally := newTokenTally(p.segmenter)
	for _, t := range types {
		if err := tokensByPeriod(p, x, t, tally, w); err != nil {
			return err
		}
	}
	return w.Close()
}

func tokensByPeriod(p *plan, x *index, t PeriodType, tally *tokenTally, w *outputs.Writer[outputs.TokenCount]) error {
	files, closeFiles, err := x.files()
	if err != nil {
		return err
	}
	defer closeFiles()
	var now cellKey
	var rows []outputs.TokenCount
	flush := func() error {
		rows = tally.take(rows)
		for i := range rows {
			rows[i].When, rows[i].Source = now.when(), now.value
		}
		return w.Write(rows...)
	}
	var words partial
	var buf []byte
	for i := range x.documents {
		d := &x.documents[i]
		if !d.counted(p.keepDuplicates()) || d.precision == corpus.PrecisionNone || d.precision < t.needs() {
			continue
		}
		if k := (cellKey{period: t, start: t.start(d.day), value: d.source}); k != now {
			if err := flush(); err != nil {
				return err
			}
			now = k
		}
		buf = slices.Grow(buf[:0], int(d.at.wordsLength))[:d.at.wordsLength]
		if _, err := files[d.part].ReadAt(buf, d.at.words); err != nil {
			return err
		}
		dec := &decoder{b: buf}
		if words.decodeWords(dec); dec.err != nil {
			return dec.err
		}
		tally.add(words.words)
	}
	return flush()
}

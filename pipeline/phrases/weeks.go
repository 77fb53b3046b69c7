package phrases

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/period"
)

// sourceYear is a phrase in one year of one source.
type sourceYear struct {
	count, documents int64
	last             int32  // document
	weeks            uint64 // bit i is week i of the year
}

// enter closes the year of the source before, where a document is the first of another.
func (s *shard) enter(w *passDocument) {
	if w.source != s.source || w.year != s.year {
		s.leave()
		s.source, s.year = w.source, w.year
	}
}

// addWeek counts an occurrence of a phrase in the document's week.
func (s *shard) addWeek(found int32, w *passDocument) {
	now := &s.found[found].now
	if now.count == 0 {
		now.last = -1
		s.inYear = append(s.inYear, found)
	}
	now.count++
	if now.last != w.number {
		now.documents++
		now.last = w.number
		now.weeks |= 1 << w.week
	}
}

// leave makes rows of what was found in the source and year.
func (s *shard) leave() {
	for _, found := range s.inYear {
		p := &s.found[found]
		s.done = append(s.done, outputs.PhraseWeeks{Source: s.source,
			Period: period.Year.Name(s.year), Phrase: p.text, Segmented: p.segmented, Count: p.now.count, Documents: p.now.documents,
			Weeks: int64(bits.OnesCount64(p.now.weeks)), Bits: int64(p.now.weeks)})
		p.now = sourceYear{}
	}
	s.inYear = s.inYear[:0]
}

// writeWeeks writes the rows of the years that are over. All shards have come to the same document.
func (n *ngrams) writeWeeks() error {
	var rows []outputs.PhraseWeeks
	for _, s := range n.shards {
		rows = append(rows, s.done...)
		s.done = s.done[:0]
	}
	slices.SortFunc(rows, func(a, b outputs.PhraseWeeks) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Period, b.Period),
			strings.Compare(a.Phrase, b.Phrase), strings.Compare(a.Segmented, b.Segmented))
	})
	return n.weeks.Write(rows...)
}

package match

import (
	"cmp"
	"slices"

	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// matchGapped adds the candidates of the phrases with gaps: for each phrase and each start the
// longest one that counts, which is all that leftmost-longest can ask for.
func (f *Finder) matchGapped(s *sentence.Sentence) {
	if len(f.pieces) < 2 || len(s.Tokens) == 0 {
		return
	}
	slices.SortFunc(f.pieces, func(a, b pieceSpan) int {
		return cmp.Or(cmp.Compare(a.gapped, b.gapped), cmp.Compare(a.piece, b.piece), cmp.Compare(a.start, b.start))
	})
	for rest := f.pieces; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].gapped == rest[0].gapped {
			n++
		}
		f.matchPhrase(s, rest[:n])
		rest = rest[n:]
	}
}

// matchPhrase wants the pieces of one phrase, sorted by piece and start.
func (f *Finder) matchPhrase(s *sentence.Sentence, pieces []pieceSpan) {
	phrase := f.m.gapped[pieces[0].gapped]
	for i := 0; i < len(pieces) && pieces[i].piece == 0; i++ {
		c := candidate{concept: phrase.concept, pattern: phrase.pattern, start: pieces[i].start}
		if c.end = f.longest(s, phrase.gaps, pieces, i, c); c.end > 0 {
			f.candidates = append(f.candidates, c)
		}
	}
}

// longest is the largest end of a match of the phrase beginning with pieces[first] that counts, 0
// for none. It goes through the phrase piece by piece with the set of all ends that can be reached.
func (f *Finder) longest(s *sentence.Sentence, gaps []lexicon.Gap, pieces []pieceSpan, first int, c candidate) int32 {
	f.ends = append(f.ends[:0], pieces[first].end)
	for i, g := range gaps {
		pieces = following(pieces, int32(i)+1, f.ends[0])
		f.next = f.next[:0]
		k := 0
		for _, end := range f.ends { // ascending, and so are the bounds
			low, high := afterGap(s, end, g)
			for ; k < len(pieces) && pieces[k].piece == int32(i)+1 && pieces[k].start <= high; k++ {
				if pieces[k].start >= low {
					f.next = append(f.next, pieces[k].end)
				}
			}
		}
		if f.ends, f.next = f.next, f.ends; len(f.ends) == 0 {
			return 0
		}
	}
	for _, end := range slices.Backward(f.ends) {
		if c.end = end; f.counts(s, c) {
			return end
		}
	}
	return 0
}

// following is pieces from the first that is the given one and starts at start or later.
func following(pieces []pieceSpan, piece, start int32) []pieceSpan {
	n, _ := slices.BinarySearchFunc(pieces, pieceSpan{piece: piece, start: start}, func(a, b pieceSpan) int {
		return cmp.Or(cmp.Compare(a.piece, b.piece), cmp.Compare(a.start, b.start))
	})
	return pieces[n:]
}

// afterGap bounds where the next literal may start if a gap starts at Fold[at]: low <= start <=
// high. The tokens of a gap are those with at least one character in it, so a gap without
// characters has none.
func afterGap(s *sentence.Sentence, at int32, g lexicon.Gap) (low, high int32) {
	if int(at) == len(s.Fold) {
		return 1, 0
	}
	t := s.TokenAt(at)
	switch {
	case g.Min == 0:
		low = at
	case g.Min == 1:
		low = at + 1
	case t+int(g.Min) > len(s.Tokens):
		return 1, 0
	default:
		low = s.Tokens[t+int(g.Min)-1].Start + 1
	}
	return low, s.Tokens[min(t+int(g.Max), len(s.Tokens))-1].End
}

package match

import (
	"cmp"
	"slices"

	"tifa/segment/lexicon"
	"tifa/segment/sentence"
)

// Document is what conditions ask of the document that sentences come from.
type Document struct {
	Date        lexicon.Date // zero where it has none
	Title, Body Text
}

// Text is a text with the stretches of it that are not counted.
type Text struct {
	Text     string
	Excluded []sentence.ExcludedSpan
}

// survey is where the strings of wide lists stand in one text. Positions are bytes of the text, a
// string ends behind the first byte of its last character: so no string overlaps another unless
// they share a character.
type survey struct {
	whole      []spread      // of each list, in the whole text
	paragraphs [][]paragraph // of each list, the paragraphs that have one of its strings
}

type paragraph struct {
	number int32
	spread
}

// Begin tells the Finder which document the sentences come from that it is given next. Without a
// document conditions see no date, and the sentence alone.
func (f *Finder) Begin(d Document) {
	f.document, f.date = d, d.Date
	f.surveyed, f.known, f.voices.read = false, true, false
}

// wideBeside is isBeside for lists that look beyond the sentence. The document is surveyed when
// the first match asks: most documents have none.
func (f *Finder) wideBeside(s *sentence.Sentence, n int32, c candidate) bool {
	if !f.known {
		return f.besideAlone(s, n, c)
	}
	if !f.surveyed {
		f.surveyed = true
		f.look(&f.title, f.document.Title)
		f.look(&f.body, f.document.Body)
	}
	own, other := &f.body, &f.title
	if f.inTitle {
		own, other = other, own
	}
	start, end := s.At[c.start], s.At[c.end-1]+1
	if f.m.lists[n].within == lexicon.WithinDocument {
		return own.whole[n].beside(start, end) || other.whole[n] != nowhere
	}
	at, ok := slices.BinarySearchFunc(own.paragraphs[n], s.Paragraph,
		func(p paragraph, number int32) int { return cmp.Compare(p.number, number) })
	return ok && own.paragraphs[n][at].beside(start, end)
}

// besideAlone looks in the sentence, where no document is known.
func (f *Finder) besideAlone(s *sentence.Sentence, n int32, c candidate) bool {
	found := nowhere
	for _, o := range f.m.wide.find(s.Fold, nil) {
		for _, u := range f.m.wide.uses[o.literal] {
			if u.number == n {
				found.add(o.start, o.end)
			}
		}
	}
	return found.beside(c.start, c.end)
}

// look surveys a text.
func (f *Finder) look(v *survey, t Text) {
	v.clear(len(f.m.lists))
	if f.folder == nil {
		f.folder = sentence.Folder()
	}
	for s := range f.folder.Folded(t.Text, t.Excluded) {
		f.wideFound = f.m.wide.find(s.Fold, f.wideFound[:0])
		for _, o := range f.wideFound {
			for _, u := range f.m.wide.uses[o.literal] {
				v.add(u.number, s.Paragraph, s.At[o.start], s.At[o.end-1]+1)
			}
		}
	}
}

func (v *survey) clear(lists int) {
	if v.whole == nil {
		v.whole, v.paragraphs = make([]spread, lists), make([][]paragraph, lists)
	}
	for n := range v.whole {
		v.whole[n], v.paragraphs[n] = nowhere, v.paragraphs[n][:0]
	}
}

// add takes note of a string. They come in the order of their paragraphs.
func (v *survey) add(n, number, start, end int32) {
	v.whole[n].add(start, end)
	all := v.paragraphs[n]
	if len(all) == 0 || all[len(all)-1].number != number {
		all = append(all, paragraph{number, nowhere})
	}
	all[len(all)-1].add(start, end)
	v.paragraphs[n] = all
}

package match

import (
	"slices"
	"strings"

	"tifa/segment/attribution"
	"tifa/segment/sentence"
)

// voices are whose words the texts of a document are. They are read when the first match asks,
// for most documents have none that does: the texts are then segmented a second time.
type voices struct {
	read     bool
	splitter *sentence.Splitter
	reader   *attribution.Reader
	title    []attribution.Span
	body     []attribution.Span
}

// saidBy reports whether a speaker is one of those that a concept counts.
func (k *condition) saidBy(speaker string) bool {
	has := func(part string) bool {
		if start, ok := strings.CutPrefix(part, "^"); ok {
			return strings.HasPrefix(speaker, start)
		}
		return strings.Contains(speaker, part)
	}
	return (len(k.speaker) == 0 || slices.ContainsFunc(k.speaker, has)) &&
		!slices.ContainsFunc(k.notSpeaker, has)
}

// speaker returns whose words a match stands in, folded; empty where no rule says so.
func (f *Finder) speaker(s *sentence.Sentence, c candidate) string {
	v, at := &f.voices, s.Original(c.start, c.end)
	if s.Segmenter() == nil {
		return ""
	}
	if v.reader == nil {
		v.splitter, v.reader = s.Segmenter().Reader(), attribution.New(s.Segmenter()).Reader()
	}
	spans := v.title
	switch {
	case !f.known:
		v.reader.Start()
		v.reader.Read(s)
		spans = v.reader.Spans()
	case !v.read:
		v.read = true
		v.title = append(v.title[:0], v.of(f.document.Title)...)
		v.body = append(v.body[:0], v.of(f.document.Body)...)
		return f.speaker(s, c)
	case !f.inTitle:
		spans = v.body
	}
	return sentence.Fold(attribution.At(spans, at.Start, at.End).Speaker)
}

// of reads a text.
func (v *voices) of(t Text) []attribution.Span {
	v.reader.Start()
	for s := range v.splitter.Sentences(t.Text, t.Excluded) {
		v.reader.Read(s)
	}
	return v.reader.Spans()
}

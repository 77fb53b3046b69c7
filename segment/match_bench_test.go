package segment

import (
	"fmt"
	"strings"
	"testing"

	"tifa/segment/realtexts"
)

// newsSentences keeps a twentieth of the news, folded and segmented.
func newsSentences(b *testing.B, reader *Splitter) (all []*Sentence, bytes int64) {
	texts, bytes := realtexts.News(b, 20)
	for _, text := range texts {
		for s := range reader.Sentences(text, nil) {
			all = append(all, &Sentence{Fold: append([]rune(nil), s.Fold...), Tokens: append([]Token(nil), s.Tokens...)})
		}
	}
	return all, bytes
}

// BenchmarkFind looks for the built-in concepts, and for those and words of the dictionary, a
// hundred to a concept.
func BenchmarkFind(b *testing.B) {
	segmenter, err := Open(Options{})
	if err != nil {
		b.Fatal(err)
	}
	sentences, bytes := newsSentences(b, segmenter.Reader())
	for _, words := range []int{0, 1000, 5000, 20000} {
		l := &Lexicon{Title: "words"}
		for n := 0; n < segmenter.Words() && len(l.Concepts)*100 < words; {
			c := Concept{ID: fmt.Sprintf("w%d", n), Theme: "words"}
			for ; len(c.Phrases) < 100; n += 3 {
				if w := segmenter.Word(int32(n)); len(w) >= len("四个字词") && !strings.ContainsAny(w, `(|){}\ `) {
					c.Phrases = append(c.Phrases, w)
				}
			}
			l.Concepts = append(l.Concepts, c)
		}
		m, err := NewMatcher(BuiltInLexicon(), l)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("words=%d", words), func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			f, mentions := m.Finder(), 0
			for b.Loop() {
				mentions = 0
				for _, s := range sentences {
					mentions += len(f.Find(s))
				}
			}
			b.ReportMetric(float64(mentions), "mentions")
		})
	}
}

func BenchmarkNewMatcher(b *testing.B) {
	l := BuiltInLexicon()
	for b.Loop() {
		if _, err := NewMatcher(l); err != nil {
			b.Fatal(err)
		}
	}
}

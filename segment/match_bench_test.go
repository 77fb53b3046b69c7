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

// BenchmarkConditions reads, segments and matches texts as a run does, with conditions on twenty
// of the built-in concepts and without.
func BenchmarkConditions(b *testing.B) {
	segmenter, err := Open(Options{})
	if err != nil {
		b.Fatal(err)
	}
	texts, bytes := realtexts.News(b, 20)
	context := []string{"(网络|互联网|网上|网信|因特网|网民|线上|上网)"}
	for _, c := range []struct {
		name string
		Conditions
	}{
		{"none", Conditions{}},
		{"sentence", Conditions{Near: context}},
		{"paragraph", Conditions{Near: context, Within: WithinParagraph}},
		{"document", Conditions{Near: context, Within: WithinDocument}},
		{"quoted", Conditions{Quoted: QuotedNever}},
		{"dates", Conditions{From: "2013"}},
	} {
		l := BuiltInLexicon()
		for i := range 20 {
			l.Concepts[5*i].Conditions = c.Conditions
		}
		m, err := NewMatcher(l)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			r, f, mentions := segmenter.Reader(), m.Finder(), 0
			for b.Loop() {
				mentions = 0
				for _, text := range texts {
					f.Begin(Document{Date: Date{Year: 2015}, Body: Text{Text: text}})
					for s := range r.Sentences(text, nil) {
						mentions += len(f.Find(s))
					}
				}
			}
			b.ReportMetric(float64(mentions), "mentions")
		})
	}
}

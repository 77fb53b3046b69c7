package segment

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// xwlb are texts of the xwlb corpus, one in so many, evenly spread over the years.
func xwlb(b *testing.B, every int) (texts []string, bytes int64) {
	b.Helper()
	n := 0
	eachText(b, func(name, text string) {
		if !strings.HasPrefix(name, "xwlb_") {
			return
		}
		if n++; n%every == 0 {
			texts = append(texts, text)
			bytes += int64(len(text))
		}
	})
	return texts, bytes
}

// BenchmarkSegmentation measures the kernel, gse and the floor in one run over the same texts, one thread each but for
// kernel-parallel. Folding and the cutting of sentences are in the kernel's time and not in gse's, which gets folded text.
//
//	go test -run '^$' -bench Segmentation -count 5 ./segment
func BenchmarkSegmentation(b *testing.B) {
	texts, bytes := xwlb(b, 20)
	some, someBytes := xwlb(b, 400)
	folded := func(texts []string) []string {
		var all []string
		for _, t := range texts {
			all = append(all, Fold(t))
		}
		return all
	}
	run := func(name string, texts []string, bytes int64, f func(text string)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					f(t)
				}
			}
		})
	}
	seen := 0
	buffer := make([]byte, 1<<20)
	run("copy", texts, bytes, func(t string) { seen += copy(buffer, t) })
	run("utf8", texts, bytes, func(t string) {
		for len(t) > 0 {
			_, n := utf8.DecodeRuneInString(t)
			t = t[n:]
			seen++
		}
	})
	s, g := opened(), original()
	count := func(sentence *Sentence) bool { seen += len(sentence.Tokens); return true }
	r := &Reader{table: s.table}
	run("fold", texts, bytes, func(t string) { r.cut(t, nil, false)(count) })
	r = s.Reader()
	run("kernel", texts, bytes, func(t string) { r.Sentences(t, nil)(count) })
	b.Run("kernel-parallel", func(b *testing.B) {
		b.SetBytes(bytes)
		b.RunParallel(func(pb *testing.PB) {
			r, tokens := s.Reader(), 0
			for pb.Next() {
				for _, t := range texts {
					r.Sentences(t, nil)(func(sentence *Sentence) bool { tokens += len(sentence.Tokens); return true })
				}
			}
		})
	})
	r = guessing().Reader()
	run("kernel-hmm", texts, bytes, func(t string) { r.Sentences(t, nil)(count) })
	loadModel()
	run("gse.Segment", folded(some), someBytes, func(t string) { g.Segment([]byte(t)) })
	run("gse.Cut", folded(some), someBytes, func(t string) { g.Cut(t) })
	run("gse.Cut-hmm", folded(some), someBytes, func(t string) { g.Cut(t, true) })
}

// BenchmarkOpen measures what a run pays before its first token.
func BenchmarkOpen(b *testing.B) {
	for _, row := range []struct {
		name    string
		options Options
	}{
		{"kernel", Options{}},
		{"kernel-with-words", Options{Words: []WordFile{{"a.txt", []byte("网络空间主权 100 n\n")}}}},
		{"gse", Options{Engine: "gse"}},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(row.options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

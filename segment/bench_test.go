package segment

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func xwlb(b *testing.B, every int) []string {
	b.Helper()
	n := 0
	var texts []string
	eachText(b, func(name, text string) {
		if !strings.HasPrefix(name, "xwlb_") {
			return
		}
		if n++; n%every == 0 {
			texts = append(texts, text)
		}
	})
	return texts
}

func BenchmarkSegmentation(b *testing.B) {
	texts := xwlb(b, 20)
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	folded := make([]string, len(texts))
	for i, t := range texts {
		folded[i] = Fold(t)
	}
	run := func(name string, over []string, f func(text string)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range over {
					f(t)
				}
			}
		})
	}
	buffer := make([]byte, 1<<20)
	run("copy", texts, func(t string) { copy(buffer, t) })
	runes := 0
	run("utf8", texts, func(t string) {
		for len(t) > 0 {
			_, n := utf8.DecodeRuneInString(t)
			t = t[n:]
			runes++
		}
	})
	s := opened()
	r := s.Reader()
	count := func(sentence *Sentence) bool { runes += len(sentence.Tokens); return true }
	run("kernel", texts, func(t string) { r.Sentences(t, nil)(count) })
	folder := &Reader{table: s.table}
	run("fold", texts, func(t string) { folder.cut(t, nil, false)(count) })
	g := original()
	run("gse.Segment", folded, func(t string) { g.Segment([]byte(t)) })
	run("gse.Cut", folded, func(t string) { g.Cut(t) })
	run("gse.Cut-true", folded[:len(folded)/10], func(t string) { g.Cut(t, true) })
}

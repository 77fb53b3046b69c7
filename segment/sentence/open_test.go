package sentence

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"tifa/segment/normalize"
	"tifa/segment/realtexts"
)

// One Segmenter serves many goroutines, and gives each the same.
func TestReadersAreIndependent(t *testing.T) {
	s := opened()
	text := strings.Repeat("我国坚决维护网络主权，反对境外敌对势力。", 20)
	count := func() int {
		n := 0
		for sentence := range s.Reader().Sentences(text, nil) {
			n += len(sentence.Tokens)
		}
		return n
	}
	want := count()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := count(); got != want {
				t.Errorf("%d tokens, alone %d", got, want)
			}
		})
	}
	wait.Wait()
}

func TestNoAllocation(t *testing.T) {
	r := opened().Reader()
	text := strings.Repeat("習近平在２０１５年說：“網絡主權”！abc def 4s店。\n\n　　中国安全\n网络 空间", 30)
	tokens, quoted := 0, 0
	count := func(s *Sentence) bool {
		tokens += len(s.Tokens)
		for _, token := range s.Tokens {
			if s.Quoted(token.Start, token.End) && !s.Joined(token.Start, token.End) && s.Class(token) == normalize.Word {
				quoted++
			}
		}
		return true
	}
	marks := []ExcludedSpan{{Start: 3, End: 6, Joins: true}, {Start: 30, End: 33}}
	read := func() { r.Sentences(text, marks)(count) }
	read()
	if n := testing.AllocsPerRun(10, read); n > 0 {
		t.Errorf("%g allocations per document, want none (%d tokens, %d quoted)", n, tokens, quoted)
	}
}

// A text that never ends a sentence takes no more memory than a long sentence does.
func TestLongLine(t *testing.T) {
	s := opened()
	r := s.Reader()
	text := strings.Repeat("网络空间主权不容侵犯，", 300_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	chars := 0
	for sentence := range r.Sentences(text, nil) {
		if len(sentence.Fold) > maxSentence {
			t.Fatalf("sentence of %d characters, want %d at most", len(sentence.Fold), maxSentence)
		}
		chars += len(sentence.Fold)
	}
	runtime.ReadMemStats(&after)
	if chars != 300_000*11 {
		t.Errorf("%d characters, want %d", chars, 300_000*11)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("a text of %d MB took %d MB", len(text)>>20, grown>>20)
	}
}

// goldLines are the lines of the PKU test set (People's Daily), each as its words.
func goldLines() (lines [][]string, err error) {
	data, err := os.ReadFile(filepath.Join(realtexts.Path(), "icwb2", "pku_test_gold.utf8"))
	for line := range strings.Lines(string(data)) {
		lines = append(lines, strings.Fields(line))
	}
	return lines, err
}

// f1 is the harmonic mean of how many words are in the gold, and how many words of the gold are
// found.
func f1(gold [][]string, cut func(text string) []string) float64 {
	var words, found, right int
	for _, line := range gold {
		want := map[Span]bool{}
		at := 0
		for _, w := range line {
			want[Span{at, at + len(w)}] = true
			at += len(w)
		}
		words += len(line)
		at = 0
		for _, w := range cut(strings.Join(line, "")) {
			found++
			if want[Span{at, at + len(w)}] {
				right++
			}
			at += len(w)
		}
	}
	return 2 * float64(right) / float64(words+found)
}

// gseWords cuts text as it stands.
func gseWords(g *gse.Segmenter) func(string) []string {
	return func(text string) (words []string) {
		for _, s := range g.Segment([]byte(text)) {
			words = append(words, text[s.Start():s.End()])
		}
		return words
	}
}

// gse itself scores 0.833 on the same lines, so that a change that harms accuracy is seen.
func TestAccuracyOnPKU(t *testing.T) {
	gold, err := goldLines()
	if err != nil {
		t.Skip(err)
	}
	kernel, hmm := opened().Reader(), guessing().Reader()
	for _, row := range []struct {
		name string
		cut  func(string) []string
		want float64
	}{
		{"gse", gseWords(original()), 0.833},
		{"kernel", func(t string) []string { return cutBy(kernel, t) }, 0.833},
		{"kernel in HMM mode", func(t string) []string { return cutBy(hmm, t) }, 0},
	} {
		got := f1(gold, row.cut)
		t.Logf("%s: F1 %.4f", row.name, got)
		if got < row.want-0.0005 {
			t.Errorf("%s: F1 %.4f, want %.3f", row.name, got, row.want)
		}
	}
}

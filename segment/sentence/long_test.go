package sentence

import (
	"strings"
	"testing"
)

// A text that never ends a sentence is cut after a comma, where no phrase of a lexicon is, and each
// character stays where it was.
func TestLongSentences(t *testing.T) {
	clause := "我们维护网络主权和国家安全，"
	n := 3 * maxSentence / 14
	s, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	phrases, sentences, characters := 0, 0, 0
	for sentence := range s.Reader().Sentences(strings.Repeat(clause, n), nil) {
		if len(sentence.Fold) > longSentence+14 {
			t.Fatalf("sentence of %d characters with commas in it", len(sentence.Fold))
		}
		sentences++
		characters += len(sentence.Fold)
		phrases += strings.Count(string(sentence.Fold), "网络主权")
	}
	if phrases != n || sentences < 2 || characters != 14*n {
		t.Errorf("%d phrases in %d sentences of %d characters, want %d in %d", phrases, sentences, characters, n, 14*n)
	}
}

// A number is not cut at its comma, and what is no pause ends nothing.
func TestLongSentencesEndAtPausesOnly(t *testing.T) {
	r := &Splitter{table: uncoded()}
	text := strings.Repeat("国", longSentence) + "1,000“网络·主权”（安全）" + "国、民"
	var got []int
	for s := range r.cut(text, nil, false) {
		got = append(got, len(s.Fold))
	}
	if len(got) != 2 || got[1] != 1 {
		t.Errorf("sentences of %d characters, want one up to 、 and one of 1", got)
	}
	got = got[:0]
	for s := range r.cut(strings.Repeat("国", maxSentence+10), nil, false) {
		if got = append(got, len(s.Fold)); s.Truncated != (len(got) == 1) {
			t.Errorf("sentence %d: torn is %v, want it of the first alone", len(got), s.Truncated)
		}
	}
	for s := range r.cut(strings.Repeat("国", maxSentence-1)+"。国", nil, false) {
		if s.Truncated {
			t.Errorf("torn, a sentence that ends after %d characters by itself", len(s.Fold))
		}
	}
	if len(got) != 2 || got[0] != maxSentence {
		t.Errorf("sentences of %d characters, want the first of %d", got, maxSentence)
	}
}

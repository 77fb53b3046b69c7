package match

import (
	"strings"
	"testing"

	"tifa/segment/lexicon"
)

func TestNewMatcherRefusesOneIDTwice(t *testing.T) {
	a, errA := lexicon.Parse("a.yaml", []byte("concepts: [{id: x, phrases: [a]}]"))
	b, errB := lexicon.Parse("b.yaml", []byte("concepts:\n- {id: x, phrases: [b]}"))
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	_, err := NewMatcher(a, b)
	if want := `b.yaml:2: concept "x" is already defined (a.yaml:1)`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v; want %s", err, want)
	}
}

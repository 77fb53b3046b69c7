package claims

import (
	"slices"
	"testing"

	"tifa/outputs"
)

func TestWithoutPieces(t *testing.T) {
	ranked := []outputs.Emerging{{Phrase: "命运共同体", Count: 100}, {Phrase: "人类命运共同体", Count: 50},
		{Phrase: "冠肺炎", Count: 80}, {Phrase: "新冠肺炎", Count: 78}, {Phrase: "一带一路", Count: 90}, {Phrase: "一带一路", Count: 89}, {Phrase: "一带一路建设", Count: 20}}
	var got []string
	for _, r := range withoutPieces(ranked, 10) {
		got = append(got, r.Phrase)
	}
	if want := []string{"命运共同体", "人类命运共同体", "新冠肺炎", "一带一路"}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
}

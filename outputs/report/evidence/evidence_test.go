package evidence

import (
	"testing"

	"tifa/outputs"
)

func TestTogether(t *testing.T) {
	at := func(concept string, start, end, sentence int64) outputs.Mention {
		return outputs.Mention{Concept: concept, StartByte: start, EndByte: end, SentenceByte: sentence}
	}
	long, inside, later, same := at("a", 0, 18, 0), at("b", 6, 18, 0), at("b", 90, 96, 60), at("b", 30, 36, 0)
	for _, row := range []struct {
		in   []outputs.Mention
		want int64
	}{{[]outputs.Mention{long, inside}, -1}, {[]outputs.Mention{long, inside, later}, 90}, {[]outputs.Mention{long, later, same}, 30}, {nil, -1}} {
		if _, y := together(row.in, "a", "b"); y == nil && row.want >= 0 || y != nil && y.StartByte != row.want {
			t.Errorf("%v: %v", row, y)
		}
	}
}

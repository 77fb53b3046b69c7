package settings

import (
	"testing"
)

func TestEdits(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"网路", "网络", 1}, {"ab", "ba", 2}} {
		if got := Edits([]rune(row.a), []rune(row.b)); got != row.want {
			t.Errorf("%s, %s: %d instead of %d", row.a, row.b, got, row.want)
		}
	}
}

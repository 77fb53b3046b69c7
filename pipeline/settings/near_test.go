package settings

import "testing"

func TestNear(t *testing.T) {
	for _, row := range []struct {
		asked string
		known []string
		want  string
	}{
		{"stanse", []string{"camp", "stance"}, "did you mean stance?"},
		{"Hawkisch", []string{"hawkish", "moderate"}, "did you mean hawkish?"},
		{"army", []string{"hawkish", "moderate"}, "there is hawkish, moderate"},
		{"army", nil, "there is none"},
	} {
		if got := Near(row.asked, row.known); got != row.want {
			t.Errorf("%s: %s, want %s", row.asked, got, row.want)
		}
	}
}

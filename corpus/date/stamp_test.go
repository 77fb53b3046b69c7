package date

import "testing"

// Ten digits that read as a date and an hour are no seconds since 1970, which would be days after
// 2030.
func TestDatesWithTimes(t *testing.T) {
	for text, want := range map[string]Date{
		"20150305123000": {2015, 3, 5}, "201503051230": {2015, 3, 5}, "2015030512": {2015, 3, 5}, "1425208320": {2015, 3, 1}, "142520832000": {1974, 7, 8},
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
	if got, err := Parse("20151305123000"); err == nil {
		t.Errorf("month 13 is %v", got)
	}
}

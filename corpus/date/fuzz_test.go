package date

import "testing"

// FuzzParse: what is read as a date is one, and comes back from its own form.
func FuzzParse(f *testing.F) {
	f.Add("二〇一五年三月五日")
	f.Add("2015-03-01T19:12:00+08:00")
	f.Add("1425208320000")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(d.String()); err != nil || again != d {
			t.Fatalf("%q is %v, and that is %v, %v", text, d, again, err)
		}
	})
}

package outputs

import (
	"reflect"
	"testing"
)

// The main attributes are those of most documents, of equally many the first as texts.
func TestGroupings(t *testing.T) {
	g := Groupings{}
	for _, d := range [][2]string{{"s", "b"}, {"s", "a"}, {"s", "b"}, {"t", "b"}, {"t", "a"}} {
		g.Add(d[0], d[1])
	}
	for source, want := range map[string]string{"s": "b", "t": "a", "none": ""} {
		if got := g.Main(source); got != want {
			t.Errorf("%s: %q", source, got)
		}
	}
}

func TestAttributes(t *testing.T) {
	have := map[string]string{"stance": "hawkish", "camp": "\"a\"\n"}
	text := Attributes(have)
	if got, err := ParseAttributes(text); text != `{"camp":"\"a\"\n","stance":"hawkish"}` || err != nil || !reflect.DeepEqual(got, have) {
		t.Errorf("%s: %v, %v", text, got, err)
	}
	if got, err := ParseAttributes(""); got != nil || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := ParseAttributes("{"); err == nil {
		t.Error("half an object is read")
	}
}

package format

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// FuzzScanner: what the scanner takes is JSON to a full parser, with the same text in it, and the
// other way round.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{`{"text":"文\n\u7f51\ud840\udc00"}`, `{"a":[1,-2.5e+7,{"b":null}],"text":true}`, `{"text":0.10}`, `{"text" : "a" , "x":{}}`, `[]`, `-0`, `{"text":"\ud800"}`} {
		f.Add([]byte(seed))
	}
	c, err := Compile(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) || bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > maxNesting-2 {
			return
		}
		var values [Parts]Value
		s := scanner{b: text, values: &values}
		got := s.object(c.tree)
		if want := jsontext.Value(text).IsValid(jsontext.AllowDuplicateNames(true)); got != want {
			t.Fatalf("scanner says %v, parser %v: %q", got, want, text)
		}
		if v := values[Text]; got && v.Kind == Scalar && !utf8.ValidString(v.Text) {
			t.Fatalf("%q is no UTF-8", v.Text)
		}
		if quoted, err := jsontext.AppendQuote(nil, string(text)); err == nil {
			s = scanner{b: append(append([]byte(`{"text":`), quoted...), '}'), values: &values}
			if !s.object(c.tree) || values[Text].Text != string(text) {
				t.Fatalf("%q comes back as %q", text, values[Text].Text)
			}
		}
	})
}

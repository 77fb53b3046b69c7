package format

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// FuzzScanner: what the scanner takes is JSON to a full parser, with the same text in it, and the
// other way round.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{`{"text":"文\n\u7f51\ud840\udc00"}`, `{"a":[1,-2.5e+7,{"b":null}],"text":true}`, `{"text":0.10}`, `{"text" : "a" , "x":{}}`, `[]`, `-0`, `{"text":"\ud800"}`, `{"a":NaN,"b":[-Infinity,"NaN"],"text":Infinity}`} {
		f.Add([]byte(seed))
	}
	c, err := Compile(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !utf8.Valid(text) || bytes.Contains(text, []byte("\ufeff")) || bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > maxNesting-2 {
			return
		}
		var values [Parts]Value
		s := scanner{b: text, values: &values}
		rest, ok := s.object(c.tree)
		got := ok && len(rest) == 0
		clean, err := io.ReadAll(&jsonCleaner{in: bytes.NewReader(text)})
		if err != nil || len(clean) != len(text) {
			t.Fatalf("cleaned %q is %q, %v", text, clean, err)
		}
		if want := jsontext.Value(clean).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)); got != want {
			t.Fatalf("scanner says %v, parser %v: %q", got, want, text)
		}
		if v := values[Text]; got && v.Kind == Scalar && !utf8.ValidString(v.Text) {
			t.Fatalf("%q is no UTF-8", v.Text)
		}
		if quoted, err := jsontext.AppendQuote(nil, string(text)); err == nil {
			s = scanner{b: append(append([]byte(`{"text":`), quoted...), '}'), values: &values}
			if _, ok := s.object(c.tree); !ok || values[Text].Text != string(text) {
				t.Fatalf("%q comes back as %q", text, values[Text].Text)
			}
		}
	})
}

// TestJSONCleaner: what a JSON parser does not take is replaced byte for byte, outside of strings,
// wherever the reads are cut.
func TestJSONCleaner(t *testing.T) {
	in := "\ufeff{\"a\":NaN,\"b\":-Infinity,\"c\":\"NaN \\\" Infinity \ufeff\\\\\",\"d\":[Infinity,-1,null]}\ufeff"
	want := "   {\"a\":\"\" ,\"b\":\"\"       ,\"c\":\"NaN \\\" Infinity \ufeff\\\\\",\"d\":[\"\"      ,-1,null]}   "
	for size := 1; size <= len(in); size++ {
		var cut []io.Reader
		for part := range slices.Chunk([]byte(in), size) {
			cut = append(cut, bytes.NewReader(part))
		}
		got, err := io.ReadAll(&jsonCleaner{in: io.MultiReader(cut...)})
		if err != nil || string(got) != want {
			t.Fatalf("in reads of %d: %q, %v\nwant %q", size, got, err, want)
		}
	}
}

package dictionary

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/go-ego/gse"
)

// What is generated is what the generator makes now: the dictionary of the very words of the gse in
// go.mod.
func TestGeneratedDictionaryIsCurrent(t *testing.T) {
	original := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := original.LoadDictEmbed("zh_s"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for i := range original.Dict.Tokens {
		token := &original.Dict.Tokens[i]
		fmt.Fprintf(&b, "%s %g %s\n", token.Text(), token.Freq(), token.Pos())
	}
	entries, err := parseWords([]WordFile{{"gse", b.Bytes()}}, func(s string) string { return s })
	if err != nil {
		t.Fatal(err)
	}
	have, err := readEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	want := newDictionary(entries)
	if len(want.ends) != len(have.ends) || !slices.Equal(want.Units, have.Units) {
		t.Error("dictionary.zst is not what go generate makes")
	}
	if len(have.distances()) == 0 {
		t.Error("no distances")
	}
}

package main

import (
	"bytes"
	"fmt"

	"github.com/go-ego/gse"

	"tifa/segment/dictionary"
)

// gseDictionary is what gse makes of its own dictionary, in gse's order: words in lower case, each
// once, rare ones left out.
func gseDictionary() ([]byte, error) {
	seg := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for i := range seg.Dict.Tokens {
		t := &seg.Dict.Tokens[i]
		fmt.Fprintf(&b, "%s %g %s\n", t.Text(), t.Freq(), t.Pos())
	}
	return dictionary.Compile([]dictionary.WordFile{{Name: "gse", Data: b.Bytes()}})
}

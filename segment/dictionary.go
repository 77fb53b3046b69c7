package segment

import (
	_ "embed"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// embedded is gse's simplified dictionary zh_s (Apache License 2.0; its words are jieba's, MIT License) as gse loads it: a
// line "word frequency part-of-speech" for each word, in gse's order. It stands here because gse's own embedding brings a
// Japanese dictionary of 24 MB along, which the linker drops as long as nothing calls LoadDictEmbed.
//
//go:generate go run ./generate dictionary.zst
//go:embed dictionary.zst
var embedded []byte

func dictionaryText() ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	text, err := d.DecodeAll(embedded, nil)
	if err != nil {
		return nil, fmt.Errorf("embedded dictionary: %w", err)
	}
	return text, nil
}

// lines are the entries of an embedded dictionary.
func lines(text []byte) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for line := range strings.Lines(string(text)) {
			word, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			number, pos, _ := strings.Cut(rest, " ")
			freq, _ := strconv.ParseFloat(number, 64)
			if !yield(entry{word, freq, pos}) {
				return
			}
		}
	}
}

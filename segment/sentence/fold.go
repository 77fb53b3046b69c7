package sentence

import (
	"sync"

	"tifa/segment/dictionary"
	"tifa/segment/normalize"
)

// Fold is the folded view of a whole text, as a Splitter sees it, with '\n' between paragraphs:
// Traditional to Simplified, compatibility and full-width forms to their plain form, letters to
// lower case, and without what nobody sees (zero-width characters, soft hyphens, variation
// selectors). It is meant for short strings such as phrases and for tests; a Splitter folds
// documents.
func Fold(s string) string {
	var folded []rune
	for sentence := range Folder().Folded(s, nil) {
		if len(folded) > 0 {
			folded = append(folded, '\n')
		}
		folded = append(folded, sentence.Fold...)
	}
	return string(folded)
}

// Folder returns a Splitter that only folds: its one method to use is Folded. It serves one
// goroutine.
func Folder() *Splitter { return &Splitter{table: uncoded()} }

// uncoded is the table of a Splitter that only folds.
var uncoded = sync.OnceValue(func() *table {
	return newTable(normalize.Characters(),
		dictionary.NewCoder(nil))
})

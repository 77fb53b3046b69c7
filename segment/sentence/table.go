package sentence

import (
	"tifa/segment/dictionary"
	"tifa/segment/normalize"
)

// table is what the Splitter looks characters up in as they are written, those of the Basic
// Multilingual Plane: the folded form in the upper half, its code in the lower, so that folding
// costs nothing on top of coding. The code is dictionary.Special for a character that is more than that: white
// space, a skipped character, one that ends a sentence, one that folds to another plane.
type table struct {
	entries [1 << 16]uint32
	folds   *normalize.Table
	coder   *dictionary.Coder
}

func newTable(f *normalize.Table, c *dictionary.Coder) *table {
	t := &table{folds: f, coder: c}
	for r := range t.entries {
		folded := min(f.Normalize(rune(r)), 0xFFFF)
		code := c.Code(rune(folded))
		if folded == 0xFFFF || f.Properties(rune(r))&normalize.Special != 0 {
			code = dictionary.Special
		}
		t.entries[r] = uint32(folded)<<16 | uint32(code)
	}
	return t
}

// lookup is the folded form and code of any character that is neither skipped nor white space.
func (t *table) lookup(r rune) (rune, uint16) {
	f := t.folds.Normalize(r)
	return f, t.coder.Code(f)
}

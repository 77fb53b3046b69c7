package segment

// table is what the Reader looks characters up in as they are written, those of the Basic Multilingual Plane: the folded
// form in the upper half, its code in the lower, so that folding costs nothing on top of coding. The code is special for
// a character that is more than that: white space, a skipped character, one that ends a sentence, one that folds to
// another plane.
type table struct {
	entries [1 << 16]uint32
	folds   *foldTable
	coder   *coder
}

func newTable(f *foldTable, c *coder) *table {
	t := &table{folds: f, coder: c}
	for r := range t.entries {
		folded := f.bmp[r]
		code := c.bmp[folded]
		if folded == foldsBeyond || f.bmpProps[r]&propSpecial != 0 {
			code = special
		}
		t.entries[r] = uint32(folded)<<16 | uint32(code)
	}
	return t
}

// lookup is the folded form and code of any character that is neither skipped nor white space.
func (t *table) lookup(r rune) (rune, uint16) {
	f := t.folds.fold(r)
	return f, t.coder.code(f)
}

package sentence

import (
	"fmt"

	"tifa/segment/dictionary"
	"tifa/segment/engine"
	"tifa/segment/normalize"
)

// Options say which words a Segmenter knows and how it segments. The zero value is gse's own
// dictionary and tifa's kernel.
type Options struct {
	// Engine is "kernel" (also when empty) or "gse", gse itself, for comparison: the same tokens,
	// slower.
	Engine string
	// Words are dictionary files to add to gse's own dictionary, in order.
	Words []dictionary.WordFile
	// HMM finds words that the dictionary lacks, names above all, as gse's Cut(text, true) does:
	// see cutter for where the two differ. Such a word has Token.Word -1, as has whatever stands
	// between words.
	HMM bool
}

// Segmenter holds a dictionary and an engine. It is safe for concurrent use; each goroutine reads
// through its own Splitter.
type Segmenter struct {
	dictionary *dictionary.Dictionary
	table      *table
	newEngine  func() engine.Engine
}

// Open makes a Segmenter ready for use. It refuses an engine it does not know and words that are
// not well written, with file and line.
func Open(o Options) (*Segmenter, error) {
	if o.Engine != "" && o.Engine != "kernel" && o.Engine != "gse" {
		return nil, fmt.Errorf("engine %q: want kernel or gse", o.Engine)
	}
	d, c, t, err := dictionary.Open(o.Words, Fold)
	if err != nil {
		return nil, err
	}
	s := &Segmenter{dictionary: d}
	switch {
	case o.Engine == "gse":
		s.newEngine, err = engine.OpenGSE(d, o.HMM)
	case o.HMM:
		t.Spell(d, c)
		s.newEngine, err = engine.NewCutter(d, t)
	default:
		s.newEngine = engine.NewKernel(t, c)
	}
	s.table = newTable(normalize.Characters(), c)
	return s, err
}

// Reader returns a new Splitter, for one goroutine.
func (s *Segmenter) Reader() *Splitter {
	return &Splitter{segmenter: s, table: s.table, engine: s.newEngine()}
}

// Word is the folded text of the dictionary's word number n, or "" for a Token.Word of -1.
func (s *Segmenter) Word(n int32) string {
	if n < 0 {
		return ""
	}
	return s.dictionary.Word(n)
}

// Words is the number of words in the dictionary. They are numbered from 0, the same in every run
// with the same words.
func (s *Segmenter) Words() int { return s.dictionary.Size() }

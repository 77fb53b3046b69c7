// Package dictionary knows words: gse's simplified dictionary, compiled, and the words a user adds.
// A Coder numbers the units that words are made of, and a Trie over these numbers finds words in
// folded text. Compile makes the embedded file, Open reads it and
// adds words. It knows single characters from normalize, and nothing of texts.
package dictionary

import (
	_ "embed"
	"strings"

	"tifa/segment/normalize"
)

// embedded is gse's simplified dictionary zh_s (Apache License 2.0; its words are jieba's, MIT
// License) as gse loads it, compiled. It stands here because gse's own embedding brings a Japanese
// dictionary of 24 MB along, which the linker drops as long as nothing calls LoadDictEmbed, and
// because compiling takes ten times as long as opening. Its format, compressed with zstd:
//
//	tifa dictionary 1          a line that names the format
//	352275 10904 4955 200836   counts: words, units, frequencies, bases
//	的\n的士\n…                 words, a line each, sorted by their codes
//	的\n一\n…                   units, a line each, in the order of their codes, from 1
//	2\n3\n…                    frequencies, a line each, ascending
//	…                          for each word its frequency, as a place among these: uint16, little-endian
//	…                          for each word its Class: a byte
//	…                          bases of the trie, in the order in which its branches begin: uint32, little-endian
//
//go:generate go run ../generate dictionary.zst
//go:embed dictionary.zst
var embedded []byte

const formatLine = "tifa dictionary 1"

// Dictionary is the words an engine knows. Words are numbered from 0: those of the embedded
// dictionary in its order, then those added, as they come.
type Dictionary struct {
	text    string            // all words, a line each
	ends    []uint32          // where the line of each ends in text
	Levels  []uint32          // for each word its place in freqs
	classes []normalize.Class // of each word
	Freqs   []float64
	Total   float64 // sum of all frequencies, as gse adds them up

	Units []string // what words are made of, in the order of their codes, from 1
	// of the trie, as placed when the dictionary was compiled; nil where words were added
	bases []uint32
}

// Word is the text of word number n.
func (d *Dictionary) Word(n int32) string {
	start := uint32(0)
	if n > 0 {
		start = d.ends[n-1]
	}
	return d.text[start : d.ends[n]-1]
}

// growth is a dictionary to which words are being added.
type growth struct {
	*Dictionary
	lines strings.Builder    // what text becomes
	level map[float64]uint32 // place in freqs of each frequency
}

func (d *Dictionary) grow() *growth {
	g := &growth{Dictionary: d, level: map[float64]uint32{}}
	g.lines.WriteString(d.text)
	for i, f := range d.Freqs {
		g.level[f] = uint32(i)
	}
	return g
}

// add appends a word that the dictionary lacks.
func (g *growth) add(e entry) {
	level, ok := g.level[e.freq]
	if !ok {
		level = uint32(len(g.Freqs))
		g.level[e.freq] = level
		g.Freqs = append(g.Freqs, e.freq)
	}
	g.lines.WriteString(e.word)
	g.lines.WriteByte('\n')
	g.ends = append(g.ends, uint32(g.lines.Len()))
	g.Levels = append(g.Levels, level)
	g.classes = append(g.classes, normalize.ClassOfWord(e.word, e.pos))
	g.Total += e.freq
}

// done makes the words that were added readable.
func (g *growth) done() { g.text = g.lines.String() }

// Size is the number of words.
func (d *Dictionary) Size() int { return len(d.ends) }

// Class is the class of word number n.
func (d *Dictionary) Class(n int32) normalize.Class { return d.classes[n] }

// Freq is the frequency of word number n.
func (d *Dictionary) Freq(n int32) float64 { return d.Freqs[d.Levels[n]] }

// Open reads gse's dictionary and adds the words of files to it, in order, with each word folded by
// fold. It refuses a line that is no word, with file and line, and words too many to number.
func Open(files []WordFile, fold func(string) string) (*Dictionary, *Coder, *Trie, error) {
	extra, err := parseWords(files, fold)
	if err != nil {
		return nil, nil, nil, err
	}
	d, err := readEmbedded()
	if err != nil {
		return nil, nil, nil, err
	}
	c := NewCoder(d.Units)
	t := buildTrie(d, c)
	if len(extra) > 0 {
		err = t.extend(d, c, extra)
	}
	return d, c, t, err
}

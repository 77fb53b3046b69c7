// Package dictionary knows words: gse's simplified dictionary, compiled, and the words a user adds.
// A Coder numbers the units that words are made of, and a Trie over these numbers finds words in
// folded text. Compile makes the embedded file, Open reads it and
// adds words. It knows single characters from normalize, and nothing of texts.
package dictionary

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/klauspost/compress/zstd"

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
	bases []uint32 // of the trie, as placed when the dictionary was compiled; nil where words were added
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

// readEmbedded reads the dictionary of gse that is compiled in.
func readEmbedded() (*Dictionary, error) { return readDictionary(embedded) }

// readDictionary reads a compiled dictionary.
func readDictionary(compressed []byte) (*Dictionary, error) {
	data, err := Unpack(compressed)
	if err != nil {
		return nil, fmt.Errorf("embedded dictionary: %w", err)
	}
	// Nobody changes data from here on, so that it can be a string as it is, and the words parts of
	// it.
	d, err := parseDictionary(unsafe.String(unsafe.SliceData(data), len(data)))
	if err != nil {
		return nil, fmt.Errorf("embedded dictionary: %w", err)
	}
	return d, nil
}

// Unpack unpacks what is embedded.
func Unpack(compressed []byte) ([]byte, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	return decoder.DecodeAll(compressed, nil)
}

func parseDictionary(data string) (*Dictionary, error) {
	var words, units, freqs, bases int
	if _, err := fmt.Sscanf(data, formatLine+"\n%d %d %d %d\n", &words, &units, &freqs, &bases); err != nil {
		return nil, err
	}
	d := &Dictionary{ends: make([]uint32, words), Levels: make([]uint32, words), classes: make([]normalize.Class, words)}
	_, data = CutLines(data, 2)
	at := 0
	for i := range d.ends {
		at += strings.IndexByte(data[at:], '\n') + 1
		d.ends[i] = uint32(at)
	}
	d.text, data = data[:at], data[at:]
	head, data := CutLines(data, units)
	d.Units = strings.Split(strings.TrimSuffix(head, "\n"), "\n")
	head, data = CutLines(data, freqs)
	for n := range strings.Lines(head) {
		f, err := strconv.ParseFloat(strings.TrimSuffix(n, "\n"), 64)
		if err != nil {
			return nil, err
		}
		d.Freqs = append(d.Freqs, f)
	}
	if len(data) != 2*words+words+4*bases {
		return nil, fmt.Errorf("%d bytes behind the frequencies, want %d", len(data), 3*words+4*bases)
	}
	for i := range d.Levels {
		d.Levels[i] = uint32(data[2*i]) | uint32(data[2*i+1])<<8
		d.classes[i] = normalize.Class(data[2*words+i])
		d.Total += d.Freqs[d.Levels[i]]
	}
	d.bases = make([]uint32, 0, bases)
	for b := data[3*words:]; b != ""; b = b[4:] {
		d.bases = append(d.bases, uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16|uint32(b[3])<<24)
	}
	return d, nil
}

// CutLines cuts data behind n lines.
func CutLines(data string, n int) (head, tail string) {
	at := 0
	for range n {
		at += strings.IndexByte(data[at:], '\n') + 1
	}
	return data[:at], data[at:]
}

// distances are gse's lengths of a path through each word, one for each place in freqs: log2 of how
// rare the word is.
func (d *Dictionary) distances() []float32 {
	total := float32(math.Log2(d.Total))
	distances := make([]float32, len(d.Freqs))
	for i, f := range d.Freqs {
		distances[i] = total - float32(math.Log2(f))
	}
	return distances
}

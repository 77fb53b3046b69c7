package segment

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
//go:generate go run ./generate dictionary.zst
//go:embed dictionary.zst
var embedded []byte

const formatLine = "tifa dictionary 1"

// dictionary is the words an engine knows. Words are numbered from 0: those of the embedded
// dictionary in its order, then those added, as they come.
type dictionary struct {
	text    string   // all words, a line each
	ends    []uint32 // where the line of each ends in text
	levels  []uint32 // for each word its place in freqs
	classes []Class  // of each word
	freqs   []float64
	total   float64 // sum of all frequencies, as gse adds them up

	units []string // what words are made of, in the order of their codes, from 1
	bases []uint32 // of the trie, as placed when the dictionary was compiled; nil where words were added
}

func (d *dictionary) word(n int32) string {
	start := uint32(0)
	if n > 0 {
		start = d.ends[n-1]
	}
	return d.text[start : d.ends[n]-1]
}

// growth is a dictionary to which words are being added.
type growth struct {
	*dictionary
	lines strings.Builder    // what text becomes
	level map[float64]uint32 // place in freqs of each frequency
}

func (d *dictionary) grow() *growth {
	g := &growth{dictionary: d, level: map[float64]uint32{}}
	g.lines.WriteString(d.text)
	for i, f := range d.freqs {
		g.level[f] = uint32(i)
	}
	return g
}

// add appends a word that the dictionary lacks.
func (g *growth) add(e entry) {
	level, ok := g.level[e.freq]
	if !ok {
		level = uint32(len(g.freqs))
		g.level[e.freq] = level
		g.freqs = append(g.freqs, e.freq)
	}
	g.lines.WriteString(e.word)
	g.lines.WriteByte('\n')
	g.ends = append(g.ends, uint32(g.lines.Len()))
	g.levels = append(g.levels, level)
	g.classes = append(g.classes, normalize.ClassOfWord(e.word, e.pos))
	g.total += e.freq
}

// done makes the words that were added readable.
func (g *growth) done() { g.text = g.lines.String() }

func (d *dictionary) freq(n int32) float64 { return d.freqs[d.levels[n]] }

// readDictionary reads a compiled dictionary.
func readDictionary(compressed []byte) (*dictionary, error) {
	data, err := unpack(compressed)
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

// unpack unpacks what is embedded.
func unpack(compressed []byte) ([]byte, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	return decoder.DecodeAll(compressed, nil)
}

func parseDictionary(data string) (*dictionary, error) {
	var words, units, freqs, bases int
	if _, err := fmt.Sscanf(data, formatLine+"\n%d %d %d %d\n", &words, &units, &freqs, &bases); err != nil {
		return nil, err
	}
	d := &dictionary{ends: make([]uint32, words), levels: make([]uint32, words), classes: make([]Class, words)}
	_, data = cutLines(data, 2)
	at := 0
	for i := range d.ends {
		at += strings.IndexByte(data[at:], '\n') + 1
		d.ends[i] = uint32(at)
	}
	d.text, data = data[:at], data[at:]
	head, data := cutLines(data, units)
	d.units = strings.Split(strings.TrimSuffix(head, "\n"), "\n")
	head, data = cutLines(data, freqs)
	for n := range strings.Lines(head) {
		f, err := strconv.ParseFloat(strings.TrimSuffix(n, "\n"), 64)
		if err != nil {
			return nil, err
		}
		d.freqs = append(d.freqs, f)
	}
	if len(data) != 2*words+words+4*bases {
		return nil, fmt.Errorf("%d bytes behind the frequencies, want %d", len(data), 3*words+4*bases)
	}
	for i := range d.levels {
		d.levels[i] = uint32(data[2*i]) | uint32(data[2*i+1])<<8
		d.classes[i] = Class(data[2*words+i])
		d.total += d.freqs[d.levels[i]]
	}
	d.bases = make([]uint32, 0, bases)
	for b := data[3*words:]; b != ""; b = b[4:] {
		d.bases = append(d.bases, uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16|uint32(b[3])<<24)
	}
	return d, nil
}

// cutLines cuts data behind n lines.
func cutLines(data string, n int) (head, tail string) {
	at := 0
	for range n {
		at += strings.IndexByte(data[at:], '\n') + 1
	}
	return data[:at], data[at:]
}

// distances are gse's lengths of a path through each word, one for each place in freqs: log2 of how
// rare the word is.
func (d *dictionary) distances() []float32 {
	total := float32(math.Log2(d.total))
	distances := make([]float32, len(d.freqs))
	for i, f := range d.freqs {
		distances[i] = total - float32(math.Log2(f))
	}
	return distances
}

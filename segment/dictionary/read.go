package dictionary

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unsafe"

	"github.com/klauspost/compress/zstd"

	"tifa/segment/normalize"
)

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
	if _, err := fmt.Sscanf(data, formatLine+"\n%d %d %d %d\n", &words, &units, &freqs,
		&bases); err != nil {
		return nil, err
	}
	d := &Dictionary{ends: make([]uint32, words), Levels: make([]uint32, words),
		classes: make([]normalize.Class, words)}
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
		return nil, fmt.Errorf("%d bytes behind the frequencies, want %d", len(data),
			3*words+4*bases)
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

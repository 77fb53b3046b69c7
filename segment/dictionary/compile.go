package dictionary

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// codedWord is a word with its codes.
type codedWord struct {
	word  int32
	codes []uint16
}

// Compile makes of words in gse's format, taken as they are and not folded, what Open embeds. It is
// for go generate.
func Compile(files []WordFile) ([]byte, error) {
	entries, err := parseWords(files, func(s string) string { return s })
	if err != nil {
		return nil, err
	}
	d := newDictionary(entries)
	var words []codedWord
	for n, codes := range codesOf(d, NewCoder(d.Units)) {
		words = append(words, codedWord{n, slices.Clone(codes)})
	}
	slices.SortFunc(words, func(a, b codedWord) int { return slices.Compare(a.codes, b.codes) })
	d.bases = placeBases(func(yield func(int32, []uint16) bool) {
		for _, w := range words {
			if !yield(w.word, w.codes) {
				return
			}
		}
	}, d.Freq)
	freqs, places := d.ranked(words)

	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%d %d %d %d\n", formatLine, len(d.ends), len(d.Units), len(freqs), len(d.bases))
	for _, w := range words {
		fmt.Fprintln(&b, d.Word(w.word))
	}
	writeLines(&b, d.Units)
	writeLines(&b, freqs)
	binary.Write(&b, binary.LittleEndian, places)
	for _, w := range words {
		b.WriteByte(byte(d.classes[w.word]))
	}
	binary.Write(&b, binary.LittleEndian, d.bases)
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return w.EncodeAll(b.Bytes(), nil), nil
}

func writeLines[T any](b *bytes.Buffer, lines []T) {
	for _, l := range lines {
		fmt.Fprintln(b, l)
	}
}

// ranked are the frequencies in ascending order, and for each of the words the place of its own.
func (d *Dictionary) ranked(words []codedWord) ([]float64, []uint16) {
	freqs := slices.Sorted(slices.Values(d.Freqs))
	places := make([]uint16, len(words))
	for i, w := range words {
		place, _ := slices.BinarySearch(freqs, d.Freq(w.word))
		places[i] = uint16(place)
	}
	return freqs, places
}

// newDictionary makes a dictionary of words. As in gse, the first entry of a word counts and any
// other is ignored.
func newDictionary(entries []entry) *Dictionary {
	d := &Dictionary{}
	d.rankUnits(entries)
	known, g := map[string]bool{}, d.grow()
	for _, e := range entries {
		if known[e.word] {
			continue
		}
		known[e.word] = true
		g.add(e)
	}
	g.done()
	return d
}

// rankUnits puts the units of words in order, those that occur most often first.
func (d *Dictionary) rankUnits(entries []entry) {
	weight := map[string]float64{}
	for _, e := range entries {
		for _, u := range unitsOf(e.word) {
			weight[u] += e.freq
		}
	}
	d.Units = slices.SortedFunc(maps.Keys(weight), func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
	})
}

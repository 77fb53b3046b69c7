package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Compile makes of words in gse's format, taken as they are and not folded, what Open embeds. It is for go generate.
func Compile(words []WordFile) ([]byte, error) {
	entries, err := parseWords(words, func(s string) string { return s })
	if err != nil {
		return nil, err
	}
	d := &dictionary{}
	d.rankUnits(entries)
	if err := d.extend(entries); err != nil {
		return nil, err
	}
	s := sequencesOf(d, newCoder(d.units))
	if d.bases, err = placeBases(d, s); err != nil {
		return nil, err
	}
	freqs, places := d.ranked(s.words)

	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%d %d %d %d\n", formatLine, len(d.ends), len(d.units), len(freqs), len(d.bases))
	for _, n := range s.words {
		fmt.Fprintln(&b, d.word(n))
	}
	writeLines(&b, d.units)
	writeLines(&b, freqs)
	binary.Write(&b, binary.LittleEndian, places)
	for _, n := range s.words {
		b.WriteByte(byte(d.classes[n]))
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
func (d *dictionary) ranked(words []int32) ([]float64, []uint16) {
	freqs := slices.Sorted(slices.Values(d.freqs))
	places := make([]uint16, len(words))
	for i, n := range words {
		place, _ := slices.BinarySearch(freqs, d.freq(n))
		places[i] = uint16(place)
	}
	return freqs, places
}

// extend adds words to a dictionary. As in gse, the first entry of a word counts and any other is ignored. What was
// compiled for the trie is void then.
func (d *dictionary) extend(entries []entry) error {
	known := make(map[string]bool, len(d.ends)+len(entries))
	for n := range d.ends {
		known[d.word(int32(n))] = true
	}
	level := map[float64]uint32{}
	for i, f := range d.freqs {
		level[f] = uint32(i)
	}
	unit := map[string]bool{}
	for _, u := range d.units {
		unit[u] = true
	}
	var text strings.Builder
	text.WriteString(d.text)
	for _, e := range entries {
		if known[e.word] {
			continue
		}
		known[e.word] = true
		units := unitsOf(e.word)
		if len(units) > maxUnits {
			return fmt.Errorf("word %.20q…: %d characters, want %d at most", e.word, len(units), maxUnits)
		}
		for _, u := range units {
			if !unit[u] {
				unit[u] = true
				d.units = append(d.units, u)
			}
		}
		if _, ok := level[e.freq]; !ok {
			level[e.freq] = uint32(len(d.freqs))
			d.freqs = append(d.freqs, e.freq)
		}
		text.WriteString(e.word)
		d.ends = append(d.ends, uint32(text.Len()))
		d.levels = append(d.levels, level[e.freq])
		d.classes = append(d.classes, classOfWord(e.word, e.pos))
		d.total += e.freq
	}
	d.text, d.bases = text.String(), nil
	if len(d.units) >= codeLimit {
		return fmt.Errorf("the dictionary has %d different characters, want less than %d", len(d.units), codeLimit)
	}
	return nil
}

// rankUnits puts the units of words in order, those that occur most often first.
func (d *dictionary) rankUnits(entries []entry) {
	weight := map[string]float64{}
	for _, e := range entries {
		for _, u := range unitsOf(e.word) {
			weight[u] += e.freq
		}
	}
	d.units = slices.SortedFunc(maps.Keys(weight), func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
	})
}

// unitsOf splits a folded word as gse does: into characters and groups.
func unitsOf(word string) []string {
	var units []string
	for word != "" {
		n := groupLen(word)
		if n == 0 {
			n = len(string([]rune(word)[:1]))
		}
		units = append(units, word[:n])
		word = word[n:]
	}
	return units
}

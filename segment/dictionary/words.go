package dictionary

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WordFile is a dictionary in gse's format: on each line a word, its frequency and, if one likes,
// its part of speech, with spaces between. As in gse, a word of a frequency below 2 is dropped, a
// single character has the frequency 2, and a word the dictionary has already keeps what it has.
// Words are folded like texts.
type WordFile struct {
	Name string // for messages
	Data []byte
}

// entry is one word of a dictionary.
type entry struct {
	word string
	freq float64
	pos  string // part of speech in jieba's tags
}

// parseWords reads dictionaries in the order given, with their words folded as told.
func parseWords(files []WordFile, fold func(string) string) ([]entry, error) {
	var entries []entry
	for _, f := range files {
		for n, line := range strings.Split(strings.TrimPrefix(string(f.Data), "\uFEFF"), "\n") {
			e, err := parseWord(line, fold)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", f.Name, n+1, err)
			}
			if e.freq >= minFreq {
				entries = append(entries, e)
			}
		}
	}
	return entries, nil
}

const (
	minFreq = 2   // gse drops a word of a lower frequency
	maxFreq = 1e9 // beyond it a word comes so cheap that gse takes its distance of 0 for none; all words of gse add up to 6e7
)

// parseWord reads a line; an empty one yields a zero entry.
func parseWord(line string, fold func(string) string) (entry, error) {
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return entry{}, nil
	}
	if len(fields) < 2 || len(fields) > 3 {
		return entry{}, fmt.Errorf("%q: want a word, its frequency and optionally its part of speech, separated by spaces", line)
	}
	e := entry{word: fold(fields[0])}
	if e.word == "" || strings.ContainsAny(e.word, "\x00\n\uFFFD") {
		return entry{}, fmt.Errorf("word %q: want characters that normalization keeps, in UTF-8", fields[0])
	}
	freq, err := strconv.ParseFloat(fields[1], 64)
	if err != nil || !(freq <= maxFreq) {
		return entry{}, fmt.Errorf("frequency %q of %s: want a number from 2 to %g", fields[1], fields[0], float64(maxFreq))
	}
	if n := len(unitsOf(e.word)); n > maxUnits {
		return entry{}, fmt.Errorf("word of %d characters: want %d at most", n, maxUnits)
	}
	e.freq = freq
	if len([]rune(e.word)) < 2 && freq >= minFreq {
		e.freq = minFreq
	}
	if len(fields) == 3 {
		e.pos = fields[2]
	}
	return e, nil
}

// unitsOf splits a folded word as gse does: into characters and groups.
func unitsOf(word string) []string {
	var units []string
	for word != "" {
		n := groupLen(word)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(word)
		}
		units = append(units, word[:n])
		word = word[n:]
	}
	return units
}

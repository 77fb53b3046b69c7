package segment

import (
	"fmt"
	"strconv"
	"strings"
)

// Options say which words a Segmenter knows and how it segments. The zero value is gse's own dictionary and tifa's kernel.
type Options struct {
	// Engine is "kernel" (also when empty) or "gse", gse itself, for comparison: the same tokens, slower.
	Engine string
	// Words are dictionary files to add to gse's own dictionary, in order.
	Words []WordFile
}

// WordFile is a dictionary in gse's format: on each line a word, its frequency and, if one likes, its part of speech, with
// spaces between. As in gse, a word of a frequency below 2 is dropped, a single character has the frequency 2, and a word
// the dictionary has already keeps what it has. Words are folded like texts.
type WordFile struct {
	Name string // for messages
	Data []byte
}

// Segmenter holds a dictionary and an engine. It is safe for concurrent use; each goroutine reads through its own Reader.
type Segmenter struct {
	dictionary *dictionary
	table      *table
	newEngine  func() engine
}

// engine segments folded text: it appends to tokens what tiles fold. The codes are the Segmenter's table's for fold; gse
// does without. An engine serves one goroutine.
type engine interface {
	segment(fold []rune, codes []uint16, tokens []Token) []Token
}

// Open makes a Segmenter ready for use.
func Open(o Options) (*Segmenter, error) {
	extra, err := parseWords(o.Words, Fold)
	if err != nil {
		return nil, err
	}
	switch o.Engine {
	case "", "kernel":
		return openKernel(extra)
	case "gse":
		return openGSE(extra)
	}
	return nil, fmt.Errorf("engine %q: want kernel or gse", o.Engine)
}

// Reader returns a new Reader, for one goroutine.
func (s *Segmenter) Reader() *Reader {
	return &Reader{segmenter: s, table: s.table, engine: s.newEngine()}
}

// Word is the folded text of the dictionary's word number n, or "" for a Token.Word of -1.
func (s *Segmenter) Word(n int32) string {
	if n < 0 {
		return ""
	}
	return s.dictionary.word(n)
}

// Words is the number of words in the dictionary. They are numbered from 0, the same in every run with the same words.
func (s *Segmenter) Words() int { return len(s.dictionary.ends) }

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
		return entry{}, fmt.Errorf("%q: want a word, its frequency and perhaps its part of speech, with spaces between", line)
	}
	e := entry{word: fold(fields[0])}
	if e.word == "" || strings.ContainsAny(e.word, "\x00\n\uFFFD") {
		return entry{}, fmt.Errorf("word %q: want characters that folding keeps, in UTF-8", fields[0])
	}
	freq, err := strconv.ParseFloat(fields[1], 64)
	if err != nil || !(freq <= maxFreq) {
		return entry{}, fmt.Errorf("frequency %q of %s: want a number from 2 to %g", fields[1], fields[0], float64(maxFreq))
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

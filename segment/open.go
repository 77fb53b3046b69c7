package segment

import (
	"fmt"
	"math"
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
	newEngine func() engine
	words     []string
	classes   []Class
}

// engine segments folded text: it appends to tokens what tiles fold. It serves one goroutine.
type engine interface {
	segment(fold []rune, tokens []Token) []Token
}

// Open makes a Segmenter ready for use.
func Open(o Options) (*Segmenter, error) {
	extra, err := parseWords(o.Words)
	if err != nil {
		return nil, err
	}
	switch o.Engine {
	case "", "kernel", "gse":
		return openGSE(extra)
	}
	return nil, fmt.Errorf("engine %q: want kernel or gse", o.Engine)
}

// Reader returns a new Reader, for one goroutine.
func (s *Segmenter) Reader() *Reader {
	return &Reader{segmenter: s, folds: folding(), engine: s.newEngine()}
}

// Word is the folded text of the dictionary's word number n, or "" for a Token.Word of -1.
func (s *Segmenter) Word(n int32) string {
	if n < 0 {
		return ""
	}
	return s.words[n]
}

// Words is the number of words in the dictionary; they are numbered from 0 in gse's order.
func (s *Segmenter) Words() int { return len(s.words) }

// entry is one word of a dictionary.
type entry struct {
	word string
	freq float64
	pos  string // part of speech in jieba's tags
}

// parseWords reads extra dictionaries, folded, in the order given.
func parseWords(files []WordFile) ([]entry, error) {
	var entries []entry
	for _, f := range files {
		for n, line := range strings.Split(strings.TrimPrefix(string(f.Data), "\uFEFF"), "\n") {
			e, err := parseWord(line)
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

// minFreq is the frequency below which gse drops a word.
const minFreq = 2

// parseWord reads a line; an empty one yields a zero entry.
func parseWord(line string) (entry, error) {
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return entry{}, nil
	}
	if len(fields) < 2 || len(fields) > 3 {
		return entry{}, fmt.Errorf("%q: want a word, its frequency and perhaps its part of speech, with spaces between", line)
	}
	e := entry{word: Fold(fields[0])}
	if e.word == "" || strings.ContainsAny(e.word, "\x00\n\uFFFD") {
		return entry{}, fmt.Errorf("word %q: want characters that folding keeps, in UTF-8", fields[0])
	}
	freq, err := strconv.ParseFloat(fields[1], 64)
	if err != nil || math.IsNaN(freq) || math.IsInf(freq, 0) {
		return entry{}, fmt.Errorf("frequency %q of %s: want a number, 2 or more", fields[1], fields[0])
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

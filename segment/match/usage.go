package match

import (
	"cmp"
	"maps"
	"slices"

	"tifa/segment/sentence"
)

// Usage gathers how the phrases of a Matcher's concepts occur in a corpus. It serves one goroutine.
type Usage struct {
	m    *Matcher
	rows map[usageKey]*usageCount
}

type usageKey struct {
	concept, pattern int32
	keyword          string
}

type usageCount struct {
	mentions, split int
	words           map[string]int
}

// UsageRow is one keyword of one phrase: a folded string that the phrase matched.
type UsageRow struct {
	Concept  string // ID
	Phrase   string // the pattern
	Keyword  string // folded
	Mentions int
	Split    int // mentions with an edge that is no edge of a token: Mentions less those Aligned
	// Words are the longer words that the mentions counted in Split reach into, most frequent
	// first: the tokens, written with "/" between them, from the one with the first character of
	// the mention to the one with its last.
	Words []WordCount
}

// WordCount is a word, or several with "/" between them, and how often it was met.
type WordCount struct {
	Word     string
	Mentions int
}

// NewUsage gathers for the concepts of m.
func NewUsage(m *Matcher) *Usage {
	return &Usage{m: m, rows: map[usageKey]*usageCount{}}
}

// Add takes note of the mentions that a Finder of the same Matcher found in s.
func (u *Usage) Add(s *sentence.Sentence, mentions []Mention) {
	for _, x := range mentions {
		row := u.row(usageKey{x.Concept, x.Pattern, string(s.Fold[x.Start:x.End])})
		row.mentions++
		if x.Aligned {
			continue
		}
		row.split++
		if len(s.Tokens) > 0 {
			row.words[s.WordsOver(x.Start, x.End)]++
		}
	}
}

func (u *Usage) row(key usageKey) *usageCount {
	row := u.rows[key]
	if row == nil {
		row = &usageCount{words: map[string]int{}}
		u.rows[key] = row
	}
	return row
}

// Report is a row for every phrase and keyword, by concept, phrase as in the lexicon, falling
// Mentions, and Keyword. A phrase that never matched has one row without keyword. Words are cut to
// the given number.
func (u *Usage) Report(words int) []UsageRow {
	var keys []usageKey
	met := map[usageKey]bool{}
	for key := range u.rows {
		keys = append(keys, key)
		met[usageKey{key.concept, key.pattern, ""}] = true
	}
	for c := range u.m.Concepts {
		for p := range u.m.Concepts[c].Phrases {
			if key := (usageKey{int32(c), int32(p), ""}); !met[key] {
				keys = append(keys, key)
			}
		}
	}
	slices.SortFunc(keys, func(a, b usageKey) int {
		return cmp.Or(cmp.Compare(a.concept, b.concept), cmp.Compare(a.pattern, b.pattern),
			cmp.Compare(u.mentions(b), u.mentions(a)), cmp.Compare(a.keyword, b.keyword))
	})
	var rows []UsageRow
	for _, key := range keys {
		c := &u.m.Concepts[key.concept]
		row := UsageRow{Concept: c.ID, Phrase: c.Phrases[key.pattern], Keyword: key.keyword}
		if count := u.rows[key]; count != nil {
			row.Mentions, row.Split, row.Words = count.mentions, count.split, mostFrequent(count.words, words)
		}
		rows = append(rows, row)
	}
	return rows
}

func (u *Usage) mentions(key usageKey) int {
	if count := u.rows[key]; count != nil {
		return count.mentions
	}
	return 0
}

// mostFrequent is at most n words, by falling count and then by the word.
func mostFrequent(words map[string]int, n int) []WordCount {
	var all []WordCount
	for _, word := range slices.Sorted(maps.Keys(words)) {
		all = append(all, WordCount{word, words[word]})
	}
	slices.SortStableFunc(all, func(a, b WordCount) int { return cmp.Compare(b.Mentions, a.Mentions) })
	return all[:min(n, len(all))]
}

// Package phrases finds phrases that no lexicon lists: frequent, cohesive sequences of 2 to 6
// tokens.
//
// Write passes over the merged documents three times and writes the tables ngrams and phrase_weeks.
// Counts are exact, and memory does not grow with the corpus.
package phrases

import (
	"context"
	"math"
	"strings"
	"unicode"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/parallel"
	"tifa/segment"
)

// Sequences of 2 to 6 tokens are counted exactly, in three passes over the documents and in memory
// that does not grow with the corpus:
//
//  1. A sketch, an array of fixed size, counts the hashes of sequences (Park, Chen & Yu 1995). One
//     is counted where the counter of the sequence it begins with, one token shorter, says that
//     this has been seen before: most sequences occur once, and whatever begins with them need not
//     be looked at. So a counter lacks at most one occurrence for each token from the third on.
//     Different sequences may share a counter, so that it never lacks more.
//  2. Sequences whose counters, with what they may lack, reach the threshold are counted one by
//     one. The others can't be frequent. The threshold is at least one in a million tokens, so that
//     there are never more than five million frequent sequences, however many texts there are.
//  3. For those that cohere, and that are no piece of a longer one, years, documents and neighbours
//     are counted, and the weeks of each source and year that have them. The weeks are written
//     source by source and year by year, as documents come.
//
// Sequences do not run over punctuation, except symbols such as the + of 互联网+. Each belongs to the
// shard of its first token; shards count side by side, while the next documents are read.

const (
	longestNgram = 6
	perTokens    = 1_000_000 // a frequent sequence occurs at least once in so many tokens
	shards       = 4         // that count side by side
	sketchBits   = 22        // counters in each shard's sketch, in 8 MB
	batchTokens  = 1 << 18   // that are read before the shards count them
	full         = 1<<16 - 1 // a counter goes no further
	// partOfLonger is the share of a sequence's occurrences in which one token always stands beside
	// it, from which on it is a piece of the longer sequence.
	partOfLonger = 0.9
)

// Write writes the sequences that may be phrases, by year, and the weeks that have them.
func Write(ctx context.Context, s *config.Study, x *merge.Index, workers *parallel.Workers, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.Ngram](to)
	if err != nil {
		return err
	}
	n := newNgrams(s, x, workers)
	if n.weeks, err = outputs.NewWriter[outputs.PhraseWeeks](to); err != nil {
		return err
	}
	for _, pass := range []func(*shard, *passDocument){(*shard).sketchDocument, (*shard).countDocument, (*shard).placeDocument} {
		if err := n.pass(ctx, pass); err != nil {
			return err
		}
		if err := n.next(); err != nil {
			return err
		}
	}
	if err := n.weeks.Close(); err != nil {
		return err
	}
	if err := n.examples(ctx); err != nil {
		return err
	}
	for i := range n.found {
		if err := w.Write(n.rows(&n.found[i])...); err != nil {
			return err
		}
	}
	return w.Close()
}

// ngrams counts sequences of tokens. Tokens have numbers: the dictionary's words, then the others
// in the order met.
type ngrams struct {
	study   *config.Study
	workers *parallel.Workers
	index   *merge.Index
	step    int
	only    func(document int) bool // which documents to walk; nil for all
	breaks  []bool                  // whether sequences stop at a token, by number
	others  map[string]int32
	texts   []string        // of the others
	local   []int32         // numbers of a document's others
	tokens  int64           // that no sequence stops at
	years   map[int32]int64 // these by year
	least   int64           // the threshold
	singles []int64         // how often each token occurs
	shards  [shards]*shard
	found   []phrase // of all shards, in the end
	weeks   *outputs.Writer[outputs.PhraseWeeks]
}

// shard has the sequences that begin with certain tokens.
type shard struct {
	*ngrams
	number  int32
	sketch  []uint16
	nodes   []ngramNode // of the frequent sequences and their beginnings
	child   childTable  // nodes by parent and token
	found   []phrase
	foundAt []int32 // of each node its place in found, -1 for none

	source string // that the last pass has come to, and the year
	year   int32
	inYear []int32 // phrases found in them
	done   []outputs.PhraseWeeks
}

// shardOf has the sequences that begin with a token.
func (n *ngrams) shardOf(token int32) *shard { return n.shards[token%shards] }

// has says whether sequences that begin with a token belong to the shard.
func (s *shard) has(token int32) bool { return token%shards == s.number }

// ngramNode is a sequence: that of its parent, or a single token, and one token more.
type ngramNode struct {
	parent int32 // a node; -1-n for the single token n
	token  int32
	length int8
	count  int64
}

func newNgrams(s *config.Study, x *merge.Index, workers *parallel.Workers) *ngrams {
	n := &ngrams{study: s, workers: workers, index: x, breaks: make([]bool, s.Segmenter.Words()), others: map[string]int32{}, years: map[int32]int64{}}
	for i := range n.shards {
		n.shards[i] = &shard{ngrams: n, number: int32(i), sketch: make([]uint16, 1<<sketchBits), child: newChildTable()}
	}
	for word := range n.breaks {
		n.breaks[word] = stops(s.Segmenter, int32(word), s.Segmenter.Word(int32(word)))
	}
	return n
}

// stops says whether sequences stop at a token.
func stops(s *segment.Segmenter, word int32, text string) bool {
	return s.Class(word, text) == segment.Punctuation &&
		strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSymbol(r) })
}

// next prepares for the pass that follows.
func (n *ngrams) next() error {
	switch n.step++; n.step {
	case 1:
		n.least = max(n.study.Config.Measures.Ngrams.MinCount, n.tokens/perTokens)
		n.singles = make([]int64, len(n.breaks))
	case 2:
		n.choose()
		for _, s := range n.shards {
			s.sketch = nil
			s.prune()
		}
	case 3:
		for _, s := range n.shards {
			s.leave()
		}
		if err := n.writeWeeks(); err != nil {
			return err
		}
		for i, s := range n.shards {
			n.found = append(n.found, s.found...)
			n.shards[i] = nil
		}
		n.keepFree()
	}
	return nil
}

// bucket is the counter of a sequence, from its hash.
func bucket(hash uint64) uint64 { return hash >> (64 - sketchBits) }

// extend makes of a sequence's hash that of the sequence with one token more.
func extend(hash uint64, token int32) uint64 {
	hash = (hash ^ uint64(uint32(token))) * 0x9E3779B97F4A7C15
	return hash ^ hash>>29
}

func (s *shard) sketchDocument(w *passDocument) {
	for _, in := range w.tokenSegments {
		if s.number == 0 {
			s.tokens += int64(in.end - in.start)
			s.years[w.year] += int64(in.end - in.start)
		}
		for i := in.start; i < in.end-1; i++ {
			if s.has(w.tokens[i]) {
				s.sketchFrom(w.tokens[i:min(i+longestNgram, in.end)])
			}
		}
	}
}

// sketchFrom counts the sequences that begin with the first token.
func (s *shard) sketchFrom(tokens []int32) {
	hash := extend(1, tokens[0])
	for _, t := range tokens[1:] {
		hash = extend(hash, t)
		c := &s.sketch[bucket(hash)]
		seen := *c
		if seen < full {
			*c++
		}
		if seen == 0 {
			return
		}
	}
}

// countDocument counts the sequences that may be frequent, or nearly so. Where a sequence is not,
// no longer one that begins with it is.
func (s *shard) countDocument(w *passDocument) {
	least := int(math.Ceil(partOfLonger * float64(min(s.least, full)))) // what shows a frequent one to be a piece of a longer one
	for _, in := range w.tokenSegments {
		for i := in.start; i < in.end; i++ {
			if s.has(w.tokens[i]) {
				s.countFrom(w.tokens[i:min(i+longestNgram, in.end)], least)
			}
		}
	}
}

func (s *shard) countFrom(tokens []int32, least int) {
	s.singles[tokens[0]]++
	hash, node := extend(1, tokens[0]), -1-tokens[0]
	for lacks, t := range tokens[1:] {
		if hash = extend(hash, t); int(s.sketch[bucket(hash)])+lacks < least {
			return
		}
		node = s.grow(node, t)
		s.nodes[node].count++
	}
}

// grow is the node of a sequence and one token more, made where it is new.
func (s *shard) grow(parent, token int32) int32 {
	node, ok := s.child.find(parent, token)
	if !ok {
		node = int32(len(s.nodes))
		s.child.add(parent, token, node)
		length := int8(2)
		if parent >= 0 {
			length = s.nodes[parent].length + 1
		}
		s.nodes = append(s.nodes, ngramNode{parent: parent, token: token, length: length})
	}
	return node
}

// sequence is the tokens of a node.
func (s *shard) sequence(node int32) []int32 {
	out := make([]int32, s.nodes[node].length)
	for i := len(out) - 1; i > 0; i-- {
		out[i], node = s.nodes[node].token, s.nodes[node].parent
	}
	out[0] = -1 - node
	return out
}

// at is the node of a sequence in the shard of its first token, or the single token as -1-n.
func (n *ngrams) at(tokens []int32) (s *shard, node int32, ok bool) {
	s, node = n.shardOf(tokens[0]), -1-tokens[0]
	for _, t := range tokens[1:] {
		if node, ok = s.child.find(node, t); !ok {
			return s, 0, false
		}
	}
	return s, node, true
}

func (s *shard) count(node int32) int64 {
	if node < 0 {
		return s.singles[-1-node]
	}
	return s.nodes[node].count
}

package pipeline

import (
	"math"
	"strings"
	"unicode"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/segment"
)

// Sequences of 2 to 6 tokens are counted exactly, in three walks over the documents and in memory that does not grow with
// the corpus:
//
//  1. A sketch, an array of fixed size, counts the hashes of sequences (Park, Chen & Yu 1995). One is counted where the
//     counter of the sequence it begins with, one token shorter, says that this has been seen before: most sequences occur
//     once, and whatever begins with them need not be looked at. So a counter lacks at most one occurrence for each token
//     from the third on. Different sequences may share a counter, so that it never lacks more.
//  2. Sequences whose counters, with what they may lack, reach the threshold are counted one by one. The others can't be
//     frequent. The threshold is at least one in a million tokens, so that there are never more than five million frequent
//     sequences, however many texts there are.
//  3. For those that cohere, and that are no piece of a longer one, years, documents and neighbours are counted.
//
// Sequences do not run over punctuation, except symbols such as the + of 互联网+.

const (
	longestNgram = 6
	perTokens    = 1_000_000 // a frequent sequence occurs at least once in so many tokens
	sketchBits   = 24        // counters in the sketch, in 32 MB
	full         = 1<<16 - 1 // a counter goes no further
	// partOfLonger is the share of a sequence's occurrences in which one token always stands beside it, from which on it is
	// a piece of the longer sequence.
	partOfLonger = 0.9
)

// writeNgrams writes the sequences that may be phrases, by year.
func writeNgrams(p *plan, x *index, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.Ngram](to)
	if err != nil {
		return err
	}
	n := newNgrams(p, x)
	for _, walk := range []func(*ngrams, *walked){(*ngrams).sketchDocument, (*ngrams).countDocument, (*ngrams).placeDocument} {
		if err := n.walk(walk); err != nil {
			return err
		}
		n.next()
	}
	if err := n.examples(); err != nil {
		return err
	}
	for i := range n.found {
		if err := w.Write(n.rows(&n.found[i])...); err != nil {
			return err
		}
	}
	return w.Close()
}

// ngrams counts sequences of tokens. Tokens have numbers: the dictionary's words, then the others in the order met.
type ngrams struct {
	plan    *plan
	index   *index
	step    int
	only    func(document int) bool // which documents to walk; nil for all
	breaks  []bool                  // whether sequences stop at a token, by number
	others  map[string]int32
	texts   []string        // of the others
	local   []int32         // numbers of a document's others
	tokens  int64           // that no sequence stops at
	years   map[int32]int64 // these by year
	sketch  []uint16
	least   int64       // the threshold
	nodes   []ngramNode // of the frequent sequences and their beginnings
	child   childTable  // nodes by parent and token
	singles []int64     // how often each token occurs
	found   []phrase
	foundAt []int32 // of each node its place in found, -1 for none
}

// ngramNode is a sequence: that of its parent, or a single token, and one token more.
type ngramNode struct {
	parent int32 // a node; -1-n for the single token n
	token  int32
	length int8
	count  int64
}

// walked is a document as the walks see it.
type walked struct {
	number int32
	year   int32
	tokens []int32 // numbers of tokens
	ends   []int32 // of sentences
}

func newNgrams(p *plan, x *index) *ngrams {
	n := &ngrams{plan: p, index: x, breaks: make([]bool, p.segmenter.Words()), others: map[string]int32{}, years: map[int32]int64{},
		sketch: make([]uint16, 1<<sketchBits), child: newChildTable()}
	for word := range n.breaks {
		n.breaks[word] = stops(p.segmenter, int32(word), p.segmenter.Word(int32(word)))
	}
	return n
}

// stops says whether sequences stop at a token.
func stops(s *segment.Segmenter, word int32, text string) bool {
	return s.Class(word, text) == segment.Punctuation &&
		strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSymbol(r) })
}

// walk shows every counted document that has a year.
func (n *ngrams) walk(document func(*ngrams, *walked)) error {
	files := n.index.files()
	defer files.close()
	var q sequence
	var buf []byte
	var err error
	var w walked
	for i := range n.index.documents {
		d := &n.index.documents[i]
		if !d.counted(n.plan.keepDuplicates()) || d.precision == corpus.PrecisionNone ||
			n.only != nil && !n.only(i) {
			continue
		}
		if buf, err = files.read(d.part, d.at.sequence, d.at.sequenceLength, buf, q.decode); err != nil {
			return err
		}
		w.number, w.year, w.ends = int32(i), Year.start(d.day), q.ends
		w.tokens = n.number(&q, w.tokens[:0])
		document(n, &w)
	}
	return nil
}

// number gives the tokens of a document their numbers.
func (n *ngrams) number(q *sequence, tokens []int32) []int32 {
	n.local = n.local[:0]
	for _, text := range q.others {
		n.local = append(n.local, n.other(text))
	}
	for _, t := range q.tokens {
		if t < 0 {
			t = n.local[-1-t]
		}
		tokens = append(tokens, t)
	}
	return tokens
}

func (n *ngrams) other(text string) int32 {
	number, ok := n.others[text]
	if !ok {
		number = int32(len(n.breaks))
		n.breaks = append(n.breaks, stops(n.plan.segmenter, -1, text))
		n.others[text], n.texts = number, append(n.texts, text)
	}
	return number
}

func (n *ngrams) text(token int32) string {
	if known := len(n.breaks) - len(n.texts); int(token) >= known {
		return n.texts[int(token)-known]
	}
	return n.plan.segmenter.Word(token)
}

// stretches calls each with the stretches of tokens between punctuation and sentence ends, and where they begin.
func (n *ngrams) stretches(w *walked, each func(start, end int)) {
	start := 0
	for _, end := range w.ends {
		for i := start; i < int(end); i++ {
			if n.breaks[w.tokens[i]] {
				if i > start {
					each(start, i)
				}
				start = i + 1
			}
		}
		if int(end) > start {
			each(start, int(end))
		}
		start = int(end)
	}
}

// next prepares for the walk that follows.
func (n *ngrams) next() {
	switch n.step++; n.step {
	case 1:
		n.least = max(n.plan.config.Measures.Ngrams.MinCount, n.tokens/perTokens)
		n.singles = make([]int64, len(n.breaks))
	case 2:
		n.sketch = nil
		n.choose()
		n.prune()
	case 3:
		n.nodes, n.child = nil, childTable{}
		n.keepFree()
	}
}

// bucket is the counter of a sequence, from its hash.
func bucket(hash uint64) uint64 { return hash >> (64 - sketchBits) }

// extend makes of a sequence's hash that of the sequence with one token more.
func extend(hash uint64, token int32) uint64 {
	hash = (hash ^ uint64(uint32(token))) * 0x9E3779B97F4A7C15
	return hash ^ hash>>29
}

func (n *ngrams) sketchDocument(w *walked) {
	n.stretches(w, func(start, end int) {
		n.tokens += int64(end - start)
		n.years[w.year] += int64(end - start)
		for i := start; i < end-1; i++ {
			hash := extend(1, w.tokens[i])
			for _, t := range w.tokens[i+1 : min(i+longestNgram, end)] {
				hash = extend(hash, t)
				c := &n.sketch[bucket(hash)]
				seen := *c
				if seen < full {
					*c++
				}
				if seen == 0 {
					break
				}
			}
		}
	})
}

// countDocument counts the sequences that may be frequent, or nearly so. Where a sequence is not, no longer one that begins
// with it is.
func (n *ngrams) countDocument(w *walked) {
	least := int(math.Ceil(partOfLonger * float64(min(n.least, full)))) // what shows a frequent one to be a piece of a longer one
	n.stretches(w, func(start, end int) {
		for i := start; i < end; i++ {
			n.singles[w.tokens[i]]++
			hash, node := extend(1, w.tokens[i]), -1-w.tokens[i]
			for lacks, t := range w.tokens[i+1 : min(i+longestNgram, end)] {
				if hash = extend(hash, t); int(n.sketch[bucket(hash)])+lacks < least {
					break
				}
				node = n.grow(node, t)
				n.nodes[node].count++
			}
		}
	})
}

// grow is the node of a sequence and one token more, made where it is new.
func (n *ngrams) grow(parent, token int32) int32 {
	node, ok := n.child.find(parent, token)
	if !ok {
		node = int32(len(n.nodes))
		n.child.add(parent, token, node)
		length := int8(2)
		if parent >= 0 {
			length = n.nodes[parent].length + 1
		}
		n.nodes = append(n.nodes, ngramNode{parent: parent, token: token, length: length})
	}
	return node
}

// sequence is the tokens of a node.
func (n *ngrams) sequence(node int32) []int32 {
	out := make([]int32, n.nodes[node].length)
	for i := len(out) - 1; i > 0; i-- {
		out[i], node = n.nodes[node].token, n.nodes[node].parent
	}
	out[0] = -1 - node
	return out
}

// at is the node of a sequence, or the single token as -1-n.
func (n *ngrams) at(tokens []int32) (node int32, ok bool) {
	node = -1 - tokens[0]
	for _, t := range tokens[1:] {
		if node, ok = n.child.find(node, t); !ok {
			return 0, false
		}
	}
	return node, true
}

func (n *ngrams) count(node int32) int64 {
	if node < 0 {
		return n.singles[-1-node]
	}
	return n.nodes[node].count
}

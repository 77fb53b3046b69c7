package engine

import (
	"math"
	"unicode"

	"tifa/segment/dictionary"
)

// cutter is the engine of HMM mode: gse's Cut(text, true). It first finds the likeliest way through
// the dictionary's words, character by character; what then stands there as single characters in a
// row goes through the hidden Markov model, which finds words in it that no dictionary has. See
// cutDAG in gse's dag.go.
//
// It differs from gse in one rule. Where no word of the dictionary begins at a character, gse takes
// the character for a word of frequency 1; but if longer words begin with it (as 4s店 with 4) gse
// finds a frequency of 0 and so a probability of 0, and from there back to the beginning of the
// text all ways are equally impossible: it takes the longest word everywhere (王小明研究生命起源 is 研究|生命,
// but 王小明研究生命起源t3 is 研究生|命). Here the frequency is 1 in both cases, as in jieba, from which gse's
// code comes. (And a NUL is a character like any other, while gse's trie takes it for the end of a
// word.)
type cutter struct {
	checks []uint16 // the trie's
	nodes  []spot   // its nodes, with other weights
	levels []float64
	none   float64 // logarithm of the probability of a character that no word begins at
	model  *model

	steps  []reach
	scores []float64 // for each place the logarithm of the probability of the best way from there to the end
	hops   []hop
	trace  []uint8
}

// spot is a node of a trie (see there), with the logarithm of a word's probability as an index
// into cutter.levels, where the last one is that of no word, minus infinity.
type spot struct {
	links dictionary.Links
	level uint32
	word  int32
}

// reach is what begins at a character, as far as two characters reach; see latticeEdge, which is the same
// for the kernel.
type reach struct {
	one, two float64
	at, base uint32
}

// hop is the first token on the best way from a place: its characters and its node.
type hop struct {
	chars int32
	at    uint32
}

// NewCutter says how to make engines of a trie that has been spelled.
func NewCutter(d *dictionary.Dictionary, t *dictionary.Trie) (func() Engine, error) {
	m, err := readModel(embeddedModel)
	if err != nil {
		return nil, err
	}
	total := math.Log(d.Total)
	levels := make([]float64, len(d.Freqs)+1)
	for i, f := range d.Freqs {
		levels[i] = math.Log(f) - total
	}
	levels[len(d.Freqs)] = math.Inf(-1)
	nodes := make([]spot, len(t.Nodes))
	for i := range t.Nodes {
		n := &t.Nodes[i]
		nodes[i] = spot{n.Links, uint32(len(d.Freqs)), n.Word}
		if n.Word >= 0 {
			nodes[i].level = d.Levels[n.Word]
		}
	}
	return func() Engine {
		return &cutter{checks: t.Checks, nodes: nodes, levels: levels, none: math.Log(1) - total, model: m}
	}, nil
}

// Segment is that of Engine.
func (k *cutter) Segment(fold []rune, codes []uint16, tokens []Token) []Token {
	codes = codes[:len(fold)]
	if n := len(codes); cap(k.scores) < n+2 {
		k.steps = make([]reach, 2*n+64)
		k.scores = make([]float64, 2*n+64+2)
		k.hops = make([]hop, 2*n+64)
		k.trace = make([]uint8, 2*n+64)
	}
	k.step(codes)
	k.walk(codes)
	from := int32(0) // where the single characters in a row begin
	for at := int32(0); at < int32(len(codes)); {
		h := k.hops[at]
		if h.chars == 1 {
			at++
			continue
		}
		tokens = k.unknown(fold, codes, from, at, tokens)
		tokens = append(tokens, Token{at, at + h.chars, k.nodes[h.at].word})
		at += h.chars
		from = at
	}
	return k.unknown(fold, codes, from, int32(len(codes)), tokens)
}

// step takes the first two steps from every character, as the kernel does in three loops, where it
// is said why.
func (k *cutter) step(codes []uint16) {
	steps, checks, nodes, levels := k.steps[:len(codes)], k.checks, k.nodes, k.levels
	last := uint32(len(nodes) - 1)
	var next, after uint16
	for i := len(codes) - 1; i >= 0; i-- {
		one := &nodes[codes[i]]
		at := one.links.Base() + uint32(next)
		same := uint32((int32(uint32(checks[at]^next)) - 1) >> 31)
		at = last ^ (at^last)&same
		two := &nodes[at]
		steps[i] = reach{levels[one.level], levels[two.level], at, two.links.Toward(after)}
		next, after = codes[i], next
	}
}

// walk finds the best way from each place to the end; of equally good ones, the one with the longer
// first token.
func (k *cutter) walk(codes []uint16) {
	n := len(codes)
	steps, scores, hops := k.steps[:n], k.scores[:n+2], k.hops[:n]
	scores[n], scores[n+1] = 0, 0
	for i := n - 1; i >= 0; i-- {
		s := &steps[i]
		score, h := s.one+scores[i+1], hop{1, uint32(codes[i])}
		if two := s.two + scores[i+2]; two >= score {
			score, h = two, hop{2, s.at}
		}
		if s.base != 0 {
			score, h = k.longer(codes, i, s.base, score, h)
		}
		if math.IsInf(score, -1) {
			score, h = k.none+scores[i+1], hop{1, uint32(codes[i])}
		}
		scores[i], hops[i] = score, h
	}
}

// longer looks at the words of three characters and more that begin at character i.
func (k *cutter) longer(codes []uint16, i int, base uint32, score float64, h hop) (float64, hop) {
	for j := i + 2; j < len(codes) && base != 0; j++ {
		at := base + uint32(codes[j])
		if k.checks[at] != codes[j] {
			break
		}
		node := &k.nodes[at]
		if s := k.levels[node.level] + k.scores[j+1]; s >= score {
			score, h = s, hop{int32(j + 1 - i), at}
		}
		base = node.links.Base()
	}
	return score, h
}

// unknown appends the tokens of single characters in a row.
func (k *cutter) unknown(fold []rune, codes []uint16, from, to int32, tokens []Token) []Token {
	if to-from > 1 && k.word(codes[from:to]) < 0 {
		return k.guess(fold, codes, from, to, tokens)
	}
	for ; from < to; from++ { // gse keeps apart what together is a word, but a rare one
		tokens = append(tokens, Token{from, from + 1, k.nodes[codes[from]].word})
	}
	return tokens
}

// guess appends tokens as gse's package hmm finds them: Han characters by the model, letters and
// digits in groups, whatever stands between these as one token.
func (k *cutter) guess(fold []rune, codes []uint16, from, to int32, tokens []Token) []Token {
	for at := from; at < to; at = from {
		for at < to && isHan(fold[at]) {
			at++
		}
		if at > from {
			tokens = k.names(fold, codes, from, at, tokens)
			from = at
			continue
		}
		if at += int32(alnumLen(fold[at:to])); at == from {
			for at < to && !isHan(fold[at]) && !isAlnum(fold[at]) {
				at++
			}
		}
		tokens = append(tokens, Token{from, at, k.word(codes[from:at])})
		from = at
	}
	return tokens
}

// names appends the tokens that the model makes of Han characters.
func (k *cutter) names(fold []rune, codes []uint16, from, to int32, tokens []Token) []Token {
	if to-from == 1 {
		return append(tokens, Token{from, to, k.nodes[codes[from]].word})
	}
	trace := k.trace[:to-from]
	k.model.viterbi(fold[from:to], trace)
	begin := from
	for i, state := range trace {
		end := from + int32(i) + 1
		if state == ends || state == single {
			tokens = append(tokens, Token{begin, end, k.word(codes[begin:end])})
			begin = end
		}
	}
	return tokens
}

// word is the number of the word of these codes, -1 if there is none.
func (k *cutter) word(codes []uint16) int32 {
	node := &k.nodes[codes[0]]
	for _, c := range codes[1:] {
		base := node.links.Base()
		at := base + uint32(c)
		if base == 0 || k.checks[at] != c {
			return -1
		}
		node = &k.nodes[at]
	}
	return node.word
}

func isHan(r rune) bool {
	return uint32(r-'一') < 0x9FFF-'一' || r > 0x2E00 && unicode.Is(unicode.Han, r)
}

func isDigit(r rune) bool { return uint32(r-'0') < 10 }

func isAlnum(r rune) bool { return isDigit(r) || uint32(r-'a') < 26 || uint32(r-'A') < 26 }

// alnumLen is how many characters \d+\.\d+|[a-zA-Z0-9]+ matches at the beginning of a text.
func alnumLen(text []rune) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	if n > 0 && n+1 < len(text) && text[n] == '.' && isDigit(text[n+1]) {
		n++
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		return n
	}
	for n < len(text) && isAlnum(text[n]) {
		n++
	}
	return n
}

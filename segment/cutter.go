package segment

import (
	"math"
	"unicode"
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
	links links
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

// spell changes a trie and its coder from gse's units to characters: Cut knows no groups of letters
// and numbers.
func (t *trie) spell(d *dictionary, c *coder) {
	for r := range rune(groupEnd) {
		if inGroup(r) {
			c.bmp[r] = c.groups[string(r)]
		}
	}
	p := t.placement()
	for n := range int32(len(d.ends)) {
		word := d.word(n)
		if !mayGroup(word) {
			continue
		}
		var codes []uint16
		for _, r := range word {
			if c.code(r) == 0 {
				d.units = append(d.units, string(r))
				c.bmp[r] = uint16(len(d.units))
			}
			codes = append(codes, c.code(r))
		}
		t.insert(codes, n, p)
	}
}

// mayGroup says whether a folded word has a character below groupEnd.
func mayGroup(word string) bool {
	for i := range len(word) {
		if word[i] < 0xE0 && word[i]&0xC0 != 0x80 {
			return true
		}
	}
	return false
}

// newCutter says how to make engines of a trie that has been spelled.
func newCutter(d *dictionary, t *trie) (func() engine, error) {
	m, err := readModel(embeddedModel)
	if err != nil {
		return nil, err
	}
	total := math.Log(d.total)
	levels := make([]float64, len(d.freqs)+1)
	for i, f := range d.freqs {
		levels[i] = math.Log(f) - total
	}
	levels[len(d.freqs)] = math.Inf(-1)
	nodes := make([]spot, len(t.nodes))
	for i := range t.nodes {
		n := &t.nodes[i]
		nodes[i] = spot{n.links, uint32(len(d.freqs)), n.word}
		if n.word >= 0 {
			nodes[i].level = d.levels[n.word]
		}
	}
	return func() engine {
		return &cutter{checks: t.checks, nodes: nodes, levels: levels, none: math.Log(1) - total, model: m}
	}, nil
}

func (k *cutter) segment(fold []rune, codes []uint16, tokens []Token) []Token {
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
		at := one.links.base() + uint32(next)
		same := uint32((int32(uint32(checks[at]^next)) - 1) >> 31)
		at = last ^ (at^last)&same
		two := &nodes[at]
		steps[i] = reach{levels[one.level], levels[two.level], at, two.links.toward(after)}
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
		base = node.links.base()
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
		base := node.links.base()
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

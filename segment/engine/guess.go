package engine

import "unicode"

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

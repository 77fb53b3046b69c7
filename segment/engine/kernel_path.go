package engine

import (
	"unicode/utf8"

	"tifa/segment/dictionary"
)

// tokens goes the best way back and appends its tokens.
func (k *kernel) tokens(n int, starts []int32, tokens []Token) []Token {
	path := k.path[:0]
	for n > 0 {
		b := k.best[n]
		path = append(path, b)
		n -= lenLimit - int(b>>lenShift&0xFF)
	}
	k.path = path
	at, unit := int32(0), int32(0)
	for i := len(path) - 1; i >= 0; i-- {
		unit += lenLimit - int32(path[i]>>lenShift&0xFF)
		end := unit
		if starts != nil {
			end = starts[unit]
		}
		tokens = append(tokens, Token{at, end, k.trie.Nodes[path[i]&nodeMask].Word})
		at = end
	}
	return tokens
}

// group puts groups of letters and numbers together into units.
func (k *kernel) group(fold []rune, codes []uint16) {
	k.units, k.starts = k.units[:0], k.starts[:0]
	codes = codes[:len(fold)]
	for i := 0; i < len(codes); {
		k.starts = append(k.starts, int32(i))
		code := codes[i]
		if code != dictionary.GroupMark {
			k.units = append(k.units, code)
			i++
			continue
		}
		k.text = k.text[:0]
		for i < len(codes) && codes[i] == dictionary.GroupMark {
			k.text = utf8.AppendRune(k.text, fold[i])
			i++
		}
		k.units = append(k.units, k.groups[string(k.text)])
	}
	k.units = append(k.units, 0, 0)
	k.starts = append(k.starts, int32(len(codes)))
}

package segment

import (
	"math"
	"unicode/utf8"
)

// kernel is tifa's own engine: gse's shortest path, to the bit, without gse's maps and strings. What makes it fast: units
// are dense codes, a step in the trie is one load from a double array, and the best way to a place is one 64-bit number, so
// that the better of two ways is the smaller number and no branch has to be guessed.
//
// One entry of best, for the way to the place behind a unit:
//
//	bits 32–63  its length, a float32: lengths are positive, so their bits order as their values do
//	bits 24–31  255 less the units of its last token: of two ways of one length gse keeps the one it found first, which is
//	            the one with the longer last token
//	bits 0–23   the trie's node of that token
type kernel struct {
	trie   *trie
	groups map[string]uint16

	steps  []step
	best   []uint64
	path   []uint64 // the entries of best on the best way, from its end
	units  []uint16 // codes, where groups had to be put together
	starts []int32  // for each unit its index in the folded text, likewise
	text   []byte
}

// step is what begins at a unit, as far as two units reach.
type step struct {
	one, two float32 // distance of the unit, and of it and the next one, as a word
	at       uint32  // the trie's node of the two
	base     uint32  // where that node's children are, 0 where none begins a word with the unit behind
}

const (
	lenShift = 24
	lenLimit = 255
	nodeMask = 1<<lenShift - 1
)

func (k *kernel) segment(fold []rune, codes []uint16, tokens []Token) []Token {
	units, starts := codes, []int32(nil)
	for _, c := range codes {
		if c == groupMark {
			k.group(fold, codes)
			units, starts = k.units, k.starts
			break
		}
	}
	k.step(units)
	k.walk(units)
	return k.tokens(len(units), starts, tokens)
}

// step takes the first two steps from every unit. They do not depend on each other and nothing here has to be guessed, so
// that the processor can wait for many places of the trie at once.
func (k *kernel) step(units []uint16) {
	if cap(k.best) < len(units)+2 {
		k.steps = make([]step, 2*len(units)+64)
		k.best = make([]uint64, 2*len(units)+64+2)
	}
	steps, checks, nodes := k.steps[:len(units)], k.trie.checks, k.trie.nodes
	none := uint32(len(nodes) - 1)
	var next, after uint16 // the codes of the two units behind; 0, which nothing has as a child, behind the end
	for i := len(units) - 1; i >= 0; i-- {
		one := &nodes[units[i]]
		at := one.base + uint32(next)
		// If the check fails, at = none: written so that it compiles to no branch.
		same := uint32((int32(uint32(checks[at]^next)) - 1) >> 31)
		at = none ^ (at^none)&same
		two := &nodes[at]
		steps[i] = step{one.weight, two.weight, at, two.base & -(two.hints >> (after & 31) & 1)}
		next, after = units[i], next
	}
}

// walk finds the best way to each place; see gse's segmentWords for the original.
func (k *kernel) walk(units []uint16) {
	steps, best := k.steps[:len(units)], k.best[:len(units)+2]
	for i := range best {
		best[i] = math.MaxUint64
	}
	here, next := uint64(0), uint64(math.MaxUint64)
	for i := range steps {
		s := &steps[i]
		distance := math.Float32frombits(uint32(here >> 32))
		here = min(next, way(distance+s.one, 1, uint32(units[i])))
		next = min(best[i+2], way(distance+s.two, 2, s.at))
		best[i+1] = here
		if s.base != 0 {
			k.longer(units, i, distance, s.base)
		}
	}
}

// longer looks at the words of three units and more that begin at unit i.
func (k *kernel) longer(units []uint16, i int, distance float32, base uint32) {
	for j := i + 2; j < len(units); j++ {
		code := units[j]
		at := base + uint32(code)
		if k.trie.checks[at] != code {
			return
		}
		node := &k.trie.nodes[at]
		k.best[j+1] = min(k.best[j+1], way(distance+node.weight, j+1-i, at))
		if base = node.base; base == 0 {
			return
		}
	}
}

// way is an entry of best.
func way(distance float32, units int, at uint32) uint64 {
	return uint64(math.Float32bits(distance))<<32 | uint64(lenLimit-units)<<lenShift | uint64(at)
}

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
		tokens = append(tokens, Token{at, end, k.trie.nodes[path[i]&nodeMask].word})
		at = end
	}
	return tokens
}

// group puts groups of letters and numbers together into units.
func (k *kernel) group(fold []rune, codes []uint16) {
	k.units, k.starts = k.units[:0], k.starts[:0]
	for i := 0; i < len(codes); {
		k.starts = append(k.starts, int32(i))
		code := codes[i]
		if code != groupMark {
			k.units = append(k.units, code)
			i++
			continue
		}
		k.text = k.text[:0]
		for i < len(codes) && codes[i] == groupMark {
			k.text = utf8.AppendRune(k.text, fold[i])
			i++
		}
		k.units = append(k.units, k.groups[string(k.text)])
	}
	k.starts = append(k.starts, int32(len(codes)))
}

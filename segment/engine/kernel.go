package engine

import (
	"math"
	"slices"
	"unicode/utf8"

	"tifa/segment/dictionary"
)

// kernel is tifa's own engine: gse's shortest path, to the bit, without gse's maps and strings.
// What makes it fast: units are dense codes, a step in the trie is one load from a double array,
// and the best way to a place is one 64-bit number, so that the better of two ways is the smaller
// number and no branch has to be guessed.
//
// One entry of best, for the way to the place behind a unit:
//
//	bits 32–63  its length, a float32: lengths are positive, so their bits order as their values do
//	bits 24–31  255 less the units of its last token: of two ways of one length gse keeps the one it found first, which is
//	            the one with the longer last token
//	bits 0–23   the trie's node of that token
type kernel struct {
	trie   *dictionary.Trie
	groups map[string]uint16

	steps  []latticeEdge
	best   []uint64
	path   []uint64 // the entries of best on the best way, from its end
	units  []uint16 // codes, where groups had to be put together
	starts []int32  // for each unit its index in the folded text, likewise
	text   []byte
}

// latticeEdge is what begins at a unit, as far as two units reach.
type latticeEdge struct {
	one, two float32 // distance of the unit, and of it and the next one, as a word
	at       uint32  // the trie's node of the two
	base     uint32  // where that node's children are, 0 where none begins a word with the unit behind
}

const (
	behind   = 2 // codes behind the last unit's, 0, which nothing has as a child
	lenShift = 24
	lenLimit = 255
	nodeMask = 1<<lenShift - 1
)

// NewKernel says how to make engines of a trie and its coder.
func NewKernel(t *dictionary.Trie, c *dictionary.Coder) func() Engine {
	return func() Engine { return &kernel{trie: t, groups: c.Groups} }
}

// Segment is that of Engine.
func (k *kernel) Segment(fold []rune, codes []uint16, tokens []Token) []Token {
	units, starts := codes, []int32(nil)
	if slices.Contains(codes, dictionary.GroupMark) {
		k.group(fold, codes)
		units, starts = k.units, k.starts
	}
	n := len(units) - behind
	k.reserve(n)
	k.step(units)
	k.walk(units[:n])
	return k.tokens(n, starts, tokens)
}

func (k *kernel) reserve(n int) {
	if cap(k.best) < n+2 {
		k.steps = make([]latticeEdge, 2*n+64)
		k.best = make([]uint64, 2*n+64+2)
	}
}

// step takes the first two steps from every unit. They do not depend on each other and nothing in
// them has to be guessed, and each of the three loops looks into one table only: so the processor
// can wait for many places at once.
func (k *kernel) step(units []uint16) {
	steps, t := k.steps[:len(units)-behind], k.trie
	first(steps, t.Nodes, units, units[1:])
	check(steps, t.Checks, units[1:], uint32(len(t.Nodes)-1))
	second(steps, t.Nodes, units[2:])
}

// first looks the units up, and where the node of each and the next one would be.
func first(steps []latticeEdge, nodes []dictionary.Node, units, next []uint16) {
	units, next = units[:len(steps)], next[:len(steps)]
	for i := range steps {
		one := &nodes[units[i]]
		steps[i].one, steps[i].at = one.Weight, one.Links.Base()+uint32(next[i])
	}
}

// check replaces nodes that are not children by the next unit, by none: written so that it compiles
// to no branch.
func check(steps []latticeEdge, checks, next []uint16, none uint32) {
	next = next[:len(steps)]
	for i := range steps {
		at := steps[i].at
		same := uint32((int32(uint32(checks[at]^next[i])) - 1) >> 31)
		steps[i].at = none ^ (at^none)&same
	}
}

// second looks up the nodes of two units.
func second(steps []latticeEdge, nodes []dictionary.Node, after []uint16) {
	after = after[:len(steps)]
	for i := range steps {
		two := &nodes[steps[i].at]
		steps[i].two, steps[i].base = two.Weight, two.Links.Toward(after[i])
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
		if k.trie.Checks[at] != code {
			return
		}
		node := &k.trie.Nodes[at]
		k.best[j+1] = min(k.best[j+1], way(distance+node.Weight, j+1-i, at))
		if base = node.Links.Base(); base == 0 {
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

package match

import (
	"cmp"
	"slices"
	"tifa/segment/normalize"
)

// automaton finds every occurrence of a set of literals in one pass (Aho and Corasick 1975). Its
// transitions lie in a double array over codes, which are the runes of the literals renumbered
// without holes: the child of state s by code c is the slot base(s)+c, if that slot's check is s.
// States are slots, and the root is slot 0 with base 0, so that its child by code c is slot c. A
// table of runes by states would be faster for a hundred literals and would leave the cache with
// thousands of them.
type automaton struct {
	// code of a rune of the Basic Multilingual Plane; 0 for one in no literal
	codes  []uint16
	beyond map[rune]uint16 // code of any other rune
	first  uint16          // the codes 1 to first can begin a literal
	nodes  []state
	ends   []int32 // per slot, the literal that ends there, or -1
}

type state struct {
	base, check int32
	fail        int32 // state of the longest proper suffix
	out         int32 // nearest state of itself and its suffixes where a literal ends, 0 for none
}

// occurrence is one literal at Fold[start:end].
type occurrence struct{ literal, start, end int32 }

// maxCharacters bounds the different runes of all literals: codes are 16 bits, 0 means none.
const maxCharacters = 1<<16 - 1

// newAutomaton wants literals to be different and not empty. It is nil if they have more than
// maxCharacters different runes.
func newAutomaton(literals [][]rune) *automaton {
	a := &automaton{codes: make([]uint16, 1<<16), beyond: map[rune]uint16{}}
	if !a.assignCodes(literals) {
		return nil
	}
	a.place(a.trie(literals))
	a.link(literals)
	return a
}

// assignCodes numbers the runes that begin a literal first, so that one comparison skips all others
// at the root.
func (a *automaton) assignCodes(literals [][]rune) bool {
	next := 0
	assign := func(r rune) {
		if a.code(r) != 0 {
			return
		}
		next++
		if r < 1<<16 {
			a.codes[r] = uint16(next)
		} else {
			a.beyond[r] = uint16(next)
		}
	}
	for _, l := range literals {
		assign(l[0])
	}
	a.first = uint16(next)
	for _, l := range literals {
		for _, r := range l[1:] {
			assign(r)
		}
	}
	for variant, r := range normalize.Variants() {
		a.codes[variant] = a.code(r) // none of them lies beyond the plane
	}
	return next <= maxCharacters
}

func (a *automaton) code(r rune) uint16 {
	if uint32(r) < 1<<16 {
		return a.codes[r]
	}
	return a.beyond[r]
}

// trieNode is a state before it has a slot.
type trieNode struct {
	literal  int32 // that ends here, or -1
	children []trieEdge
}

type trieEdge struct {
	code uint16
	to   int32
}

// trie holds the root at 0; children stand in the order of their codes.
func (a *automaton) trie(literals [][]rune) []trieNode {
	trie := []trieNode{{literal: -1}}
	for i, l := range literals {
		at := int32(0)
		for _, r := range l {
			c := a.code(r)
			k, ok := slices.BinarySearchFunc(trie[at].children, c, func(e trieEdge, c uint16) int {
				return cmp.Compare(e.code, c)
			})
			if !ok {
				trie[at].children = slices.Insert(trie[at].children, k,
					trieEdge{c, int32(len(trie))})
				trie = append(trie, trieNode{literal: -1})
			}
			at = trie[at].children[k].to
		}
		trie[at].literal = int32(i)
	}
	return trie
}

// place gives every state a slot, breadth first, at the lowest base that is free for all its
// children.
func (a *automaton) place(trie []trieNode) {
	a.grow(int(a.first) + 1)
	slot := make([]int32, len(trie))
	a.ends[0] = trie[0].literal
	free := int32(1) // every slot below is taken
	queue := []int32{0}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		children := trie[t].children
		if len(children) == 0 {
			continue
		}
		base := int32(0)
		if t != 0 {
			for int(free) < len(a.nodes) && a.nodes[free].check >= 0 {
				free++
			}
			base = a.freeBase(free, children)
		}
		a.nodes[slot[t]].base = base
		for _, e := range children {
			s := base + int32(e.code)
			a.grow(int(s) + 1)
			a.nodes[s].check = slot[t]
			a.ends[s] = trie[e.to].literal
			slot[e.to] = s
			queue = append(queue, e.to)
		}
	}
}

// freeBase is the lowest base, its first child not below slot free, that puts all children on free
// slots. A base is never negative, so that no child falls on the root.
func (a *automaton) freeBase(free int32, children []trieEdge) int32 {
	taken := func(s int32) bool { return int(s) < len(a.nodes) && a.nodes[s].check >= 0 }
	for base := max(free-int32(children[0].code), 1); ; base++ {
		if !slices.ContainsFunc(children, func(e trieEdge) bool {
			return taken(base + int32(e.code))
		}) {
			return base
		}
	}
}

func (a *automaton) grow(n int) {
	for len(a.nodes) < n {
		a.nodes = append(a.nodes, state{check: -1})
		a.ends = append(a.ends, -1)
	}
}

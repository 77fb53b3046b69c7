package dictionary

import (
	"cmp"
	"iter"
	"slices"
)

// branch is a node that has children, on its way to a base.
type branch struct {
	order    int // among the bases
	children []uint16
	freq     float64 // of all words that lead through it
}

// placeBases finds a base for each branch, so that no two children meet: first those that lead to
// the most frequent words, each at the lowest base that is free, so that what texts ask for lies
// close together. The bases are in the order that buildTrie wants.
func placeBases(sorted iter.Seq2[int32, []uint16], freq func(word int32) float64) []uint32 {
	var branches []branch
	type node struct{ parent, branch int } // branch -1 before it has a child
	var nodes []node
	add := func(parent int) uint32 {
		nodes = append(nodes, node{parent, -1})
		return uint32(len(nodes) - 1)
	}
	visit(sorted, visitor{root: func(uint16) uint32 {
		return add(-1)
	}, child: func(parent uint32, code uint16) uint32 {
		n := &nodes[parent]
		if n.branch < 0 {
			n.branch = len(branches)
			branches = append(branches, branch{order: n.branch})
		}
		b := &branches[n.branch]
		b.children = append(b.children, code)
		return add(int(parent))
	}, word: func(end uint32, word int32) {
		for n := nodes[end].parent; n >= 0; n = nodes[n].parent {
			branches[nodes[n].branch].freq += freq(word)
		}
	}})

	slices.SortStableFunc(branches, func(a, b branch) int { return cmp.Compare(b.freq, a.freq) })
	bases := make([]uint32, len(branches))
	p := placement{first: codeLimit}
	for _, b := range branches {
		bases[b.order] = uint32(p.place(b.children))
	}
	return bases
}

// placement knows which slots of the double array and which bases are taken.
type placement struct {
	first       int // slots below belong to single units
	taken, used []bool
	size        int   // children of the last node placed
	hint        int   // no node of that size fits below
	skip        []int // skip[i] > i: the next slot that may be free
}

func (p *placement) place(children []uint16) int {
	if len(children) != p.size {
		p.size, p.hint = len(children), 1
	}
	lowest := int(children[0])
	for slot := p.free(max(p.hint+lowest, p.first)); ; slot = p.free(slot + 1) {
		base := slot - lowest
		if p.fits(base, children) {
			p.take(base, children)
			if p.size > 1 {
				p.hint = max(p.hint, base)
			}
			return base
		}
	}
}

func (p *placement) fits(base int, children []uint16) bool {
	p.grow(base + codeLimit)
	if p.used[base] {
		return false
	}
	for _, c := range children {
		if p.taken[base+int(c)] || base+int(c) < p.first {
			return false
		}
	}
	return true
}

func (p *placement) isTaken(i int) bool {
	p.grow(i)
	return p.taken[i]
}

func (p *placement) take(base int, children []uint16) {
	p.grow(base + codeLimit)
	p.used[base] = true
	for _, c := range children {
		p.taken[base+int(c)] = true
		p.skip[base+int(c)] = base + int(c) + 1
	}
}

// free is the first free slot from i on.
func (p *placement) free(i int) int {
	p.grow(i)
	end := i
	for end < len(p.taken) && p.taken[end] {
		end = p.skip[end]
	}
	for i < end && p.taken[i] {
		next := p.skip[i]
		p.skip[i] = end
		i = next
	}
	p.grow(end)
	return end
}

func (p *placement) grow(n int) {
	for len(p.taken) <= n {
		p.taken = append(p.taken, make([]bool, 1<<18)...)
		p.used = append(p.used, make([]bool, 1<<18)...)
		p.skip = append(p.skip, make([]int, 1<<18)...)
	}
}

package segment

import (
	"fmt"
	"slices"
)

// extend adds words to a dictionary and its trie. As in gse, a word that is there already stays as
// it is, and all distances follow from the frequencies of all words together.
func (t *trie) extend(d *dictionary, c *coder, entries []entry) error {
	p, g := t.placement(), d.grow()
	for _, e := range entries {
		for _, u := range unitsOf(e.word) {
			if c.add(u, len(d.units)+1) {
				d.units = append(d.units, u)
			}
		}
		codes := c.appendCodes(nil, e.word)
		if !t.insert(codes, int32(len(d.ends)), p) {
			continue
		}
		g.add(e)
		if len(d.units) >= codeLimit-1 || len(t.nodes) > maxNodes {
			return fmt.Errorf("word %s: the dictionary is full with %d words of %d different characters", e.word, len(d.ends), len(d.units))
		}
	}
	g.done()
	t.weigh(d)
	return nil
}

// insert adds a word, unless it is there already.
func (t *trie) insert(codes []uint16, word int32, p *placement) bool {
	at := uint32(codes[0])
	for _, code := range codes[1:] {
		at = t.child(at, code, p)
	}
	if t.nodes[at].word >= 0 {
		return false
	}
	t.nodes[at].word = word
	return true
}

// child is the child of a node by a code, made if there is none. Where another node's child is in
// the way, the node's children move.
func (t *trie) child(parent uint32, code uint16, p *placement) uint32 {
	base := t.nodes[parent].links.base()
	at := base + uint32(code)
	switch {
	case base == 0:
		base = uint32(p.place([]uint16{code}))
	case t.checks[at] == code:
		return at
	case int(at) < p.first || p.isTaken(int(at)):
		children := t.children(base)
		moved := uint32(p.place(slices.Sorted(slices.Values(append(children, code)))))
		t.grow(int(moved))
		for _, c := range children {
			from, to := base+uint32(c), moved+uint32(c)
			t.checks[to], t.nodes[to] = c, t.nodes[from]
			t.checks[from], t.nodes[from] = noCheck, t.nodes[len(t.nodes)-1]
		}
		base = moved
	default:
		p.take(int(base), []uint16{code})
	}
	t.grow(int(base))
	t.nodes[parent].links = t.nodes[parent].links.with(base, code)
	t.checks[base+uint32(code)] = code
	return base + uint32(code)
}

// children are the codes of a node's children, in order.
func (t *trie) children(base uint32) []uint16 {
	var codes []uint16
	for code := range uint16(codeLimit) {
		if t.checks[base+uint32(code)] == code {
			codes = append(codes, code)
		}
	}
	return codes
}

// placement says what is free in a trie as it is. Places that move away are not used again.
func (t *trie) placement() *placement {
	p := &placement{first: codeLimit}
	p.grow(len(t.nodes))
	for i, check := range t.checks {
		if check != noCheck {
			p.take(i-int(check), []uint16{check})
		}
	}
	return p
}

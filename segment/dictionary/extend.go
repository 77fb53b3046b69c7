package dictionary

import (
	"fmt"
	"slices"
)

// extend adds words to a dictionary and its trie. As in gse, a word that is there already stays as
// it is, and all distances follow from the frequencies of all words together.
func (t *Trie) extend(d *Dictionary, c *Coder, entries []entry) error {
	p, g := t.placement(), d.grow()
	for _, e := range entries {
		for _, u := range unitsOf(e.word) {
			if c.add(u, len(d.Units)+1) {
				d.Units = append(d.Units, u)
			}
		}
		codes := c.appendCodes(nil, e.word)
		if !t.insert(codes, int32(len(d.ends)), p) {
			continue
		}
		g.add(e)
		if len(d.Units) >= codeLimit-1 || len(t.Nodes) > maxNodes {
			return fmt.Errorf("word %s: the dictionary is full with %d words of %d different characters", e.word, len(d.ends), len(d.Units))
		}
	}
	g.done()
	t.weigh(d)
	return nil
}

// insert adds a word, unless it is there already.
func (t *Trie) insert(codes []uint16, word int32, p *placement) bool {
	at := uint32(codes[0])
	for _, code := range codes[1:] {
		at = t.child(at, code, p)
	}
	if t.Nodes[at].Word >= 0 {
		return false
	}
	t.Nodes[at].Word = word
	return true
}

// child is the child of a node by a code, made if there is none. Where another node's child is in
// the way, the node's children move.
func (t *Trie) child(parent uint32, code uint16, p *placement) uint32 {
	base := t.Nodes[parent].Links.Base()
	at := base + uint32(code)
	switch {
	case base == 0:
		base = uint32(p.place([]uint16{code}))
	case t.Checks[at] == code:
		return at
	case int(at) < p.first || p.isTaken(int(at)):
		children := t.children(base)
		moved := uint32(p.place(slices.Sorted(slices.Values(append(children, code)))))
		t.grow(int(moved))
		for _, c := range children {
			from, to := base+uint32(c), moved+uint32(c)
			t.Checks[to], t.Nodes[to] = c, t.Nodes[from]
			t.Checks[from], t.Nodes[from] = noCheck, t.Nodes[len(t.Nodes)-1]
		}
		base = moved
	default:
		p.take(int(base), []uint16{code})
	}
	t.grow(int(base))
	t.Nodes[parent].Links = t.Nodes[parent].Links.with(base, code)
	t.Checks[base+uint32(code)] = code
	return base + uint32(code)
}

// children are the codes of a node's children, in order.
func (t *Trie) children(base uint32) []uint16 {
	var codes []uint16
	for code := range uint16(codeLimit) {
		if t.Checks[base+uint32(code)] == code {
			codes = append(codes, code)
		}
	}
	return codes
}

// placement says what is free in a trie as it is. Places that move away are not used again.
func (t *Trie) placement() *placement {
	p := &placement{first: codeLimit}
	p.grow(len(t.Nodes))
	for i, check := range t.Checks {
		if check != noCheck {
			p.take(i-int(check), []uint16{check})
		}
	}
	return p
}

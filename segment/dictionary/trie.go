package dictionary

import (
	"iter"
	"math"
	"slices"
)

// Trie is a double array over codes. The child of a node by code c stands at the node's base + c,
// if checks there is c: no two nodes share a base, so that the code suffices for a check. The nodes
// of single units stand at their codes, as if the root had base 0. Most steps fail, so the checks
// stand by themselves, small enough to stay in a processor's cache, and a node is fetched only once
// it is known to be the child. Codes are given out by how often a unit occurs: the children that
// texts ask for lie close together.
type Trie struct {
	Checks []uint16
	Nodes  []Node // the last one stands for no node: no word, no child
}

// Node is one node of a trie, small, so that many of those that texts ask for stay in a
// processor's cache.
type Node struct {
	Links  Links
	Weight float32 // gse's distance of the word that ends here, infinite where none does
	Word   int32   // its number, -1 where none does
}

// Links say where a node's children are: bits 8–31 are the base, 0 where there is no child. Bit c%8
// is set for every child by a code c: most steps that fail need not look for their check.
type Links uint32

// Base is where the children are, 0 where there is none.
func (l Links) Base() uint32 { return uint32(l >> 8) }

// Toward is the base, or 0 where it is known that no child has the code: written so that it
// compiles to no branch.
func (l Links) Toward(code uint16) uint32 { return uint32(l>>8) & -(uint32(l) >> (code & 7) & 1) }

// with are the links to the children at base, with one more by a code.
func (l Links) with(base uint32, code uint16) Links { return Links(base<<8) | l&0xFF | 1<<(code&7) }

const (
	maxNodes = 1 << 24 // a node's number has 24 bits in the kernel's best ways
	noCheck  = 0xFFFF
	// pseudo is the distance that gse gives to a unit which the dictionary does not have as a word.
	pseudo = 32
)

// codesOf are the words of a dictionary in its order, each with its codes, which are valid until
// the next word.
func codesOf(d *Dictionary, c *Coder) iter.Seq2[int32, []uint16] {
	return func(yield func(int32, []uint16) bool) {
		var codes []uint16
		for n := range int32(len(d.ends)) {
			codes = c.appendCodes(codes[:0], d.Word(n))
			if !yield(n, codes) {
				return
			}
		}
	}
}

// visitor builds something of the nodes of a trie, which it knows by numbers of its own making.
type visitor struct {
	root  func(code uint16) uint32                // for each unit that begins a word
	child func(parent uint32, code uint16) uint32 // for each further node, after its parent
	word  func(node uint32, word int32)           // for each node that ends a word
}

// visit goes through words, sorted by their codes, as through a trie.
func visit(sorted iter.Seq2[int32, []uint16], v visitor) {
	var path [maxUnits]uint32
	var before [maxUnits]uint16
	known := 0
	for word, codes := range sorted {
		same := 0
		for same < known && same < len(codes) && codes[same] == before[same] {
			same++
		}
		for depth := same; depth < len(codes); depth++ {
			if depth == 0 {
				path[0] = v.root(codes[0])
			} else {
				path[depth] = v.child(path[depth-1], codes[depth])
			}
		}
		v.word(path[len(codes)-1], word)
		known = copy(before[:], codes)
	}
}

// buildTrie fills the double array of a dictionary as compiled: its words are in order, and its
// bases stand in the order in which the words come to need them.
func buildTrie(d *Dictionary, c *Coder) *Trie {
	t := &Trie{}
	t.grow(int(slices.Max(d.bases)))
	for code := range codeLimit {
		t.Nodes[code].Weight = pseudo
	}
	bases, distances := d.bases, d.distances()
	visit(codesOf(d, c), visitor{root: func(code uint16) uint32 {
		return uint32(code)
	}, child: func(parent uint32, code uint16) uint32 {
		links := &t.Nodes[parent].Links
		base := links.Base()
		if base == 0 {
			base, bases = bases[0], bases[1:]
		}
		*links = links.with(base, code)
		t.Checks[base+uint32(code)] = code
		return base + uint32(code)
	}, word: func(end uint32, word int32) {
		t.Nodes[end].Word, t.Nodes[end].Weight = word, distances[d.Levels[word]]
	}})
	return t
}

// weigh gives every word its distance anew.
func (t *Trie) weigh(d *Dictionary) {
	distances := d.distances()
	for i := range t.Nodes {
		if n := &t.Nodes[i]; n.Word >= 0 {
			n.Weight = distances[d.Levels[n.Word]]
		}
	}
}

// grow makes room for the children of base, and for the last node, which stands for none.
func (t *Trie) grow(base int) {
	old, size := len(t.Nodes), base+codeLimit+1
	if size <= old {
		return
	}
	t.Checks = slices.Grow(t.Checks, size-old)[:size]
	t.Nodes = slices.Grow(t.Nodes, size-old)[:size]
	never := float32(math.Inf(1))
	for i := old; i < size; i++ {
		t.Checks[i] = noCheck
		t.Nodes[i] = Node{Weight: never, Word: -1}
	}
}

// Spell changes a trie and its coder from gse's units to characters: Cut knows no groups of letters
// and numbers.
func (t *Trie) Spell(d *Dictionary, c *Coder) {
	for r := range rune(groupEnd) {
		if inGroup(r) {
			c.bmp[r] = c.Groups[string(r)]
		}
	}
	p := t.placement()
	for n := range int32(len(d.ends)) {
		word := d.Word(n)
		if !mayGroup(word) {
			continue
		}
		var codes []uint16
		for _, r := range word {
			if c.Code(r) == 0 {
				d.Units = append(d.Units, string(r))
				c.bmp[r] = uint16(len(d.Units))
			}
			codes = append(codes, c.Code(r))
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

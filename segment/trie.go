package segment

import (
	"iter"
	"math"
	"slices"
)

// trie is a double array over codes. The child of a node by code c stands at the node's base + c,
// if checks there is c: no two nodes share a base, so that the code suffices for a check. The nodes
// of single units stand at their codes, as if the root had base 0. Most steps fail, so the checks
// stand by themselves, small enough to stay in a processor's cache, and a node is fetched only once
// it is known to be the child. Codes are given out by how often a unit occurs: the children that
// texts ask for lie close together.
type trie struct {
	checks []uint16
	nodes  []node // the last one stands for no node: no word, no child
}

// node is one node of a trie, small, so that many of those that texts ask for stay in a
// processor's cache.
type node struct {
	links  links
	weight float32 // gse's distance of the word that ends here, infinite where none does
	word   int32   // its number, -1 where none does
}

// links say where a node's children are: bits 8–31 are the base, 0 where there is no child. Bit c%8
// is set for every child by a code c: most steps that fail need not look for their check.
type links uint32

func (l links) base() uint32 { return uint32(l >> 8) }

// toward is the base, or 0 where it is known that no child has the code: written so that it
// compiles to no branch.
func (l links) toward(code uint16) uint32 { return uint32(l>>8) & -(uint32(l) >> (code & 7) & 1) }

// with are the links to the children at base, with one more by a code.
func (l links) with(base uint32, code uint16) links { return links(base<<8) | l&0xFF | 1<<(code&7) }

const (
	maxNodes = 1 << 24 // a node's number has 24 bits in kernel.best
	noCheck  = 0xFFFF
	// pseudo is the distance that gse gives to a unit which the dictionary does not have as a word.
	pseudo = 32
)

// codesOf are the words of a dictionary in its order, each with its codes, which are valid until
// the next word.
func codesOf(d *dictionary, c *coder) iter.Seq2[int32, []uint16] {
	return func(yield func(int32, []uint16) bool) {
		var codes []uint16
		for n := range int32(len(d.ends)) {
			codes = c.appendCodes(codes[:0], d.word(n))
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
func buildTrie(d *dictionary, c *coder) *trie {
	t := &trie{}
	t.grow(int(slices.Max(d.bases)))
	for code := range codeLimit {
		t.nodes[code].weight = pseudo
	}
	bases, distances := d.bases, d.distances()
	visit(codesOf(d, c), visitor{root: func(code uint16) uint32 {
		return uint32(code)
	}, child: func(parent uint32, code uint16) uint32 {
		links := &t.nodes[parent].links
		base := links.base()
		if base == 0 {
			base, bases = bases[0], bases[1:]
		}
		*links = links.with(base, code)
		t.checks[base+uint32(code)] = code
		return base + uint32(code)
	}, word: func(end uint32, word int32) {
		t.nodes[end].word, t.nodes[end].weight = word, distances[d.levels[word]]
	}})
	return t
}

// weigh gives every word its distance anew.
func (t *trie) weigh(d *dictionary) {
	distances := d.distances()
	for i := range t.nodes {
		if n := &t.nodes[i]; n.word >= 0 {
			n.weight = distances[d.levels[n.word]]
		}
	}
}

// grow makes room for the children of base, and for the last node, which stands for none.
func (t *trie) grow(base int) {
	old, size := len(t.nodes), base+codeLimit+1
	if size <= old {
		return
	}
	t.checks = slices.Grow(t.checks, size-old)[:size]
	t.nodes = slices.Grow(t.nodes, size-old)[:size]
	never := float32(math.Inf(1))
	for i := old; i < size; i++ {
		t.checks[i] = noCheck
		t.nodes[i] = node{weight: never, word: -1}
	}
}

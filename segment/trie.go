package segment

import (
	"cmp"
	"math"
	"slices"
)

// trie is a double array over codes. The child of a node by code c stands at the node's base + c, if checks there is c: no
// two nodes share a base, so that the code suffices for a check. The nodes of single units stand at their codes, as if the
// root had base 0. Most steps fail, so the checks stand by themselves, small enough to stay in a processor's cache, and a
// node is fetched only once it is known to be the child. Codes are given out by how often a unit occurs: the children that
// texts ask for lie close together.
type trie struct {
	checks []uint16
	nodes  []place // the last one stands for no node: no word, no child
}

// place is one place in a trie.
type place struct {
	base   uint32  // 0 where there is no child
	hints  uint32  // bit c%32 is set for every child by a code c: most steps that fail need not look for their check
	weight float32 // gse's distance of the word that ends here, infinite where none does
	word   int32   // its number, -1 where none does
}

const (
	maxNodes = 1 << 24 // a node's number has 24 bits in kernel.best
	noCheck  = 0xFFFF
	// pseudo is the distance that gse gives to a unit which the dictionary does not have as a word.
	pseudo = 32
)

// sequences are the codes of words, sorted; word[i] has the codes of codes[ends[i-1]:ends[i]].
type sequences struct {
	codes []uint16
	ends  []uint32
	words []int32
}

func (s *sequences) at(i int) []uint16 {
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.codes[start:s.ends[i]]
}

// sequencesOf are the codes of all words of a dictionary, in its order.
func sequencesOf(d *dictionary, c *coder) *sequences {
	s := &sequences{
		codes: make([]uint16, 0, len(d.text)/3+len(d.ends)),
		ends:  make([]uint32, len(d.ends)),
		words: make([]int32, len(d.ends)),
	}
	for n := range d.ends {
		s.codes = c.appendCodes(s.codes, d.word(int32(n)))
		s.ends[n] = uint32(len(s.codes))
		s.words[n] = int32(n)
	}
	return s
}

func (s *sequences) sort() {
	slices.SortFunc(s.words, func(a, b int32) int { return slices.Compare(s.at(int(a)), s.at(int(b))) })
	sorted := sequences{words: s.words}
	for _, n := range s.words {
		sorted.codes = append(sorted.codes, s.at(int(n))...)
		sorted.ends = append(sorted.ends, uint32(len(sorted.codes)))
	}
	*s = sorted
}

// walk goes through the sorted words as through a trie, parents before children: root for each unit that begins a word,
// child for each further node, word for each node that ends one. Nodes are numbers of the callbacks' own making.
func (s *sequences) walk(root func(code uint16) uint32, child func(parent uint32, code uint16) uint32, word func(node uint32, word int32)) {
	var path [maxUnits]uint32
	var before []uint16
	for i, n := range s.words {
		codes := s.at(i)
		same := 0
		for same < len(before) && same < len(codes) && codes[same] == before[same] {
			same++
		}
		for depth := same; depth < len(codes); depth++ {
			if depth == 0 {
				path[0] = root(codes[0])
			} else {
				path[depth] = child(path[depth-1], codes[depth])
			}
		}
		word(path[len(codes)-1], n)
		before = codes
	}
}

// buildTrie fills the double array of a dictionary as compiled: its words are in order, and its bases stand in the order
// in which the words come to need them.
func buildTrie(d *dictionary, c *coder) *trie {
	t := &trie{}
	t.grow(int(slices.Max(d.bases)))
	for code := range codeLimit {
		t.nodes[code].weight = pseudo
	}
	bases := d.bases
	sequencesOf(d, c).walk(func(code uint16) uint32 {
		return uint32(code)
	}, func(parent uint32, code uint16) uint32 {
		if t.nodes[parent].base == 0 {
			t.nodes[parent].base = bases[0]
			bases = bases[1:]
		}
		child := t.nodes[parent].base + uint32(code)
		t.checks[child] = code
		t.nodes[parent].hints |= 1 << (code & 31)
		return child
	}, func(end uint32, word int32) {
		t.nodes[end].word = word
	})
	t.weigh(d)
	return t
}

// weigh gives every word its distance.
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
		t.nodes[i] = place{weight: never, word: -1}
	}
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

// child is the child of a node by a code, made if there is none. Where another node's child is in the way, the node's
// children move.
func (t *trie) child(parent uint32, code uint16, p *placement) uint32 {
	base := t.nodes[parent].base
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
	t.nodes[parent].base = base
	t.nodes[parent].hints |= 1 << (code & 31)
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

// branch is a node that has children, on its way to a base.
type branch struct {
	order    int // among the bases
	children []uint16
	freq     float64 // of all words that lead through it
}

// placeBases finds a base for each branch, so that no two children meet: first those that lead to the most frequent words,
// each at the lowest base that is free, so that what texts ask for lies close together. The bases are in the order that
// buildTrie wants.
func placeBases(s *sequences, freq func(word int32) float64) []uint32 {
	var branches []branch
	type node struct{ parent, branch int } // branch -1 before it has a child
	var nodes []node
	add := func(parent int) uint32 {
		nodes = append(nodes, node{parent, -1})
		return uint32(len(nodes) - 1)
	}
	s.walk(func(uint16) uint32 {
		return add(-1)
	}, func(parent uint32, code uint16) uint32 {
		n := &nodes[parent]
		if n.branch < 0 {
			n.branch = len(branches)
			branches = append(branches, branch{order: n.branch})
		}
		b := &branches[n.branch]
		b.children = append(b.children, code)
		return add(int(parent))
	}, func(end uint32, word int32) {
		for n := nodes[end].parent; n >= 0; n = nodes[n].parent {
			branches[nodes[n].branch].freq += freq(word)
		}
	})

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

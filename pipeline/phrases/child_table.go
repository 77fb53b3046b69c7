package phrases

// childTable finds a node by its parent and its last token. It is a hash table with open
// addressing: it is asked several times for each token of the corpus, and takes a third of the time
// of a map.
type childTable struct {
	keys  []uint64 // 0 is free
	nodes []int32
	used  int
}

func newChildTable() childTable {
	return childTable{keys: make([]uint64, 1<<12), nodes: make([]int32, 1<<12)}
}

// childKey is never 0: tokens count from 1 in it.
func childKey(parent, token int32) uint64 {
	return uint64(uint32(parent))<<32 | uint64(uint32(token+1))
}

// slot is where a key stands, or the free place where it would.
func (t *childTable) slot(key uint64) int {
	mask := len(t.keys) - 1
	hash := key * 0x9E3779B97F4A7C15
	for i := int(hash>>32) & mask; ; i = (i + 1) & mask {
		if k := t.keys[i]; k == key || k == 0 {
			return i
		}
	}
}

func (t *childTable) find(parent, token int32) (node int32, ok bool) {
	i := t.slot(childKey(parent, token))
	return t.nodes[i], t.keys[i] != 0
}

func (t *childTable) add(parent, token, node int32) {
	if t.used >= len(t.keys)/2 {
		t.grow()
	}
	i := t.slot(childKey(parent, token))
	t.keys[i], t.nodes[i] = childKey(parent, token), node
	t.used++
}

func (t *childTable) grow() {
	old := *t
	t.keys, t.nodes = make([]uint64, 2*len(old.keys)), make([]int32, 2*len(old.keys))
	for i, key := range old.keys {
		if key != 0 {
			j := t.slot(key)
			t.keys[j], t.nodes[j] = key, old.nodes[i]
		}
	}
}

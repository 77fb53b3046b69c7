package match

// link sets fail and out. Within a literal, the state of a prefix fails to where its parent's
// failure leads by the same code; prefixes of one length are linked before those of the next.
func (a *automaton) link(literals [][]rune) {
	state := make([]int32, len(literals)) // of the first n-1 runes of each literal
	longest := 0
	for _, l := range literals {
		longest = max(longest, len(l))
	}
	for n := 1; n <= longest; n++ {
		for i, l := range literals {
			if len(l) < n {
				continue
			}
			parent, c := state[i], a.code(l[n-1])
			s := a.nodes[parent].base + int32(c)
			if n > 1 {
				a.nodes[s].fail = a.next(a.nodes[parent].fail, c)
			}
			a.nodes[s].out = a.nodes[a.nodes[s].fail].out
			if a.ends[s] >= 0 {
				a.nodes[s].out = s
			}
			state[i] = s
		}
	}
}

// next is the state after s and a rune of code c, which must not be 0.
func (a *automaton) next(s int32, c uint16) int32 {
	for {
		if t := a.nodes[s].base + int32(c); int(t) < len(a.nodes) && a.nodes[t].check == s {
			return t
		}
		if s == 0 {
			return 0
		}
		s = a.nodes[s].fail
	}
}

// find appends every occurrence of a literal in text, in the order of their ends.
func (a *automaton) find(text []rune, length []int32, found []occurrence) []occurrence {
	s := int32(0)
	for i, r := range text {
		var c uint16
		if uint32(r) < 1<<16 {
			c = a.codes[r]
		} else {
			c = a.beyond[r]
		}
		switch {
		case s == 0:
			if c-1 >= a.first { // also where c is 0
				continue
			}
			s = int32(c)
		case c == 0:
			s = 0
			continue
		default:
			s = a.next(s, c)
		}
		for o := a.nodes[s].out; o != 0; o = a.nodes[a.nodes[o].fail].out {
			literal, end := a.ends[o], int32(i)+1
			found = append(found, occurrence{literal, end - length[literal], end})
		}
	}
	return found
}

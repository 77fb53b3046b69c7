package stats

import "math/rand/v2"

// newRandom is a PCG generator (O'Neill 2014) whose sequence is fixed by the seed on every machine.
func newRandom(seed uint64) *rand.Rand { return newStream(seed, 0) }

// newStream is one of many generators with one seed, for work that is shared among processors.
func newStream(seed, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 0x7469_6661+stream*0x9e37_79b9_7f4a_7c15))
}

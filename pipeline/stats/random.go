package stats

import "math/rand/v2"

// newRandom is a PCG generator (O'Neill 2014) whose sequence is fixed by the seed on every machine.
func newRandom(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x7469_6661)) }

package engine

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"tifa/segment/dictionary"
)

// embeddedModel is gse's hidden Markov model (Apache License 2.0; its numbers are jieba's, MIT
// License), compressed with zstd. A first line names the format; each further one has a character
// and the natural logarithms of how often it is what begins a word, stands inside one, ends one, is
// one, with - for never:
//
//	tifa hmm 1
//	一 -3.6544978750449433 -4.760767433560258 -6.044987536255073 -4.92368982120877
//
//go:generate go run ../generate hmm.zst
//go:embed hmm.zst
var embeddedModel []byte

// The states of a character, in the order of the model's columns.
const (
	begins = iota
	inside
	ends
	single
	states
)

// model is how likely each state is to have each character.
type model struct {
	first rune // the character of rows[0]
	rows  [][states]float64
}

// Logarithms of probabilities, as gse has them in viterbi.go and prob_trans.go. A word begins a run
// or is one by itself, and what ends a word is followed by what begins one or is one.
const (
	never = -3.14e100

	startBegins = -0.26268660809250016
	startSingle = -1.4652633398537678

	beginsEnds   = -0.510825623765990
	beginsInside = -0.916290731874155
	insideEnds   = -0.33344856811948514
	insideInside = -1.2603623820268226
	endsBegins   = -0.5897149736854513
	endsSingle   = -0.8085250474669937
	singleBegins = -0.7211965654669841
	singleSingle = -0.6658631448798212
)

func readModel(compressed []byte) (*model, error) {
	data, err := dictionary.Unpack(compressed)
	if err != nil {
		return nil, fmt.Errorf("embedded model: %w", err)
	}
	head, text := dictionary.CutLines(string(data), 1)
	if head != "tifa hmm 1\n" {
		return nil, fmt.Errorf("embedded model: begins with %q", head)
	}
	m := &model{}
	for line := range strings.Lines(text) {
		if err := m.parse(strings.Fields(line)); err != nil {
			return nil, fmt.Errorf("embedded model, %q: %w", line, err)
		}
	}
	return m, nil
}

// parse adds a row. Rows are in the order of their characters.
func (m *model) parse(fields []string) error {
	if len(fields) != 1+states {
		return fmt.Errorf("%d fields, want %d", len(fields), 1+states)
	}
	r := []rune(fields[0])[0]
	if len(m.rows) == 0 {
		m.first = r
	}
	for int(r-m.first) >= len(m.rows) {
		m.rows = append(m.rows, noRow)
	}
	for i, f := range fields[1:] {
		if f == "-" {
			continue
		}
		var err error
		if m.rows[r-m.first][i], err = strconv.ParseFloat(f, 64); err != nil {
			return err
		}
	}
	return nil
}

// noRow is the row of a character that the model lacks.
var noRow = [states]float64{never, never, never, never}

func (m *model) row(r rune) *[states]float64 {
	if uint32(r-m.first) < uint32(len(m.rows)) {
		return &m.rows[r-m.first]
	}
	return &noRow
}

// The state before, as a bit of a trace for each state: set where the greater of the two letters by
// which gse calls states (B E M S) is the likelier one, or as likely.
const (
	beginsAfterSingle = 1 << begins // after single, not ends
	insideAfterInside = 1 << inside // after inside, not begins
	endsAfterInside   = 1 << ends   // after inside, not begins
	singleAfterSingle = 1 << single // after single, not ends
)

// viterbi finds the likeliest states of a run of characters and leaves them in trace, which is as
// long. Sums are added up and ties are broken as gse does, so that the result is the same to the
// bit.
func (m *model) viterbi(run []rune, trace []uint8) {
	row := m.row(run[0])
	b, i, e, s := row[begins]+startBegins, row[inside]+never, row[ends]+never, row[single]+startSingle
	for t := 1; t < len(run); t++ {
		row := m.row(run[t])
		var from uint8
		b1, b2 := e+endsBegins+row[begins], s+singleBegins+row[begins]
		if b2 >= b1 {
			b1, from = b2, from|beginsAfterSingle
		}
		i1, i2 := b+beginsInside+row[inside], i+insideInside+row[inside]
		if i2 >= i1 {
			i1, from = i2, from|insideAfterInside
		}
		e1, e2 := b+beginsEnds+row[ends], i+insideEnds+row[ends]
		if e2 >= e1 {
			e1, from = e2, from|endsAfterInside
		}
		s1, s2 := e+endsSingle+row[single], s+singleSingle+row[single]
		if s2 >= s1 {
			s1, from = s2, from|singleAfterSingle
		}
		b, i, e, s = b1, i1, e1, s1
		trace[t] = from
	}
	state := uint8(ends)
	if s >= e {
		state = single
	}
	for t := len(run) - 1; t >= 0; t-- {
		from := trace[t]
		trace[t] = state
		state = before(state, from)
	}
}

// before is the state before a state.
func before(state, from uint8) uint8 {
	likelier := from>>state&1 != 0
	switch {
	case (state == begins || state == single) && likelier:
		return single
	case state == begins || state == single:
		return ends
	case likelier:
		return inside
	}
	return begins
}

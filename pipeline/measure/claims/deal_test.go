package claims

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// clone is another dataset with the same contents.
func (a data) clone() data {
	out := *a.Dataset
	return data{&out}
}

// copyWith is the dataset with other documents in another order and one pair, half against half.
func (a data) copyWith(seed uint64, change func(i int, d *dataset.Document)) data {
	out := a.clone()
	out.Documents = slices.Clone(a.Documents)
	s := *a.Settings
	s.Seed = seed
	out.Settings = &s
	order, place := make([]int, len(out.Documents)), make([]int32, len(out.Documents))
	for i := range out.Documents {
		order[i] = i
		change(i, &out.Documents[i])
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &out.Documents[i], &out.Documents[j]
		return slices.Compare([]int32{x.Source, x.Day}, []int32{y.Source, y.Day})
	})
	documents := make([]dataset.Document, len(order))
	for at, i := range order {
		documents[at], place[i] = out.Documents[i], int32(at)
	}
	out.Documents, out.ByConcept = documents, make([][]dataset.Posting, len(a.ByConcept))
	for i, postings := range a.ByConcept {
		for _, u := range postings {
			out.ByConcept[i] = append(out.ByConcept[i], dataset.Posting{Document: place[u.Document], Mentions: u.Mentions})
		}
		slices.SortFunc(out.ByConcept[i], func(x, y dataset.Posting) int { return int(x.Document - y.Document) })
	}
	return out
}

// inHalves gives the dataset sources of two groups.
func (a data) inHalves(sources, inA int) {
	a.Sources = nil
	for i := range sources {
		half := "b"
		if i < inA {
			half = "a"
		}
		a.Sources = append(a.Sources, dataset.Source{ID: fmt.Sprint("s", i), Attributes: map[string]string{"half": half}})
	}
	a.Settings.Compare = []config.Compare{{By: "half", A: "a", B: "b"}}
}

// dealSources makes nine sources of weeks dealt at random, of which any four are a group.
func dealSources(a data, random *rand.Rand) data {
	const sources = 9
	of := map[int32]int32{}
	out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
		week := period.Week.Start(d.Day)
		if _, ok := of[week]; !ok {
			of[week] = int32(random.IntN(sources))
		}
		d.Source = of[week]
	})
	out.inHalves(sources, 4)
	return out
}

// dealWeeks deals blocks of weeks of each source between two groups.
func dealWeeks(length int32) func(data, *rand.Rand) data {
	return func(a data, random *rand.Rand) data {
		half := map[[2]int32]int32{}
		n, offset := int32(len(a.Sources)), 7*random.Int32N(length)
		out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
			block := [2]int32{d.Source, floorDiv(period.Week.Start(d.Day)+offset, 7*length)}
			if _, ok := half[block]; !ok {
				half[block] = int32(random.IntN(2))
			}
			d.Source += n * half[block]
		})
		out.inHalves(2*len(a.Sources), len(a.Sources))
		return out
	}
}

// shuffleTime puts blocks of weeks into a random order.
func shuffleTime(length int32) func(data, *rand.Rand) data {
	return func(a data, random *rand.Rand) data {
		first, last := a.days()
		from := floorDiv(period.Week.Start(first), 7*length)
		order := random.Perm(int(floorDiv(period.Week.Start(last), 7*length)-from) + 1)
		return a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
			if d.Day != period.Undated {
				block := floorDiv(period.Week.Start(d.Day), 7*length)
				d.Day += 7 * length * (from + int32(order[block-from]) - block)
			}
		})
	}
}

func (a data) days() (first, last int32) {
	first, last = 1<<30, -1<<30
	for i := range a.Documents {
		if d := a.Documents[i].Day; d != period.Undated {
			first, last = min(first, d), max(last, d)
		}
	}
	return first, last
}

// dealDates makes three random days the events.
func dealDates(a data, random *rand.Rand) data {
	out := a.clone()
	first, last := a.days()
	out.Events = nil
	for i := range 3 {
		out.Events = append(out.Events, config.Event{ID: fmt.Sprint("e", i), Day: first + random.Int32N(last-first)})
	}
	return out
}

// shiftHalf makes two groups of the weeks and moves one in time, around its ends, by a year or
// more.
func shiftHalf(a data, random *rand.Rand) data {
	first, last := a.days()
	weeks := (last-first)/7 + 1
	shift := 60 + random.Int32N(max(weeks-120, 1))
	out := a.copyWith(random.Uint64(), func(_ int, d *dataset.Document) {
		week := (d.Day - first) / 7
		if d.Source = week % 2; d.Source == 1 {
			d.Day += 7 * ((week+shift)%weeks - week)
		}
	})
	out.inHalves(2, 1)
	return out
}

// shuffle puts blocks of the weeks of each source into a random order, with the phrases they have.
func (p *phraseWeeks) shuffle(length int, random *rand.Rand) *phraseWeeks {
	out := *p
	from := make([]map[week]week, len(p.sources)) // of each source, where each week goes to
	for i, weeks := range p.sources {
		from[i] = map[week]week{}
		var blocks [][]week
		for at := random.IntN(length) - length; at < len(weeks); at += length {
			if block := weeks[max(0, at):max(0, min(at+length, len(weeks)))]; len(block) > 0 {
				blocks = append(blocks, block)
			}
		}
		random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		for place, w := range slices.Concat(blocks...) {
			from[i][w] = weeks[place]
		}
	}
	out.candidates = make([]candidate, len(p.candidates))
	for i := range p.candidates {
		out.candidates[i] = p.candidates[i].moved(from)
	}
	s := *p.Settings
	s.Seed = random.Uint64()
	out.data = p.clone()
	out.Settings = &s
	return &out
}

// moved is a phrase whose weeks stand at other places. It keeps no counts.
func (c candidate) moved(to []map[week]week) candidate {
	bits := map[[2]int32]uint64{}
	for _, y := range c.weeks {
		for i := range int32(64) {
			if y.bits>>i&1 == 1 {
				w := to[y.source][week(64*y.year+i)]
				bits[[2]int32{y.source, w.year()}] |= 1 << (w % 64)
			}
		}
	}
	c.weeks = nil
	for key, b := range bits {
		c.weeks = append(c.weeks, phraseYear{source: key[0], year: key[1], bits: b})
	}
	slices.SortFunc(c.weeks, func(a, b phraseYear) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.year, b.year))
	})
	return c
}

// Package evidence finds the sentences behind the numbers of a report. Sections ask for the
// evidence of a number by its Key, then the mentions are read once, and each number keeps a bounded
// sample of them. Equal tables give an equal sample.
package evidence

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/period"
)

// Lines shown for a number.
const (
	LinesOfNow  = 8 // lines shown for a number of the period reported on and of those it is compared with
	LinesOfPast = 4 // lines shown for any other number
)

// Book collects the numbers that sections show, and then the mentions they are made of: every
// number opens its evidence.
type Book struct {
	now    []string // names of the periods that get more lines
	asked  map[Key]*Piece
	Pieces []*Piece
}

// Piece is the evidence of one number: a sample of the mentions it is made of.
type Piece struct {
	ID    string
	Key   Key
	All   int64
	Lines []Line

	most int
	rank []rank // of Lines; the least come in
}

// Line is one mention in its context, and its document.
type Line struct {
	outputs.Mention
	Title, URL string
}

// rank orders mentions for the sample: the first of every document before the second of any, and
// otherwise by a hash, so that equal tables give an equal sample that no date or source is favoured
// in.
type rank struct {
	nth  int
	hash uint64
}

func (a rank) less(b rank) bool { return a.nth < b.nth || a.nth == b.nth && a.hash < b.hash }

// New is an empty book; numbers of the periods named get more lines than others.
func New(now ...string) *Book { return &Book{now: now, asked: map[Key]*Piece{}} }

// Ask gives the address on the page of a number's evidence.
func (b *Book) Ask(k Key) string {
	e := b.asked[k]
	if e == nil {
		e = &Piece{ID: k.ID(), Key: k, most: LinesOfPast}
		if slices.Contains(b.now, k.Period) {
			e.most = LinesOfNow
		}
		b.asked[k] = e
		b.Pieces = append(b.Pieces, e)
	}
	return "#" + e.ID
}

// Gather reads the mentions of a result folder once, keeps the sample of each number, and adds what
// documents say of themselves. groups has the groups of documents; types are the types of period
// that numbers may be of.
func (b *Book) Gather(dir string, groups Groups, types []string) error {
	document, nth, pairs := "", map[string]int{}, b.pairs()
	lists := b.listsOfSources()
	var in []string
	for m, err := range outputs.Read[outputs.Mention](dir) {
		if err != nil {
			return err
		}
		if !m.Counted {
			continue
		}
		pairs.add(&m)
		if m.Document != document {
			document = m.Document
			clear(nth)
			in = slices.Concat(groups.Of(m.Source, m.Document), []string{"source=" + m.Source, ""},
				lists[m.Source])
		}
		at := rank{nth[m.Concept], hashOf(&m)}
		nth[m.Concept]++
		for _, name := range periodsOf(&m, types) {
			for _, g := range in {
				b.offer(Key{m.Concept, g, name}, &m, at)
				if m.InTheme {
					b.offer(Key{"theme:" + m.Theme, g, name}, &m, at)
				}
			}
		}
	}
	pairs.flush()
	return b.addDocuments(dir)
}

// listsOfSources are the lists that each source is in, of those that numbers were asked for by.
func (b *Book) listsOfSources() map[string][]string {
	all := map[string][]string{}
	for _, group := range b.lists() {
		for _, id := range ListedIn(group) {
			all[id] = append(all[id], group)
		}
	}
	return all
}

// lists are the groups of listed sources that were asked for.
func (b *Book) lists() []string {
	var out []string
	for _, e := range b.Pieces {
		if ListedIn(e.Key.Group) != nil && !slices.Contains(out, e.Key.Group) {
			out = append(out, e.Key.Group)
		}
	}
	return out
}

// periodsOf are the names of the periods a mention counts in, and the empty name for all of them.
// An undated mention counts in none.
func periodsOf(m *outputs.Mention, types []string) []string {
	if m.Date == nil {
		return nil
	}
	names := []string{""}
	for _, t := range types {
		if kind := period.Type(t); kind.Holds(period.Type(m.DatePrecision)) {
			if name := kind.Name(kind.Start(*m.Date)); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func hashOf(m *outputs.Mention) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%t\x00%d", m.Concept, m.Document, m.InTitle, m.StartByte))
	return binary.BigEndian.Uint64(sum[:8])
}

// offer puts a mention into the sample of a number if it was asked for and ranks among the least.
func (b *Book) offer(k Key, m *outputs.Mention, at rank) {
	e := b.asked[k]
	if e == nil {
		return
	}
	e.All++
	if strings.HasPrefix(k.Group, "source=") {
		at = rank{hash: uint64(e.All)} // the first uses, not a sample: mentions of a source come by date
	}
	place, _ := slices.BinarySearchFunc(e.rank, at, func(have, at rank) int {
		if have.less(at) {
			return -1
		}
		return 1
	})
	if place == e.most {
		return
	}
	e.rank = slices.Insert(e.rank, place, at)
	e.Lines = slices.Insert(e.Lines, place, Line{Mention: *m})
	if len(e.rank) > e.most {
		e.rank, e.Lines = e.rank[:e.most], e.Lines[:e.most]
	}
}

// addDocuments gives lines the titles and addresses of their documents, and orders them by date.
func (b *Book) addDocuments(dir string) error {
	lines := map[string][]*Line{}
	for _, e := range b.Pieces {
		slices.SortStableFunc(e.Lines, func(a, b Line) int { return int(*orZero(a.Date)) - int(*orZero(b.Date)) })
		for i := range e.Lines {
			l := &e.Lines[i]
			lines[l.Document] = append(lines[l.Document], l)
		}
	}
	for d, err := range outputs.Read[outputs.Document](dir) {
		if err != nil {
			return err
		}
		for _, l := range lines[d.ID] {
			l.Title, l.URL = d.Title, d.URL
		}
	}
	return nil
}

func orZero(day *int32) *int32 {
	if day == nil {
		return new(int32)
	}
	return day
}

// First tells whether the lines are the first ones in time, not a sample.
func (e *Piece) First() bool { return strings.HasPrefix(e.Key.Group, "source=") }

package report

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"tifa/outputs"
)

const (
	linesOfNow  = 8 // lines shown for a number of the period reported on and of those it is compared with
	linesOfPast = 4 // lines shown for any other number
)

// book collects the numbers that sections show, and then the mentions they are made of: every number opens its evidence.
type book struct {
	now    []string // names of the periods that get more lines
	asked  map[rateKey]*evidence
	Pieces []*evidence
}

// evidence is a sample of the mentions behind one number.
type evidence struct {
	ID    string
	Key   rateKey
	All   int64
	Lines []line

	most int
	rank []rank // of Lines; the least come in
}

// line is one mention in its context, and its document.
type line struct {
	outputs.Mention
	Title, URL string
}

// rank orders mentions for the sample: the first of every document before the second of any, and otherwise by a hash, so
// that equal tables give an equal sample that no date or source is favoured in.
type rank struct {
	nth  int
	hash uint64
}

func (a rank) less(b rank) bool { return a.nth < b.nth || a.nth == b.nth && a.hash < b.hash }

func newBook(now ...string) *book { return &book{now: now, asked: map[rateKey]*evidence{}} }

// ask gives the address on the page of a number's evidence.
func (b *book) ask(k rateKey) string {
	e := b.asked[k]
	if e == nil {
		e = &evidence{ID: k.id(), Key: k, most: linesOfPast}
		if slices.Contains(b.now, k.period) {
			e.most = linesOfNow
		}
		b.asked[k] = e
		b.Pieces = append(b.Pieces, e)
	}
	return "#" + e.ID
}

// id is the key as the ID of an element: letters, digits and hyphens stay, what else there is becomes its code.
func (k rateKey) id() string {
	var b strings.Builder
	b.WriteString("e")
	for _, part := range []string{k.what, k.period, k.group} {
		if part == "" {
			continue
		}
		b.WriteByte('-')
		for _, r := range part {
			switch {
			case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
				b.WriteRune(r)
			default:
				fmt.Fprintf(&b, ".%x", r)
			}
		}
	}
	return b.String()
}

// gather reads the mentions once, keeps the sample of each number, and adds what documents say of themselves.
func (b *book) gather(r *run) error {
	groups := map[string][]string{}
	for id, of := range r.groups {
		groups[id] = append(slices.Clone(of), "source="+id, "")
	}
	for _, group := range b.lists() {
		for _, id := range listedIn(group) {
			groups[id] = append(groups[id], group)
		}
	}
	types := r.shown()
	document, nth, pairs := "", map[string]int{}, b.pairs()
	for m, err := range outputs.Read[outputs.Mention](r.dir) {
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
		}
		at := rank{nth[m.Concept], hashOf(&m)}
		nth[m.Concept]++
		for _, name := range periodsOf(&m, types) {
			for _, g := range groups[m.Source] {
				b.offer(rateKey{m.Concept, g, name}, &m, at)
				if m.InTheme {
					b.offer(rateKey{"theme:" + m.Theme, g, name}, &m, at)
				}
			}
		}
	}
	pairs.flush()
	return b.addDocuments(r.dir)
}

// lists are the groups of listed sources that were asked for.
func (b *book) lists() []string {
	var out []string
	for _, e := range b.Pieces {
		if listedIn(e.Key.group) != nil && !slices.Contains(out, e.Key.group) {
			out = append(out, e.Key.group)
		}
	}
	return out
}

// periodsOf are the names of the periods a mention counts in, and the empty name for all of them. An undated mention
// counts in none.
func periodsOf(m *outputs.Mention, types []string) []string {
	if m.Date == nil {
		return nil
	}
	names := []string{""}
	for _, t := range types {
		if holds(t, m.DatePrecision) {
			if name := periodAt(t, *m.Date).Name; !slices.Contains(names, name) {
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
func (b *book) offer(k rateKey, m *outputs.Mention, at rank) {
	e := b.asked[k]
	if e == nil {
		return
	}
	e.All++
	if strings.HasPrefix(k.group, "source=") {
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
	e.Lines = slices.Insert(e.Lines, place, line{Mention: *m})
	if len(e.rank) > e.most {
		e.rank, e.Lines = e.rank[:e.most], e.Lines[:e.most]
	}
}

// addDocuments gives lines the titles and addresses of their documents, and orders them by date.
func (b *book) addDocuments(dir string) error {
	lines := map[string][]*line{}
	for _, e := range b.Pieces {
		slices.SortStableFunc(e.Lines, func(a, b line) int { return int(*orZero(a.Date)) - int(*orZero(b.Date)) })
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

// Commands are what lists all mentions of a number, one for each source where only some are counted; RUN stands for the
// result folder.
func (e *evidence) Commands() []string {
	if x, y, ok := pairIn(e.Key.what); ok {
		return []string{"tifa kwic RUN " + shellWord(x), "tifa kwic RUN " + shellWord(y)}
	}
	c := "tifa kwic RUN " + shellWord(e.Key.what)
	if e.Key.period != "" {
		c += " --period " + e.Key.period
	}
	if ids := listedIn(e.Key.group); ids != nil {
		var out []string
		for _, id := range ids {
			out = append(out, c+" --source "+shellWord(id))
		}
		return out
	}
	if source, ok := strings.CutPrefix(e.Key.group, "source="); ok {
		c += " --source " + shellWord(source)
	} else if e.Key.group != "" {
		c += " --group " + shellWord(e.Key.group)
	}
	return []string{c}
}

// shellWord quotes a word for a shell where it has to be.
func shellWord(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=:."
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

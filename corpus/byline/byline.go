// Package byline reads who wrote a text, and with what affiliation: from the author field of a
// record, from the title, and from the first and last lines of a text.
//
// The rules are data (rules.yaml): each has a name, the place where it holds, a regexp and examples.
// So are the words that stand before names (记者, 通讯员), the pen names of papers (钟声) and the
// surnames. What a rule finds is an author only if it looks like a name: two or three Han characters
// of which the first is a surname, more after a surname of two, a name with a middle dot, or a pen
// name on the list. Where one of several does not, the rule finds nobody.
//
// It reads the first and the last Lines lines that are not blank, and of each its first and last
// lineRunes characters. It never guesses: a text that ends 王小明 without a bracket, and a title
// 王小明：…, of whom one cannot know whether he wrote or was written about, name nobody.
//
// It imports nothing of ours but markup and the reader of settings.
package byline

import (
	"slices"
	"strings"

	"tifa/corpus/markup"
)

// Lines is how many lines that are not blank are read at each end of a text.
const Lines = 5

// Byline is one author as a document names them.
type Byline struct {
	// Name is as written, without titles such as 记者 and without the spaces that set a name of two
	// characters as wide as one of three. It is empty where only the affiliation is given.
	Name        string
	Affiliation string // as written, such as 国防大学政治学院; empty where none is given
	// From says where the name was read, and by which rule: "field", "first lines: dateline", …;
	// the rule that read an affiliation elsewhere follows after a semicolon.
	From string
}

// Document is what bylines are read from.
type Document struct {
	Field       []Byline // the author field: Name and Affiliation as the record has them
	Title, Text string
	// Marks are the stretches of Text that are markup. Boilerplate is none: a byline that does not
	// count is read like any other.
	Marks []markup.Mark
}

// Read returns the authors that a document names, in the order field, title, first lines, last
// lines, each name once. Every Name and Affiliation is a piece of what was given, but for spaces
// and marks inside.
func Read(d *Document) []Byline {
	r := shipped
	found := collector{rules: r}
	for _, f := range d.Field {
		found.add(r.field(f), true)
	}
	found.text(placeTitle, strings.TrimSpace(d.Title))
	first, last := ends(d.Text, d.Marks)
	for _, line := range first {
		found.text(placeFirst, line)
	}
	for i, line := range last {
		found.last = i == len(last)-1
		found.text(placeLast, line)
	}
	return found.bylines()
}

// collector gathers the bylines of one document.
type collector struct {
	rules  *rules
	named  []Byline
	author []bool   // for each of named: signed the text, rather than reported or supplied it
	notes  []Byline // affiliations without a name
	split  [][]string
	last   bool // the line is the last
}

// text adds what the rules for one place read in one line.
func (c *collector) text(at place, line string) {
	if line == "" {
		return
	}
	for i := range c.rules.at[at] {
		rule := &c.rules.at[at][i]
		if rule.lastOnly && !c.last {
			continue
		}
		if m, ok := rule.read(c.rules, line); ok {
			from := at.String() + ": " + rule.Name
			for j := range m.people {
				m.people[j].From = from + m.people[j].From
			}
			c.add(m.people, !rule.Reporters)
			if m.note != "" {
				c.notes = append(c.notes, Byline{Affiliation: m.note, From: from})
				c.split = append(c.split, m.split)
			}
			return
		}
	}
}

// add takes authors over. One who was named before only gains an affiliation.
func (c *collector) add(people []Byline, author bool) {
	for _, b := range people {
		i := slices.IndexFunc(c.named, func(n Byline) bool { return n.Name == b.Name })
		if i < 0 {
			c.named, c.author = append(c.named, b), append(c.author, author)
			continue
		}
		c.author[i] = c.author[i] || author
		c.named[i].gain(b.Affiliation, b.From)
	}
}

// gain adds an affiliation that was read by another rule than the name.
func (b *Byline) gain(affiliation, from string) {
	if b.Affiliation != "" || affiliation == "" {
		return
	}
	b.Affiliation = affiliation
	if from != b.From {
		b.From += "; " + from
	}
}

// bylines gives the affiliations that stand alone to the authors without one, or to an author
// without a name.
func (c *collector) bylines() []Byline {
	for i, note := range c.notes {
		var to []int
		for j := range c.named {
			if c.author[j] && c.named[j].Affiliation == "" {
				to = append(to, j)
			}
		}
		each := c.split[i]
		for k, j := range to {
			switch {
			case len(each) == len(to):
				c.named[j].gain(each[k], note.From)
			case len(each) > 1:
				c.named[j].gain(note.Affiliation, note.From+", not aligned")
			default:
				c.named[j].gain(note.Affiliation, note.From)
			}
		}
		if len(to) == 0 && !c.known(note.Affiliation) {
			c.named, c.author = append(c.named, note), append(c.author, true)
		}
	}
	return c.named
}

// known reports whether an affiliation has somebody already.
func (c *collector) known(affiliation string) bool {
	return slices.ContainsFunc(c.named, func(b Byline) bool { return b.Affiliation == affiliation })
}

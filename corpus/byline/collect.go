package byline

import "slices"

// collector gathers the bylines of one document.
type collector struct {
	rules   *rules
	authors []author
	notes   []note
	outlet  string // of a dateline that is the line before
}

// author is a byline with what it takes to know whom a note is about.
type author struct {
	Byline
	signed bool // the text, rather than reported or compiled it
}

// note is an affiliation without a name.
type note struct {
	affiliation, from string
	each              []string // its parts, where each author has one
}

// text adds what the rules for one place read in one line, which is number n from the title, or
// from the end.
func (c *collector) text(at place, line string, n int) {
	if line == "" {
		return
	}
	l := c.rules.newLine(line, n)
	l.outlet, c.outlet = c.outlet, ""
	for _, rule := range c.rules.at[at][l.is] {
		if m, ok := rule.read(c.rules, l); ok {
			c.take(rule, at.String()+": "+rule.Name, m)
			return
		}
	}
}

// take adds what a rule read.
func (c *collector) take(rule *rule, from string, m reading) {
	c.outlet = m.outlet
	for i := range m.people {
		m.people[i].From = from + m.people[i].From
	}
	c.add(m.people, !rule.Reporters)
	if m.note != "" {
		c.notes = append(c.notes, note{m.note, from, m.each})
	}
}

// add takes authors over. One who was named before only gains an affiliation.
func (c *collector) add(people []Byline, signed bool) {
	for _, b := range people {
		i := slices.IndexFunc(c.authors, func(a author) bool { return a.Name == b.Name && !a.apart(&b) })
		if i < 0 {
			c.authors = append(c.authors, author{b, signed})
			continue
		}
		c.authors[i].signed = c.authors[i].signed || signed
		c.authors[i].gain(b.Affiliation, b.From)
	}
}

// apart reports whether two of one name are two people: one place names both, each with an
// affiliation of their own.
func (b *Byline) apart(other *Byline) bool {
	return b.From == other.From && b.Affiliation != "" && other.Affiliation != "" &&
		b.Affiliation != other.Affiliation
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
func (c *collector) bylines() (list []Byline) {
	for _, n := range c.notes {
		to := c.without()
		for i, a := range to {
			n.give(&a.Byline, i, len(to))
		}
		if len(to) == 0 && !c.known(n.affiliation) {
			c.authors = append(c.authors, author{Byline{"", n.affiliation, n.from}, true})
		}
	}
	for _, a := range c.authors {
		list = append(list, a.Byline)
	}
	return list
}

// give gives an affiliation to the i-th of several authors: the i-th of its parts where there are
// as many as authors, else all of it.
func (n *note) give(b *Byline, i, authors int) {
	switch {
	case len(n.each) == authors:
		b.gain(n.each[i], n.from)
	case len(n.each) > 1:
		b.gain(n.affiliation, n.from+notAligned)
	default:
		b.gain(n.affiliation, n.from)
	}
}

// notAligned stands after the name of a rule where several affiliations could not be given to one
// author each.
const notAligned = ", not aligned"

// without lists the authors who signed and have no affiliation: those with the name of a person,
// or else all.
func (c *collector) without() []*author {
	var persons, others []*author
	for i := range c.authors {
		a := &c.authors[i]
		switch {
		case !a.signed || a.Affiliation != "":
		case c.rules.isName(a.Name) && !c.rules.isPenName(a.Name):
			persons = append(persons, a)
		default:
			others = append(others, a)
		}
	}
	if len(persons) > 0 {
		return persons
	}
	return others
}

// known reports whether an affiliation has somebody already.
func (c *collector) known(affiliation string) bool {
	return slices.ContainsFunc(c.authors,
		func(a author) bool { return a.Affiliation == affiliation })
}

// Package byline reads who wrote a text, and with what affiliation: from the author field of a
// record, from the title, and from the first and last lines of a text.
//
// The rules are data (rules.yaml): each has a name, the place where it holds, a regexp and
// examples. So are the words that stand before names (记者, 通讯员), the pen names of papers (钟声) and
// the surnames. What a rule finds is an author only if it looks like a name: two or three Han
// characters of which the first is a surname, more after a surname of two, a name with a middle
// dot, or a pen name on the list. Where one of several does not, the rule finds nobody.
//
// It reads the first and the last Lines lines that are not blank, and of each its first or last 720
// bytes (240 Han characters), within 32 KB at each end. It never guesses: a text that ends 王小明
// without a bracket, and a title 王小明：…, of whom one cannot know whether he wrote or was written
// about, name nobody.
//
// It imports nothing of ours but markup and the reader of settings.
package byline

import (
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
// and marks inside. unread are the entries of the field that are no name, not even of somebody
// unknown.
func Read(d *Document) (bylines []Byline, unread []string) {
	r := shipped()
	found := collector{rules: r}
	for _, f := range d.Field {
		found.add(r.field(f), true)
		if r.unread(f) {
			unread = append(unread, f.Name)
		}
	}
	found.text(placeTitle, strings.TrimSpace(d.Title), 0)
	first, last := ends(d.Text, d.Marks)
	for i, line := range first {
		found.text(placeFirst, line, i)
	}
	found.outlet = ""
	for i, line := range last {
		found.text(placeLast, line, len(last)-1-i)
	}
	return found.bylines(), unread
}

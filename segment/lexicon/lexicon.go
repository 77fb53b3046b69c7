// Package lexicon reads lists of concepts and the patterns of their phrases. Parse reads and checks
// a file; CompileAll expands every pattern into the folded strings that it stands for.
package lexicon

import "fmt"

// Lexicon is a list of concepts to look for. Parse reads one from a file.
type Lexicon struct {
	Name     string // file it was read from, for messages
	Title    string
	Extends  []string  // lexicons whose concepts belong to this one too: see Load
	Remove   []string  // IDs of concepts of these that do not
	Concepts []Concept // in the order of the file

	extendsAt, removeAt []place
}

// Concept is one meaning and the phrases that express it.
type Concept struct {
	ID     string // lower-case letters, digits and underscore, beginning with a letter
	Theme  string // written like an ID; empty for none. The same name in two lexicons is one theme
	Zh     string // the phrase a reader knows it by
	Pinyin string // of Zh, with tone marks
	En     string // English gloss
	// Phrases are patterns: literals with (a|b) for alternatives, (a|) for an optional part, {m,n}
	// for a gap of m to n tokens, and \ before one of ( ) | { } \ that means itself.
	Phrases []string
	Except  []string // longer strings inside which a match does not count: patterns without gaps
	Conditions
	// Boundary is "token" where a match counts only if both its edges are edges of tokens, which
	// short phrases need; "none" or empty otherwise.
	Boundary string
	Cite     string // where the concept or its wording comes from

	// where the concept and the items of its keys stand, for messages; none for a Concept made in
	// code
	at    place
	lines map[string][]place
	// replaces fields of a concept of a lexicon that is extended
	override bool
}

// place is a line of a file.
type place struct {
	file string
	line int
}

// The values of Concept.Boundary.
const (
	BoundaryNone  = "none"
	BoundaryToken = "token"
)

// Place is where the concept stands, as the beginning of a message.
func (c *Concept) Place() string {
	if c.at.file == "" {
		return fmt.Sprintf("concept %q", c.ID)
	}
	return c.at.String()
}

// PhrasePlace is where a phrase stands.
func (c *Concept) PhrasePlace(i int) string { return c.keyPlace("phrases", i) }

// ExceptPlace is where an except stands.
func (c *Concept) ExceptPlace(i int) string { return c.keyPlace("except", i) }

// NearPlace is where an item of near stands.
func (c *Concept) NearPlace(i int) string { return c.keyPlace("near", i) }

// SpeakerPlace is where an item of speaker stands.
func (c *Concept) SpeakerPlace(i int) string { return c.keyPlace("speaker", i) }

// NotSpeakerPlace is where an item of not_speaker stands.
func (c *Concept) NotSpeakerPlace(i int) string { return c.keyPlace("not_speaker", i) }

// NotNearPlace is where an item of not_near stands.
func (c *Concept) NotNearPlace(i int) string { return c.keyPlace("not_near", i) }

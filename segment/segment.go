// Package segment turns text into sentences, tokens and mentions. It is the door: it names what
// others use, and its rooms do the work. Each room imports only rooms that stand before it.
//
// What happens to a text, in order, and where:
//
//  1. A text is folded rune by rune: Traditional to Simplified, full width to ASCII, Latin to lower
//     case, compatibility forms unified. Characters that only wrap or justify Han text are skipped.
//     The way back to the original bytes is kept. (Room normalize knows the characters.)
//  2. The words of gse's dictionary, and those of the user, stand in a compiled dictionary and its
//     trie. (Room dictionary.)
//  3. An engine segments folded text by that dictionary: tokens tile it. (Room engine: tifa's
//     kernel, the cutter that guesses unknown names, gse itself.)
//  4. A Splitter folds a text and cuts it into sentences, and its engine segments each. A sentence
//     is the unit of everything that follows: tokens and mentions lie in one sentence, and the same
//     sentence gives the same tokens wherever it stands. (Room sentence.)
//  5. A Lexicon lists concepts and the patterns of their phrases. (Room lexicon.)
//  6. An Attributor says whose words a stretch of a text is. (Room attribution.)
//  7. A Matcher finds the mentions of a Lexicon's concepts in a sentence. Check says what is odd
//     about lexicons, Usage how their phrases occur. (Room match.)
//
// Room realtexts hands real texts to tests. Only these rooms know gse.
package segment

import (
	"path/filepath"

	"tifa/segment/attribution"
	"tifa/segment/dictionary"
	"tifa/segment/engine"
	"tifa/segment/lexicon"
	"tifa/segment/match"
	"tifa/segment/normalize"
	"tifa/segment/sentence"
)

type (
	// Options say which words a Segmenter knows and how it segments.
	Options = sentence.Options
	// WordFile is a dictionary of the user.
	WordFile = dictionary.WordFile
	// Segmenter holds a dictionary and an engine.
	Segmenter = sentence.Segmenter
	// Splitter turns texts into sentences.
	Splitter = sentence.Splitter
	// Sentence is one sentence of a text, folded and segmented.
	Sentence = sentence.Sentence
	// Span is half-open bytes of an original text.
	Span = sentence.Span
	// ExcludedSpan is a stretch of a text that is kept but not counted.
	ExcludedSpan = sentence.ExcludedSpan
	// Token is a stretch of a sentence that an engine takes for one word.
	Token = engine.Token
	// Class says what kind of token a token is.
	Class = normalize.Class
)

type (
	// Attributor reads whose words the stretches of a text are.
	Attributor = attribution.Reader
	// SpeakerSpan is a stretch of a text, whose words it is, and the rule that says so.
	SpeakerSpan = attribution.Span
)

type (
	// Lexicon is a list of concepts to look for.
	Lexicon = lexicon.Lexicon
	// Concept is one meaning and the phrases that express it.
	Concept = lexicon.Concept
	// Conditions say where a phrase of a concept counts.
	Conditions = lexicon.Conditions
	// Date is a day, a month or a year, as conditions see it.
	Date = lexicon.Date
	// Document is what conditions ask of the document that sentences come from.
	Document = match.Document
	// Text is a text of a document with what is not counted of it.
	Text = match.Text
	// Matcher knows the concepts to look for.
	Matcher = match.Matcher
	// MatchConcept is a concept and the title of its lexicon.
	MatchConcept = match.Concept
	// Finder finds mentions.
	Finder = match.Finder
	// Mention is one occurrence of a concept in a sentence.
	Mention = match.Mention
	// Finding is something odd about a lexicon.
	Finding = match.Finding
	// Level says how serious a Finding is.
	Level = match.Level
	// Usage gathers how phrases occur in a corpus.
	Usage = match.Usage
	// UsageRow is one keyword of one phrase.
	UsageRow = match.UsageRow
	// WordCount is a word, and how often it was met.
	WordCount = match.WordCount
)

// The classes of tokens. Punctuation is the one that is no token to a denominator.
const (
	Word        = normalize.Word
	Function    = normalize.Function
	Number      = normalize.Number
	Latin       = normalize.Latin
	Punctuation = normalize.Punctuation
)

// The values of Concept.Boundary.
const (
	BoundaryNone  = lexicon.BoundaryNone
	BoundaryToken = lexicon.BoundaryToken
)

// The values of Conditions.Within and Conditions.Quoted.
const (
	WithinSentence  = lexicon.WithinSentence
	WithinParagraph = lexicon.WithinParagraph
	WithinDocument  = lexicon.WithinDocument
	QuotedOnly      = lexicon.QuotedOnly
	QuotedNever     = lexicon.QuotedNever
)

// The levels of a Finding, the most serious first.
const (
	Warning = match.Warning
	Hint    = match.Hint
	Note    = match.Note
)

// Open makes a Segmenter ready for use. It refuses an engine it does not know and words that are
// not well written.
func Open(o Options) (*Segmenter, error) { return sentence.Open(o) }

// Fold returns the folded view of a short text: see sentence.Fold.
func Fold(text string) string { return sentence.Fold(text) }

// NewAttributor returns an Attributor that knows words by the dictionary of s, for one goroutine.
func NewAttributor(s *Segmenter) *Attributor { return attribution.New(s).Reader() }

// SpeakerAt returns the span that holds a whole stretch of a text: see attribution.At.
func SpeakerAt(spans []SpeakerSpan, start, end int) SpeakerSpan {
	return attribution.At(spans, start, end)
}

// ParseLexicon reads a lexicon file. The error joins everything that is wrong, each with name and
// line: see lexicon.Parse.
func ParseLexicon(name string, data []byte) (*Lexicon, error) { return lexicon.Parse(name, data) }

// LoadLexicons reads lexicons by name, and those that they extend: see lexicon.Load. A name is that
// of a lexicon that comes with the program, or of a file. A file that a lexicon names is looked for
// beside that lexicon.
func LoadLexicons(names []string, read func(name string) ([]byte, error)) ([]*Lexicon, error) {
	clean := make([]string, len(names))
	for i, name := range names {
		clean[i] = filepath.Clean(name)
	}
	return lexicon.Load(clean, lexicon.Files{Resolve: beside, Read: read})
}

// beside is the name of a lexicon that another one names.
func beside(name, from string) string {
	if IsShipped(name) || IsShipped(from) || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(from), filepath.FromSlash(name))
}

// Wordings returns the folded strings that a phrase pattern stands for, but for those with a gap.
func Wordings(pattern string) ([]string, error) { return lexicon.Wordings(pattern) }

// NewMatcher prepares the concepts of all lexicons. It reports every concept that is wrong, and an
// ID used twice.
func NewMatcher(lexicons ...*Lexicon) (*Matcher, error) { return match.NewMatcher(lexicons...) }

// Check returns what is odd about valid lexicons, by concept in their order. It refuses lexicons
// that are not valid.
func Check(lexicons ...*Lexicon) ([]Finding, error) { return match.Check(lexicons...) }

// ParseDate reads the date of a condition: see lexicon.ParseDate.
func ParseDate(s string) (Date, error) { return lexicon.ParseDate(s) }

// NewUsage gathers how the phrases of m's concepts occur.
func NewUsage(m *Matcher) *Usage { return match.NewUsage(m) }

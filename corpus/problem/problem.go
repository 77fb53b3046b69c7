// Package problem says what went wrong with a file or a document. Nothing that is left out
// vanishes: it is a Problem. Every room of corpus may import it; it imports nothing of ours.
package problem

// Problem is something that went wrong with one document or file.
type Problem struct {
	Path   string // as corpus.Document.Path
	Record int    // 1-based record, 0 where the whole file is meant
	Place  string // finer place for a person: "line 3", "field date", "byte 1042"; may be empty
	Kind   string // one of the Kind constants
	Reason string // what is wrong, lower case, with the offending value quoted
	Action string // what was done: one of the constants below, or a sentence of that sort
	// Transient reports whether the system is at fault and not the content: the file could not be
	// opened or read, or it changed meanwhile. Another run may read it, so nothing that was made of
	// the file in this run may be kept for the next. It is no column of the table of problems.
	Transient bool
}

// Error is an error that says of which kind its Problem is: a limit was passed, or a rule broken.
// It ends the entry that it comes from.
type Error struct{ Kind, Reason string }

func (e *Error) Error() string { return e.Reason }

// Kinds of Problem, to count by.
const (
	KindUnreadable  = "unreadable"            // the file cannot be opened or read
	KindChanged     = "changed while read"    // the file is another than when the run began
	KindFormat      = "unknown format"        // binary, or a format that is not read
	KindDamaged     = "damaged"               // a truncated or broken archive, table or JSON document
	KindRefused     = "refused"               // an archive over a limit, an unsafe name, a link that leads out
	KindTooLarge    = "too large"             // one record over the limit
	KindEncoding    = "encoding"              // bytes that are no text in the file's encoding
	KindRecord      = "bad record"            // a record that cannot be read
	KindEmpty       = "empty"                 // a record or file without any text
	KindReplacement = "replacement character" // U+FFFD in the source: text was lost before it came here
	KindControl     = "control character"     // NUL in the source
	KindUnbroken    = "no punctuation"        // more characters without a pause than a sentence may have
	KindExcluded    = "mostly excluded"       // nearly all of a text is boilerplate or markup
	KindBadDate     = "bad date"              // a date field that is no date
	KindUndated     = "undated"               // no date was found
	KindNoSource    = "no source"             // the source rule found none
	KindFrontMatter = "front matter"          // a front matter that is no YAML
	KindField       = "bad field"             // a field that is a list or an object and should be a text
	KindAuthor      = "bad author"            // an author field, or a part of it, that names nobody
)

// What was done about a Problem.
const (
	LeftOut      = "left out"
	RestLeftOut  = "left out from here; documents before this place are kept"
	KeptAsRead   = "kept as it was read"
	KeptUndated  = "kept without a date"
	KeptAsIs     = "kept as it is"
	KeptNoSource = "kept without a source"
	KeptNoFields = "kept without these fields"
	KeptNoField  = "kept without this field"
	KeptNoAuthor = "kept without this author"
)

package corpus

// Kinds of Problem, to count by.
const (
	KindUnreadable  = "unreadable"            // the file cannot be opened or read
	KindChanged     = "changed while read"    // the file is another than when the run began
	KindFormat      = "unknown format"        // binary, or a format that is not read
	KindDamaged     = "damaged"               // a torn or broken archive, table or JSON document
	KindRefused     = "refused"               // an archive over a limit, an unsafe name, a link that leads out
	KindTooLarge    = "too large"             // one record over the limit
	KindEncoding    = "encoding"              // bytes that are no text in the file's encoding
	KindRecord      = "bad record"            // a record that cannot be read
	KindEmpty       = "empty"                 // a record or file without any text
	KindReplacement = "replacement character" // U+FFFD in the source: text was lost before it came here
	KindControl     = "control character"     // NUL in the source
	KindUnbroken    = "no punctuation"        // more characters without a pause than a sentence may have
	KindBadDate     = "bad date"              // a date field that is no date
	KindUndated     = "undated"               // no date was found
	KindNoSource    = "no source"             // the source rule found none
	KindFrontMatter = "front matter"          // a front matter that is no YAML
)

// What was done about a Problem.
const (
	leftOut      = "left out"
	restLeftOut  = "left out from here; documents before this place are kept"
	keptUndated  = "kept without a date"
	keptAsRead   = "kept as it was read"
	keptAsIs     = "kept as it is"
	keptNoSource = "kept without a source"
	keptNoFields = "kept without these fields"
)

package format

import (
	"fmt"
	"strings"

	"tifa/corpus/problem"
)

// The parts of a document that a record may have.
const (
	ID = iota
	Date
	Title
	Text
	URL
	Author
	Source
	Parts // how many there are
)

// PartName is the name of a part, as in a tifa.yaml.
func PartName(part int) string {
	return [Parts]string{"id", "date", "title", "text", "url", "author", "source"}[part]
}

// Kind says what stands in a field of a record.
type Kind int8

// The kinds of a Value.
const (
	Missing Kind = iota // the record has no such field
	Null                // it is null
	Scalar              // a string, or another scalar whose form on file is kept
	Nested              // an object or a list
)

// Value is one field of a record.
type Value struct {
	Kind Kind
	Text string
	// nested is the list or object itself: maps, slices and scalars.
	nested any
}

// Record is what every format makes of a file, before it becomes a document.
type Record struct {
	N        int    // from 1
	Place    string // "line 3"
	Single   bool   // the file is this one document
	Values   [Parts]Value
	Authors  []Authored // what the author field holds; Values has them joined by "; "
	Markup   string     // "markdown", "none", or "" where the format does not know it
	Named    bool       // the title only names the record: it was not read with the text
	Encoding string     // that the file was decoded from
	// Crawled is the address that a web archive has a record of. Names and folders in it are those
	// of the document; those of the archive tell when it was crawled.
	Crawled string
}

// give hands a record to the Sink, unless it has nothing that could be a text.
func (r *reader) give(s *stream, rec *Record) error {
	rec.Encoding = s.Encoding
	flatten(rec)
	bad := problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord,
		Action: problem.LeftOut}
	for _, part := range []int{Text, Title} {
		if rec.Values[part].Kind == Nested {
			bad.Reason = fmt.Sprintf("field %q is a list or an object, not a text: name a field inside of it, as %s.content",
				s.rules.names[part], s.rules.names[part])
			return r.Problem(bad)
		}
	}
	if rec.Values[Text].Kind == Missing {
		bad.Reason = fmt.Sprintf("no field %q: name the one that holds the text, as fields: {text: content}",
			s.rules.names[Text])
		return r.Problem(bad)
	}
	if strings.TrimSpace(rec.Values[Text].Text) == "" && strings.TrimSpace(rec.Values[Title].Text) == "" {
		bad.Kind, bad.Reason = problem.KindEmpty, "neither title nor text"
		return r.Problem(bad)
	}
	if err := r.dropNested(s, rec); err != nil {
		return err
	}
	if err := r.takeAuthors(s, rec); err != nil {
		return err
	}
	return r.Record(rec)
}

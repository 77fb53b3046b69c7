// Package corpus turns files into documents.
//
// What it does, in the order it happens, and the room that does it:
//
//  1. Inputs (folders, globs, single files, standard input) become a sorted list of files: Expand.
//  2. A file is opened through its containers (gzip, zstd, bzip2, zip, tar): corpus/container.
//  3. Its bytes are decoded to UTF-8; what cannot be decoded is a Problem, never a U+FFFD:
//     corpus/charset.
//  4. Its format (text, Markdown, HTML, JSON, JSONL, CSV, TSV, Parquet, WARC, DOCX, EPUB, ODT, RTF)
//     yields records: corpus/format. Pages of HTML are read by corpus/webpage.
//  5. Each record becomes a document with an ID, a source, a date (corpus/date), its authors
//     (corpus/byline), and marks over text that is kept but not counted (corpus/markup).
//
// What goes wrong is in corpus/problem. The rooms know nothing of documents and inputs.
//
// Steps 2 to 5 are File.Read, which yields documents and problems in one stream: a bad record is
// data, and reading goes on.
//
// Where a document has no title of its own, the first heading of a Markdown file or else the name
// of a file that is one document stands in; the latter is marked as a whole, because nobody
// published it. A front matter is no part of a text. Of a page of HTML the main text is the
// document's text, its paragraphs joined by blank lines, see corpus/webpage. Other HTML is text
// with marks.
//
// It refuses: paths and links that leave the corpus folder, names in archives that would, archives
// over the size, depth and ratio limits, and guessing: a field that holds a bad date leaves its
// document undated, a year alone is believed only where it cannot be another number, an encoding in
// which a text would not read as Chinese is not believed, and a date further down than the first
// lines of a text is never taken for its own.
package corpus

import (
	"tifa/corpus/byline"
	"tifa/corpus/markup"
)

// Document is one text as read. Title and Text are the original text in UTF-8 and are never altered
// after reading; every span anywhere in tifa is half-open bytes of one of the two.
type Document struct {
	ID     string // as given in the record, else made from Path and Record; the run makes it unique
	Source string // ID of a Source, or the name as found where no registry knows it
	Date   Date   // zero where no date was found
	// DateFrom says where Date was found: "field", "file name", "folder", "first lines", or "" for
	// an undated document.
	DateFrom string
	Title    string
	Text     string
	// TitleMarks and TextMarks are sorted, disjoint stretches of Title and Text that are kept but
	// not counted.
	TitleMarks, TextMarks []Mark
	URL                   string
	Author                string // as the record's field has it; several are joined by "; "
	// Bylines are the authors that the document names, in the order in which it names them, each
	// name once. One without a name has an affiliation: the document says （作者系国防大学教授）
	// and nowhere who that is.
	Bylines []Byline
	// Path is the file as the analyst named it, relative to the configuration (or to the folder
	// given), with slashes, and "!" before the name inside an archive: "2015/news.zip!a/b.md".
	// Never absolute.
	Path     string
	Record   int    // 1-based record within the file at Path; 1 for a file that is one document
	Encoding string // the encoding it was decoded from: "utf-8", "utf-16le", "gb18030", "big5", …
}

// Byline is one author as a document names them, see byline.Byline.
type Byline = byline.Byline

// Mark is a stretch of text that is kept but not counted, see markup.Mark.
type Mark = markup.Mark

// Item is what a reader yields: a document or a problem, never both, so that a bad record is data
// and reading goes on.
type Item struct {
	Document *Document
	Problem  *Problem
}

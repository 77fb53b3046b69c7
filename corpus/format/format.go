// Package format reads records out of one file, in the format that the file has: text, Markdown,
// HTML, JSON, JSONL, CSV, TSV, Parquet, WARC, DOCX, EPUB, ODT, RTF. A record has the parts of a
// document by name; what it means for a document is for corpus to say.
//
// Read takes a file out of its containers, decodes it unless its format is one of bytes, and gives
// records and problems to a Sink in the order in which they stand: a bad record is data, and
// reading goes on. It refuses binary files, records of more than MaxRecord bytes, and formats it
// does not know, and it never guesses where a broken record ends.
//
// A text is what the file has, byte for byte after decoding. Formats of word processors and books
// have no such text: there it is what the reader makes, paragraphs with a blank line between two of
// them, and that is the text that is never altered afterwards.
package format

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// MaxRecord is the most bytes of one record, and of one document: the longest novel is 20 MB. A run
// takes some 14 bytes of memory for each byte of its largest document.
const MaxRecord = 64 << 20

// File is one file, out of its containers.
type File struct {
	Path   string // as corpus.Document.Path
	Name   string // last name, endings of containers cut off: its ending may tell the format
	Format string // what its container says it is, as DOCX; "" where it says nothing
	// Size is the number of bytes to come, 0 where nobody knows.
	Size int64
	// Buffer gives random access to the file, from its first byte.
	Buffer func() (in io.ReaderAt, size int64, err error)
	// Parquet reads Parquet files; without it such a file is refused.
	Parquet ParquetReader
}

// Sink takes what a file gives. An error of its own ends Read, which returns it.
type Sink interface {
	// Record takes a record that has at least one of Title and Text. It is the Sink's to keep.
	Record(r *Record) error
	Problem(p problem.Problem) error
}

// format is one way a file keeps documents: a function that recognises it and one that reads it.
//
// To read another one (PDF, DOCX …), write these two functions in a file of its own and
// put a line into formats. A format of bytes (raw) gets the file as it is, with random access if it
// asks File.Buffer, also where File.Format is not empty; any other gets decoded text.
type format struct {
	name  string
	raw   bool
	looks func(s *stream, head []byte) bool
	read  func(r *reader, s *stream) error
}

// formats lists all formats, in the order in which they are tried; text is what is left.
func formats() []format {
	return []format{
		{"parquet", true, looksParquet, (*reader).parquet},
		{"docx", true, looksDOCX, (*reader).docx},
		{"epub", true, looksEPUB, (*reader).epub},
		{"odt", true, looksODT, (*reader).odt},
		{"rtf", true, looksRTF, (*reader).rtf},
		{"warc", true, looksWARC, (*reader).warc},
		{"jsonl", false, looksJSONL, (*reader).jsonl},
		{"json", false, looksJSON, (*reader).json},
		{"tsv", false, looksTSV, (*reader).table},
		{"csv", false, looksCSV, (*reader).table},
		{"markdown", false, looksMarkdown, (*reader).markdown},
		{"html", false, looksHTML, (*reader).html},
		{"text", false, func(*stream, []byte) bool { return true }, (*reader).plain},
	}
}

// Names lists the formats that Options may name, sorted.
func Names() (names []string) {
	for _, f := range formats() {
		names = append(names, f.name)
	}
	slices.Sort(names)
	return names
}

// reader reads one file. It lives as long as one call of Read.
type reader struct{ Sink }

// stream is what a format reads: a file, decoded unless the format is raw.
type stream struct {
	File
	*charset.Reader
	format string
	rules  *Rules
	record int   // records read, bad ones among them
	at     int64 // bytes of decoded text that all records before this one took
}

// Read finds the format of a file, whose bytes are in, and reads it. in must be able to Peek
// charset.HeadLength bytes. What ends the file early is an error, mostly a problem.Error; the
// records before it were given to the Sink.
func Read(rules *Rules, file File, in *bufio.Reader, sink Sink) error {
	r := &reader{sink}
	s := &stream{File: file, rules: rules}
	head, whole, err := charset.Peek(in, charset.HeadLength)
	if err != nil {
		return err
	}
	if len(head) == 0 && file.Format == "" {
		return r.Problem(problem.Problem{Path: s.Path, Kind: problem.KindEmpty, Reason: "the file is empty",
			Action: problem.LeftOut})
	}
	if f := s.find(true, head); f != nil {
		s.Reader = &charset.Reader{Reader: in}
		return f.read(r, s)
	}
	if name := binaryFormat(file, head); name != "" {
		return &problem.Error{Kind: problem.KindFormat,
			Reason: "format " + name + " is not read: " + advice(name)}
	}
	if s.Reader, err = charset.NewReader(in, declaredEncoding(rules.encoding, head, whole)); err != nil {
		return err
	}
	if head, _, err = charset.Peek(s.Reader.Reader, charset.HeadLength); err != nil {
		return err
	}
	f := s.find(false, head)
	if f == nil { // a format of bytes was asked for, and taken above
		return nil
	}
	s.format = f.name
	return f.read(r, s)
}

// find is the format that the rules name, or the first that looks like the file.
func (s *stream) find(raw bool, head []byte) *format {
	given := s.rules.format
	for _, f := range formats() {
		if f.raw == raw && (given == f.name || charset.Auto(given) && f.looks(s, head)) {
			return &f
		}
	}
	return nil
}

// binaryFormat names a format that is no text, by its mark or its container, or is "".
func binaryFormat(file File, head []byte) string {
	if file.Format != "" {
		return file.Format
	}
	for _, f := range [][2]string{
		{"%PDF-", "PDF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"GIF8", "GIF"}, {"RIFF", "RIFF"}, {"ID3", "MP3"},
		{"\xd0\xcf\x11\xe0", "DOC/XLS/PPT"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!", "RAR"}, {"\xfd7zXZ", "xz"},
		{"\x7fELF", "ELF"}, {"MZ\x90", "EXE"}, {"SQLite format 3", "SQLite"}, {"{\\rtf", "RTF"}, {"ARROW1", "Arrow"},
	} {
		if bytes.HasPrefix(head, []byte(f[0])) {
			return f[1]
		}
	}
	return ""
}

// advice says what to do about a file in a format that is not read.
func advice(name string) string {
	switch name {
	case "DOC/XLS/PPT":
		return "save it as .docx, without a password, or as text"
	case "XLSX", "OpenDocument":
		return "save it as CSV or text"
	}
	return "save it as text, HTML or Markdown"
}

// ending is the ending of the name in lower case, containers left out: ".md" for a.md.gz.
func (s *stream) ending() string { return strings.ToLower(path.Ext(s.Name)) }

// whole reads all that is left of a stream as one document's bytes. One of more than MaxRecord
// bytes is refused before it is read where its size is known, else as soon as the limit is passed.
func (s *stream) whole() ([]byte, error) {
	limit := s.rules.maxRecord
	if s.Size > limit && s.Encoding == "utf-8" { // in others the same text may take fewer bytes
		return nil, tooLarge(limit)
	}
	all, err := io.ReadAll(io.LimitReader(s, limit+1))
	if err == nil && int64(len(all)) > limit {
		err = tooLarge(limit)
	}
	return all, err
}

func tooLarge(limit int64) error {
	return &problem.Error{Kind: problem.KindTooLarge,
		Reason: fmt.Sprintf("one document of more than %d MB: split it", limit>>20)}
}

// undecodable is the Problem of a record that holds a byte that is no text; nil where it holds
// none. text begins at byte s.at of the decoded stream.
func (s *stream) undecodable(text []byte, record int) *problem.Problem {
	at := charset.BadByte(text)
	if at < 0 {
		return nil
	}
	hint := "is it in another encoding? name it with encoding"
	if s.rules.encoding == "" && s.Encoding != "utf-8" {
		hint = "was the encoding recognised? name it with encoding"
	}
	return &problem.Problem{Path: s.Path, Record: record, Place: fmt.Sprintf("byte %d", s.Place(s.at+int64(at))), Kind: problem.KindEncoding,
		Reason: fmt.Sprintf("byte is no %s: %s", strings.ToUpper(s.Encoding), hint), Action: problem.LeftOut}
}

package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// format is one way a file keeps documents: a function that recognises it and a function that reads it.
//
// To read another one (HTML, PDF, WARC, DOCX, EPUB …), write these two functions and put a line into formats. A format
// of bytes (raw) gets the file as it is, with random access if it asks reader.hold; any other gets decoded text.
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
		{"jsonl", false, looksJSONL, (*reader).jsonl},
		{"json", false, looksJSON, (*reader).json},
		{"tsv", false, looksTSV, (*reader).table},
		{"csv", false, looksCSV, (*reader).table},
		{"markdown", false, looksMarkdown, (*reader).markdown},
		{"text", false, func(*stream, []byte) bool { return true }, (*reader).plain},
	}
}

// FormatNames lists the formats that an Input may name.
func FormatNames() (names []string) {
	for _, f := range formats() {
		names = append(names, f.name)
	}
	slices.Sort(names)
	return names
}

// stream is what a format reads: an entry, unwrapped and, unless the format is raw, decoded.
type stream struct {
	entry
	*decoded
	format string
	rules  *rules
	record int   // records read, bad ones among them
	at     int64 // bytes of decoded text that all records before this one took
}

// text finds the format of an entry and reads it.
func (r *reader) text(e entry, b *bufio.Reader) error {
	head, err := b.Peek(decodeHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(head) == 0 {
		return r.problem(Problem{Path: e.path, Kind: KindEmpty, Reason: "the file is empty", Action: leftOut})
	}
	s := &stream{entry: e, rules: r.rules}
	given := r.rules.Format
	for _, f := range formats() {
		if f.raw && (given == f.name || auto(given) && f.looks(s, head)) {
			s.decoded = &decoded{Reader: b}
			return f.read(r, s)
		}
	}
	if name := binaryFormat(head); name != "" {
		return &refusal{kind: KindFormat, why: "format " + name + " is not read: save it as text, HTML or Markdown"}
	}
	if s.decoded, err = decode(b, r.rules.Encoding); err != nil {
		return err
	}
	if head, err = s.Peek(decodeHead); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, f := range formats() {
		if !f.raw && (given == f.name || auto(given) && f.looks(s, head)) {
			s.format = f.name
			return f.read(r, s)
		}
	}
	return nil // not reached: text takes all
}

func auto(given string) bool { return given == "" || given == "auto" }

// binaryFormat names a format that is no text, by its mark, or is "".
func binaryFormat(head []byte) string {
	for _, f := range [][2]string{
		{"%PDF-", "PDF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"GIF8", "GIF"}, {"RIFF", "RIFF"}, {"ID3", "MP3"},
		{"\xd0\xcf\x11\xe0", "DOC/XLS/PPT"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!", "RAR"}, {"\xfd7zXZ", "xz"},
		{"\x7fELF", "ELF"}, {"SQLite format 3", "SQLite"}, {"{\\rtf", "RTF"}, {"ARROW1", "Arrow"}, {"WARC/", "WARC"},
	} {
		if bytes.HasPrefix(head, []byte(f[0])) {
			return f[1]
		}
	}
	return ""
}

// ending is the ending of the name in lower case, wrappers left out: ".md" for a.md.gz.
func (s *stream) ending() string { return strings.ToLower(path.Ext(s.name)) }

// whole reads all that is left of a stream as one document's bytes.
func (s *stream) whole() ([]byte, error) {
	all, err := io.ReadAll(io.LimitReader(s, maxRecord+1))
	if err == nil && len(all) > maxRecord {
		err = tooLarge()
	}
	return all, err
}

func tooLarge() error {
	return &refusal{kind: KindTooLarge, why: fmt.Sprintf("one document of more than %d MB: split it", maxRecord>>20)}
}

// undecodable is the Problem of a record that holds a byte that is no text; nil where it holds none. text begins at byte
// s.at of the decoded stream.
func (s *stream) undecodable(text []byte, record int) *Problem {
	at := badByte(text)
	if at < 0 {
		return nil
	}
	hint := "is it in another encoding? name it with encoding"
	if s.rules.Encoding == "" && s.encoding != "utf-8" {
		hint = "was the encoding recognised? name it with encoding"
	}
	return &Problem{Path: s.path, Record: record, Place: fmt.Sprintf("byte %d", s.place(s.at+int64(at))), Kind: KindEncoding,
		Reason: fmt.Sprintf("byte is no %s: %s", strings.ToUpper(s.encoding), hint), Action: leftOut}
}

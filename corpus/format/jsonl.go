package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// startsObject reports whether text begins as a JSON object does, rather than with a brace of its
// own.
func startsObject(text []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

func looksJSONL(s *stream, head []byte) bool {
	if s.rules.recordsPath != "" {
		return false
	}
	head = bytes.TrimLeft(head, " \t\r\n")
	first, rest, more := bytes.Cut(head, []byte("\n"))
	if e := s.ending(); e == ".jsonl" || e == ".ndjson" {
		return !goesOn(head, first)
	}
	return more && startsObject(first) && startsObject(rest) && jsontext.Value(first).IsValid()
}

// goesOn reports whether the first value of a file does not end with its first line: it is an
// object over several lines, or a list of objects.
func goesOn(head, first []byte) bool {
	if open := bytes.TrimLeft(head, "[ \t\r\n"); !startsObject(head) && !startsObject(open) {
		return false
	}
	dec := jsontext.NewDecoder(bytes.NewReader(first), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	_, err := dec.ReadValue()
	if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false // it is whole, or bad
	}
	dec = jsontext.NewDecoder(&jsonCleaner{in: bytes.NewReader(head)}, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if head[0] == '[' {
		_, _ = dec.ReadToken() // it is a bracket
	}
	_, err = dec.ReadValue()
	return err == nil || len(bytes.TrimSpace(first)) == 1 && errors.Is(err, io.ErrUnexpectedEOF)
}

// jsonl reads a file with one JSON object a line. A line that is none is a Problem, and the next is
// read.
func (r *reader) jsonl(s *stream) error {
	scan := scanner{}
	head, _, err := charset.Peek(s.Reader.Reader, charset.HeadLength)
	if err != nil {
		return err
	}
	lines := s.newLines(head)
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return err
		}
		if err == nil && isBlank(line) {
			s.at += int64(len(line))
			continue
		}
		s.record++
		rec := Record{N: s.record, Place: "line " + strconv.Itoa(lines.n)}
		if err == nil {
			err = r.objects(s, &scan, bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), rec)
		} else {
			err = r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindTooLarge,
				Reason: fmt.Sprintf("one line of more than %d MB: split it", lines.limit>>20), Action: problem.LeftOut})
		}
		if err != nil {
			return err
		}
		s.at += lines.length
	}
}

// objects makes documents of the JSON objects on a line: mostly one, several where a program wrote
// no line breaks. A comma after an object, as in a list with an element a line, is passed over.
func (r *reader) objects(s *stream, scan *scanner, line []byte, rec Record) error {
	if p := s.undecodableRecord(line, &rec); p != nil {
		return r.Problem(*p)
	}
	for n := 0; ; n++ {
		one := rec
		if n > 0 {
			s.record++
			one.N = s.record
		}
		rest, err := r.object(s, scan, line, &one)
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if err != nil || len(rest) == 0 {
			return err
		}
		line = rest
	}
}

// undecodableRecord is undecodable, with the place of the record.
func (s *stream) undecodableRecord(text []byte, rec *Record) *problem.Problem {
	p := s.undecodable(text, rec.N)
	if p != nil {
		p.Place = strings.TrimPrefix(rec.Place+", "+p.Place, ", ")
	}
	return p
}

// object makes a document of one JSON object in UTF-8, or a Problem. It returns what follows the
// object.
func (r *reader) object(s *stream, scan *scanner, text []byte, rec *Record) (rest []byte, err error) {
	scan.b, scan.at, scan.values = text, 0, &rec.Values
	rest, ok := scan.object(s.rules.tree)
	if ok {
		rest = bytes.TrimLeft(rest, ", \t\r\n")
		ok = len(rest) == 0 || rest[0] == '{'
	}
	bad := problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord, Action: problem.LeftOut}
	switch t := bytes.TrimLeft(text, " \t\r\n"); {
	case !ok:
		bad.Reason, rest = whatIsWrong(text), nil
	case t[0] != '{':
		bad.Reason = "record is no JSON object"
	default:
		return rest, r.give(s, rec)
	}
	return rest, r.Problem(bad)
}

// whatIsWrong asks a full parser what the scanner did not like.
func whatIsWrong(text []byte) string {
	dec := jsontext.NewDecoder(bytes.NewReader(text), jsontext.AllowDuplicateNames(true))
	_, err := dec.ReadValue()
	if err == nil {
		_, err = dec.ReadToken()
	}
	switch {
	case err == nil:
		return "more than one JSON value on a line"
	case errors.Is(err, io.EOF):
		return fmt.Sprintf("nested more than %d deep", maxNesting)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "JSON ends too early"
	}
	return strings.TrimPrefix(err.Error(), "jsontext: ")
}

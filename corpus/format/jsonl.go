package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

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
	if e := s.ending(); e == ".jsonl" || e == ".ndjson" {
		return true
	}
	first, rest, more := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	return more && startsObject(first) && startsObject(rest) && jsontext.Value(first).IsValid()
}

// jsonl reads a file with one JSON object a line. A line that is none is a Problem, and the next is
// read.
func (r *reader) jsonl(s *stream) error {
	scan := scanner{}
	lines := lineReader{in: s.Reader.Reader, limit: s.rules.maxRecord}
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
			err = r.object(s, &scan, line, &rec)
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

// object makes a document of one JSON object, or a Problem.
func (r *reader) object(s *stream, scan *scanner, text []byte, rec *Record) error {
	if p := s.undecodable(text, rec.N); p != nil {
		p.Place = strings.TrimPrefix(rec.Place+", "+p.Place, ", ")
		return r.Problem(*p)
	}
	scan.b, scan.at, scan.values = text, 0, &rec.Values
	if !scan.object(s.rules.tree) {
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord,
			Reason: whatIsWrong(text), Action: problem.LeftOut})
	}
	if t := bytes.TrimLeft(text, " \t\r\n"); t[0] != '{' {
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord,
			Reason: "record is no JSON object", Action: problem.LeftOut})
	}
	return r.give(s, rec)
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

package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tifa/corpus/problem"
)

func looksJSON(s *stream, head []byte) bool {
	if s.ending() == ".json" || startsObject(head) {
		return true
	}
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	return ok && (startsObject(rest) || bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("[{")))
}

// jsonReader reads the records of a JSON file as it streams by.
type jsonReader struct {
	*reader
	s     *stream
	dec   *jsontext.Decoder
	limit *recordLimit
	scan  scanner
}

// json reads a file of JSON. Where the input names no records they are the elements of a list, or
// the file itself, or several values one after the other. What is broken ends the file: there is no
// telling where the next record begins.
func (r *reader) json(s *stream) error {
	g := &recordLimit{in: &jsonCleaner{in: s.Reader}, limit: s.rules.maxRecord}
	j := jsonReader{reader: r, s: s, limit: g,
		dec: jsontext.NewDecoder(g, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	err := j.all()
	var wrong *jsontext.SyntacticError
	if !errors.As(err, &wrong) {
		return err
	}
	reason := "JSON ends too early: is the file whole?"
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		reason = strings.TrimPrefix(err.Error(), "jsontext: ")
	}
	return r.Problem(problem.Problem{Path: s.Path, Place: fmt.Sprintf("byte %d", s.Place(wrong.ByteOffset)),
		Kind: problem.KindDamaged, Reason: reason, Action: problem.RestLeftOut})
}

func (j *jsonReader) all() error {
	steps := j.s.rules.records
	for {
		kind := j.dec.PeekKind()
		switch {
		case kind == 0:
			if _, err := j.dec.ReadToken(); !errors.Is(err, io.EOF) {
				return err
			}
			return j.none()
		case len(steps) > 0:
			if err := j.down(steps); err != nil {
				return err
			}
		case kind == '[':
			if err := j.down([]step{{each: true}}); err != nil {
				return err
			}
		default:
			if err := j.top(); err != nil {
				return err
			}
		}
	}
}

// none reports a file without a single record.
func (j *jsonReader) none() error {
	if j.s.record > 0 {
		return nil
	}
	p := problem.Problem{Path: j.s.Path, Kind: problem.KindEmpty, Reason: "no record in the list", Action: problem.LeftOut}
	if j.s.rules.recordsPath != "" {
		p.Reason = fmt.Sprintf("no record at %q: is the path right?", j.s.rules.recordsPath)
	}
	return j.Problem(p)
}

// down follows a records path from the value that comes next.
func (j *jsonReader) down(steps []step) error {
	if len(steps) == 0 {
		return j.next()
	}
	if steps[0].key == "" {
		return j.each(steps)
	}
	if j.dec.PeekKind() != '{' {
		return j.skip()
	}
	return j.between(func() error {
		name, err := j.dec.ReadToken()
		if err != nil {
			return err
		}
		if name.String() != steps[0].key {
			return j.skip()
		}
		if steps[0].each {
			return j.each(steps)
		}
		return j.down(steps[1:])
	})
}

// each follows the rest of a path from every element of the list that comes next.
func (j *jsonReader) each(steps []step) error {
	if j.dec.PeekKind() != '[' {
		return j.skip()
	}
	return j.between(func() error { return j.down(steps[1:]) })
}

// between reads a bracket, what is between it and its end, and that end.
func (j *jsonReader) between(inside func() error) error {
	if _, err := j.dec.ReadToken(); err != nil {
		return err
	}
	for {
		switch j.dec.PeekKind() {
		case 0, '}', ']':
			_, err := j.dec.ReadToken()
			return err
		}
		if err := inside(); err != nil {
			return err
		}
	}
}

func (j *jsonReader) skip() error {
	j.limit.n = 0
	return j.dec.SkipValue()
}

// next reads the value that comes next as a record.
func (j *jsonReader) next() error {
	text, err := j.dec.ReadValue()
	if err != nil {
		return err
	}
	return j.record(text, false)
}

// top reads a value that stands alone: the document that the file is, unless another value follows.
func (j *jsonReader) top() error {
	text, err := j.dec.ReadValue()
	if err != nil {
		return err
	}
	text = bytes.Clone(text)
	return j.record(text, j.s.record == 0 && j.dec.PeekKind() == 0)
}

func (j *jsonReader) record(text []byte, single bool) error {
	j.limit.n = 0
	j.s.record++
	j.s.at = j.dec.InputOffset() - int64(len(text))
	rec := Record{N: j.s.record, Single: single}
	if j.s.Encoding == "utf-8" { // else bytes here are not bytes of the file
		rec.Place = fmt.Sprintf("byte %d", j.s.Place(j.s.at))
	}
	if p := j.s.undecodableRecord(text, &rec); p != nil {
		return j.Problem(*p)
	}
	_, err := j.object(j.s, &j.scan, text, &rec)
	return err
}

// recordLimit refuses a record over the limit before it is in memory.
type recordLimit struct {
	in    io.Reader
	limit int64
	n     int64 // bytes since the last record
}

func (l *recordLimit) Read(p []byte) (int, error) {
	if l.n > l.limit {
		return 0, tooLarge(l.limit)
	}
	n, err := l.in.Read(p)
	l.n += int64(n)
	return n, err
}

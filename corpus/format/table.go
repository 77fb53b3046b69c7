package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

func looksTSV(s *stream, head []byte) bool {
	return s.ending() == ".tsv" || s.ending() == ".tab" || namesFields(s.rules, head, '\t')
}

func looksCSV(s *stream, head []byte) bool {
	return s.ending() == ".csv" || namesFields(s.rules, head, ',') || namesFields(s.rules, head, ';')
}

// namesFields reports whether the first line is a table's head: it names the text and at least one
// other part.
func namesFields(c *Rules, head []byte, separator byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if len(line) > 1000 || bytes.IndexByte(line, separator) < 0 {
		return false
	}
	var names []string
	for _, name := range strings.Split(string(line), string(separator)) {
		names = append(names, strings.Trim(name, " \t\r\""))
	}
	columns := columnsOf(c, names)
	known := 0
	for _, column := range columns {
		if column >= 0 {
			known++
		}
	}
	return columns[Text] >= 0 && known > 1
}

// columnsOf finds the column of each part, -1 where there is none.
func columnsOf(c *Rules, names []string) (columns [Parts]int) {
	for part := range columns {
		columns[part] = -1
		if named := c.columnsNamed(names, part); len(named) > 0 {
			columns[part] = named[0]
		}
	}
	return columns
}

// columnsNamed lists the columns that bear the name of a part, the one to read first: that in the
// very letters asked for, or, unless the input gives the name and one has it, that in another case.
func (c *Rules) columnsNamed(names []string, part int) (exact []int) {
	var other []int
	for i, name := range names {
		if name == c.names[part] {
			exact = append(exact, i)
		} else if strings.EqualFold(name, c.names[part]) {
			other = append(other, i)
		}
	}
	if c.given[part] && len(exact) > 0 {
		return exact
	}
	return append(exact, other...)
}

// sameColumns reports columns that bear the name of one part: only one of them is read, and the
// table must say so.
func (r *reader) sameColumns(s *stream, names []string) error {
	for part := range Parts {
		named := s.rules.columnsNamed(names, part)
		if len(named) < 2 {
			continue
		}
		var each []string
		for _, i := range named {
			each = append(each, fmt.Sprintf("%d %q", i+1, names[i]))
		}
		if err := r.Problem(problem.Problem{Path: s.Path, Place: "line 1", Kind: problem.KindRecord,
			Reason: fmt.Sprintf("columns %s all mean the %s: rename those that do not", strings.Join(each, ", "), PartName(part)),
			Action: fmt.Sprintf("column %d is read, the others are left out", named[0]+1)}); err != nil {
			return err
		}
	}
	return nil
}

// table reads CSV and TSV: a head of column names, then a document a row. A field in quotes may
// hold line breaks, see rowReader. encoding/csv would do for some, but it drops carriage returns
// inside of fields, and takes a quote that never closes for a long last row.
func (r *reader) table(s *stream) error {
	rows, err := r.rows(s)
	if err != nil {
		return err
	}
	if err := rows.next(); err != nil {
		return r.rowTrouble(s, rows, err)
	}
	if rows.bad >= 0 {
		return r.Problem(*s.badRow(rows, 0))
	}
	var names []string
	for _, field := range rows.fields {
		names = append(names, strings.TrimSpace(string(field)))
	}
	columns := columnsOf(s.rules, names)
	if columns[Text] < 0 {
		return r.Problem(problem.Problem{Path: s.Path, Place: "line 1", Kind: problem.KindRecord, Action: problem.LeftOut,
			Reason: fmt.Sprintf("no column %q among %s: name the one that holds the text, as fields: {text: body}",
				s.rules.names[Text], shorten(strings.Join(names, ", ")))})
	}
	if err := r.sameColumns(s, names); err != nil {
		return err
	}
	rows.width, rows.dates = len(names), columns[Date]
	for {
		if err := rows.next(); err != nil {
			return r.rowTrouble(s, rows, err)
		}
		if err := r.tableRow(s, rows, columns, len(names)); err != nil {
			return err
		}
	}
}

// rows makes ready to read the rows of a table.
func (r *reader) rows(s *stream) (*rowReader, error) {
	head, _, err := charset.Peek(s.Reader.Reader, charset.HeadLength)
	if err != nil {
		return nil, err
	}
	d, skip := dialectOf(s.format, head)
	rows := &rowReader{lines: s.newLines(head), s: s, dialect: d}
	if skip > 0 {
		if _, err := rows.line(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// badRow is the Problem of a row with a byte that is no text.
func (s *stream) badRow(rows *rowReader, record int) *problem.Problem {
	p := s.undecodable([]byte{charset.Undecodable}, record)
	p.Place = fmt.Sprintf("line %d, byte %d", rows.first, s.Place(rows.bad))
	return p
}

// shorten cuts a text that a message quotes.
func shorten(s string) string {
	const most = 200
	if utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most]) + " …"
	}
	return s
}

func (r *reader) tableRow(s *stream, rows *rowReader, columns [Parts]int, width int) error {
	s.record++
	rec := Record{N: s.record, Place: "line " + strconv.Itoa(rows.first)}
	if rows.bad >= 0 {
		return r.Problem(*s.badRow(rows, rec.N))
	}
	if rows.suspect > 0 {
		if err := r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord,
			Action: problem.KeptAsRead, Reason: fmt.Sprintf("row is in quotes up to line %d, but line %d looks like a row of its own: is a quote missing?",
				rows.lines.n, rows.suspect)}); err != nil {
			return err
		}
	}
	fields := rows.fields
	for len(fields) > width && len(fields[len(fields)-1]) == 0 {
		fields = fields[:len(fields)-1]
	}
	if len(fields) != width {
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place, Kind: problem.KindRecord, Action: problem.LeftOut,
			Reason: fmt.Sprintf("row has %d fields, the head %d: is a quote missing?", len(fields), width)})
	}
	for part, column := range columns {
		if column >= 0 {
			rec.Values[part] = Value{Kind: Scalar, Text: string(fields[column])}
		}
	}
	return r.give(s, &rec)
}

// rowTrouble says what ended a table.
func (r *reader) rowTrouble(s *stream, rows *rowReader, err error) error {
	p := problem.Problem{Path: s.Path, Record: s.record + 1, Place: "line " + strconv.Itoa(rows.first),
		Kind: problem.KindDamaged, Reason: err.Error(),
		Action: problem.RestLeftOut}
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.Is(err, errLongLine):
		p.Kind, p.Reason = problem.KindTooLarge, fmt.Sprintf("one row of more than %d MB: is a quote missing?", rows.lines.limit>>20)
	case errors.Is(err, errOpenQuote):
	default:
		return err
	}
	return r.Problem(p)
}

var errOpenQuote = errors.New("quote opens in this row and never closes")

package format

import "bytes"

// dialect is how a table is written.
type dialect struct {
	separator byte
	quotes    bool // a field may stand in quotes
}

// dialectOf finds the dialect of a table from its first bytes, and how many of these are Excel's
// line sep=; which only names the separator.
//
// Tab-separated values know no quotes, so that a quotation mark is a character, unless the first
// lines have the same number of fields only when quotes are read.
func dialectOf(format string, head []byte) (d dialect, skip int) {
	if line := firstLine(head); format == "csv" {
		if rest, ok := bytes.CutPrefix(bytes.ToLower(bytes.Trim(line, "\"\r\n")), []byte("sep=")); ok && len(rest) == 1 {
			return dialect{rest[0], true}, len(line)
		}
	}
	if format == "tsv" {
		d.separator = '\t'
		d.quotes = quotesTabs(head)
		return d, 0
	}
	return dialect{separatorOf(firstLine(head)), true}, 0
}

// firstLine is the first line that is not blank, with the blank ones before it.
func firstLine(head []byte) []byte {
	blank := len(head) - len(bytes.TrimLeft(head, "\r\n"))
	if n := bytes.IndexAny(head[blank:], "\r\n"); n >= 0 {
		return head[:blank+n+1]
	}
	return head
}

// separatorOf is the sign that stands most often in a table's head: comma, semicolon or tab.
func separatorOf(head []byte) byte {
	best, most := byte(','), 0
	for _, c := range []byte{',', ';', '\t'} {
		if n := bytes.Count(head, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// quotesTabs reports whether a table with tabs has its fields in quotes: all of them, or those with
// a line break.
func quotesTabs(head []byte) bool {
	lines := bytes.FieldsFunc(head, func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) > 1 {
		lines = lines[:len(lines)-1] // the last may be cut off
	}
	plain, all := 0, true
	for _, line := range lines {
		fields := bytes.Split(line, []byte("\t"))
		if len(fields) == bytes.Count(lines[0], []byte("\t"))+1 {
			plain++
		}
		for _, f := range fields {
			all = all && len(f) >= 2 && f[0] == '"' && f[len(f)-1] == '"'
		}
	}
	if all || plain == len(lines) {
		return all
	}
	rows, good := 0, 0
	var c cells
	for _, line := range lines {
		if !c.open {
			c.clear()
		}
		if c.add(line, dialect{'\t', true}, false); !c.open {
			if rows++; len(c.ends) == bytes.Count(lines[0], []byte("\t"))+1 {
				good++
			}
		}
	}
	return good == rows && rows > 1
}

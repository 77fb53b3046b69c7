package format

import (
	"bytes"
	"io"
	"slices"
)

// jsonCleaner reads JSON and puts what a JSON parser takes in the place of two things that programs
// write between values: NaN, Infinity and -Infinity, which Python writes for a number that is
// missing, become "", and byte order marks of files that were appended become blanks. Every byte
// keeps its place.
type jsonCleaner struct {
	in      io.Reader
	buffer  []byte // what was read and is not yet clean
	clean   int    // bytes of buffer that are
	inText  bool   // inside of a string
	escaped bool   // after a backslash in it
	err     error
}

// unclean is what is replaced; none of them is the beginning of another.
var unclean = []string{"-Infinity", "Infinity", "NaN", "\xef\xbb\xbf"}

func (c *jsonCleaner) Read(p []byte) (int, error) {
	for c.clean == 0 {
		if c.err != nil && len(c.buffer) == 0 {
			return 0, c.err
		}
		if c.err == nil {
			c.fill()
		}
		c.wash()
	}
	n := copy(p, c.buffer[:c.clean])
	c.clean -= n
	c.buffer = c.buffer[n:]
	return n, nil
}

func (c *jsonCleaner) fill() {
	const chunk = 64 << 10
	kept := len(c.buffer)
	next := make([]byte, kept+chunk)
	copy(next, c.buffer)
	n, err := c.in.Read(next[kept:])
	c.buffer, c.err = next[:kept+n], err
}

// wash cleans the buffer, but for an end that may be the beginning of something.
func (c *jsonCleaner) wash() {
	for c.clean < len(c.buffer) {
		rest := c.buffer[c.clean:]
		switch {
		case c.escaped:
			c.escaped = false
			c.clean++
		case c.inText:
			n := bytes.IndexAny(rest, `"\`)
			if n < 0 {
				c.clean = len(c.buffer)
				return
			}
			c.escaped, c.inText = rest[n] == '\\', rest[n] == '\\'
			c.clean += n + 1
		default:
			n := slices.IndexFunc(rest, opens)
			if n < 0 {
				c.clean = len(c.buffer)
				return
			}
			c.clean += n
			if !c.token(rest[n:]) {
				return
			}
		}
	}
}

// opens reports whether a string or something unclean may begin with a byte.
func opens(b byte) bool { return b == '"' || b == 'N' || b == 'I' || b == '-' || b == 0xef }

// token steps over what begins at rest: a string's quote, something unclean, or just a byte. It
// reports whether enough is there to tell.
func (c *jsonCleaner) token(rest []byte) bool {
	if rest[0] == '"' {
		c.inText = true
		c.clean++
		return true
	}
	for _, word := range unclean {
		if len(rest) < len(word) && bytes.HasPrefix([]byte(word), rest) && c.err == nil {
			return false
		}
		if bytes.HasPrefix(rest, []byte(word)) {
			blanks := bytes.Repeat([]byte(" "), len(word))
			if word[0] != 0xef {
				copy(blanks, `""`)
			}
			copy(rest, blanks)
			c.clean += len(word)
			return true
		}
	}
	c.clean++
	return true
}

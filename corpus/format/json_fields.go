package format

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// fieldTree is the wanted fields as JSON objects nest: for id and video_detail.content, a root with
// two children.
type fieldTree struct {
	name     string
	parts    uint8 // bit p is set where the value is part p
	children []*fieldTree
}

func newFieldTree(paths [Parts][]string) *fieldTree {
	root := &fieldTree{}
	for part, path := range paths {
		at := root
		for _, name := range path {
			at = at.child(name)
		}
		at.parts |= 1 << part
	}
	return root
}

func (t *fieldTree) child(name string) *fieldTree {
	for _, c := range t.children {
		if c.name == name {
			return c
		}
	}
	c := &fieldTree{name: name}
	t.children = append(t.children, c)
	return c
}

// pathTo is the way down to a part below t, nil where it is not there.
func (t *fieldTree) pathTo(part int) []string {
	for _, c := range t.children {
		if c.parts&(1<<part) != 0 {
			return []string{c.name}
		}
		if rest := c.pathTo(part); rest != nil {
			return append([]string{c.name}, rest...)
		}
	}
	return nil
}

// scanner takes the wanted fields out of one JSON value and only steps over the rest. It says no to
// all that is not surely right; the caller then asks a full parser what is wrong. A general decoder
// takes three times as long, and reading is half of what tifa does with a large file.
type scanner struct {
	b       []byte // valid UTF-8
	at      int
	values  *[Parts]Value
	scratch []byte // of strings with escapes
}

// maxNesting keeps a hostile record from using up the stack.
const maxNesting = 500

// object reads a value from s.b, which should be an object, and says what is left of s.b. Where a
// key stands twice the last one counts.
func (s *scanner) object(tree *fieldTree) (rest []byte, ok bool) {
	s.blank()
	if !s.value(tree, maxNesting) {
		return nil, false
	}
	s.blank()
	return s.b[s.at:], true
}

func (s *scanner) blank() {
	for s.at < len(s.b) && (s.b[s.at] == ' ' || s.b[s.at] == '\n' || s.b[s.at] == '\r' || s.b[s.at] == '\t') {
		s.at++
	}
}

// take steps over c and the blanks before it, if it comes next.
func (s *scanner) take(c byte) bool {
	s.blank()
	if s.at < len(s.b) && s.b[s.at] == c {
		s.at++
		return true
	}
	return false
}

// value reads a value; tree is nil where nothing in it is wanted.
func (s *scanner) value(tree *fieldTree, depth int) bool {
	if s.at == len(s.b) || depth == 0 {
		return false
	}
	var parts uint8
	if tree != nil {
		parts = tree.parts
	}
	start := s.at
	switch c := s.b[s.at]; {
	case c == '"':
		text, ok := s.str()
		if ok && parts != 0 {
			s.keep(parts, Value{Kind: Scalar, Text: string(text)})
		}
		return ok
	case c == '{':
		ok := s.members(tree, depth-1)
		s.keepNested(parts, start)
		return ok
	case c == '[':
		ok := s.elements(depth - 1)
		s.keepNested(parts, start)
		s.keepBelow(tree, start)
		return ok
	case c == 'n':
		s.keep(parts, Value{Kind: Null})
		return s.word("null")
	case (c == 'N' || c == 'I' || c == '-') && s.noNumber():
		s.keep(parts, Value{Kind: Null})
		return true
	case c == 't' && s.word("true"), c == 'f' && s.word("false"), (c == '-' || c >= '0' && c <= '9') && s.number():
		s.keep(parts, Value{Kind: Scalar, Text: string(s.b[start:s.at])})
		return true
	}
	return false
}

func (s *scanner) keep(parts uint8, v Value) {
	for ; parts != 0; parts &= parts - 1 {
		s.values[bits.TrailingZeros8(parts)] = v
	}
}

// keepNested keeps a list or an object.
func (s *scanner) keepNested(parts uint8, start int) {
	if parts != 0 {
		s.keep(parts, Value{Kind: Nested, nested: nestedJSON(s.b[start:s.at])})
	}
}

// keepBelow keeps what stands in the elements of a list, as with authors.name or paragraphs.text.
func (s *scanner) keepBelow(tree *fieldTree, start int) {
	if tree == nil || len(tree.children) == 0 {
		return
	}
	list := nestedJSON(s.b[start:s.at])
	for part := range Parts {
		if path := tree.pathTo(part); path != nil {
			s.keep(1<<part, Value{Kind: Nested, nested: below(list, path)})
		}
	}
}

func (s *scanner) members(tree *fieldTree, depth int) bool {
	s.at++
	if s.take('}') {
		return true
	}
	for {
		s.blank()
		if s.at == len(s.b) || s.b[s.at] != '"' {
			return false
		}
		key, ok := s.str()
		if !ok {
			return false
		}
		var wanted *fieldTree
		if tree != nil {
			for _, c := range tree.children {
				if string(key) == c.name {
					wanted = c
				}
			}
		}
		if !s.take(':') {
			return false
		}
		s.blank()
		if !s.value(wanted, depth) {
			return false
		}
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

func (s *scanner) elements(depth int) bool {
	s.at++
	if s.take(']') {
		return true
	}
	for {
		s.blank()
		if !s.value(nil, depth) {
			return false
		}
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// noNumber steps over what Python's json writes for a number that is missing.
func (s *scanner) noNumber() bool {
	return s.word("NaN") || s.word("Infinity") || s.word("-Infinity")
}

func (s *scanner) word(w string) bool {
	if len(s.b)-s.at < len(w) || string(s.b[s.at:s.at+len(w)]) != w {
		return false
	}
	s.at += len(w)
	return true
}

func (s *scanner) number() bool {
	if s.b[s.at] == '-' {
		s.at++
	}
	zero := s.at < len(s.b) && s.b[s.at] == '0'
	if n := s.digits(); n == 0 || zero && n > 1 {
		return false
	}
	if s.at < len(s.b) && s.b[s.at] == '.' {
		if s.at++; s.digits() == 0 {
			return false
		}
	}
	if s.at < len(s.b) && (s.b[s.at] == 'e' || s.b[s.at] == 'E') {
		if s.at++; s.at < len(s.b) && (s.b[s.at] == '+' || s.b[s.at] == '-') {
			s.at++
		}
		return s.digits() > 0
	}
	return true
}

func (s *scanner) digits() (n int) {
	for s.at < len(s.b) && s.b[s.at] >= '0' && s.b[s.at] <= '9' {
		s.at, n = s.at+1, n+1
	}
	return n
}

// str reads a string. The result is good until the next one is read.
func (s *scanner) str() (text []byte, ok bool) {
	start := s.at + 1
	end := plainEnd(s.b, start)
	if end < len(s.b) && s.b[end] == '"' {
		s.at = end + 1
		return s.b[start:end], true
	}
	s.scratch = s.scratch[:0]
	for end < len(s.b) {
		s.scratch = append(s.scratch, s.b[start:end]...)
		if s.b[end] == '"' {
			s.at = end + 1
			return s.scratch, true
		}
		if s.b[end] != '\\' {
			return nil, false
		}
		if start, ok = s.escape(end + 1); !ok {
			return nil, false
		}
		end = plainEnd(s.b, start)
	}
	return nil, false
}

// plainEnd is the place of the first quote, backslash or control character at or after i. It looks
// at eight bytes at once.
func plainEnd(b []byte, i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(b); i += 8 {
		v := binary.LittleEndian.Uint64(b[i:])
		quote, slash := v^(ones*'"'), v^(ones*'\\')
		hit := ((v-ones*0x20)&^v | (quote-ones)&^quote | (slash-ones)&^slash) & tops
		if hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for i < len(b) && b[i] >= 0x20 && b[i] != '"' && b[i] != '\\' {
		i++
	}
	return i
}

// escape reads what follows a backslash at i-1 and says where the text goes on.
func (s *scanner) escape(i int) (next int, ok bool) {
	if i >= len(s.b) {
		return 0, false
	}
	c := s.b[i]
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return s.unicode(i + 1)
	default:
		return 0, false
	}
	s.scratch = append(s.scratch, c)
	return i + 1, true
}

// unicode reads four hexadecimal digits at i, and the other half of a character beyond them. Half a
// character alone, of an emoji that was cut, is a character lost.
func (s *scanner) unicode(i int) (next int, ok bool) {
	r, ok := hex4(s.b, i)
	i += 4
	if ok && utf16.IsSurrogate(r) {
		whole := utf8.RuneError
		if len(s.b)-i >= 6 && s.b[i] == '\\' && s.b[i+1] == 'u' {
			if low, ok := hex4(s.b, i+2); ok {
				whole = utf16.DecodeRune(r, low)
			}
		}
		if r = whole; r != utf8.RuneError {
			i += 6
		}
	}
	s.scratch = utf8.AppendRune(s.scratch, r)
	return i, ok
}

func hex4(b []byte, i int) (rune, bool) {
	if len(b)-i < 4 {
		return 0, false
	}
	for _, c := range b[i : i+4] {
		if c == '_' || c == '+' || c == '-' { // no digits, whatever ParseUint is taught to read
			return 0, false
		}
	}
	n, err := strconv.ParseUint(string(b[i:i+4]), 16, 16)
	return rune(n), err == nil
}

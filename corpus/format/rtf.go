package format

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"tifa/corpus/problem"
)

func looksRTF(s *stream, head []byte) bool {
	return s.Format == "" && bytes.HasPrefix(head, []byte(`{\rtf`))
}

// maxGroups is how many groups of RTF may stand in one another.
const maxGroups = 1000

// rtf reads a text in RTF by the rules of docx: deleted and hidden text, headers and footers,
// comments, pictures and numbers that a program makes are left out; notes stand after the text. The
// bytes that are no ASCII are in the character set of the font, or else in that of the file.
func (r *reader) rtf(s *stream) error {
	s.Encoding = "rtf"
	limit := s.rules.maxRecord
	d := &rtfText{in: s.Reader, out: &body{limit: limit}, notes: &body{limit: limit}, page: 1252,
		fonts: map[int]int{}}
	d.now.uc = 1
	err := d.read()
	var told *problem.Error
	switch {
	case errors.As(err, &told) || err != nil && !errors.Is(err, io.EOF):
		return err
	case d.bad != "":
		return r.Problem(problem.Problem{Path: s.Path, Record: 1, Kind: problem.KindEncoding,
			Reason: d.bad, Action: problem.LeftOut})
	case len(d.groups) > 0:
		if err := r.Problem(problem.Problem{Path: s.Path, Record: 1, Kind: problem.KindDamaged,
			Reason: "RTF ends too early: is the file whole?",
			Action: problem.KeptAsRead}); err != nil {
			return err
		}
	}
	if err := d.out.add(d.notes.String()); err != nil {
		return err
	}
	rec := Record{N: 1, Single: true}
	setAuthors(&rec, strings.FieldsFunc(d.author.String(), isListSign)...)
	return r.giveText(s, &rec, titleOf(d.title.String()), d.out)
}

// rtfState is what a group inherits and its end takes back.
type rtfState struct {
	into    rtfPlace
	uc      int // characters that stand in for one of \u
	font    int
	hidden  bool
	deleted bool
}

// rtfPlace says where the words of a group belong.
type rtfPlace int8

const (
	inText rtfPlace = iota
	inNote
	inFonts
	inTitle
	inAuthor
	nowhere
)

// rtfText reads the text of a file of RTF.
type rtfText struct {
	in     io.ByteReader
	groups []rtfState
	now    rtfState
	star   bool // the group is one that old programs pass over
	skip   int  // characters that stand in for one of \u and are still to come
	high   rune // first half of a character beyond U+FFFF
	page   int  // code page of the file
	fonts  map[int]int
	bytes  []byte // in the code page, not yet decoded

	line, note    strings.Builder // paragraphs under way
	title, author strings.Builder
	out, notes    *body
	bad           string // the first bytes that are no text
}

func (d *rtfText) read() error {
	for {
		c, err := d.in.ReadByte()
		if err != nil {
			return cmp.Or(d.flush(), d.paragraph(inText), d.paragraph(inNote), err)
		}
		switch c {
		case '{':
			err = d.begin()
		case '}':
			err = d.end()
		case '\\':
			err = d.control()
		case '\r', '\n', 0:
		default:
			d.star = false
			if d.byte(c); int64(len(d.bytes)) > d.out.limit {
				err = tooLarge(d.out.limit)
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
}

func (d *rtfText) begin() error {
	d.skip = 0
	if err := d.flush(); err != nil {
		return err
	}
	if len(d.groups) == maxGroups {
		return refused("RTF has more than %d groups in one another", maxGroups)
	}
	d.groups = append(d.groups, d.now)
	return nil
}

func (d *rtfText) end() error {
	d.skip, d.star = 0, false
	if err := d.flush(); err != nil {
		return err
	}
	n := len(d.groups)
	if n == 0 {
		return nil
	}
	outer := d.groups[n-1]
	d.groups = d.groups[:n-1]
	ended := d.now.into
	d.now = outer
	if ended == inNote && outer.into != inNote {
		return d.paragraph(inNote)
	}
	return nil
}

// byte takes a byte of text.
func (d *rtfText) byte(c byte) {
	if d.skip > 0 {
		d.skip--
		return
	}
	if d.now.into != nowhere && d.now.into != inFonts && !d.now.hidden && !d.now.deleted {
		d.bytes = append(d.bytes, c)
	}
}

// rune takes a character of text.
func (d *rtfText) rune(c rune) error {
	if d.skip > 0 {
		d.skip--
		return nil
	}
	if err := d.flush(); err != nil || d.now.hidden || d.now.deleted {
		return err
	}
	return d.write(string(c))
}

// flush decodes the bytes that wait.
func (d *rtfText) flush() error {
	if len(d.bytes) == 0 {
		return nil
	}
	in := d.bytes
	d.bytes = d.bytes[:0]
	page := d.codePage()
	text := string(in)
	if e := codePages[page]; e != nil {
		text, _ = e.NewDecoder().String(text)
	}
	if bad := strings.Contains(text, "\uFFFD") || !utf8.ValidString(text); bad && d.bad == "" {
		d.bad = "bytes " + shorten(strconv.QuoteToASCII(string(in))) +
			" are no text in code page " + strconv.Itoa(page) + ": save the file as .docx"
	}
	return d.write(strings.ToValidUTF8(text, ""))
}

// codePage is that of the font under way, if it is one of East Asia, or else that of the file.
func (d *rtfText) codePage() int {
	if page := d.fonts[d.now.font]; page != 0 && (page < 1250 || d.page >= 1250) {
		return page
	}
	return d.page
}

func (d *rtfText) write(text string) error {
	var to *strings.Builder
	switch d.now.into {
	case inText:
		to = &d.line
	case inNote:
		to = &d.note
	case inTitle:
		to = &d.title
	case inAuthor:
		to = &d.author
	default:
		return nil
	}
	if int64(to.Len()+len(text)) > d.out.limit {
		return tooLarge(d.out.limit)
	}
	to.WriteString(text)
	return nil
}

// paragraph ends a paragraph of the text or of a note.
func (d *rtfText) paragraph(place rtfPlace) error {
	line, out := &d.line, d.out
	switch place {
	case inText:
	case inNote:
		line, out = &d.note, d.notes
	default:
		return nil
	}
	err := out.add(line.String())
	line.Reset()
	return err
}

// codePages are the encodings of text in RTF, by the numbers of Windows.
var codePages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030, 950: traditionalchinese.Big5,
	932: japanese.ShiftJIS, 949: korean.EUCKR,
	437: charmap.CodePage437, 850: charmap.CodePage850, 874: charmap.Windows874,
	10000: charmap.Macintosh,
	1250:  charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258,
}

// charsets are the code pages of the character sets of fonts.
var charsets = map[int]int{128: 932, 129: 949, 134: 936, 136: 950, 204: 1251, 238: 1250, 161: 1253,
	162: 1254, 177: 1255, 178: 1256, 186: 1257, 222: 874}

// surrogate takes a \u, of which two may make one character.
func (d *rtfText) surrogate(n int) error {
	c := rune(uint16(n))
	if d.high != 0 {
		c, d.high = utf16.DecodeRune(d.high, c), 0
	} else if utf16.IsSurrogate(c) {
		d.high = c
		return nil
	}
	return d.rune(c)
}

// Package charset finds the encoding of a text and decodes it to UTF-8.
//
// What cannot be decoded is never guessed and never a U+FFFD: it is an Undecodable byte, which no
// UTF-8 holds, so that whoever reads a record finds it and can name its place in the file. An
// encoding in which a text would not read as Chinese is not believed, see implausible.
package charset

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"tifa/corpus/problem"
)

// HeadLength is how many bytes decide on the encoding. A file that is ASCII this far and something
// else later is read as UTF-8, and the record with the first other byte is a Problem that names it.
const HeadLength = 64 << 10

// Undecodable stands in decoded text for each byte that is no text. No UTF-8 holds it, so that
// whoever checks a record finds it: a U+FFFD could as well have stood in the source.
const Undecodable = 0xff

// Reader is a file as UTF-8, but for Undecodable bytes.
type Reader struct {
	*bufio.Reader
	Encoding string            // as one of Names, gb18030 for those that it holds
	Place    func(int64) int64 // byte of the file for a byte of what is read here
}

// NewReader finds the encoding of in, unless it is given, and reads it as UTF-8. in must be able to
// Peek HeadLength bytes. What is no text is a problem.Error.
func NewReader(in *bufio.Reader, given string) (*Reader, error) {
	head, whole, err := Peek(in, HeadLength)
	if err != nil {
		return nil, err
	}
	name, mark := Detect(head, whole, given)
	if name == "" {
		return nil, noText(head, whole)
	}
	if Auto(given) && mark == 0 && name != "utf-8" {
		if why := implausible(head, name); why != "" {
			return nil, &problem.Error{Kind: problem.KindEncoding, Reason: why}
		}
	}
	if _, err := in.Discard(mark); err != nil {
		return nil, err
	}
	if d := decoderOf(name); d != nil {
		t := &transcoder{in: in, decoder: d, gb: name == "gb18030", shifts: name == "hz", at: int64(mark)}
		return &Reader{bufio.NewReaderSize(t, 1<<20), name, t.place}, nil
	}
	return &Reader{in, name, func(n int64) int64 { return n + int64(mark) }}, nil
}

// Peek is in.Peek, but for a file that is damaged or ends before n bytes: what comes before that is
// there to be read, and whoever reads on meets the error. whole says that the file ends there.
func Peek(in *bufio.Reader, n int) (head []byte, whole bool, err error) {
	head, err = in.Peek(n)
	whole = errors.Is(err, io.EOF)
	if whole || len(head) > 0 {
		err = nil
	}
	return head, whole, err
}

// noText says what a file is for which no encoding was found.
func noText(head []byte, whole bool) *problem.Error {
	valid, ascii := mostlyUTF8(head, whole)
	if at := bytes.IndexByte(head, 0); at >= 0 && valid && !ascii {
		return &problem.Error{Kind: problem.KindControl,
			Reason: fmt.Sprintf("is UTF-8 with NUL in it, %d in its first %d bytes, the first at byte %d: take"+
				" them out, or name the encoding utf-8 to read it as it is", bytes.Count(head, []byte{0}),
				len(head), at)}
	}
	if _, why := sevenBit(head); ascii && why != "" {
		return &problem.Error{Kind: problem.KindEncoding, Reason: why}
	}
	return &problem.Error{Kind: problem.KindFormat,
		Reason: "is no text in UTF-8, UTF-16, GB18030, HZ or Big5: if it is, name its encoding"}
}

// transcoder reads bytes in another encoding as UTF-8 with the Undecodable byte where there is no
// character.
type transcoder struct {
	in      *bufio.Reader
	decoder *encoding.Decoder
	gb      bool       // it is GB 18030
	shifts  bool       // what bytes mean depends on those before: no block can be decoded again
	at      int64      // bytes of in that were decoded
	made    int64      // bytes made of them
	bad     [][2]int64 // made, at for each Undecodable byte, up to maxBad
	out     []byte     // not yet read
	buffer  [32 << 10]byte
	eof     bool
}

const maxBad = 10_000 // places kept; a file with more bad bytes than this is in some other encoding

func (t *transcoder) place(n int64) int64 {
	for _, bad := range t.bad {
		if bad[0] >= n {
			return bad[1]
		}
	}
	return t.at
}

func (t *transcoder) Read(p []byte) (int, error) {
	for len(t.out) == 0 {
		if t.eof {
			return 0, io.EOF
		}
		if err := t.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.out)
	t.out = t.out[n:]
	return n, nil
}

// fill decodes the next block.
func (t *transcoder) fill() error {
	block, err := t.in.Peek(8 << 10) // makes at most three times as many bytes
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	t.eof = err != nil
	made, used, err := t.decoder.Transform(t.buffer[:], block, t.eof)
	if err != nil && !errors.Is(err, transform.ErrShortSrc) && !errors.Is(err, transform.ErrShortDst) {
		return fmt.Errorf("decoding: %w", err)
	}
	if bytes.Contains(t.buffer[:made], []byte("\uFFFD")) {
		if t.shifts {
			return &problem.Error{Kind: problem.KindEncoding, Reason: fmt.Sprintf("bytes after byte %d are no HZ: convert the file to UTF-8", t.at)}
		}
		made = t.slowly(block[:used])
	}
	t.out = t.buffer[:made]
	t.at, t.made = t.at+int64(used), t.made+int64(made)
	_, err = t.in.Discard(used)
	return err
}

// slowly decodes a block that holds something Undecodable, or a U+FFFD of its own, character by
// character.
func (t *transcoder) slowly(block []byte) (made int) {
	var one [utf8.UTFMax]byte
	for at := 0; at < len(block); {
		n, used := 0, 0
		for length := 1; used == 0; length++ {
			end := min(at+length, len(block))
			// Room for three bytes first: then nothing more than a U+FFFD can come out together
			// with one.
			for room := 3; room <= len(one) && used == 0; room++ {
				n, used, _ = t.decoder.Transform(one[:room], block[at:end], end == len(block))
			}
		}
		if r := t.extra(block[at:]); r != 0 && string(one[:n]) == "\uFFFD" {
			made, at = made+utf8.EncodeRune(t.buffer[made:], r), at+2
			continue
		}
		if string(one[:n]) == "\uFFFD" && !isReplacement(block[at:at+used]) {
			if len(t.bad) < maxBad {
				t.bad = append(t.bad, [2]int64{t.made + int64(made), t.at + int64(at)})
			}
			t.buffer[made] = Undecodable
			made, at = made+1, at+used
			continue
		}
		made, at = made+copy(t.buffer[made:], one[:n]), at+used
	}
	return made
}

// extra is the character that a block of GB 18030 begins with, if the decoder does not know it.
func (t *transcoder) extra(block []byte) rune {
	if !t.gb || len(block) < 2 {
		return 0
	}
	return gbExtra(block[:2])
}

// isReplacement reports whether b is a U+FFFD that somebody wrote, in GB18030 or UTF-16.
func isReplacement(b []byte) bool {
	return string(b) == "\x84\x31\xa4\x37" || string(b) == "\xfd\xff" || string(b) == "\xff\xfd"
}

// Auto reports whether the encoding is to be found.
func Auto(given string) bool { return given == "" || given == "auto" }

// BadByte is the place of the first byte in s that is no UTF-8, or -1.
func BadByte(s []byte) int {
	if utf8.Valid(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

package format

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

func looksWARC(_ *stream, head []byte) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// warcReader reads the records of a WARC file, one at a time.
type warcReader struct {
	r      *reader
	s      *stream
	passed map[string]int // records passed over, by the reason
}

// warc reads a web archive (WARC 1.0 and 1.1, as wget and Common Crawl write it): of each response,
// resource or conversion the page or the plain text in it. Memory is that of one record. Requests
// and notes of the crawler are no documents; whatever else is passed over is counted in one
// Problem.
func (r *reader) warc(s *stream) error {
	w := &warcReader{r, s, map[string]int{}}
	err := w.records()
	if said := w.sayPassed(); said != nil {
		return said
	}
	return err
}

var passedReasons = []string{"revisits of pages archived elsewhere", "answers other than 200",
	"images and other types that are no text"}

func (w *warcReader) sayPassed() error {
	var parts []string
	for _, why := range passedReasons {
		if n := w.passed[why]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, why))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return w.r.Problem(problem.Problem{Path: w.s.Path, Kind: problem.KindFormat,
		Reason: "records passed over: " + strings.Join(parts, ", "), Action: problem.LeftOut})
}

// maxWARCHead is the most bytes of a record's head.
const maxWARCHead = 1 << 20

// records reads up to the end of the file, or to where no record begins.
func (w *warcReader) records() error {
	in := w.s.Reader.Reader
	for {
		if _, err := skipBlank(in); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		w.s.record++
		head, length, err := warcHead(in)
		if err != nil {
			return err
		}
		body := &io.LimitedReader{R: in, N: length}
		if err := w.record(head, body, length); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return err
		}
		if body.N > 0 {
			return damagedWARC("record %d ends too early: is the file whole?", w.s.record)
		}
	}
}

func damagedWARC(format string, args ...any) error {
	return &problem.Error{Kind: problem.KindDamaged, Reason: fmt.Sprintf(format, args...)}
}

// skipBlank reads the blank lines between records.
func skipBlank(in *bufio.Reader) (n int, err error) {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return n, err
		}
		if b != '\r' && b != '\n' {
			return n, in.UnreadByte()
		}
		n++
	}
}

// warcHead reads the head of a record, and the length of its body.
func warcHead(in *bufio.Reader) (textproto.MIMEHeader, int64, error) {
	var raw bytes.Buffer
	for {
		line, err := in.ReadSlice('\n')
		raw.Write(line)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, 0, damagedWARC("head of a record ends too early: is the file whole?")
		}
		if raw.Len() > maxWARCHead {
			return nil, 0, damagedWARC("head of a record of more than %d MB: is this a WARC file?", maxWARCHead>>20)
		}
		if err == nil && len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
	}
	t := textproto.NewReader(bufio.NewReader(&raw))
	version, _ := t.ReadLine()
	head, err := t.ReadMIMEHeader()
	length, bad := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if !strings.HasPrefix(version, "WARC/") || err != nil || bad != nil || length < 0 {
		return nil, 0, damagedWARC("no record of a WARC file begins where one should")
	}
	return head, length, nil
}

// record reads one record. What is wrong with it is a Problem, and reading goes on.
func (w *warcReader) record(head textproto.MIMEHeader, body *io.LimitedReader, length int64) error {
	kind := strings.ToLower(head.Get("WARC-Type"))
	switch kind {
	case "revisit":
		w.passed[passedReasons[0]]++
		return nil
	case "response", "resource", "conversion":
	default: // warcinfo, request, metadata, continuation
		return nil
	}
	rec := &Record{N: w.s.record, Place: fmt.Sprintf("record %d", w.s.record),
		Crawled: strings.Trim(head.Get("WARC-Target-URI"), "<> ")}
	if strings.HasPrefix(rec.Crawled, "metadata:") { // wget's arguments and log
		return nil
	}
	err := w.content(rec, kind, head, body, length)
	var bad *problem.Error
	if !errors.As(err, &bad) {
		return err
	}
	return w.r.Problem(problem.Problem{Path: w.s.Path, Record: rec.N, Place: rec.Place, Kind: bad.Kind,
		Reason: bad.Reason, Action: problem.LeftOut})
}

// content reads the page or text in a record.
func (w *warcReader) content(rec *Record, kind string, head textproto.MIMEHeader, body *io.LimitedReader,
	length int64) error {
	in := bufio.NewReader(body)
	mediaType := head.Get("Content-Type")
	if kind == "response" {
		if strings.HasPrefix(mediaType, "text/dns") {
			return nil
		}
		t := textproto.NewReader(in)
		status, err := t.ReadLine()
		fields, err2 := t.ReadMIMEHeader()
		if err != nil || err2 != nil || !strings.HasPrefix(status, "HTTP/") {
			return damagedWARC("response is no answer of HTTP, or is cut off")
		}
		if code := strings.Fields(status); len(code) < 2 || code[1] != "200" {
			w.passed[passedReasons[1]]++
			return nil
		}
		mediaType, head = fields.Get("Content-Type"), fields
	}
	media, params, _ := mime.ParseMediaType(mediaType)
	if media != "" && media != "text/html" && media != "application/xhtml+xml" && media != "text/plain" {
		w.passed[passedReasons[2]]++
		return nil
	}
	if length > w.s.rules.maxRecord {
		return tooLarge(w.s.rules.maxRecord)
	}
	all, err := w.unpacked(in, head, kind == "response")
	if _, end := io.Copy(io.Discard, in); end != nil {
		return end
	}
	if body.N > 0 { // cut off: records says so, and half a page is no document
		return nil
	}
	if err != nil {
		return err
	}
	return w.give(rec, all, media, params["charset"])
}

// unpacked is a body as it was before it was sent.
func (w *warcReader) unpacked(in *bufio.Reader, head textproto.MIMEHeader, sent bool) ([]byte, error) {
	var out io.Reader = in
	if sent && strings.EqualFold(head.Get("Transfer-Encoding"), "chunked") && beginsChunk(in) {
		out = httputil.NewChunkedReader(in)
	}
	var err error
	switch packed := strings.ToLower(head.Get("Content-Encoding")); {
	case !sent || packed == "" || packed == "identity":
	case packed == "gzip" || packed == "x-gzip":
		b := bufio.NewReader(out)
		out = b
		if mark, _ := b.Peek(2); string(mark) == "\x1f\x8b" { // else the crawler unpacked it
			out, err = gzip.NewReader(b)
		}
	case packed == "deflate":
		b := bufio.NewReader(out)
		out = flate.NewReader(b)
		if mark, _ := b.Peek(2); len(mark) == 2 && mark[0]&15 == 8 && (int(mark[0])<<8|int(mark[1]))%31 == 0 {
			out, err = zlib.NewReader(b)
		}
	default:
		return nil, &problem.Error{Kind: problem.KindFormat,
			Reason: fmt.Sprintf("body is packed as %q, which is not read: crawl it with gzip", packed)}
	}
	limit := w.s.rules.maxRecord
	var all []byte
	if err == nil {
		all, err = io.ReadAll(io.LimitReader(out, limit+1))
	}
	switch {
	case err != nil:
		return nil, damagedWARC("body of the record: %v", err)
	case int64(len(all)) > limit:
		return nil, tooLarge(limit)
	}
	return all, nil
}

// beginsChunk reports whether a body begins with the length of a chunk: some crawlers join the
// chunks and keep the head.
func beginsChunk(in *bufio.Reader) bool {
	line, _ := in.Peek(10)
	size, _, ok := bytes.Cut(line, []byte("\n"))
	size, _, _ = bytes.Cut(bytes.TrimRight(size, "\r"), []byte(";"))
	_, err := strconv.ParseUint(strings.TrimSpace(string(size)), 16, 32)
	return ok && err == nil
}

// give decodes a body and reads it.
func (w *warcReader) give(rec *Record, body []byte, media, sentAs string) error {
	in := bufio.NewReaderSize(bytes.NewReader(body), charset.HeadLength)
	head, whole, err := charset.Peek(in, charset.HeadLength)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	given := declaredEncoding(w.s.rules.encoding, head, whole)
	if charset.Auto(given) {
		given = charset.Declared(head, whole, sentAs)
	}
	sub := &stream{File: w.s.File, rules: w.s.rules, format: "html"}
	sub.Size = 0
	if sub.Reader, err = charset.NewReader(in, given); err != nil {
		return err
	}
	all, err := sub.whole()
	if err != nil {
		return err
	}
	if media == "text/html" || media == "application/xhtml+xml" || beginsHTML(all) {
		return w.r.page(sub, all, rec)
	}
	if p := sub.undecodable(all, rec.N); p != nil {
		p.Place = rec.Place + ", " + p.Place
		return w.r.Problem(*p)
	}
	rec.Values[URL] = Value{Kind: Scalar, Text: rec.Crawled}
	rec.Values[Text] = Value{Kind: Scalar, Text: string(all)}
	return w.r.give(sub, rec)
}

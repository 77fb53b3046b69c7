package corpus

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// headLength is how many bytes of a file are looked at to tell what it is: tar has its mark at byte 257.
const headLength = 512

// wrapper is something that text is packed in.
type wrapper struct {
	at    int // where its mark stands
	marks []string
	read  func(*reader, entry, *bufio.Reader) error
}

// wrappers lists all that is unpacked. A new one is a line here.
func wrappers() []wrapper {
	return []wrapper{
		{0, []string{"\x1f\x8b\x08"}, (*reader).gzip},
		{0, []string{"\x28\xb5\x2f\xfd"}, (*reader).zstd},
		{0, []string{"BZh"}, (*reader).bzip2},
		{0, []string{"PK\x03\x04", "PK\x05\x06"}, (*reader).zip},
		{257, []string{"ustar\x00", "ustar "}, (*reader).tar},
	}
}

func wrapperOf(head []byte) *wrapper {
	for _, w := range wrappers() {
		for _, mark := range w.marks {
			if len(head) >= w.at && bytes.HasPrefix(head[w.at:], []byte(mark)) {
				return &w
			}
		}
	}
	return nil
}

// stream goes on with what comes out of a wrapper around one file.
func (r *reader) stream(e entry, out io.Reader, endings ...string) error {
	for _, ending := range endings {
		if cut := len(e.name) - len(ending); cut > 0 && strings.EqualFold(e.name[cut:], ending) {
			e.name = e.name[:cut]
			break
		}
	}
	e.at, e.size = nil, 0
	b := r.buffered(&unpacked{out, r.budget})
	defer r.free(b)
	return r.open(e, b)
}

func (r *reader) gzip(e entry, in *bufio.Reader) error {
	z, err := gzip.NewReader(in)
	if err != nil {
		return fmt.Errorf("gzip: %w", err)
	}
	defer z.Close()
	return r.stream(e, z, ".gz")
}

func (r *reader) bzip2(e entry, in *bufio.Reader) error {
	return r.stream(e, bzip2.NewReader(in), ".bz2")
}

func (r *reader) zstd(e entry, in *bufio.Reader) error {
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return fmt.Errorf("zstd: %w", err)
	}
	defer z.Close()
	return r.stream(e, z, ".zst", ".zstd")
}

func (r *reader) tar(e entry, in *bufio.Reader) error {
	e.name = strings.TrimSuffix(e.name, ".tar")
	t := tar.NewReader(in)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("tar: %w", err)
		case n >= maxEntries:
			return tooManyEntries()
		case r.err != nil:
			return r.err
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
			err = r.enter(e, h.Name, t)
		case tar.TypeDir, tar.TypeXGlobalHeader:
		case tar.TypeSymlink, tar.TypeLink:
			name, _ := entryName(h.Name)
			err = r.problem(Problem{Path: e.path + "!" + name, Kind: KindRefused, Reason: "link inside an archive", Action: leftOut})
		default:
			name, _ := entryName(h.Name)
			err = r.problem(Problem{Path: e.path + "!" + name, Kind: KindRefused, Reason: "neither a file nor a folder", Action: leftOut})
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) zip(e entry, in *bufio.Reader) error {
	at, size, err := r.hold(e, in)
	if err != nil {
		return err
	}
	e.name = strings.TrimSuffix(e.name, ".zip")
	z, err := zip.NewReader(at, size)
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return fmt.Errorf("%w: is the file whole?", err)
	case len(z.File) > maxEntries:
		return tooManyEntries()
	}
	if format := officeFormat(z); format != "" {
		return &refusal{kind: KindFormat, why: "format " + format + " is not read: save it as text, HTML or Markdown"}
	}
	for _, f := range z.File {
		if err := r.zipEntry(e, f); err != nil {
			return err
		}
		if r.original.fault != nil {
			return errFault
		}
		if r.err != nil {
			return r.err
		}
	}
	return nil
}

func (r *reader) zipEntry(e entry, f *zip.File) error {
	shown, _ := entryName(f.Name)
	p := Problem{Path: e.path + "!" + shown, Action: leftOut}
	switch {
	case f.FileInfo().IsDir():
		return nil
	case !f.Mode().IsRegular():
		p.Kind, p.Reason = KindRefused, "link inside an archive"
		return r.problem(p)
	case f.Flags&1 != 0:
		p.Kind, p.Reason = KindUnreadable, "is encrypted: unpack it first"
		return r.problem(p)
	}
	in, err := f.Open()
	if err != nil {
		p.Kind, p.Reason = KindDamaged, err.Error()
		return r.problem(p)
	}
	defer in.Close()
	return r.enter(e, f.Name, in)
}

func tooManyEntries() error {
	return &refusal{kind: KindRefused, why: fmt.Sprintf("archive holds more than %d names: split it", maxEntries)}
}

// hold gives random access to an entry: the file itself, or a copy in memory.
func (r *reader) hold(e entry, in *bufio.Reader) (io.ReaderAt, int64, error) {
	if e.at != nil {
		return e.at, e.size, nil
	}
	all, err := io.ReadAll(io.LimitReader(in, maxHeld+1))
	if err != nil {
		return nil, 0, err
	}
	if len(all) > maxHeld {
		return nil, 0, &refusal{kind: KindTooLarge, why: fmt.Sprintf("more than %d MB that must be held in memory: unpack it first", maxHeld>>20)}
	}
	return bytes.NewReader(all), int64(len(all)), nil
}

// officeFormat names the format of a zip that is one document rather than many.
func officeFormat(z *zip.Reader) string {
	for _, f := range z.File {
		switch f.Name {
		case "[Content_Types].xml":
			return "DOCX/XLSX/PPTX"
		case "META-INF/container.xml":
			return "EPUB"
		case "content.xml":
			return "OpenDocument"
		}
	}
	return ""
}

// entryName is the name of an archive's entry as it is shown, and what is wrong with it. Names are only labels here, but
// one that climbs out of the archive is an attack or a mistake, and neither is a text to count. Names that are no UTF-8
// are decoded as text of a Chinese system is.
func entryName(name string) (shown, why string) {
	name = strings.ReplaceAll(decodeName(name), `\`, "/")
	shown = strings.TrimLeft(path.Clean("/"+name), "/")
	switch {
	case strings.ContainsRune(name, 0):
		why = "name with a NUL inside an archive"
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':':
		why = fmt.Sprintf("absolute name %q inside an archive", name)
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			why = fmt.Sprintf("name %q leads out of the archive", name)
		}
	}
	return strings.ReplaceAll(shown, "\x00", ""), why
}

// stem is a name without its ending.
func stem(name string) string {
	if s := strings.TrimSuffix(name, path.Ext(name)); s != "" {
		return s
	}
	return name
}

package container

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tifa/corpus/problem"
)

func (w *walker) tar(e Entry, in *bufio.Reader) error {
	e.Name = strings.TrimSuffix(e.Name, ".tar")
	defer w.inArchive(tarNames(e))()
	t := tar.NewReader(in)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("tar: %w", err)
		case n >= Entries:
			return tooManyEntries()
		case w.err != nil:
			return w.err
		}
		if err := w.tarEntry(e, h, t); err != nil {
			return err
		}
	}
}

func (w *walker) tarEntry(e Entry, h *tar.Header, in io.Reader) error {
	name, _ := w.entryName(h.Name)
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
		return w.enter(e, h.Name, in)
	case tar.TypeDir, tar.TypeXGlobalHeader:
		return nil
	case tar.TypeSymlink, tar.TypeLink:
		return w.refuse(e.Path+"!"+name, problem.KindRefused, "link inside an archive")
	}
	return w.refuse(e.Path+"!"+name, problem.KindRefused, "neither a file nor a folder")
}

func (w *walker) zip(e Entry, in *bufio.Reader) error {
	at, size, err := Buffer(e, in)
	if err != nil {
		return err
	}
	e.Name = strings.TrimSuffix(e.Name, ".zip")
	z, err := zip.NewReader(at, size)
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return fmt.Errorf("%w: is the file whole?", err)
	case len(z.File) > Entries:
		return tooManyEntries()
	}
	if e.Format = documentFormat(z); e.Format != "" {
		e.At, e.Size = at, size
		return w.Text(e, in)
	}
	defer w.inArchive(zipNames(z))()
	for _, f := range z.File {
		err := w.zipEntry(e, f)
		if err == nil {
			err = w.Stopped()
		}
		if err == nil {
			err = w.passed()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inArchive goes on with the names of an archive, and returns what goes back to those of the
// archive around it.
func (w *walker) inArchive(names archiveNames) (leave func()) {
	outer := w.names
	w.names = names
	return func() { w.names = outer }
}

func zipNames(z *zip.Reader) (names archiveNames) {
	for _, f := range z.File {
		if !names.add(f.Name) {
			break
		}
	}
	return names
}

// tarNames looks through a tar for its names, where it need not be unpacked for that. In any other
// a name is decoded by those before it.
func tarNames(e Entry) (names archiveNames) {
	if e.At == nil {
		return names
	}
	t := tar.NewReader(io.NewSectionReader(e.At, 0, e.Size))
	for range Entries {
		h, err := t.Next()
		if err != nil || !names.add(h.Name) {
			break // of an error whoever reads the files says so
		}
	}
	return names
}

// looksTar knows a tar by its mark, or, in the oldest form, which has none, by the checksum of its
// first header.
func looksTar(head []byte, _ Entry) bool {
	if len(head) < headLength || head[0] == 0 {
		return false
	}
	if mark := string(head[257:263]); mark == "ustar\x00" || mark == "ustar " {
		return true
	}
	given, err := strconv.ParseUint(strings.Trim(string(head[148:156]), " \x00"), 8, 32)
	sum := uint64(8 * ' ') // the field of the checksum counts as blanks
	for i, b := range head {
		if i < 148 || i >= 156 {
			sum += uint64(b)
		}
	}
	return err == nil && given == sum
}

// looksZip knows a zip by its beginning, and one behind a program that unpacks it by its end.
func looksZip(head []byte, e Entry) bool {
	if begins("PK\x03\x04", "PK\x05\x06")(head, e) {
		return true
	}
	if e.At == nil || !begins("MZ", "\x7fELF", "#!")(head, e) {
		return false
	}
	_, err := zip.NewReader(e.At, e.Size)
	return err == nil
}

func (w *walker) zipEntry(e Entry, f *zip.File) error {
	name, _ := w.entryName(f.Name)
	shown := e.Path + "!" + name
	switch {
	case f.FileInfo().IsDir():
		return nil
	case !f.Mode().IsRegular():
		return w.refuse(shown, problem.KindRefused, "link inside an archive")
	case f.Flags&1 != 0:
		return w.refuse(shown, problem.KindUnreadable, "is encrypted: unpack it first")
	}
	in, err := f.Open()
	if err != nil {
		return w.refuse(shown, problem.KindDamaged, err.Error())
	}
	defer in.Close()
	return w.enter(e, f.Name, in)
}

func tooManyEntries() error {
	return &problem.Error{Kind: problem.KindRefused,
		Reason: fmt.Sprintf("archive holds more than %d names: split it", Entries)}
}

// documentFormat names the format of a zip that is one document rather than many.
func documentFormat(z *zip.Reader) string {
	names, inner := map[string]bool{}, "DOCX/XLSX/PPTX"
	for _, f := range z.File {
		switch dir, _, _ := strings.Cut(f.Name, "/"); dir {
		case "[Content_Types].xml", "META-INF", "content.xml", "mimetype":
			names[f.Name] = true
		case "word", "xl", "ppt":
			if inner == "DOCX/XLSX/PPTX" {
				inner = map[string]string{"word": "DOCX", "xl": "XLSX", "ppt": "PPTX"}[dir]
			}
		}
	}
	switch {
	case names["[Content_Types].xml"]:
		return inner
	case names["META-INF/container.xml"]:
		return "EPUB"
	case names["content.xml"] && (names["META-INF/manifest.xml"] || names["mimetype"]):
		return "OpenDocument"
	}
	return ""
}

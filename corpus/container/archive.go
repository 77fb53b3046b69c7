package container

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"tifa/corpus/problem"
)

func (w *walker) tar(e Entry, in *bufio.Reader) error {
	e.Name = strings.TrimSuffix(e.Name, ".tar")
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
	name, _ := entryName(h.Name)
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

func (w *walker) zipEntry(e Entry, f *zip.File) error {
	name, _ := entryName(f.Name)
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

package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// exportedName lists what exports wrote into a folder, as sha256sum does: a hash and a name a line.
const exportedName = ".tifa-exported"

const exportedTitle = "# what tifa export wrote here, and may replace while it has these bytes"

// exportFolder is a folder that tables are exported to. A file in it is replaced only if it is
// byte for byte what an earlier export wrote there.
type exportFolder struct {
	dir     string
	written map[string][]string // hashes of each file that exports wrote
}

func openExportFolder(dir string) (*exportFolder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, hint(err)
	}
	e := &exportFolder{dir, map[string][]string{}}
	path := filepath.Join(dir, exportedName)
	if !exists(path) {
		return e, nil
	}
	text, err := readSmall(path, 1<<20)
	if err != nil {
		return nil, err
	}
	title, list, _ := strings.Cut(string(text), "\n")
	if title != exportedTitle {
		return nil, fmt.Errorf("%s: not written by tifa: move it away", path)
	}
	for line := range strings.Lines(list) {
		if sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			e.written[name] = append(e.written[name], sum)
		}
	}
	return e, nil
}

// check says whether a file may be written: it is not there, or is an export that nobody changed.
func (e *exportFolder) check(name string) error {
	path := filepath.Join(e.dir, name)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.Mode().IsRegular() {
		sum, _, err := HashFile(path)
		if err != nil {
			return err
		}
		if slices.Contains(e.written[name], sum) {
			return nil
		}
	}
	return fmt.Errorf("%s: already exists and is not an unchanged export of tifa: "+
		"move it away, or name another folder with -o", path)
}

// NewFile is a file to write: its name and what writes it.
type NewFile struct {
	Name  string
	Write func(io.Writer) error
}

// WriteFiles writes files into a folder of the user's, all or none, and lists their paths. It
// replaces a file only if that is byte for byte what an earlier call wrote there.
func WriteFiles(dir string, files []NewFile) (paths []string, err error) {
	e, err := openExportFolder(dir)
	if err != nil {
		return nil, err
	}
	return e.write(files)
}

func (e *exportFolder) write(files []NewFile) (paths []string, err error) {
	for _, f := range files {
		if err := e.check(f.Name); err != nil {
			return nil, err
		}
	}
	s, err := newScratch(e.dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	fresh := make([]string, len(files))
	for i, f := range files {
		if fresh[i], err = s.write(f.Write); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(e.dir, f.Name), err)
		}
	}
	return e.place(s, files, fresh)
}

// place moves written files to their names. The list has the old and the new hashes while it does,
// so that a killed export is known by its list too.
func (e *exportFolder) place(s *scratch, files []NewFile, fresh []string) ([]string, error) {
	now := maps.Clone(e.written)
	for i, f := range files {
		sum, _, err := HashFile(fresh[i])
		if err != nil {
			return nil, err
		}
		now[f.Name] = []string{sum}
		e.written[f.Name] = append(e.written[f.Name], sum)
	}
	if err := e.save(s); err != nil {
		return nil, err
	}
	var paths []string
	for i, f := range files {
		path := filepath.Join(e.dir, f.Name)
		if err := os.Rename(fresh[i], path); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	e.written = now
	return paths, e.save(s)
}

func (e *exportFolder) save(s *scratch) error {
	path, err := s.write(func(w io.Writer) error {
		_, err := fmt.Fprintln(w, exportedTitle)
		for _, name := range slices.Sorted(maps.Keys(e.written)) {
			for _, sum := range e.written[name] {
				_, bad := fmt.Fprintf(w, "%s  %s\n", sum, name)
				err = errors.Join(err, bad)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return os.Rename(path, filepath.Join(e.dir, exportedName))
}

package folder

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// scratchPrefix begins the names of scratch folders.
const scratchPrefix = ".tifa-"

// scratch is a hidden folder beside files that are to be written. They are written into it and
// renamed into place. It carries the program's mark and is locked, so that the next command can
// tell what a killed one left from what a running one needs, and from what is somebody else's.
type scratch struct {
	dir   string
	lock  *flock.Flock
	files int
}

// newScratch makes a scratch folder, and removes those that killed commands left beside it.
func newScratch(parent string) (*scratch, error) {
	removeScratch(parent)
	dir, err := os.MkdirTemp(parent, scratchPrefix)
	if err != nil {
		return nil, hint(err)
	}
	s := &scratch{dir: dir, lock: flock.New(dir, flock.SetFlag(os.O_RDONLY))}
	// Where a file system has no locks, nobody removes what may be another command's.
	_, _ = s.lock.TryLock()
	if err := writeNew(filepath.Join(dir, markName), []byte(newMark().String())); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// write writes a file into the scratch folder, brings it to the disk, and returns its path.
func (s *scratch) write(write func(io.Writer) error) (path string, err error) {
	s.files++
	path = filepath.Join(s.dir, strconv.Itoa(s.files))
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return "", hint(err)
	}
	b := bufio.NewWriterSize(f, 1<<16)
	return path, hint(errors.Join(write(b), b.Flush(), f.Sync(), f.Close()))
}

// close removes the folder with what is left in it.
func (s *scratch) close() error { return errors.Join(emptyScratch(s.dir), s.lock.Close()) }

// emptyScratch removes a scratch folder with the files that the program wrote into it, whose names
// are numbers. It stays whole where it holds anything else.
func emptyScratch(dir string) error {
	entries, err := os.ReadDir(dir)
	var written []string
	for _, e := range entries {
		if n, bad := strconv.Atoi(e.Name()); bad == nil && n > 0 && e.Type().IsRegular() {
			written = append(written, filepath.Join(dir, e.Name()))
		} else if e.Name() != markName {
			return fmt.Errorf("%s: contains %s, which tifa did not write: not removed", dir, e.Name())
		}
	}
	for _, path := range written {
		err = errors.Join(err, os.Remove(path))
	}
	if removed := os.Remove(filepath.Join(dir, markName)); !errors.Is(removed, os.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	return errors.Join(err, os.Remove(dir))
}

// removeScratch removes the scratch folders that killed commands left in a folder: those with the
// mark that nobody has locked. A result that the user gave such a name is none. What can't be
// removed stays for the next time.
func removeScratch(parent string) {
	entries, _ := os.ReadDir(parent)
	for _, e := range entries {
		dir := filepath.Join(parent, e.Name())
		if !strings.HasPrefix(e.Name(), scratchPrefix) || IsResult(dir) {
			continue
		}
		withLock(dir, func() { _ = emptyScratch(dir) })
	}
}

// withLock calls f with the lock of a folder with the mark, unless another process has it.
func withLock(dir string, f func()) {
	if !isMarked(dir) {
		return
	}
	lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return
	}
	defer lock.Close()
	f()
}

// WriteFile writes a file whole or not at all, in the place of the file that is there.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	s, err := newScratch(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	from, err := s.write(write)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return hint(os.Rename(from, path))
}

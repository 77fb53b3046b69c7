// Package folder writes result folders, and deletes nothing but what the program wrote.
//
//  1. CheckDestination and CheckLatest refuse, before any work, names that are taken or that touch
//     an input (destination.go).
//  2. Create opens a hidden folder with the program's mark, locked against other runs (mark.go),
//     and puts right what killed runs left (stale.go).
//  3. Folder.Create and LinkTables write its tables; WriteFile and WriteManifest the rest.
//  4. Publish reads everything back and renames the folder into place (publish.go). Of a result
//     that it replaces it removes its own files; all others move into the new one (owned.go).
//
// Exports go into folders of the user's: WriteFiles replaces there only what it wrote itself.
//
// The package knows names and bytes, not rows.
package folder

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

// Folder is a result folder being written. It stands beside its destination under a hidden name,
// ".NAME.new", carries the program's mark, and takes the destination's place only when Publish
// finds it whole. Its files may be written by several goroutines.
type Folder struct {
	parent, name string
	names        tableNames
	held         *flock.Flock // on the folder itself, so that nothing is left behind
	mark         mark
	left         []string
	createFile   func(path string) (io.WriteCloser, error)
	exchange     func(a, b string) error

	mu         sync.Mutex
	open       map[string]io.Closer
	tables     map[string]FileHash
	gone       bool // published or abandoned
	keepLatest bool
}

// latest is the symbolic link beside the results that points at the one published last.
const latest = "latest"

// The hidden folders of the result NAME are .NAME.new and .NAME.old.
const (
	newSuffix = ".new"
	oldSuffix = ".old"
)

// Create starts the result folder parent/name. What killed runs left, of it or of another result,
// is removed. It is an error if another run is writing the same result now, or if a name that it
// needs is taken by what is not the program's. Call Abandon when done, also after Publish.
//
// Tables are the names of the files that hold tables, in the order of Tables.
func Create(parent, name string, tables []string) (*Folder, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, hint(err)
	}
	if err := checkPlaces(parent, name); err != nil {
		return nil, err
	}
	t := &Folder{parent: parent, name: name, names: tables, mark: newMark(),
		createFile: createFile, exchange: exchange, open: map[string]io.Closer{}, tables: map[string]FileHash{}}
	if err := t.lock(); err != nil {
		return nil, err
	}
	if err := errors.Join(t.start(), t.removeStale()); err != nil {
		return nil, errors.Join(err, t.Abandon())
	}
	return t, nil
}

// Path is where the folder's files are until Publish. What is put there is published with the
// tables.
func (t *Folder) Path() string { return stagingPath(t.parent, t.name) }

// Left lists hidden folders of killed runs that hold what the program did not write, and that were
// left as they are.
func (t *Folder) Left() []string { return t.left }

// Name is the name of the result.
func (t *Folder) Name() string { return t.name }

func (t *Folder) destination() string { return filepath.Join(t.parent, t.name) }

// old is where a replaced result stands for a moment.
func (t *Folder) old() string { return oldPath(t.parent, t.name) }

func stagingPath(parent, name string) string { return filepath.Join(parent, "."+name+newSuffix) }

func oldPath(parent, name string) string { return filepath.Join(parent, "."+name+oldSuffix) }

// lock makes the hidden folder and locks it. Another run may rename the folder between the two:
// then once more.
func (t *Folder) lock() error {
	for {
		if err := os.Mkdir(t.Path(), 0o755); err != nil && !errors.Is(err, os.ErrExist) {
			return hint(err)
		}
		if err := checkStaging(t.Path()); err != nil {
			return err
		}
		t.held = flock.New(t.Path(), flock.SetFlag(os.O_RDONLY))
		ok, err := t.held.TryLock()
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("%s: another run is writing this result: "+
				"wait for it, or give this run another name", t.destination())
		}
		locked, err := t.held.Stat()
		if err != nil {
			return err
		}
		if now, err := os.Lstat(t.Path()); err == nil && os.SameFile(locked, now) {
			return nil
		}
		t.held.Close()
	}
}

// start puts right what a killed run left of this result, and marks the folder.
func (t *Folder) start() error {
	if err := t.names.recoverResult(t.parent, t.name); err != nil {
		return err
	}
	if isMarked(t.Path()) {
		if _, err := t.names.empty(t.Path(), resultOr(t.destination())); err != nil {
			return err
		}
	}
	return t.mark.write(t.Path())
}

func createFile(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// Create starts a table's file.
func (t *Folder) Create(name string) (*File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.gone {
		return nil, fmt.Errorf("%s: already published or abandoned", t.destination())
	}
	to, err := t.createFile(filepath.Join(t.Path(), name))
	if err != nil {
		return nil, hint(err)
	}
	t.open[name] = to
	return &File{folder: t, name: name, to: to, hash: sha256.New()}, nil
}

func (t *Folder) finished(name string, h FileHash) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, name)
	t.tables[name] = h
}

// Tables returns the hashes of all tables written, in the order given to Create. It is an error if
// one is unfinished.
func (t *Folder) Tables() ([]FileHash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name := range t.open {
		return nil, fmt.Errorf("%s: %s is unfinished", t.destination(), name)
	}
	var out []FileHash
	for _, name := range t.names {
		if h, ok := t.tables[name]; ok {
			out = append(out, h)
		}
	}
	return out, nil
}

// Abandon removes the folder, with what the program wrote there, unless it was published. It may be
// called again.
func (t *Folder) Abandon() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.gone {
		return nil
	}
	t.gone = true
	for _, f := range t.open {
		f.Close()
	}
	var err error
	if isMarked(t.Path()) {
		_, err = t.names.discard(t.Path(), resultOr(t.destination()))
	} else if isFolder(t.Path()) {
		err = os.Remove(t.Path()) // empty, because the mark could not be written
	}
	return errors.Join(err, t.held.Close())
}

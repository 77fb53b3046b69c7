package outputs

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofrs/flock"
)

// Folder is a result folder being written. It stands beside its destination under a hidden name, ".NAME.new", and takes
// the destination's place only when Publish finds it whole. Its files may be written by several goroutines.
type Folder struct {
	parent, name string
	lock         *flock.Flock // on the folder itself, so that nothing is left behind
	createFile   func(path string) (io.WriteCloser, error)

	mu     sync.Mutex
	open   map[string]io.Closer
	tables map[string]FileHash
	gone   bool // published or abandoned
	aside  bool // latest does not follow
}

// latest is the symbolic link beside the results that points at the one published last.
const latest = "latest"

// CheckName says whether a result may have this name, so that a wrong one is told before the work and not after it.
func CheckName(name string) error {
	if name == "" || name == latest || strings.HasPrefix(name, ".") || name != filepath.Base(name) {
		return fmt.Errorf("result name %q: use a plain name, without slashes, a leading dot, or the word latest", name)
	}
	return nil
}

// Create starts the result folder parent/name. What killed runs left, of it or of another result, is removed. It is an error if another run is
// writing the same result now. Call Abandon when done, also after Publish.
func Create(parent, name string) (*Folder, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	t := &Folder{parent: parent, name: name, createFile: createFile, open: map[string]io.Closer{}, tables: map[string]FileHash{}}
	if err := t.claim(); err != nil {
		return nil, err
	}
	if err := errors.Join(t.empty(), t.recover(), t.sweep()); err != nil {
		return nil, errors.Join(err, t.Abandon())
	}
	return t, nil
}

// Path is where the folder's files are until Publish. What is put there is published with the tables.
func (t *Folder) Path() string { return filepath.Join(t.parent, "."+t.name+".new") }

func (t *Folder) destination() string { return filepath.Join(t.parent, t.name) }

// old is where a replaced result stands for a moment.
func (t *Folder) old() string { return filepath.Join(t.parent, "."+t.name+".old") }

// claim makes the hidden folder and locks it. Another run may rename the folder between the two: then once more.
func (t *Folder) claim() error {
	for {
		if err := os.Mkdir(t.Path(), 0o755); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		t.lock = flock.New(t.Path(), flock.SetFlag(os.O_RDONLY))
		ok, err := t.lock.TryLock()
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("%s: another run is writing this result: wait for it, or give this run another name", t.destination())
		}
		locked, err := t.lock.Stat()
		if err != nil {
			return err
		}
		if now, err := os.Stat(t.Path()); err == nil && os.SameFile(locked, now) {
			return nil
		}
		t.lock.Close()
	}
}

// empty removes what a killed run left.
func (t *Folder) empty() error {
	entries, err := os.ReadDir(t.Path())
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(t.Path(), e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// recover puts back the last good result where a run was killed between two renames (see exchange).
func (t *Folder) recover() error {
	if _, err := os.Lstat(t.destination()); errors.Is(err, os.ErrNotExist) {
		if err := os.Rename(t.old(), t.destination()); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	}
	return os.RemoveAll(t.old())
}

func createFile(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// create starts a table's file.
func (t *Folder) create(name string) (*file, error) {
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
	return &file{folder: t, name: name, to: to, hash: sha256.New()}, nil
}

func (t *Folder) finished(name string, h FileHash) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, name)
	t.tables[name] = h
}

// Tables gives the hashes of all tables written, in the order of Tables. It is an error if one is unfinished.
func (t *Folder) Tables() ([]FileHash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name := range t.open {
		return nil, fmt.Errorf("%s: %s is unfinished", t.destination(), name)
	}
	var out []FileHash
	for _, table := range Tables() {
		if h, ok := t.tables[table.fileName()]; ok {
			out = append(out, h)
		}
	}
	return out, nil
}

// Abandon removes the folder unless it was published. It may be called again.
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
	return errors.Join(os.RemoveAll(t.Path()), t.lock.Close())
}

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/gofrs/flock"
)

// Folder is the folder of shards of one run, locked against other runs. It never follows a link,
// and it deletes only shards and its own mark.
type Folder struct {
	dir  string
	root *os.Root
	lock *flock.Flock
}

// A folder of shards holds the file markName, which begins with markText.
const (
	markName  = ".tifa"
	markText  = "tifa work folder 1\n"
	newEnding = ".new" // of a shard that is being written
)

// shardName is how shards are called, whole or half done.
var shardName = regexp.MustCompile(`^[0-9a-f]{32}\.shard(\.new)?$`)

// Name is the name of a shard, from the 16 bytes that say what it was made of.
func Name(key [16]byte) string { return fmt.Sprintf("%x.shard", key) }

// Open makes the folder dir, or takes it up if it has the mark of a folder of shards, and locks it
// by a file beside it. Shards that are only half done are removed. Close ends the lock.
func Open(dir string) (_ *Folder, err error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	s := &Folder{dir: dir}
	if s.lock, err = lockFile(dir + ".lock"); err != nil {
		return nil, err
	}
	if err = s.open(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Folder) open() error {
	if err := os.Mkdir(s.dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(s.dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return s.foreign("is not a folder")
	}
	if s.root, err = os.OpenRoot(s.dir); err != nil {
		return err
	}
	if err := s.mark(); err != nil {
		return err
	}
	return s.removeShards(true)
}

func (s *Folder) foreign(why string) error {
	return fmt.Errorf("%s: %s: move it away, or name another folder for results with -o", s.dir, why)
}

// mark checks the mark of the folder. An empty folder gets one.
func (s *Folder) mark() error {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return err
	}
	if len(entries) == 0 || len(entries) == 1 && s.halfMarked(entries[0]) {
		return s.root.WriteFile(markName, []byte(markText), 0o644)
	}
	info, err := s.root.Lstat(markName)
	if err != nil || !info.Mode().IsRegular() {
		return s.foreign("holds files, but not the mark of tifa's work, so they may be yours")
	}
	text, err := s.root.ReadFile(markName)
	if err == nil && string(text) != markText {
		err = s.foreign("its mark is not of this version's work")
	}
	return err
}

// halfMarked reports whether a file is the mark of a run that was killed before it had written it.
func (s *Folder) halfMarked(e fs.DirEntry) bool {
	info, err := e.Info()
	return err == nil && e.Name() == markName && info.Mode().IsRegular() && info.Size() == 0
}

func (s *Folder) path(name string) string { return filepath.Join(s.dir, name) }

// removeShards removes the folder's shards, or only those that are half done. What has such a name
// and is no regular file stays.
func (s *Folder) removeShards(halfDone bool) error {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	for _, e := range entries {
		mine := shardName.MatchString(e.Name()) && e.Type().IsRegular()
		if mine && (!halfDone || filepath.Ext(e.Name()) == newEnding) {
			err = errors.Join(err, s.root.Remove(e.Name()))
		}
	}
	return err
}

// Remove removes a shard. That there is none is no error.
func (s *Folder) Remove(name string) error {
	info, err := s.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil
	}
	if err != nil {
		return err
	}
	return s.root.Remove(name)
}

// RemoveAll removes all shards, the mark, and the folder if nothing else is in it.
func (s *Folder) RemoveAll() error {
	if err := s.removeShards(false); err != nil {
		return err
	}
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil || len(entries) != 1 {
		return err // what somebody else put there stays, and the mark with it
	}
	return errors.Join(s.root.Remove(markName), os.Remove(s.dir))
}

// Close ends the lock.
func (s *Folder) Close() error {
	var err error
	if s.root != nil {
		err = s.root.Close()
	}
	return errors.Join(err, s.lock.Unlock())
}

// sync makes names in the folder durable.
func (s *Folder) sync() error {
	dir, err := s.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// lockFile locks an empty file, made where there is none. Others of the group may lock it, too, so
// that colleagues can use one folder.
func lockFile(path string) (*flock.Flock, error) {
	info, err := os.Lstat(path)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > 0) {
		return nil, fmt.Errorf("%s: not a lock file written by tifa, which would be empty: move it away", path)
	}
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDONLY), flock.SetPermissions(0o664))
	ok, err := lock.TryLock()
	if errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("%w: ask its owner for the right to read it (chmod g+r), or name another"+
			" folder for results with -o", err)
	}
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: another run is writing here: wait for it, or name another folder"+
			" with -o", filepath.Dir(path))
	}
	return lock, nil
}

package outputs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Publish reads the folder back, puts it in the place of its destination in one step, and points the link latest at it
// unless it stands aside.
// It returns the destination. A result of the same name that was there is untouched until that step and removed after it.
func (t *Folder) Publish() (string, error) {
	if err := t.verify(); err != nil {
		return "", err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.gone {
		return "", fmt.Errorf("%s: already published or abandoned", t.destination())
	}
	if err := syncAll(t.Path()); err != nil {
		return "", hint(err)
	}
	if err := t.replace(); err != nil {
		return "", err
	}
	t.gone = true
	if err := errors.Join(t.pointLatest(), syncPath(t.parent), t.lock.Close()); err != nil {
		return "", err
	}
	return t.destination(), nil
}

// StandAside lets the link latest point where it does when the folder is published: for trials beside a result.
func (t *Folder) StandAside() { t.aside = true }

// verify compares what is on the disk with what was written, and sees that latest is ours to replace.
func (t *Folder) verify() error {
	link := filepath.Join(t.parent, latest)
	if at, err := os.Lstat(link); err == nil && at.Mode()&fs.ModeSymlink == 0 {
		return fmt.Errorf("%s: is no symbolic link: move it away", link)
	}
	tables, err := t.Tables()
	if err != nil {
		return err
	}
	for _, want := range tables {
		got, err := hashTable(filepath.Join(t.Path(), want.Name))
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("%s: the disk gives back other bytes than were written: check the disk", filepath.Join(t.Path(), want.Name))
		}
	}
	return nil
}

// replace renames the folder to its destination. Where there is a result already the two change places in one step, and
// the old one is removed.
func (t *Folder) replace() error {
	if _, err := os.Lstat(t.destination()); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(t.Path(), t.destination())
	}
	if err := exchange(t.Path(), t.destination()); err == nil {
		return os.RemoveAll(t.Path())
	}
	// The file system can't exchange. A run killed between these two is put right by the next Create.
	if err := os.RemoveAll(t.old()); err != nil {
		return err
	}
	if err := os.Rename(t.destination(), t.old()); err != nil {
		return err
	}
	if err := os.Rename(t.Path(), t.destination()); err != nil {
		return errors.Join(err, os.Rename(t.old(), t.destination()))
	}
	return os.RemoveAll(t.old())
}

// pointLatest swaps the link in one step: a new link is renamed over the old one.
func (t *Folder) pointLatest() error {
	if t.aside {
		return nil
	}
	fresh := filepath.Join(t.parent, "."+t.name+".link")
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(t.name, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, filepath.Join(t.parent, latest))
}

// syncAll brings a folder and all in it to the disk.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, syncPath(path))
	})
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
